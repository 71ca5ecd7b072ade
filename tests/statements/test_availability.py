"""No circles, and nothing that wasn't public yet: what counts when a statement is checked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import CaseBuilder, a_case, a_claim
from forcereview.record import Lens, Supposition
from forcereview.standards import Library
from forcereview.statements import CheckedClaim, check_statements

Checking = Callable[..., CheckedClaim]
FACT = "subject.armed"
SAID = a_claim(FACT, "yes", "driver")


def reported(case: CaseBuilder, name: str, value: str = "yes", **more: object) -> CaseBuilder:
    return case.with_source(name, **more).said(FACT, value, "driver", by=name)


def why(result: object) -> dict[str, str]:
    return {item.source: item.why for item in result.not_counted}  # type: ignore[attr-defined]


def test_a_claim_never_supports_itself(claim_of: Checking) -> None:
    case = a_case().said(FACT, "yes", "driver", by="agent").stated("post", SAID)
    result = claim_of(case).now

    assert result.word == "unsupported"
    assert why(result) == {"agent": "own"}


def test_a_report_of_the_statement_is_no_second_source(claim_of: Checking) -> None:
    case = reported(a_case(), "paper", derives_from=["agent"])
    case = reported(case, "paper-of-paper", derives_from=["paper"]).stated("post", SAID)

    assert claim_of(case).now.word == "unsupported"


def test_a_report_that_repeats_others_too_counts_for_those_others(claim_of: Checking) -> None:
    case = reported(a_case(), "paper", derives_from=["agent", "video"]).stated("post", SAID)
    result = claim_of(case).now

    assert result.word == "supported"
    assert result.support == 1
    assert result.parts[0].support[0].origins == ("video",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"institution": "dhs", "label": "head"}, {"institution": "DHS", "label": "spokeswoman"}),
        ({"label": "a witness"}, {"label": "a witness"}),
    ],
)
def test_the_same_mouth_elsewhere_is_set_aside(
    claim_of: Checking, one: dict[str, str], other: dict[str, str]
) -> None:
    case = a_case().with_source("briefing").with_source("post-site")
    case = case.stated("first", SAID, by="briefing", **one)
    case = case.stated("second", SAID, by="post-site", **other)

    assert claim_of(case, "first-1").now.word == "unsupported"
    assert claim_of(case, "second-1").now.word == "unsupported"


def test_another_institution_counts(claim_of: Checking) -> None:
    case = a_case().with_source("briefing").stated("first", SAID, institution="dhs")
    case = case.stated("second", SAID, by="briefing", institution="the White House")

    assert claim_of(case, "first-1").now.word == "supported"


def test_statements_of_one_institution_are_one_source_for_others(claim_of: Checking) -> None:
    case = a_case().with_source("briefing").with_source("site").with_source("paper")
    case = case.stated("one", SAID, by="briefing", institution="dhs")
    case = case.stated("two", SAID, by="site", institution="dhs")
    result = claim_of(case.stated("three", SAID, by="paper", label="a witness"), "three-1").now

    assert result.word == "supported"
    assert result.support == 1


def test_what_the_same_maker_says_on_the_same_interested_side_is_set_aside(
    claim_of: Checking,
) -> None:
    case = a_case().with_source("words", side="officer", by="officials")
    case = reported(case, "quoted", side="officer", by="officials")

    assert claim_of(case.stated("post", SAID, by="words")).now.word == "unsupported"


@pytest.mark.parametrize(
    ("published", "counts"),
    [
        ("2026-03-02", ""),
        ("2026-03-03", ""),
        ("2026-03-04", "later"),
        ("2026-03-02 to 2026-03-04", "undated"),
        ("", "undated"),
    ],
)
def test_then_counts_what_is_shown_to_have_been_public(
    claim_of: Checking, published: str, counts: str
) -> None:
    case = reported(a_case(), "paper", published=published).stated("post", SAID)
    checked = claim_of(case)

    assert checked.now.word == "supported"
    assert checked.then.word == ("unsupported" if counts else "supported")
    assert why(checked.then) == ({"paper": counts} if counts else {})


def test_a_day_does_not_tell_whether_it_was_before_an_hour(claim_of: Checking) -> None:
    case = reported(a_case(), "paper", published="2026-03-03")
    case = case.stated("post", SAID, said_at="2026-03-03 09:00")

    assert why(claim_of(case).then) == {"paper": "undated"}


def test_a_claim_can_be_contradicted_then_and_contested_now(claim_of: Checking) -> None:
    case = reported(a_case(), "early", "no", published="2026-03-02")
    case = reported(case, "late", "yes", published="2026-03-09").stated("post", SAID)
    checked = claim_of(case)

    assert (checked.then.word, checked.now.word) == ("contradicted", "contested")


def test_the_lens_leaves_sources_out_and_looks_back(claim_of: Checking) -> None:
    case = reported(a_case(), "paper", published="2026-03-05").stated("post", SAID)

    assert claim_of(case, lens=Lens(as_of="2026-03-04")).now.word == "unsupported"
    left_out = claim_of(case, lens=Lens(without={"paper": "withdrawn"})).now
    assert left_out.word == "unsupported"
    assert why(left_out) == {"paper": "lens"}


def test_a_statement_made_after_the_date_of_the_lens_is_left_out() -> None:
    case = a_case().stated("post", SAID).read()
    checked = check_statements(case, Library({}), Lens(as_of="2026-03-02"))

    assert checked.statements == ()
    assert [item.statement.id for item in checked.not_yet] == ["post"]


def test_a_supposition_is_no_evidence(claim_of: Checking) -> None:
    lens = Lens(what_if=(Supposition(FACT, "yes", ("driver",)),))

    assert claim_of(a_case().stated("post", SAID), lens=lens).now.word == "unsupported"


def test_statements_are_checked_in_the_order_in_which_they_were_made() -> None:
    case = a_case().stated("late", SAID, said_at="2026-03-05").stated("early", SAID)
    checked = check_statements(case.read(), Library({}))

    assert [item.stated.statement.id for item in checked.statements] == ["early", "late"]


VALUES = st.sampled_from(["yes", "no"])


@settings(max_examples=40)
@given(own=st.lists(VALUES, max_size=4), others=st.lists(VALUES, max_size=3))
def test_however_often_the_speaker_says_it_the_result_is_the_same(
    own: list[str], others: list[str]
) -> None:
    case = a_case().stated("post", SAID)
    for number, value in enumerate(others):
        case = reported(case, f"other-{number}", value, published="2026-03-01")
    alone = case
    for number, value in enumerate(own):
        name = f"own-{number}"
        case = reported(case, name, value, derives_from=["agent"], published="2026-03-01")

    one, other = (check_statements(each.read(), Library({})) for each in (alone, case))
    for lens in ("then", "now"):
        before, after = (getattr(each.claim("post-1"), lens) for each in (one, other))
        assert (before.word, before.support, before.denial) == (
            after.word,
            after.support,
            after.denial,
        )


@settings(max_examples=40)
@given(values=st.lists(st.tuples(VALUES, st.booleans()), max_size=5))
def test_one_more_voice_never_turns_support_into_contradiction(
    values: list[tuple[str, bool]],
) -> None:
    case, before = a_case().stated("post", SAID), "unsupported"
    for number, (value, dated) in enumerate(values):
        published = "2026-03-01" if dated else ""
        case = reported(case, f"voice-{number}", value, published=published)
        word = check_statements(case.read(), Library({})).claim("post-1").now.word
        assert {before, word} != {"supported", "contradicted"}
        assert before == word or before == "unsupported" or word == "contested"
        before = word
