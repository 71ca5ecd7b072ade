"""Long text is cut after a whole word, and never without showing it."""

from hypothesis import given
from hypothesis import strategies as st

from forcereview.publish.readable import shortened


def test_what_fits_stays_as_it_is():
    assert shortened("No warning shots.", 90) == "No warning shots."


def test_what_does_not_fit_is_cut_after_a_word():
    assert shortened("Before deadly force, officers must warn", 22) == "Before deadly force …"


@given(st.text(max_size=60), st.integers(8, 40))
def test_it_is_never_longer_than_asked_and_a_cut_always_shows(words, most):
    made = shortened(words, most)
    assert len(made) <= max(most, 8) + 1
    assert made == words or made.endswith("…")
