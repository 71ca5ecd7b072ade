"""What a journal promises, on SQLite and on PostgreSQL alike."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forcereview.adapters.journals.journal_folding import documents_after
from forcereview.errors import BadInput, Refused
from forcereview.journal import ABSENT, FIRST, Draft, hash_of, read_entry
from forcereview.workspace.ports import Head, Held
from journals import Place, a_change, a_note, chain_of, in_postgres, in_sqlite

CACHES = (
    "SELECT document, sequence FROM changed ORDER BY 1, 2",
    "SELECT name, sequence, value FROM documents ORDER BY 1",
    "SELECT sequence, hash FROM documents_head",
)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    on_server = request.param == "postgres"
    made = in_postgres(request.getfixturevalue("postgres")) if on_server else in_sqlite(tmp_path)
    yield made
    made.close()


def test_a_new_journal_is_empty_and_can_be_written(place: Place) -> None:
    journal = place.begin()
    assert journal.head() == Head(0, FIRST, "")
    assert journal.folded() == Head(0, FIRST, "")
    assert journal.writable
    assert [*journal.entries(), *journal.documents("")] == []


def test_what_one_wrote_another_reads(place: Place) -> None:
    written = place.begin().append([a_note(1), a_note(2)])
    other = place.open()
    assert tuple(other.entries()) == written
    assert other.head() == Head(2, written[1].hash.hex(), read_entry(written[1].raw).at)
    assert other.document("note/0002") == Held("note/0002", {"words": "seen"}, 2)
    assert other.document("note/0003") is None


def test_entries_are_one_chain_of_their_hashes(place: Place) -> None:
    journal = place.begin()
    for number in range(20):
        journal.append([a_note(2 * number), a_note(2 * number + 1)])
    assert chain_of(place.open()) == [*range(1, 41)]
    assert all(hash_of(entry.raw) == entry.hash for entry in journal.entries())


def test_entries_are_given_by_stretch_and_by_document(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(number) for number in range(1, 6)])
    journal.append([a_change("note/0002", {"words": "seen"}, {"words": "heard"})])
    assert [e.sequence for e in journal.entries(2, 4)] == [3, 4]
    assert [e.sequence for e in journal.entries(of="note/0002")] == [2, 6]
    assert [e.sequence for e in journal.entries(2, of="note/0002")] == [6]
    assert [*journal.entries(of="note/none")] == []


def test_a_document_that_ended_is_gone_and_may_begin_again(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(1), a_change("note/0001", {"words": "seen"}, ABSENT)])
    assert journal.document("note/0001") is None
    journal.append([a_note(1, "again")])
    assert journal.document("note/0001") == Held("note/0001", {"words": "again"}, 3)
    assert [e.sequence for e in journal.entries(of="note/0001")] == [1, 2, 3]


def test_documents_are_listed_by_kind_and_by_name(place: Place) -> None:
    journal = place.begin()
    names = ["case/b", "case-text/b", "case/é", "case/B", "casex/a", "case/b/c"]
    for name in names:
        journal.append([a_change(name, ABSENT, {"id": name})])
    assert journal.names("case") == ["case/B", "case/b", "case/b/c", "case/é"]
    assert [held.of for held in journal.documents("case")] == journal.names("case")
    assert [held.of for held in journal.documents("")] == sorted(names)


def test_many_documents_are_listed_whole(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(number, "x" * number) for number in range(300)])
    assert [len(held.value["words"]) for held in journal.documents("note")] == [*range(300)]


def test_who_was_overtaken_learns_by_whom_and_when(place: Place) -> None:
    first, second = place.begin(), place.open()
    first.append([a_change("note/1", ABSENT, {"words": "seen", "place": "here"})])
    held = {"words": "seen", "place": "here"}
    (winning,) = first.append([a_change("note/1", held, {**held, "words": "heard"}, "reviewer 2")])
    first.append([a_change("note/1", {**held, "words": "heard"}, {"words": "heard"}, "reviewer 3")])
    with pytest.raises(Refused) as refused:
        second.append([a_change("note/1", held, {**held, "words": "felt"})])
    at = read_entry(winning.raw).at
    assert f"was meanwhile changed by reviewer 2 at {at} (entry 2)" in str(refused.value)
    assert 'it now holds "heard"' in str(refused.value)


def test_two_who_change_different_values_both_get_in(place: Place) -> None:
    first, second = place.begin(), place.open()
    held = {"words": "seen", "place": "here"}
    first.append([a_change("note/1", ABSENT, held)])
    first.append([a_change("note/1", held, {**held, "words": "heard"})])
    second.append([a_change("note/1", held, {**held, "place": "there"})])
    found = first.document("note/1")
    assert found is not None
    assert found.value == {"words": "heard", "place": "there"}


def test_of_what_is_written_together_all_is_there_or_nothing(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(1)])
    with pytest.raises(Refused, match="note/0001 was meanwhile changed"):
        journal.append([a_note(2), a_note(1, "other words")])
    assert journal.head().sequence == 1
    assert journal.names("note") == ["note/0001"]
    assert chain_of(place.open()) == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET raw = hash WHERE sequence = 1",
        "DELETE FROM entries WHERE sequence = 2",
        "INSERT INTO entries SELECT 5, hash, raw FROM entries WHERE sequence = 1",
        "INSERT INTO entries SELECT 1, hash, raw FROM entries WHERE sequence = 2",
    ],
)
def test_the_database_itself_refuses_to_change_entries(place: Place, statement: str) -> None:
    journal = place.begin()
    written = journal.append([a_note(1), a_note(2)])
    with pytest.raises(Exception, match="entries of the journal"):
        place.past(statement)
    assert tuple(journal.entries()) == written


def test_the_server_refuses_to_empty_the_journal(postgres: str) -> None:
    place = in_postgres(postgres)
    journal = place.begin()
    journal.append([a_note(1)])
    with pytest.raises(Exception, match="never changed or deleted"):
        place.past("TRUNCATE entries")
    assert journal.head().sequence == 1
    place.close()


@pytest.mark.parametrize(
    "lost",
    [
        "DROP TABLE documents",
        "DROP TABLE changed",
        "DROP TABLE documents_head",
        "DELETE FROM documents_head",
    ],
)
def test_lost_caches_are_folded_anew_on_opening(place: Place, lost: str) -> None:
    journal = place.begin()
    journal.append([a_note(number) for number in range(50)])
    before = [place.past(table) for table in CACHES]
    place.close()
    place.past(lost)
    journal = place.open()
    assert journal.writable
    assert [place.past(table) for table in CACHES] == before
    assert len([*journal.documents("note")]) == 50


def test_caches_of_an_earlier_state_are_folded_on(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(1)])
    earlier = [place.past(table) for table in CACHES][2][0][1].hex()
    journal.append([a_note(2)])
    literal = f"X'{earlier}'" if place.kind == "sqlite" else f"'\\x{earlier}'"
    place.past(
        "DELETE FROM documents WHERE sequence = 2", "DELETE FROM changed WHERE sequence = 2",
        f"UPDATE documents_head SET sequence = 1, hash = {literal}",
    )  # fmt: skip
    assert place.open().names("note") == ["note/0001", "note/0002"]


class Interrupting:
    """Progress of somebody who presses Ctrl-C after some steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def begin(self, what: str, total: int | None = None, unit: str = "") -> None:
        pass

    def advance(self, steps: int = 1) -> None:
        self.steps -= 1
        if self.steps == 0:
            raise KeyboardInterrupt

    def end(self) -> None:
        pass


