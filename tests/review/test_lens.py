"""What a review looks at: by when it was said, by whom, known to whom, and what if."""

from __future__ import annotations

import pytest

from builders import a_rule, a_shooting
from forcereview.errors import BadInput
from forcereview.record import Lens, Supposition

ARMED = a_rule(unless="subject.armed")
OFFICER = Lens(perspective="officer")
SEEN_LATER = a_shooting().said("subject.armed", "no", "shot-1", name="film")


def test_what_the_officer_is_not_shown_to_have_known_is_not_counted_and_is_listed() -> None:
    everything = SEEN_LATER.finding(ARMED)
    assert (everything.finding, everything.not_knowable) == ("inconsistent", ())
    then = SEEN_LATER.finding(ARMED, lens=OFFICER)
    assert (then.finding, then.not_knowable) == ("undetermined", ("film",))


@pytest.mark.parametrize(
    ("by", "known", "counted"),
    [
        ("video", "yes", True),
        ("video", "no", False),
        ("video", "unknown", False),
        ("agent", "unknown", True),
        ("agent", "no", False),
    ],
)
def test_known_is_what_is_so_marked_or_the_officers_own_word(
    by: str, known: str, counted: bool
) -> None:
    case = a_shooting().said("subject.armed", "no", by=by, known_to_officer=known, name="a1")
    finding = case.finding(ARMED, lens=OFFICER)
    assert finding.finding == ("inconsistent" if counted else "undetermined")
    assert finding.not_knowable == (() if counted else ("a1",))


def test_the_word_of_one_officer_does_not_show_what_another_knew() -> None:
    case = (
        a_shooting()
        .with_officer("agent-b")
        .with_source("second", by="agent-b", side="officer")
        .said("subject.armed", "no", by="second")
    )
    assert case.finding(ARMED, lens=OFFICER).finding == "undetermined"


def test_a_provision_may_be_judged_on_what_the_officer_knew_whatever_the_lens() -> None:
    rule = a_rule(unless="subject.armed", perspective="officer")
    finding = SEEN_LATER.finding(rule)
    assert (finding.finding, finding.not_knowable) == ("undetermined", ("film",))


def test_an_indicator_that_the_officer_could_not_know_contests_no_account_then() -> None:
    rule = a_rule(unless="subject.threat_imminent")
    case = (
        a_shooting()
        .said("subject.threat_imminent", "yes", by="agent")
        .said("vehicle.turning_away", "yes")
    )
    assert case.finding(rule).finding == "contested"
    assert case.finding(rule, lens=OFFICER).finding == "consistent"


def test_a_determination_and_a_what_if_count_under_every_perspective() -> None:
    decided = a_shooting().determined("subject.armed", "no")
    assert decided.finding(ARMED, lens=OFFICER).finding == "inconsistent"
    lens = Lens(perspective="officer", what_if=(Supposition("subject.armed", "no"),))
    assert a_shooting().finding(ARMED, lens=lens).finding == "inconsistent"


SAID_IN_TIME = (
    a_shooting()
    .said("subject.armed", "yes", by="agent", said_at="2026-03-02 15:00", name="early")
    .said("subject.armed", "no", said_at="2026-03-09 09:00", name="late")
)


@pytest.mark.parametrize(
    ("as_of", "finding", "left_out"),
    [
        ("2026-03-02 16:00", "consistent", ["late"]),
        ("2026-03-02", "consistent", ["late"]),
        ("2026-03-08", "consistent", ["late"]),
        ("2026-03-09", "contested", []),
        ("2026-03-09 09:00", "contested", []),
        ("", "contested", []),
        ("2026-03-01", "undetermined", ["early", "late"]),
    ],
)
def test_as_of_a_day_only_what_had_been_said_by_its_end_counts(
    as_of: str, finding: str, left_out: list[str]
) -> None:
    review = SAID_IN_TIME.reviewed(ARMED, lens=Lens(as_of=as_of))
    assert review.findings[0].finding == finding
    assert [item.claim.id for item in review.folded.left_out] == left_out


def test_a_source_left_out_is_not_counted_and_the_reason_is_kept() -> None:
    case = a_shooting().said("subject.armed", "yes", by="agent").said("subject.armed", "no")
    review = case.reviewed(ARMED, lens=Lens(without={"agent": "interested"}))
    assert review.findings[0].finding == "inconsistent"
    assert [item.why for item in review.folded.left_out] == ["source left out: interested"]


def test_a_what_if_stands_alone_for_whom_it_is_about() -> None:
    case = a_shooting().with_shot("shot-2").said("subject.armed", "no", "driver")
    lens = Lens().supposing(Supposition("subject.armed", "yes", ("shot-1",)))
    review = case.reviewed(ARMED, lens=lens)
    assert review.finding("shot-1", "T-1").because == ("what-if-1",)
    assert review.finding("shot-1", "T-1").finding == "consistent"
    assert review.finding("shot-2", "T-1").finding == "inconsistent"


def test_of_two_what_ifs_the_later_one_stands() -> None:
    lens = (
        Lens()
        .supposing(Supposition("subject.armed", "yes"))
        .supposing(Supposition("subject.armed", "no"))
    )
    assert a_shooting().finding(ARMED, lens=lens).finding == "inconsistent"


def test_a_lens_never_changes_the_case() -> None:
    case = SAID_IN_TIME.read()
    before = case.file.model_dump()
    SAID_IN_TIME.reviewed(ARMED, lens=Lens(as_of="2026-03-03", without={"agent": "interested"}))
    assert case.file.model_dump() == before


@pytest.mark.parametrize(
    ("lens", "told"),
    [
        (Lens(what_if=(Supposition("subject.armd", "yes"),)), "unknown fact 'subject.armd'"),
        (
            Lens(what_if=(Supposition("subject.armed", "perhaps"),)),
            "what if subject.armed: 'perhaps'",
        ),
        (Lens(what_if=(Supposition("subject.armed", "yes", ("shot-9",)),)), "'shot-9'"),
        (Lens(without={"vidoe": "blurred"}), "no source 'vidoe' to leave out"),
        (Lens(as_of="soon"), "as of: 'soon' is not a time"),
    ],
)
def test_a_lens_that_names_what_is_not_there_is_refused(lens: Lens, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        a_shooting().reviewed(ARMED, lens=lens)
    assert told in str(caught.value)
