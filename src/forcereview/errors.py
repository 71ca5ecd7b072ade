"""One family of errors: what is wrong, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import islice


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text a person wrote. Lines and columns count from 1; 0 means "not known"."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [visible(self.file) or "(input)"]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do.

    ``severity`` is ``error`` (the input can't be used) or ``warning`` (it can, but look).
    """

    what: str
    todo: str = ""
    place: Place = Place()
    severity: str = "error"

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else f"{self.severity}: "
        tail = f"; {self.todo}" if self.todo else ""
        where = f"{self.place}: " if self.place != Place() else ""
        return f"{where}{mark}{self.what}{tail}"


class ForcereviewError(Exception):
    """Base of every error that forcereview raises on purpose; carries its problems."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        found = [problems] if isinstance(problems, Problem) else list(problems)
        self.problems: tuple[Problem, ...] = tuple(found)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BadInput(ForcereviewError):
    """Something a person wrote can't be read as it stands (exit status 2)."""


class Refused(ForcereviewError):
    """The input is well formed, but there isn't enough in it to compute (exit status 3)."""


# Controls, line and paragraph separators, zero widths, bidirectional marks, and lone surrogates,
# which stand for bytes that are no Unicode.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def visible(name: str) -> str:
    """A name that came from outside, on one line; what can't be seen in it is shown as its code:
    ``⟨U+202E⟩``, or ``⟨byte FF⟩`` for a byte that is no Unicode."""
    return _UNSEEN.sub(_code, name)


def _code(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:
        return f"⟨byte {code - 0xDC00:02X}⟩"
    return f"⟨U+{code:04X}⟩"


def cited(text: object, most: int = 80) -> str:
    """A person's own words as complaints quote them: in quotes, on one line, cut to ``most``."""
    words = str(text)
    line = " ".join(words[: most * 2].split())
    cut = line if len(words) <= most and len(line) <= most else line[: most - 1].rstrip() + "…"
    return f"'{cut}'"


def did_you_mean(word: str, known: Iterable[str], *, limit: int = 3) -> str:
    """``did you mean 'a' or 'b'?`` for the known words nearest to ``word``; empty if none is.

    Words of more than 100 signs, and known words after the first 2,000, aren't compared: the time
    taken stays small whatever a file holds.
    """
    if len(word) > 100:
        return ""
    near: Sequence[str] = get_close_matches(word, islice(known, 2_000), n=limit, cutoff=0.6)
    closeness = [SequenceMatcher(None, other, word).ratio() for other in near]
    near = [n for n, close in zip(near, closeness, strict=True) if close > closeness[0] - 0.1]
    if not near:
        return ""
    return "did you mean " + " or ".join(cited(other) for other in near) + "?"