@pytest.mark.parametrize("steps", [1, 2])
def test_folding_that_is_interrupted_leaves_the_old_caches(place: Place, steps: int) -> None:
    journal = place.begin()
    journal.append([a_note(number) for number in range(3_000)])
    before = [place.past(table) for table in CACHES]
    with pytest.raises(KeyboardInterrupt):
        journal.rebuild(Interrupting(steps))
    assert [place.past(table) for table in CACHES] == before
    assert journal.append([a_note(3_000)])
    assert journal.rebuild() == 3_001


def test_a_journal_cut_short_past_the_software_can_be_read_but_not_written(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(1), a_note(2), a_note(3)])
    place.unguarded("DELETE FROM entries WHERE sequence = 3")
    journal = place.open()
    assert not journal.writable
    assert "it ends with entry 2, but its documents were folded up to entry 3" in journal.hindrance
    assert chain_of(journal) == [1, 2]
    assert journal.names("note") == ["note/0001", "note/0002", "note/0003"]
    with pytest.raises(Refused, match="forcereview rebuild"):
        journal.append([a_note(4)])
    journal.rebuild()
    assert journal.names("note") == ["note/0001", "note/0002"]
    assert [entry.sequence for entry in journal.append([a_note(4)])] == [3]


def test_a_changed_entry_is_named_and_the_caches_stay(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(number) for number in range(10)])
    place.unguarded("UPDATE entries SET raw = hash WHERE sequence = 4")
    before = [place.past(table) for table in CACHES]
    with pytest.raises(Refused, match="entry 4 was changed; the cached documents are as before"):
        place.open().rebuild()
    assert [place.past(table) for table in CACHES] == before


