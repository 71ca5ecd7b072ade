"""What case files write of pages, times and regions is one place, or a clear complaint."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.errors import BadInput
from forcereview.evidence import Locus
from forcereview.evidence.fragments import fragment_of, read_fragment
from forcereview.evidence.locators import read_locator, read_time
from forcereview.record.model import Locator


@pytest.mark.parametrize(
    ("written", "locus"),
    [
        ({"page": "4"}, Locus(page=4)),
        ({"page": "p. 4"}, Locus(page=4)),
        ({"page": "12-13"}, Locus(page=12, last_page=13)),
        ({"page": "pp. 12 to 13"}, Locus(page=12, last_page=13)),
        ({"page": "page 4 of 20"}, Locus(page=4)),
        ({"page": "row 12, column date"}, Locus(row=12, column="date")),
        ({"time": "12.4 to 13.0 s"}, Locus(start_s=12.4, end_s=13.0)),
        ({"time": "12.4 s"}, Locus(start_s=12.4)),
        ({"time": "about 12.4 s"}, Locus(start_s=12.4)),
        ({"time": "00:01:02.5 to 00:01:04"}, Locus(start_s=62.5, end_s=64)),
        ({"time": "1:02"}, Locus(start_s=62)),
        ({"time": "1 min 2.5 s – 2 min"}, Locus(start_s=62.5, end_s=120)),
        ({"region": "xywh=percent:10,10,20,20"}, Locus(region="xywh=percent:10,10,20,20")),
        ({"region": "xywh=160,120,320,240"}, Locus(region="xywh=pixel:160,120,320,240")),
        ({"quotation": "the words"}, Locus(quotation="the words")),
        (
            {"time": "2 s", "region": "percent: 1, 2, 3, 4.5"},
            Locus(start_s=2, region="xywh=percent:1,2,3,4.5"),
        ),
    ],
)
def test_a_locator_is_read_as_the_place_it_means(written: dict[str, str], locus: Locus):
    assert read_locator(Locator(**written)).locus == locus


def test_a_frame_is_the_time_in_which_it_is_shown():
    found = read_locator(Locator(time="frame 310"), 29.97).locus
    assert found.start_s == pytest.approx(310 / 29.97, abs=2e-6)
    assert found.end_s == pytest.approx(311 / 29.97, abs=2e-6)
    several = read_locator(Locator(time="frames 310 to 325"), 30.0).locus
    assert (several.start_s, several.end_s) == (10.333334, 10.866666)


@given(st.integers(0, 10**6), st.sampled_from([25.0, 29.97, 30.0, 59.94, 240.0]))
def test_the_span_of_a_frame_touches_neither_neighbour(number: int, rate: float):
    span = read_time(f"frame {number}", rate)
    assert number / rate <= span["start_s"] < span["end_s"] <= (number + 1) / rate + 1e-9


def test_a_paragraph_is_left_to_readers_beside_what_can_be_found():
    found = read_locator(Locator(page="p. 4, para 3"))
    assert (found.locus, found.unread) == (Locus(page=4), ("para 3",))
    quoted = read_locator(Locator(page="para 3", quotation="the words"))
    assert (quoted.locus, quoted.unread) == (Locus(quotation="the words"), ("para 3",))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ({"page": "para 3"}, "can't be found by itself"),
        ({"page": "p. iv"}, "is no page"),
        ({"page": "page 0"}, "is no page; count from 1"),
        ({"page": "13-12"}, "doesn't come after"),
        ({"time": "frame 310"}, "the frame rate isn't known"),
        ({"time": "13 to 12 s"}, "doesn't end after it begins"),
        ({"time": "in the morning"}, "is no time in a recording"),
        ({"time": "2026-01-07 09:37"}, "is no time in a recording"),
        ({"time": "1:75"}, "is no time in a recording"),
        ({"region": "left half"}, "is no region"),
        ({"region": "xywh=percent:10,10,200,20"}, "beyond 100 percent"),
        ({"region": "xywh=percent:10,10,0,20"}, "is empty"),
    ],
)
def test_what_cannot_be_a_place_is_told_with_what_to_write(written: dict[str, str], why: str):
    with pytest.raises(BadInput, match=why) as failure:
        read_locator(Locator(**written))
    assert all(problem.todo for problem in failure.value.problems)


def test_all_that_is_wrong_with_a_locator_is_told_at_once():
    with pytest.raises(BadInput) as failure:
        read_locator(Locator(page="x", time="y", region="z"))
    assert len(failure.value.problems) == 3


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_words_are_a_place_or_a_complaint(page: str, time: str, region: str):
    found = None
    with suppress(BadInput):
        found = read_locator(Locator(page=page, time=time, region=region), 30.0)
    assert found is None or read_fragment(fragment_of(found.locus)) == found.locus
