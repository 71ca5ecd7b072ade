"""Standards as code: the provision language, its evaluation, and the library of standards.

Knows the vocabulary, not the record: an atom of a rule is answered from values handed in
(:mod:`~forcereview.standards.asking`), a rule from its atoms' bits
(:mod:`~forcereview.standards.evaluation`).
"""

from forcereview.standards.attached import Anchor, AttachedText
from forcereview.standards.library import Library, held_text, standards_library
from forcereview.standards.resolving import (
    ElementRule,
    ProvisionRule,
    Rule,
    Scope,
    Standard,
    TestRule,
    read_standard,
)

__all__ = [
    "Anchor",
    "AttachedText",
    "ElementRule",
    "Library",
    "ProvisionRule",
    "Rule",
    "Scope",
    "Standard",
    "TestRule",
    "held_text",
    "read_standard",
    "standards_library",
]
