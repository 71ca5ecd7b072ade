"""YAML documents as people write them: read within bounds, with a place for every value.

Everything that reads YAML (catalogue, standards, cases) comes through here, so that size, depth,
encoding, aliases and duplicate keys are judged in one way, and each later complaint can say
``file:line:column``.
"""

from forcereview.documents.decoding import unprintable_in
from forcereview.documents.editing import comments_on_top, edited
from forcereview.documents.emitting import emitted
from forcereview.documents.reading import Bounds, Document, Path, read_document
from forcereview.documents.salvaging import Salvaged, salvage
from forcereview.documents.shaping import MOST_PROBLEMS, shape, too_many

__all__ = [
    "MOST_PROBLEMS",
    "Bounds",
    "Document",
    "Path",
    "Salvaged",
    "comments_on_top",
    "edited",
    "emitted",
    "read_document",
    "salvage",
    "shape",
    "too_many",
    "unprintable_in",
]
