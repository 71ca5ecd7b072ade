"""The worked cases: their files, and the findings expected of them, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from forcereview.record import Lens, Supposition, default_lens
from forcereview.review import Finding, Review
from forcereview.workspace.casefiles import read_case_file
from forcereview.workspace.reviewing import library_with, review_case

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
EXPECTED = Path(__file__).parent / "expected"
CASE_FILES = tuple(sorted((EXAMPLES / "cases").glob("*.yaml")))


@dataclass(frozen=True)
class Cell:
    """One finding that a worked case expects.

    ``expected`` holds more than one word where the case leaves a choice. ``engine`` is what the
    review gives where it differs, and ``because`` says why.
    """

    case: str
    frame: str
    key: str
    expected: tuple[str, ...]
    officer: str = ""
    engine: str = ""
    because: str = ""
    by_exception: bool | None = None
    why_reason: str = ""
    asks: str = ""
    what_if: tuple[Supposition, ...] = ()
    standards: tuple[str, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        return f"{self.case}, {self.frame}, {self.key}{' if' if self.what_if else ''}"

    @property
    def allowed(self) -> tuple[str, ...]:
        """The findings that the review may give."""
        return (self.engine,) if self.engine else self.expected

    def finding(self) -> Finding:
        """What the review gives."""
        review = reviewed(self.case, self.standards, self.what_if)
        return review.finding(self.frame, self.key, self.officer)


def cells() -> list[Cell]:
    """Every cell of every file of ``expected/``."""
    return [cell for file in sorted(EXPECTED.glob("*.yaml")) for cell in _cells_of(file)]


def _cells_of(file: Path) -> Iterator[Cell]:
    whole = YAML(typ="safe").load(file)
    for row in whole["cells"]:
        for key in row["keys"]:
            for frame in row["frames"]:
                yield Cell(
                    case=row.get("case", whole["case"]),
                    frame=frame,
                    key=key,
                    expected=_words(row["expected"]),
                    officer=row.get("officer", ""),
                    engine=row.get("engine", ""),
                    because=row.get("because", ""),
                    by_exception={"yes": True, "no": False}.get(row.get("by_exception", "")),
                    why_reason=row.get("why_reason", ""),
                    asks=row.get("asks", ""),
                    what_if=tuple(map(_supposition, row.get("lens", {}).get("what_if", ()))),
                    standards=tuple(whole.get("standards", ())),
                    note=row.get("note", ""),
                )


def _words(written: str | list[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


def _supposition(written: dict[str, Any]) -> Supposition:
    return Supposition(written["fact"], written["value"], _words(written["about"]))


@cache
def reviewed(
    name: str,
    standards: tuple[str, ...] = (),
    what_if: tuple[Supposition, ...] = (),
    *,
    questions: bool = False,
) -> Review:
    """A worked case reviewed, with standards of ``examples/standards`` added to the library."""
    case = read_case_file(EXAMPLES / "cases" / f"{name}.yaml")
    lens: Lens = replace(default_lens(case), what_if=what_if)
    library = library_with(EXAMPLES / "standards" / f"{standard}.yaml" for standard in standards)
    return review_case(case, lens, library, questions=questions)
