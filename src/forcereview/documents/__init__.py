"""YAML documents as people write them: read within bounds, with a place for every value.

Everything that reads YAML (catalogue, standards, cases) comes through here, so that size, depth,
encoding, aliases and duplicate keys are judged in one way, and each later complaint can say
``file:line:column``.
"""

from forcereview.documents.reading import Bounds, Document, read_document
from forcereview.documents.shaping import shape

__all__ = ["Bounds", "Document", "read_document", "shape"]
