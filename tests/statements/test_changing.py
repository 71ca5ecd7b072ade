"""What an institution said, from one statement to the next: a diff and no judgement."""

from __future__ import annotations

from builders import a_case, a_claim, a_rule_claim
from forcereview.statements import changes_by_institution

ARMED = a_claim("subject.armed", "yes", "driver")


def changes(case: object) -> list[list[tuple[str, str]]]:
    (institution,) = changes_by_institution(case.read())  # type: ignore[attr-defined]
    return [[(c.subject, c.how) for c in step.changes] for step in institution.steps]


def test_kept_changed_added_and_not_repeated() -> None:
    case = a_case().stated(
        "first", ARMED, a_claim("vehicle.moving", "yes"), institution="dhs", said_at="2026-03-03"
    )
    case = case.stated(
        "second",
        ARMED | {"id": "again"},
        a_claim("subject.injury", "fatal", "driver"),
        institution="dhs",
        said_at="2026-03-04",
    )
    case = case.stated(
        "third", a_claim("vehicle.moving", "no"), institution="dhs", said_at="2026-03-05"
    )

    first, second, third = map(dict, changes(case))
    assert first == {"subject.armed": "added", "vehicle.moving": "added"}
    assert second == {
        "subject.armed": "kept",
        "subject.injury": "added",
        "vehicle.moving": "not repeated",
    }
    assert third == {
        "vehicle.moving": "changed",
        "subject.armed": "not repeated",
        "subject.injury": "not repeated",
    }


def test_a_change_says_what_was_said_before_and_since_when() -> None:
    case = a_case().stated("first", a_claim("vehicle.moving", "yes"), institution="dhs")
    case = case.stated(
        "second", a_claim("vehicle.moving", "no"), institution="dhs", said_at="2026-03-08"
    )
    (institution,) = changes_by_institution(case.read())
    (change,) = institution.steps[1].changes

    assert change.before is not None
    assert change.after is not None
    assert (change.before.values, change.after.values) == (("yes",), ("no",))
    assert change.since == "first"
    assert change.after.quotations == ("vehicle.moving is no",)


def test_a_rule_called_anothers_is_a_change() -> None:
    one = a_rule_claim("forbids", provision="D23-12", attributed_to="dhs")
    other = a_rule_claim("forbids", provision="D23-12", attributed_to="ice")
    case = a_case().stated("first", one, institution="an outlet")
    case = case.stated("second", other, institution="an outlet", said_at="2026-03-04")

    assert changes(case)[1] == [("standard: D23-12", "changed")]


def test_institutions_and_speakers_without_one_stand_apart() -> None:
    case = a_case().stated("a", ARMED, institution="dhs").stated("b", ARMED, label="a witness")
    found = changes_by_institution(case.read())

    assert [item.institution for item in found] == ["dhs", "a witness"]


def test_opinions_are_no_claims_that_change() -> None:
    opinion = {"quotation": "a hero", "kind": "opinion", "reason": "A value judgement."}

    assert changes(a_case().stated("a", opinion)) == [[]]
