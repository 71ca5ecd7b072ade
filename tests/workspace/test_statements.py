"""Statements enter a workspace's case through the gate, and a case file with its comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcereview.errors import BadInput
from forcereview.record.statement import PublicClaim, Speaker, Statement
from forcereview.wiring import begin_workspace
from forcereview.workspace.cases.importing import import_case
from forcereview.workspace.cases.keeping import kept, kept_case
from forcereview.workspace.ports import Ports
from forcereview.workspace.statements import (
    add_claim,
    add_claim_to_file,
    add_statement,
    add_statement_to_file,
    file_of,
    next_claim_id,
    next_statement_id,
)

CASE = """\
# a comment on top
forcereview: case/1
id: stop
title: A stop
nature: synthetic
encounter:
  place: {description: a road, zone: America/Chicago}
  jurisdiction: us
  start: 2026-01-07
people:
  agent: {role: officer, agency: ice}
  driver: {role: subject}
sources:
  release: {title: A release, kind: statement, side: officer} # held in the archive
"""
STATEMENT = Statement(
    id="post",
    speaker=Speaker(label="head of the agency", institution="ice", side="officer"),
    said_at="2026-01-08",
    channel="post",
    words="She was armed.",
    source="release",
)
CLAIM = PublicClaim(
    id="armed", quotation="She was armed", kind="fact", fact="subject.armed", value="yes"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stop.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


@pytest.fixture
def ports(tmp_path: Path, file: Path) -> Ports:
    ports = begin_workspace(tmp_path / "workspace", "reviewer 1")
    import_case(ports, file, "reviewer 1")
    return ports


def test_a_statement_and_its_claim_are_entries_with_an_author_and_a_reason(ports: Ports) -> None:
    added = add_statement(ports, "stop", STATEMENT, "reviewer 2", "it was broadcast")
    marked = add_claim(ports, "stop", "post", CLAIM, "reviewer 2")

    assert added is not None
    assert marked is not None
    assert (added.does, added.by, added.reason, added.case) == (
        "statement.add",
        "reviewer 2",
        "it was broadcast",
        "stop",
    )
    assert (marked.does, dict(marked.details)) == (
        "statement.claim",
        {"statement": "post", "claim": "armed"},
    )
    claim = kept_case(ports, "stop").claim("armed")
    assert claim is not None
    assert claim.value is True


def test_a_quotation_that_is_not_there_is_refused_and_nothing_is_written(ports: Ports) -> None:
    add_statement(ports, "stop", STATEMENT, "reviewer 2")
    before = ports.journal.head()
    wrong = CLAIM.model_copy(update={"quotation": "she had a knife"})

    with pytest.raises(BadInput, match="is not found in the words of 'post'"):
        add_claim(ports, "stop", "post", wrong, "reviewer 2")
    assert ports.journal.head() == before


def test_an_id_in_use_is_refused(ports: Ports) -> None:
    add_statement(ports, "stop", STATEMENT, "reviewer 2")

    with pytest.raises(BadInput, match="given twice"):
        add_statement(ports, "stop", STATEMENT, "reviewer 2")


def test_a_statement_that_is_not_there_is_named(ports: Ports) -> None:
    add_statement(ports, "stop", STATEMENT, "reviewer 2")

    with pytest.raises(BadInput, match="did you mean 'post'"):
        add_claim(ports, "stop", "posts", CLAIM, "reviewer 2")


def test_a_case_file_keeps_its_comments(file: Path) -> None:
    add_statement_to_file(file, STATEMENT)
    add_claim_to_file(file, "post", CLAIM)

    text = file.read_text("utf-8")
    assert text.startswith("# a comment on top\n")
    assert "# held in the archive" in text
    assert file_of(file).statements == (STATEMENT.model_copy(update={"claims": (CLAIM,)}),)


def test_a_case_file_that_would_not_be_usable_stays_as_it_is(file: Path) -> None:
    with pytest.raises(BadInput, match=r"stop\.yaml:\d+:\d+: no source 'elsewhere'"):
        add_statement_to_file(file, STATEMENT.model_copy(update={"source": "elsewhere"}))
    assert file.read_text("utf-8") == CASE


def test_the_next_free_ids_are_offered(ports: Ports) -> None:
    file = kept(ports, "stop").file
    assert next_statement_id(file) == "statement-1"
    add_statement(ports, "stop", STATEMENT.model_copy(update={"id": "statement-1"}), "reviewer 2")
    file = kept(ports, "stop").file
    assert next_statement_id(file) == "statement-2"
    assert next_claim_id(file, "statement-1") == "statement-1-claim-1"
