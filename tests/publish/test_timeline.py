"""The timeline shows what is known of time, and no more."""

import xml.etree.ElementTree as ET

from builders import a_case, a_library
from forcereview.publish.charts.scale import duration_in_words, padded
from forcereview.publish.charts.timeline import timeline_chart
from reports import two_shots


def drawn(case):
    return timeline_chart(case.reviewed(a_library()))


def kinds(svg: str) -> list[str]:
    return [element.tag.split("}")[1] for element in ET.fromstring(svg).iter()]


def test_its_title_says_which_force_how_often_and_within_what_time():
    assert drawn(two_shots()).title == (
        "Firearm 2 times by agent-a within 0.4 to 0.7 s; 2 statements on record"
    ) or drawn(two_shots()).title.startswith("Firearm 2 times by agent-a within 0.4 to 0.7 s")


def test_an_uncertain_time_is_a_bar_and_a_sharp_one_is_a_point():
    rough = drawn(a_case().with_shot("shot-1", at="about 12:01:00").with_shot(
        "shot-2", at="2 to 9 s after shot-1"))  # fmt: skip
    sharp = drawn(a_case().with_shot("shot-1", at="about 12:01:00").with_shot(
        "shot-2", at="2 s after shot-1"))  # fmt: skip
    assert "rect" in kinds(rough.wide)
    assert "rect" not in kinds(sharp.wide)


def test_the_first_shots_own_uncertainty_does_not_blur_the_gap_to_the_next():
    (second,) = [h for h in drawn(two_shots()).happenings if h.id == "shot-2"]
    assert second.span is not None
    assert (second.span.low, second.span.high) == (0.4, 0.7)


def test_an_order_without_durations_is_shown_as_an_order():
    chart = drawn(a_case().with_event("stop", "").with_shot("shot-1", at="some time after stop")
                  .with_shot("shot-2", at="some time after shot-1"))  # fmt: skip
    assert "no durations are stated" in chart.wide
    ranks = {h.id: h.rank for h in chart.happenings}
    assert ranks["stop"] < ranks["shot-1"] < ranks["shot-2"]


def test_what_has_no_time_is_in_the_table_though_not_in_the_picture():
    chart = drawn(a_case().with_shot("shot-1", at="12:01:00").with_event("talk", ""))
    assert [h.id for h in chart.happenings] == ["shot-1", "talk"]
    assert "talk" in chart.description


def test_without_any_time_there_is_no_picture_and_no_failure():
    assert drawn(a_case()).wide == ""


def test_each_picture_has_a_title_and_the_same_in_words():
    chart = drawn(two_shots())
    for svg in (chart.wide, chart.narrow):
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        named = root.get("aria-labelledby", "").split()
        assert [e.get("id") for e in root[:2]] == named
        assert root[0].text == chart.title
        assert "Shot 1" in (root[1].text or "")


def test_ticks_are_round_and_minus_is_a_minus():
    unit, ticks = padded(-30.0, 60.0, 0, 100).ticks()
    assert unit == "s"
    assert "−20" in [label for _, label in ticks]
    assert [duration_in_words(s) for s in (0.4, 300.0, 7200.0, -259200.0)] == [
        "0.4 s", "5 min", "2 h", "−3 days"]  # fmt: skip
