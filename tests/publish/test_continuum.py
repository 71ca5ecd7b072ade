"""Force and resistance, application by application, as sources give them."""

import xml.etree.ElementTree as ET

from builders import a_case, a_library
from forcereview.publish.charts.continuum import continuum_charts


def charts(case):
    return continuum_charts(case.reviewed(a_library()))


def test_each_officer_who_used_force_has_a_chart():
    case = a_case().with_officer("agent-b").with_officer("agent-c").with_shot("shot-1")
    case = case.with_force("push", "takedown", officer="agent-b")
    assert [chart.officer for chart in charts(case)] == ["agent-a", "agent-b"]


def test_sources_that_differ_are_both_shown_hollow():
    case = a_case().with_shot("shot-1")
    case = case.said("subject.resistance", "passive", "shot-1")
    case = case.said("subject.resistance", "assaultive", "shot-1", by="agent")
    (chart,) = charts(case)
    assert chart.columns[0].resistance == ("passive", "assaultive")
    assert chart.wide.count("f-paper") == 2
    assert "sources differ" in chart.description


def test_a_source_that_the_lens_leaves_out_is_not_drawn():
    from forcereview.record import Lens

    case = a_case().with_shot("shot-1").said("subject.resistance", "deadly", "shot-1", by="agent")
    (chart,) = continuum_charts(
        case.reviewed(a_library(), lens=Lens(without={"agent": "unchecked"}))
    )
    assert chart.columns[0].resistance == ()
    assert "no source says how the person resisted" in chart.title


def test_the_title_says_what_the_chart_shows():
    (chart,) = charts(a_case().with_shot("shot-1").with_shot("shot-2"))
    assert chart.title.startswith("Agent-a: deadly force in each of 2 applications;")
    for svg in (chart.wide, chart.narrow):
        assert ET.fromstring(svg)[0].text == chart.title
