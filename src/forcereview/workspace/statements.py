"""Enter public statements and their claims, in a case file or in a case of the workspace.

What a case would become is read whole before it is written, so that no unusable case comes of it: a
quotation that isn't found in the words, for one, is refused with its place.
"""

from __future__ import annotations

from pathlib import Path

from forcereview.documents import Bounds, read_document, shape
from forcereview.errors import BadInput, Problem, cited, did_you_mean
from forcereview.journal import Entry
from forcereview.record import CaseFile, read_case
from forcereview.record.rewriting import rewrite_case
from forcereview.record.statement import PublicClaim, Statement
from forcereview.workspace.casefiles import bytes_of
from forcereview.workspace.cases.changing import change_case
from forcereview.workspace.cases.keeping import kept
from forcereview.workspace.ports import Ports
from forcereview.workspace.reporting import write_bytes


def add_statement(
    ports: Ports, case_id: str, statement: Statement, by: str, reason: str = ""
) -> Entry | None:
    """Enter what somebody said in public (``statement.add``).

    Raises:
        BadInput: no such case, the id is in use, or the case can't be used with it.
    """
    after = with_statement(kept(ports, case_id).file, statement)
    details = {"statement": statement.id}
    return change_case(ports, case_id, after, by, reason, "statement.add", details=details)


def add_claim(
    ports: Ports, case_id: str, statement_id: str, claim: PublicClaim, by: str, reason: str = ""
) -> Entry | None:
    """Mark a claim in the words of a statement (``statement.claim``).

    Raises:
        BadInput: no such case or statement, the id is in use, the words aren't there, or the case
            can't be used with it.
    """
    after = with_claim(kept(ports, case_id).file, statement_id, claim)
    details = {"statement": statement_id, "claim": claim.id}
    return change_case(ports, case_id, after, by, reason, "statement.claim", details=details)


def add_statement_to_file(path: Path | str, statement: Statement) -> Path:
    """Enter a statement in a case file; comments and everything else stay as they are.

    Raises:
        BadInput: no such file, the id is in use, or the case can't be used with it.
    """
    return _write(Path(path), with_statement(file_of(path), statement))


def add_claim_to_file(path: Path | str, statement_id: str, claim: PublicClaim) -> Path:
    """Mark a claim in the words of a statement of a case file.

    Raises:
        BadInput: no such file or statement, the id is in use, the words aren't there, or the case
            can't be used with it.
    """
    return _write(Path(path), with_claim(file_of(path), statement_id, claim))


def with_statement(file: CaseFile, statement: Statement) -> CaseFile:
    """The case with one more statement; whether its id is in use is for the reader to say."""
    return file.model_copy(update={"statements": (*file.statements, statement)})


def with_claim(file: CaseFile, statement_id: str, claim: PublicClaim) -> CaseFile:
    """The case with one more claim of a statement.

    Raises:
        BadInput: there is no such statement.
    """
    known = [one.id for one in file.statements]
    if statement_id not in known:
        raise BadInput(
            Problem(
                f"the case has no statement {cited(statement_id)}",
                did_you_mean(statement_id, known)
                or ("known: " + ", ".join(known) if known else "forcereview statement add"),
            )
        )
    statements = tuple(
        one.model_copy(update={"claims": (*one.claims, claim)}) if one.id == statement_id else one
        for one in file.statements
    )
    return file.model_copy(update={"statements": statements})


def next_statement_id(file: CaseFile) -> str:
    """The next free ``statement-N``."""
    return _next("statement", {one.id for one in file.statements})


def next_claim_id(file: CaseFile, statement_id: str) -> str:
    """The next free ``STATEMENT-claim-N``."""
    used = {claim.id for one in file.statements for claim in one.claims}
    return _next(f"{statement_id}-claim", used)


def _next(stem: str, used: set[str]) -> str:
    number = 1
    while f"{stem}-{number}" in used:
        number += 1
    return f"{stem}-{number}"


def file_of(path: Path | str) -> CaseFile:
    """The values of a case file.

    Raises:
        BadInput: there is none, or it hasn't the form of one.
    """
    document = read_document(bytes_of(Path(path)), str(path), Bounds())
    file, problems = shape(document, CaseFile, "case")
    if file is None:
        raise BadInput(problems)
    return file


def _write(path: Path, file: CaseFile) -> Path:
    text = rewrite_case(bytes_of(path), file, str(path)).encode()
    read_case(text, str(path))
    return write_bytes(path, text)
