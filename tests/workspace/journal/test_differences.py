"""What differs since an entry, and the law beneath: the documents are what the entries fold to."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forcereview.errors import Refused
from forcereview.journal import ABSENT, Entry, applied, read_entry
from forcereview.journal.changes import same, told_apart
from forcereview.journal.undoing import in_force
from forcereview.publish.changes_in_words import in_words
from forcereview.review.comparing import compare_reviews
from forcereview.workspace.acting import acting
from forcereview.workspace.cases.entering import add_assertion, correct_assertion, determine
from forcereview.workspace.cases.importing import import_case
from forcereview.workspace.journal.differences import differences_since, without_texts
from forcereview.workspace.journal.findings import cases_among, reviews_since
from forcereview.workspace.journal.past import document_at, documents_at
from forcereview.workspace.journal.undo import undo
from forcereview.workspace.ports import Ports
from kept_cases import (
    TEXT,
    a_determination,
    a_workspace,
    a_workspace_with_the_case,
    an_assertion,
    written,
)
from random_documents import documents, edited_documents


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    return a_workspace_with_the_case(tmp_path)


def test_a_value_that_differs_is_named_with_everyone_who_made_it_so(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    correct_assertion(ports, "small", "a3", "reviewer 3", "misread", value="unknown")
    (differing,) = differences_since(ports, 2)
    assert in_words(differing.change) == (
        "added assertion a3: subject.threat_imminent = unknown, about shot-1, says video"
    )
    assert [entry.by for entry in differing.entries] == ["reviewer 2", "reviewer 3"]


def test_what_was_changed_and_changed_back_does_not_differ(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    undo(ports, 3, "reviewer 1")
    assert differences_since(ports, 2) == []
    assert len(differences_since(ports, 3)) == 1


def test_a_text_is_told_of_only_where_nothing_else_of_its_case_differs(
    ports: Ports, tmp_path: Path
) -> None:
    commented = TEXT.replace("# slowly", "# at a walk")
    import_case(ports, written(tmp_path, commented), "reviewer 1")
    assert [d.change.of for d in without_texts(differences_since(ports, 2))] == ["case-text/small"]
    titled = commented.replace('"A small case"', "Another")
    import_case(ports, written(tmp_path, titled), "reviewer 1")
    assert [d.change.of for d in without_texts(differences_since(ports, 2))] == ["case/small"]


def test_only_what_concerns_a_case_is_told_where_one_is_named(ports: Ports) -> None:
    with acting(ports, "reviewer 1") as work:
        work.become("note.write", {"note/1": {"words": "w"}})
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    assert [each.change.of for each in differences_since(ports, 2, "small")] == ["case/small"]
    assert [each.change.of for each in differences_since(ports, 2)] == ["case/small", "note/1"]


def test_findings_that_moved_are_found_by_reviewing_twice(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(value="yes"), "reviewer 2")
    determine(ports, "small", a_determination(), "reviewer 2")
    pair = reviews_since(ports, "small", 2)
    assert pair is not None
    compared = compare_reviews(*pair)
    assert [change.id for change in compared.claims] == ["a3", "d1"]
    assert any("d1" in move.because for move in compared.moves)
    assert cases_among(differences_since(ports, 2)) == ["small"]


def test_a_case_that_was_not_here_then_has_no_findings_that_moved(ports: Ports) -> None:
    assert reviews_since(ports, "small", 1) is None
    assert cases_among(differences_since(ports, 1)) == ["small"]


_NAMES = ("note/1", "note/2")


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_documents_are_what_the_entries_fold_to_after_any_changes_and_undos(
    data: st.DataObject,
) -> None:
    with TemporaryDirectory() as folder:
        ports = a_workspace(Path(folder))
        for _ in range(data.draw(st.integers(1, 8))):
            if data.draw(st.integers(0, 2)) == 0:
                _undo_any(ports, data.draw(st.integers(1, ports.journal.head().sequence)))
                continue
            of = data.draw(st.sampled_from(_NAMES))
            held = ports.journal.document(of)
            after = data.draw(documents if held is None else edited_documents(held.value))
            with acting(ports, "reviewer 1") as work:
                work.become("note.write", {of: after})
        _holds(ports)
        ports.close()


def _undo_any(ports: Ports, number: int) -> None:
    before = ports.journal.head()
    try:
        undo(ports, number, "reviewer 1")
    except Refused:
        assert ports.journal.head() == before


def _holds(ports: Ports) -> None:
    entries = [read_entry(stored.raw) for stored in ports.journal.entries()]
    head = len(entries)
    held = {each.of: each.value for each in ports.journal.documents("note")}
    assert documents_at(ports, head, "note") == held
    for number in range(head + 1):
        differing = [each.change for each in differences_since(ports, number)]
        for of in _NAMES:
            changes = [change for change in differing if change.of == of]
            now = applied(document_at(ports, of, number), changes)
            assert same(now, held.get(of, ABSENT))
    ports.journal.rebuild()
    assert {each.of: each.value for each in ports.journal.documents("note")} == held
    assert _ordered(_folded(in_force(entries))) == _ordered(held)


def _folded(entries: list[Entry]) -> dict[str, Any]:
    """What entries fold to: those taken back, and their undos, might as well not be there."""
    folded: dict[str, Any] = {}
    for entry in entries:
        for change in entry.changes:
            if change.of in _NAMES:
                folded[change.of] = applied(folded.get(change.of, ABSENT), [change])
    return {of: value for of, value in folded.items() if value is not ABSENT}


def _ordered(value: Any) -> Any:
    """The value with items that have ids in the order of these."""
    if isinstance(value, dict):
        return {key: _ordered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        items = [_ordered(inner) for inner in value]
        return sorted(items, key=lambda i: i["id"]) if value and told_apart(value, value) else items
    return value
