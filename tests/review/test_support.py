"""On how many independent sources a finding rests, and on whose side they stand."""

from __future__ import annotations

from builders import a_rule, a_shooting
from forcereview.record import independent_origins, origins, sides
from forcereview.record.model import Source
from forcereview.review import Support

ARMED = a_rule(unless="subject.armed")


def test_a_report_of_a_statement_is_not_a_second_source() -> None:
    case = (
        a_shooting()
        .with_source("paper", derives_from=["agent"])
        .with_source("wire", derives_from=["paper"])
        .said("subject.armed", "yes", by="agent")
        .said("subject.armed", "yes", by="paper")
        .said("subject.armed", "yes", by="wire")
    )
    support = case.finding(ARMED).support
    assert (support.independent_sources, support.sides) == (1, ("officer",))
    assert support.interested_only


def test_two_sources_of_their_own_count_twice() -> None:
    case = (
        a_shooting()
        .with_source("phone")
        .said("subject.armed", "yes")
        .said("subject.armed", "yes", by="phone")
    )
    finding = case.finding(ARMED)
    assert (finding.support.independent_sources, finding.support.interested_only) == (2, False)
    assert "(on 2 independent sources)" in finding.sentence


def test_a_finding_on_an_interested_account_alone_says_so() -> None:
    finding = a_shooting().said("subject.armed", "yes", by="agent").finding(ARMED)
    assert finding.support == Support(1, True, ("officer",), "subject.armed", 1)
    assert "on the account of an interested party alone" in finding.sentence


def test_an_interested_account_that_an_independent_one_bears_out_stands_on_both() -> None:
    case = a_shooting().said("subject.armed", "yes", by="agent").said("subject.armed", "yes")
    support = case.finding(ARMED).support
    assert (support.independent_sources, support.interested_only) == (2, False)
    assert support.sides == ("independent", "officer")


def test_one_decisive_part_on_the_word_of_the_favoured_side_alone_is_told() -> None:
    rule = a_rule(unless="subject.armed and subject.fleeing")
    case = a_shooting().said("subject.armed", "yes").said("subject.fleeing", "yes", by="agent")
    support = case.finding(rule).support
    assert support.interested_only
    assert (support.weakest_sources, support.independent_sources) == (1, 2)


def test_the_word_of_the_other_side_against_itself_is_not_interested() -> None:
    rule = a_rule(unless="subject.armed and subject.fleeing")
    case = a_shooting().said("subject.armed", "yes").said("subject.fleeing", "yes", by="family")
    assert not case.finding(rule).support.interested_only


def test_the_weakest_part_is_named() -> None:
    rule = a_rule(applies="subject.fleeing and subject.armed")
    case = (
        a_shooting()
        .with_source("phone")
        .said("subject.armed", "yes")
        .said("subject.armed", "yes", by="phone")
        .said("subject.fleeing", "yes")
    )
    support = case.finding(rule).support
    assert (support.weakest, support.weakest_sources) == ("subject.fleeing", 1)


def test_what_has_no_part_in_a_finding_does_not_support_it() -> None:
    rule = a_rule(unless="subject.armed or subject.fleeing")
    case = a_shooting().said("subject.armed", "yes").said("subject.fleeing", "no", by="family")
    assert case.finding(rule).support.sides == ("independent",)


def test_independent_accounts_are_quoted_before_interested_ones_and_first_hand_before_derived() -> (
    None
):
    case = (
        a_shooting()
        .with_source("paper", derives_from=["video"])
        .said("subject.armed", "yes", by="agent", name="a-agent")
        .said("subject.armed", "yes", by="paper", name="b-paper")
        .said("subject.armed", "yes", by="video", name="c-video")
    )
    finding = case.finding(ARMED)
    assert finding.because == ("c-video",)
    assert set(finding.also_because) == {("a-agent",), ("b-paper",)}


SOURCES = {
    name: Source(title=name, kind="account", side=side, derives_from=parents)
    for name, side, parents in (
        ("agent", "officer", ()),
        ("video", "independent", ()),
        ("paper", "independent", ("agent", "video")),
        ("wire", "independent", ("paper",)),
        ("one", "independent", ("two",)),
        ("two", "independent", ("one",)),
    )
}


def test_origins_are_followed_all_the_way_down() -> None:
    assert origins(SOURCES, "wire") == {"agent", "video"}
    assert origins(SOURCES, "video") == {"video"}
    assert independent_origins(SOURCES, ["wire", "paper", "video"]) == {"agent", "video"}
    assert sides(SOURCES, ["wire"]) == {"officer", "independent"}


def test_sources_that_derive_from_each_other_lead_nowhere_and_do_not_hang() -> None:
    assert origins(SOURCES, "one") == frozenset()


def test_the_record_itself_counts_for_no_side_where_it_names_no_source() -> None:
    finding = (
        a_shooting()
        .with_vehicle("car", operator="driver")
        .finding(a_rule(requires="subject.operating_vehicle"))
    )
    assert finding.finding == "consistent"
    assert finding.support == Support(0, False)
