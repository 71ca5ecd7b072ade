"""The part of a malformed document that has its model's shape, so that all of it can be checked.

A misspelt field near the top of a file shouldn't hide an unknown fact near its end: what can't be
read is left out, and the rest is read as if it weren't there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

from pydantic import ValidationError

from forcereview.documents.reading import Document, Path
from forcereview.documents.shaping import Model, misfits

_MOST_ROUNDS = 12


@dataclass(frozen=True)
class Salvaged(Generic[Model]):
    """What fits, and its places; ``stood_in`` names the sections that a stand-in replaces."""

    model: Model
    document: Document
    stood_in: frozenset[str]


def salvage(
    document: Document, model: type[Model], stand_ins: Mapping[str, Any]
) -> Salvaged[Model] | None:
    """The document without what doesn't fit; None where too little is left.

    ``stand_ins`` holds, for sections that can be done without, what takes their place where they
    are missing or don't fit.
    """
    removed: set[Path] = set()
    for _ in range(_MOST_ROUNDS):
        part, origins = _without(document, removed)
        assert isinstance(part.data, dict)
        stood_in = frozenset(name for name in stand_ins if name not in part.data)
        part.data.update({name: stand_ins[name] for name in stood_in})
        try:
            return Salvaged(model.model_validate(part.data), part, stood_in)
        except ValidationError as error:
            for path, item in misfits(part, error):
                target = path[:-1] if item["type"] == "missing" else path
                if not target or target not in origins:
                    return None
                removed.add(origins[target])
    return None


def _without(document: Document, removed: set[Path]) -> tuple[Document, dict[Path, Path]]:
    """The document without the values at some paths, and where each path that is left was."""
    part = Document(document.file, None, text=document.text, strict=document.strict)
    origins: dict[Path, Path] = {}

    def kept(value: Any, old: Path, new: Path) -> Any:
        origins[new] = old
        part.places[new] = document.place(old)
        if old in document.key_places:
            part.key_places[new] = document.key_places[old]
        if isinstance(value, dict):
            return {
                key: kept(inner, (*old, key), (*new, key))
                for key, inner in value.items()
                if (*old, key) not in removed
            }
        if isinstance(value, list):
            left = [index for index in range(len(value)) if (*old, index) not in removed]
            return [
                kept(value[index], (*old, index), (*new, number))
                for number, index in enumerate(left)
            ]
        return value

    part.data = kept(document.data, (), ())
    return part, origins
