"""The force continuum: five levels, and the level at which each type of force stands.

Levels and types are data (``data/continuum.yaml``); an agency that orders force otherwise gives
its own table, mapped to these levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from forcereview.documents import read_document


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its word, its place from least to most, its name and what belongs to it."""

    word: str
    rank: int
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class Continuum:
    """The levels in order and the level of each type of force."""

    levels: tuple[Level, ...]
    level_of_type: dict[str, str]
    source: str

    def rank(self, word: str) -> int:
        """The place of a level, 1 for the least."""
        return next(level.rank for level in self.levels if level.word == word)


@cache
def five_level_continuum() -> Continuum:
    """The continuum that ships with the library (presence, verbal, soft, hard, deadly)."""
    raw = resources.files("forcereview.vocabulary").joinpath("data/continuum.yaml").read_bytes()
    data = read_document(raw, "continuum.yaml").data
    assert isinstance(data, dict)
    levels = tuple(
        Level(item["word"], rank, item["name"], item["definition"])
        for rank, item in enumerate(data["levels"], start=1)
    )
    of_type = {kind: item["word"] for item in data["levels"] for kind in item["types"]}
    return Continuum(levels, of_type, data["source"])
