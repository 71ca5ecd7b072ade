"""A case is read as it is, or as it was at any entry; and the list says what there is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from forcereview.errors import BadInput
from forcereview.workspace.cases.entering import add_assertion, determine
from forcereview.workspace.cases.keeping import kept, kept_case, place_of
from forcereview.workspace.cases.listing import list_cases
from forcereview.workspace.journal.undo import undo
from forcereview.workspace.ports import Ports
from forcereview.workspace.reviewing import review_case, review_file
from kept_cases import TEXT, a_determination, an_assertion, written


def test_a_case_of_the_workspace_reviews_as_its_file_does(ports: Ports, tmp_path: Path) -> None:
    case = kept_case(ports, "small")
    of_file = review_file(written(tmp_path), questions=False)
    assert review_case(case, questions=False).table() == of_file.table()
    assert case.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert case.name == "small (workspace)"
    assert case.officers == ("agent-a",)


def test_a_case_can_be_read_as_it_was(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    determine(ports, "small", a_determination(), "reviewer 2")
    assert [len(kept_case(ports, f"small@{n}").file.assertions) for n in (2, 3, 4)] == [2, 3, 3]
    assert kept_case(ports, "small@2").digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert not kept_case(ports, "small@3").file.determinations


def test_a_report_can_say_where_it_read_the_case(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    head = ports.journal.head()
    place = place_of(ports, "small")
    assert (place.entry, place.hash, place.case) == (3, head.hash, "small@3")
    assert place_of(ports, "small@3") == place
    assert place_of(ports, "small@2").hash != head.hash
    assert place.workspace == ports.settings.id


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("smal", "the workspace has no case 'smal'; did you mean 'small'"),
        ("small@9", "the journal has no entry 9; its entries are 1 to 2"),
        ("small@1", "the workspace had no case 'small' at entry 1"),
        ("small@x", "'x' is no number of an entry"),
        ("other@1", "the workspace has no case 'other'"),
    ],
)
def test_what_is_not_there_is_said_with_what_to_do(ports: Ports, name: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        kept_case(ports, name)


def test_an_empty_workspace_says_how_to_begin(empty: Ports) -> None:
    with pytest.raises(BadInput, match="forcereview case import FILE"):
        kept(empty, "small")
    assert list_cases(empty) == []


def test_the_list_says_who_last_changed_a_case_and_how_much_is_in_it(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    (listed,) = list_cases(ports)
    assert (listed.id, listed.title, listed.by, listed.entry) == (
        "small", "A small case", "reviewer 2", 3,
    )  # fmt: skip
    assert listed.counts == {
        "applications": 1,
        "sources": 2,
        "assertions": 3,
        "statements": 0,
        "determinations": 0,
    }


def test_a_case_whose_import_was_taken_back_is_gone_and_still_to_be_read_as_it_was(
    ports: Ports,
) -> None:
    undo(ports, 2, "reviewer 1", "the wrong workspace")
    with pytest.raises(BadInput, match="the workspace has no case 'small'"):
        kept_case(ports, "small")
    assert kept_case(ports, "small@2").id == "small"
