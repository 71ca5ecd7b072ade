"""The summary for a terminal fits it, and holds what matters most."""

from hypothesis import given, settings
from hypothesis import strategies as st

from forcereview.publish.text import summary_text


@given(width=st.integers(10, 160))
@settings(max_examples=25)
def test_no_line_is_wider_than_the_terminal(bundled, width):
    assert max(len(line) for line in summary_text(bundled, width).splitlines()) <= max(width, 40)


def test_it_shows_each_frame_apart_what_departs_and_what_would_settle_most(small):
    text = summary_text(small, 100)
    assert "Shot 1 " in text
    assert "Shot 2 " in text
    assert "✕ T-1 For shot 1 (agent-a)" in text
    assert "Questions that would settle most" in text
    assert "people decide" in text


def test_a_comparison_is_no_departure(small):
    assert "C-1" not in summary_text(small, 100)
