"""Changes and entries are said in the field's words, on one line, with nothing invisible in it."""

from __future__ import annotations

import pytest

from forcereview.journal import ABSENT, Change, Entry
from forcereview.publish.changes_in_words import group_of, in_words, kind_of, named, said
from forcereview.publish.entries_in_words import entry_as_json, entry_line

ASSERTION = {"id": "a3", "fact": "vehicle.moving", "value": "no", "about": "car", "source": "video"}
CLAIM = {"id": "c1", "fact": "vehicle.moving", "value": "yes", "about": ["car", "shot-1"]}
DECIDED = {"id": "d1", "by": "the board", "decides": {"fact": "f", "about": "x"}, "value": "no"}


def of_case(*path: str, was: object = ABSENT, now: object = ABSENT) -> Change:
    return Change("case/c", ("file", *path), was, now)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            of_case("assertions", "a3", now=ASSERTION),
            "added assertion a3: vehicle.moving = no, about car, says video",
        ),
        (
            of_case("assertions", now=[ASSERTION]),
            "added assertions: a3: vehicle.moving = no, about car, says video",
        ),
        (
            of_case("assertions", "a3", "value", was="no", now="yes"),
            "changed assertion a3, value: no → yes",
        ),
        (
            of_case("statements", "s1", "claims", "c1", now=CLAIM),
            "added statement s1, claim c1: vehicle.moving = yes, about car, shot-1",
        ),
        (
            of_case("determinations", "d1", was=DECIDED),
            "removed determination d1: f = no, about x, decided by the board",
        ),
        (of_case("people", "driver", "note", now="n"), "added person driver, note: n"),
        (of_case("sources", "v", now={"title": "A video"}), "added source v: A video"),
        (of_case("title", was="a", now="b"), "changed title: a → b"),
        (
            Change("case/c", (), ABSENT, {"file": {"title": "T"}, "name": "c.yaml"}),
            "added case c: T",
        ),
        (Change("case-text/c", (), "a", "b"), "changed the text (comments, form)"),
        (
            Change("evidence/e-1", ("custody", "k1"), ABSENT, {"what": "received"}),
            "added evidence e-1, custody, k1: received",
        ),
        (Change("note/1", ("n",), 1, {"a": True}), 'changed note 1, n: 1 → {"a": true}'),
    ],
)
def test_a_change_is_said_in_words(change: Change, words: str) -> None:
    assert in_words(change) == words


def test_the_kind_of_a_change_tells_nothing_from_empty() -> None:
    assert kind_of(Change("n/1", (), ABSENT, None)) == "added"
    assert kind_of(Change("n/1", (), "", ABSENT)) == "removed"
    assert kind_of(Change("n/1", (), None, "")) == "changed"
    assert said(ABSENT) == said("") == "nothing"


def test_changes_are_listed_by_case_statements_evidence_and_workspace() -> None:
    groups = [
        group_of(change)
        for change in (
            of_case("title", now="t"),
            of_case("statements", "s1", now={}),
            Change("evidence/e-1", (), ABSENT, {}),
            Change("checkpoint/3", (), ABSENT, {}),
        )
    ]
    assert groups == ["case c", "case c, statements", "evidence", "workspace"]


def test_what_people_wrote_cannot_steer_a_terminal() -> None:
    change = of_case("assertions", "a\x1b[31m", "note", was="x", now="line\none \u202e two\x07")
    line = in_words(change)
    assert "\x1b" not in line
    assert "\n" not in line
    assert "⟨U+202E⟩" in line
    assert "⟨U+001B⟩" in named(change.of, change.path)


def an_entry(**fields: object) -> Entry:
    given = {
        "sequence": 7, "at": "2026-01-07T15:35:00.000000Z", "by": "reviewer 2",
        "does": "assertion.add", "changes": (of_case("assertions", "a3", now=ASSERTION),),
        "details": {}, "reason": "page 2", "case": "c", "after": "", **fields,
    }  # fmt: skip
    return Entry(**given)  # type: ignore[arg-type]


def test_an_entry_is_one_line_that_says_who_did_what_when_and_why() -> None:
    assert entry_line(an_entry()) == (
        "7  2026-01-07 15:35 UTC  reviewer 2  assertion.add  c: added assertion a3: "
        "vehicle.moving = no, about car, says video (page 2)"
    )
    assert entry_line(an_entry(), 9).endswith(" (page 2) [taken back in entry 9]")
    assert "\n" not in entry_line(an_entry(reason="a\nb", by="r\n2"))


def test_an_undo_and_an_entry_without_changes_say_what_they_are_about() -> None:
    undo = an_entry(does="undo", details={"undoes": 3}, reason="")
    assert entry_line(undo).endswith("undo  c: takes back entry 3")
    export = an_entry(does="case.export", changes=(), details={"file": "c.yaml", "sha256": ""})
    assert ": file c.yaml (page 2)" in entry_line(export)


def test_an_entry_as_data_holds_everything_of_it() -> None:
    data = entry_as_json(an_entry(), 9)
    assert (data["sequence"], data["by"], data["taken_back_in"]) == (7, "reviewer 2", 9)
    assert data["changes"] == [
        {"of": "case/c", "path": ["file", "assertions", "a3"], "now": ASSERTION}
    ]