def test_documents_that_cannot_be_folded_do_not_keep_the_journal_from_opening(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(number) for number in range(10)])
    place.unguarded("DELETE FROM entries WHERE sequence = 4", "DELETE FROM documents_head")
    journal = place.open()
    assert [entry.sequence for entry in journal.entries()] == [1, 2, 3, 5, 6, 7, 8, 9, 10]
    with pytest.raises(Refused, match="entry 4 is missing"):
        journal.names("note")


def test_a_damaged_cached_document_says_what_to_do(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(1), a_note(2)])
    place.past("UPDATE documents SET value = '{' WHERE name = 'note/0001'")
    with pytest.raises(Refused, match=r"note/0001 is damaged; .*forcereview rebuild"):
        journal.document("note/0001")
    journal.rebuild()
    assert journal.document("note/0001") == Held("note/0001", {"words": "seen"}, 1)


def test_a_journal_of_a_newer_form_is_left_alone(place: Place) -> None:
    place.begin().append([a_note(1)])
    newer = "PRAGMA user_version = 2" if place.kind == "sqlite" else "UPDATE form SET number = 2"
    place.past(newer)
    with pytest.raises(BadInput, match="of form 2; this forcereview reads form 1"):
        place.open()


def test_a_second_journal_is_never_begun_over_the_first(place: Place) -> None:
    place.begin().append([a_note(1)])
    with pytest.raises((BadInput, Refused), match="already"):
        place.begin()
    assert place.open().head().sequence == 1


@pytest.mark.parametrize(
    "value",
    ["\0", "a\u202eb\n\u2028", "😀 é e\u0301", 1e16, -0.0, 5e-324, 2**53 - 1, [None, True, {}], ""],
)
def test_values_come_back_as_they_were(place: Place, value: object) -> None:
    journal = place.begin()
    journal.append([a_change("note/1", ABSENT, {"value": value, "name\0": 1})])
    journal.append([a_change("note/1", {"value": value, "name\0": 1}, {"value": value})])
    found = journal.document("note/1")
    assert found is not None
    assert found.value == {"value": value}
    journal.rebuild()
    assert journal.document("note/1") == found


def test_text_that_is_no_unicode_is_refused_and_nothing_written(place: Place) -> None:
    journal = place.begin()
    with pytest.raises(BadInput, match="canonical JSON"):
        journal.append([a_note(1), a_note(2, "\ud800")])
    assert journal.head().sequence == 0


leaves = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-2, 2) | st.text(max_size=3)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abid", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)
steps = st.lists(
    st.tuples(st.sampled_from(["a/1", "a/2", "b/1"]), st.just(ABSENT) | values), max_size=12
)


@settings(max_examples=40)
@given(steps)
def test_cached_documents_are_what_the_entries_fold_to(steps: list[tuple[str, object]]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        place = in_sqlite(Path(folder))
        journal = place.begin()
        state: dict[str, object] = {}
        for of, after in steps:
            journal.append([a_change(of, state.get(of, ABSENT), after)])
            state[of] = after
        folded = documents_after(
            (read_entry(entry.raw) for entry in journal.entries()), lambda of: ABSENT
        )
        cached = {held.of: held.value for held in journal.documents("")}
        assert cached == {of: value for of, value in folded.items() if value is not ABSENT}
        before = [place.past(table) for table in CACHES]
        journal.rebuild()
        assert [place.past(table) for table in CACHES] == before
        place.close()


def test_entries_stream_in_bounded_memory(place: Place) -> None:
    journal = place.begin()
    words = "x" * 20_000
    for start in range(0, 2_000, 500):
        journal.append([Draft("note", "reviewer 1", details={"w": words}) for _ in range(500)])
        assert journal.head().sequence == start + 500
    tracemalloc.start()
    size = sum(len(entry.raw) for entry in journal.entries())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 40_000_000
    assert most < 12_000_000


def test_who_reads_entries_may_ask_for_documents_and_write_meanwhile(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(number) for number in range(200)])
    seen = 0
    for entry in journal.entries(upto=200):
        assert journal.document(f"note/{entry.sequence - 1:04}") is not None
        if entry.sequence % 50 == 0:
            journal.append([a_note(1_000 + entry.sequence)])
        seen += 1
    assert seen == 200
    assert journal.head().sequence == 204


def test_a_damaged_entry_is_said_to_be_one(place: Place) -> None:
    journal = place.begin()
    journal.append([a_note(1), a_note(2)])
    place.unguarded("UPDATE entries SET raw = hash WHERE sequence = 1")
    (damaged, _) = place.open().entries()
    with pytest.raises(Refused, match=r"bytes of an entry were changed.*forcereview verify"):
        read_entry(damaged.raw)
