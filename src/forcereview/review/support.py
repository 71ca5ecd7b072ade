"""On how many independent sources a finding rests, and whether on an interested party's alone.

A report of a statement is not a second source: claims count by where they come from in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from forcereview.answers.leaves import Leaf
from forcereview.record import Case, origins
from forcereview.review.results import Support
from forcereview.vocabulary.words import FindingWord

#: whose account favours itself, by finding
_FAVOURED = {"consistent": "officer", "inconsistent": "subject"}
NO_SUPPORT = Support(0, False)


class Backing:
    """The sources behind the claims of one case."""

    def __init__(self, case: Case) -> None:
        self._claims = case.claims
        self._sources = case.file.sources

    def standing(self, ids: Iterable[str]) -> int:
        """Independent sources are quoted before interested ones, first-hand before derived: the
        lower, the sooner."""
        return sum([self._ranks.get(name, 0) for name in ids])

    def support(self, deciding: Sequence[Leaf], finding: FindingWord) -> Support:
        """The support of a finding that these answers decide."""
        if not deciding:
            return NO_SUPPORT
        every: set[str] = set()
        weakest, fewest, one_sided = "", 0, False
        favoured = _FAVOURED.get(finding)
        for leaf in deciding:
            behind = {origin for name in leaf.ids for origin in self._origins.get(name, ())}
            if not behind:
                continue
            every |= behind
            if not weakest or len(behind) < fewest:
                weakest, fewest = leaf.atom.fact, len(behind)
            one_sided = one_sided or self._sides(behind) == {favoured}
        found = self._sides(every)
        alone = len(found) == 1 and "independent" not in found
        return Support(len(every), alone or one_sided, tuple(sorted(found)), weakest, fewest)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {
            claim.id: 2 * (source.side != "independent") + bool(source.derives_from)
            for claim in self._claims
            if (source := self._sources.get(claim.source))
        }

    @cached_property
    def _origins(self) -> dict[str, frozenset[str]]:
        return {
            claim.id: origins(self._sources, claim.source) for claim in self._claims if claim.source
        }

    def _sides(self, names: Iterable[str]) -> set[str]:
        return {self._sources[name].side for name in names if name in self._sources}


def support_in_words(support: Support) -> str:
    """`` (on 2 independent sources)``, with what rests on an interested party alone."""
    number = support.independent_sources
    if not number:
        return ""
    words = "1 source" if number == 1 else f"{number} independent sources"
    if not support.interested_only:
        return f" (on {words})"
    if len(support.sides) == 1 and "independent" not in support.sides:
        return f" (on the account of an interested party alone: {words})"
    return f" (on {words}, in part on the account of an interested party alone)"
