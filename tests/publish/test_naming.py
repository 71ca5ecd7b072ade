"""Times and frames are named in words, not by ids."""

import pytest

from builders import a_case
from forcereview.publish.naming import frame_title, time_in_words


@pytest.fixture(scope="module")
def case():
    return a_case().with_event("order-out", "12:00:10").with_shot("shot-1", at="12:01:00").read()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2 to 5 s after shot-1", "2 to 5 s after shot 1"),
        ("some time after order-out", "some time after “order-out”"),
        ("during order-out", "during “order-out”"),
        ("frame 12 of video", "frame 12 of a video"),
        ("about 12:01:00", "about 12:01:00"),
        ("", ""),
    ],
)
def test_a_time_names_what_it_is_measured_from(case, written, shown):
    assert time_in_words(case, written) == shown


def test_each_kind_of_frame_has_a_title_of_its_own(case):
    titles = [
        frame_title(case, "application", "shot-1"),
        frame_title(case, "encounter", "encounter"),
        frame_title(case, "officer", "agent-a"),
        frame_title(case, "duty", "agent-a"),
        frame_title(case, "duty", "shot-1"),
        frame_title(case, "agency", "ice"),
    ]
    assert len(set(titles)) == len(titles)
    assert titles[0] == "Shot 1"
