"""What a bag is worth: a verdict, and every reason for it with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from forcereview.errors import Place, Problem

#: problems of one kind that are told one by one; how many more there are is counted
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a bag is worth. ``files`` and ``size`` (bytes) are those of its payload; ``notes`` what
    a reader should know that isn't a fault; ``sha256`` the hashes of its payload's files.
    ``fingerprint`` is the SHA-256 of its strongest manifest, which stands for the payload."""

    name: str
    version: str
    problems: tuple[Problem, ...]
    files: int
    size: int
    algorithms: tuple[str, ...] = ()
    description: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    sha256: Mapping[str, str] = field(default_factory=dict, repr=False)
    fingerprint: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What makes the bag invalid."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def verdict(self) -> str:
        """``valid``, ``valid with warnings`` or ``invalid``."""
        if self.errors:
            return "invalid"
        return "valid with warnings" if self.problems else "valid"

    def said(self, label: str) -> str:
        """What the bag says of itself under a label; "" if nothing."""
        return next((v for name, v in self.description if name.lower() == label.lower()), "")


def kept_short(problems: Iterable[Problem], name: str) -> tuple[Problem, ...]:
    """The problems, errors first, each with the bag's name in its place; of more than
    ``MOST_PROBLEMS`` of a severity the rest is counted."""
    found = list(problems)
    kept: list[Problem] = []
    for severity in ("error", "warning"):
        these = [problem for problem in found if problem.severity == severity]
        kept += [_placed(problem, name) for problem in these[:MOST_PROBLEMS]]
        if len(these) > MOST_PROBLEMS:
            what = f"and {len(these) - MOST_PROBLEMS:,} more like these"
            kept.append(Problem(what, "", Place(name), severity))
    return tuple(kept)


def _placed(problem: Problem, name: str) -> Problem:
    file = f"{name}/{problem.place.file}" if problem.place.file else name
    return replace(problem, place=replace(problem.place, file=file))
