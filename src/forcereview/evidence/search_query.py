"""What a person searches for: words, "phrases", beginnings*, and -words that must not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forcereview.errors import BadInput, Problem, cited
from forcereview.evidence.words import Word, words_in

_PARTS = re.compile(r'(?P<no>-(?=["\w]))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow one another. ``beginning``: the last is only how a word begins;
    ``excluded``: a page that has them isn't found."""

    words: tuple[str, ...]
    beginning: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All terms must be on a page, and no excluded one."""

    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that must be there."""
        return tuple(term for term in self.terms if not term.excluded)


def read_query(asked: str) -> Query:
    """What is asked for: ``moving "deadly force" vehic* -vessel``.

    Raises:
        BadInput: it names nothing that could be found.
    """
    terms = []
    for part in _PARTS.finditer(asked):
        text = part["phrase"] if part["phrase"] is not None else part["word"]
        words = tuple(word.folded for word in words_in(text))
        if words:
            terms.append(Term(words, text.rstrip().endswith("*"), bool(part["no"])))
    query = Query(tuple(dict.fromkeys(terms)))
    if not query.wanted:
        raise BadInput(
            Problem(
                f"{cited(asked)} names nothing to search for",
                'give words, a "phrase" in quotes, or the beginning of a word with * behind it',
            )
        )
    return query


def found_in(words: list[Word], term: Term) -> list[tuple[int, int]]:
    """Where a term stands among words: from which to which (inclusive), in order."""
    length = len(term.words)
    inside = [
        (place, place)
        for place, word in enumerate(words)
        if length > 1 and word.parts and _follow(word.parts, term)
    ]
    across = [
        (place, place + length - 1)
        for place in range(len(words) - length + 1)
        if all(
            _fits((words[place + i].folded, *words[place + i].parts), wanted, term, i)
            for i, wanted in enumerate(term.words)
        )
    ]
    return sorted(inside + across)


def _follow(parts: tuple[str, ...], term: Term) -> bool:
    return any(
        all(_fits((parts[at + i],), wanted, term, i) for i, wanted in enumerate(term.words))
        for at in range(len(parts) - len(term.words) + 1)
    )


def _fits(held: tuple[str, ...], wanted: str, term: Term, place: int) -> bool:
    if term.beginning and place == len(term.words) - 1:
        return any(one.startswith(wanted) for one in held)
    return wanted in held
