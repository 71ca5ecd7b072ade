"""Folding entries anew: what doesn't fit is named, with the entry."""

from forcereview.journal import ABSENT, FIRST, Change, Draft, Stored, hash_of, stored
from forcereview.journal.folding import Fold


def entries_of(*drafts: Draft, times: tuple[str, ...] = ()) -> list[Stored]:
    found: list[Stored] = []
    for number, draft in enumerate(drafts, 1):
        after = found[-1].hash.hex() if found else FIRST
        time = times[number - 1] if times else "2026-01-07T15:35:00.000000Z"
        found.append(stored(draft, number, after, time))
    return found


def a_change(of: str, was: object, now: object) -> Draft:
    return Draft("note.write", "reviewer 1", (Change(of, (), was, now),))


def folded(entries: list[Stored]) -> Fold:
    fold = Fold()
    fold.take(entries)
    return fold


def test_documents_are_what_the_entries_say_and_which_entries_changed_them_is_known() -> None:
    fold = folded(
        entries_of(
            a_change("note/a", ABSENT, {"words": "one"}),
            a_change("note/b", ABSENT, 1.5e-7),
            a_change("note/a", {"words": "one"}, {"words": "two"}),
            a_change("note/b", 1.5e-7, ABSENT),
        )
    )
    assert fold.faults == ()
    assert fold.documents == {"note/a": {"words": "two"}}
    assert {of: [*numbers] for of, numbers in fold.changed_by.items()} == {
        "note/a": [1, 3],
        "note/b": [2, 4],
    }


def test_a_change_from_what_was_not_there_is_named_once_and_its_document_left() -> None:
    fold = folded(
        entries_of(
            a_change("note/a", {"words": "never"}, {"words": "two"}),
            a_change("note/a", {"words": "two"}, {"words": "three"}),
            a_change("note/b", ABSENT, 1),
        )
    )
    (fault,) = fold.faults
    assert (fault.kind, fault.entry) == ("conflict", 1)
    assert "note/a" in fault.what
    assert fold.broken == {"note/a"}
    assert fold.documents == {"note/b": 1}


def test_bytes_that_are_no_entry_are_named_and_the_rest_is_folded() -> None:
    (good,) = entries_of(a_change("note/a", ABSENT, 1))
    for raw in (b"", b"{}", b"[1]", b"\xff", b'{"after":1', b"[" * 100_000):
        fold = folded([Stored(1, hash_of(raw), raw), good])
        assert [fault.kind for fault in fold.faults] == ["unreadable"]
        assert fold.documents == {"note/a": 1}


def test_an_entry_in_another_form_than_the_canonical_one_is_named() -> None:
    (entry,) = entries_of(a_change("note/a", ABSENT, 1))
    for other in (
        entry.raw.replace(b'"at":', b'"at": '),
        entry.raw.replace(b'"by":"reviewer 1"', b'"by":"somebody","by":"reviewer 1"'),
        entry.raw.replace(b"reviewer 1", rb"reviewer \u0031"),
        entry.raw.replace(b'"now":1', b'"now":1.0'),
        entry.raw.replace(b'"now":1', b'"now":NaN'),
        entry.raw.replace(b'"now":1', b'"now":-0'),
    ):
        assert [fault.kind for fault in folded([Stored(1, b"", other)]).faults] == ["form"]


def test_numbers_of_every_size_are_in_order() -> None:
    numbers = [1e16, 1e21, 1.5e-7, -2.5, 5e-324, 2**53 - 1, 0, 1.0]
    assert folded(entries_of(a_change("note/a", ABSENT, numbers))).faults == ()


def test_a_time_that_goes_back_is_named() -> None:
    drafts = [a_change(f"note/{name}", ABSENT, 1) for name in "abc"]
    early, late = "2026-01-07T15:35:00.000000Z", "2026-01-08T15:35:00.000000Z"
    fold = folded(entries_of(*drafts, times=(late, early, late)))
    assert [(fault.kind, fault.entry) for fault in fold.faults] == [("time", 2)]
