"""Two versions of a document side by side: as one HTML page, as text, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from forcereview.evidence.text_comparison import Difference, Side, TextComparison
from forcereview.publish.readable import counted, readable

#: passages left standing on either side of a change; more that are the same are folded away
_AROUND = 1
#: sign and word of each kind of difference; the sign doesn't rely on colour
KIND_WORDS: dict[str, tuple[str, str]] = {
    "same": ("=", "the same"),
    "changed": ("≠", "changed"),
    "added": ("+", "added"),
    "removed": ("−", "removed"),
    "moved": ("↷", "moved here"),
    "moved away": ("↶", "moved away"),
}


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """One of the two documents; the numbers of those pages whose words come from OCR, and of those
    on which none could be read."""

    id: str
    title: str
    sha256: str
    unit: str
    pages: int
    recognised: tuple[int, ...] = ()
    wordless: tuple[int, ...] = ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """What a reader must know of its text before relying on a difference."""
        found = []
        if self.recognised:
            found.append(
                f"the words of {listed(self.unit, self.recognised)} were recognised by OCR: a "
                "difference there may be a misreading; look at the page"
            )
        if self.wordless:
            found.append(f"no words could be read on {listed(self.unit, self.wordless)}")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Row:
    """One passage in both versions: what became of it, as a sign and in words, and where it is."""

    difference: Difference
    sign: str
    word: str
    old_place: str
    new_place: str


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that follow one another; ``folded`` ones are the same on both sides and far from any
    change."""

    rows: tuple[Row, ...]
    folded: bool


def comparison_page(
    old: ComparedDocument, new: ComparedDocument, comparison: TextComparison, software: str = ""
) -> str:
    """The page: what changed, side by side. Pure: the same texts give the same bytes."""
    return (
        _environment()
        .get_template("text_comparison.html.j2")
        .render(
            old=old,
            new=new,
            counts=counts_in_words(comparison),
            alike=comparison.alike,
            runs=tuple(runs_of(old, new, comparison)),
            software=software,
            style=_style(),
        )
    )


def comparison_as_json(
    old: ComparedDocument, new: ComparedDocument, comparison: TextComparison
) -> dict[str, Any]:
    """The comparison as plain data, every passage once."""
    return {
        "old": _document(old),
        "new": _document(new),
        "counts": {kind: comparison.count(kind) for kind in KIND_WORDS},  # type: ignore[arg-type]
        "passages": [
            {
                "kind": each.kind,
                "reworded": each.reworded,
                "old": _side(each.old),
                "new": _side(each.new),
                "elsewhere": each.elsewhere or None,
            }
            for each in comparison.differences
        ],
    }


def counts_in_words(comparison: TextComparison) -> str:
    """``3 passages changed, 1 added, 40 the same``."""
    counts = {kind: comparison.count(kind) for kind in KIND_WORDS}  # type: ignore[arg-type]
    counts.pop("moved away")
    words = {"moved": "moved"}
    said = [f"{n} {words.get(kind, KIND_WORDS[kind][1])}" for kind, n in counts.items() if n]
    total = counted(sum(counts.values()), "passage")
    return f"{total}: {', '.join(said)}" if said else "no passage on either side"


def runs_of(
    old: ComparedDocument, new: ComparedDocument, comparison: TextComparison
) -> Iterator[Run]:
    """The rows in order, cut where stretches begin that are the same on both sides."""
    differences = comparison.differences
    changed = [n for n, each in enumerate(differences) if each.kind != "same"]
    near = {m for n in changed for m in range(n - _AROUND, n + _AROUND + 1)}
    rows = [_row(each, old.unit, new.unit) for each in differences]
    for folded, run in groupby(range(len(rows)), key=lambda n: n not in near):
        yield Run(tuple(rows[n] for n in run), folded)


def listed(unit: str, numbers: Sequence[int]) -> str:
    """``page 3``; ``pages 1–4 and 7``."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    said = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in stretches]
    words = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{unit} {words}" if len(numbers) == 1 else f"{unit}s {words}"


def _row(difference: Difference, old_unit: str, new_unit: str) -> Row:
    sign, word = KIND_WORDS[difference.kind]
    if difference.kind == "moved":
        from_page = f", from {old_unit} {difference.elsewhere}" if old_unit != "whole" else ""
        word += from_page + (" and changed" if difference.reworded else "")
    elif difference.kind == "moved away" and new_unit != "whole":
        word += f", to {new_unit} {difference.elsewhere}"
    return Row(
        difference, sign, word, _place(difference.old, old_unit), _place(difference.new, new_unit)
    )


def _place(side: Side | None, unit: str) -> str:
    if side is None or unit == "whole":
        return ""
    return listed(unit, range(side.first, side.last + 1))


def _document(document: ComparedDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "sha256": document.sha256,
        "unit": document.unit,
        "pages": document.pages,
        "recognised_by_ocr": list(document.recognised),
        "without_words": list(document.wordless),
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "first": side.first,
        "last": side.last,
        "text": side.text,
        "pieces": [{"text": text, "mark": mark} for text, mark in side.pieces],
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("forcereview.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: readable(value) if type(value) is str else value,
    )
    environment.globals["counted"] = counted
    return environment


@cache
def _style() -> Markup:
    sheet = resources.files("forcereview.publish").joinpath("templates", "text_comparison.css")
    return Markup(sheet.read_text("utf-8"))
