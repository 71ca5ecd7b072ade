"""Read a case file: shape, references, facts, values and times, all problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from forcereview.documents import (
    MOST_PROBLEMS,
    Bounds,
    Document,
    read_document,
    salvage,
    shape,
)
from forcereview.errors import BadInput, Problem
from forcereview.record.case import Case
from forcereview.record.claims import Claims
from forcereview.record.complaints import Complaints
from forcereview.record.doubts import look_again
from forcereview.record.model import CaseFile
from forcereview.record.names import Names
from forcereview.record.references import check_references
from forcereview.record.stating import Statements, new_claims
from forcereview.record.timing import Times

#: what takes the place of a section that is missing or malformed, so that the rest can be checked
_STAND_INS: dict[str, Any] = {
    "forcereview": "case/1",
    "id": "case",
    "title": "",
    "nature": "internal",
    "encounter": {
        "place": {"description": "", "zone": "UTC"},
        "jurisdiction": [],
        "start": "1700-01-01",
    },
}


@dataclass(frozen=True)
class Reading:
    """A case (None where it can't be used) and everything there is to say about its file."""

    case: Case | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the case from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def read_case(raw: bytes, name: str, bounds: Bounds | None = None) -> Case:
    """The case in ``raw``; ``name`` is what complaints call the file.

    Raises:
        BadInput: with every error in the file, each with its place and what to do.
    """
    return _usable(check_case(raw, name, bounds))


def case_of(file: CaseFile, name: str = "") -> Case:
    """The case that a case file's values make, without a text to read them from.

    Raises:
        BadInput: with every error in the values; their places are not known.
    """
    return _usable(_read(Document(name, None), file, "", name))


def check_case(raw: bytes, name: str, bounds: Bounds | None = None) -> Reading:
    """Read a case and collect every problem, warnings included. Never raises for bad input."""
    try:
        document = read_document(raw, name, bounds or Bounds())
    except BadInput as error:
        return Reading(None, error.problems)
    stranger = _not_a_case(document)
    if stranger:
        return Reading(None, (stranger,))
    file, problems = shape(document, CaseFile, "case")
    if file is None:
        return Reading(None, _of_what_fits(document, problems))
    return _read(document, file, hashlib.sha256(raw).hexdigest(), name, problems)


def _usable(reading: Reading) -> Case:
    if reading.case is None:
        raise BadInput(reading.errors)
    return reading.case


def _not_a_case(document: Document) -> Problem | None:
    """The one complaint about a file of another kind, instead of one for each of its lines."""
    data = document.data
    if isinstance(data, dict) and data and not {"forcereview", "encounter", "people"} & set(data):
        return Problem(
            "this is not a case: it has no 'forcereview: case/1' and no encounter",
            "name a case file; 'forcereview case new' writes one to begin with",
            document.place(()),
        )
    return None


def _read(
    document: Document, file: CaseFile, digest: str, name: str, before: Iterable[Problem] = ()
) -> Reading:
    complaints = Complaints(document)
    case = _checked(file, Names(file), complaints, digest, name)
    problems = complaints.all(before)
    failed = any(problem.severity == "error" for problem in problems)
    return Reading(None if failed else case, problems)


def _of_what_fits(document: Document, problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems of a file's shape, and those of what can be read in spite of them."""
    part = None
    if isinstance(document.data, dict) and len(problems) < MOST_PROBLEMS:
        part = salvage(document, CaseFile, _STAND_INS)
    if part is None:
        return Complaints(document).all(problems)
    complaints = Complaints(part.document, part.stood_in)
    _checked(part.model, Names(part.model, _ids_written(document.data)), complaints, "", "")
    return complaints.all(problems)


def _checked(file: CaseFile, names: Names, complaints: Complaints, digest: str, name: str) -> Case:
    check_references(file, names, complaints)
    times = Times(file, names, complaints)
    reader = Claims(file, names, times, complaints)
    claims = reader.all()
    stated = Statements(file, names, times, reader).all(complaints)
    look_again(file, names, times, claims, complaints)
    return Case(
        file,
        (*claims, *new_claims(file, stated, claims)),
        times.timeline,
        times.calendar,
        times.encounter_start,
        times.encounter_span,
        digest,
        name,
        stated=stated,
        names=names,
    )


def _ids_written(data: Any) -> Iterator[str]:
    """Every id in a document, malformed entries included."""
    for section in data.values():
        if isinstance(section, dict):
            yield from section
        elif isinstance(section, list):
            for item in section:
                name = item.get("id") if isinstance(item, dict) else item
                if isinstance(name, str):
                    yield name
