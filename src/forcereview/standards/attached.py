"""Official texts that a user attached to standards, and where in them each provision stands.

The library that ships is never changed: attaching makes another library value, in which a provision
that is anchored to a page rests on the basis ``text held``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from forcereview.standards.resolving import ProvisionRule, Standard, TestRule

TEXT_HELD = "text held"
#: a basis that an anchor doesn't change: the library itself holds the words
_AS_GOOD = frozenset({"statute held", TEXT_HELD})


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a provision stands in the attached text: the page, and the words on it.

    ``by`` confirmed it. ``recognised``: the words of that page come from OCR.
    """

    provision: str
    page: int
    quotation: str
    by: str = ""
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class AttachedText:
    """The official text of a standard: the evidence item that holds it, by its hash, and its pages
    (0: from the first, to the last)."""

    standard: str
    item: str
    sha256: str
    title: str = ""
    by: str = ""
    first: int = 0
    last: int = 0
    anchors: Mapping[str, Anchor] = field(default_factory=dict)

    @property
    def pages(self) -> str:
        """``pages 3 to 9``; "" for all."""
        if not self.first and not self.last:
            return ""
        if self.first == self.last:
            return f"page {self.first}"
        return f"pages {self.first or 1} to {self.last or 'the end'}"

    def includes(self, page: int) -> bool:
        """Whether a page belongs to the standard's text."""
        return page >= self.first and (not self.last or page <= self.last)


def with_text(standard: Standard, text: AttachedText) -> Standard:
    """The standard with what is anchored resting on the attached text."""
    rules = tuple(_provision(rule, text.anchors) for rule in standard.rules)
    tests = tuple(_test(test, text.anchors) for test in standard.tests)
    return replace(standard, rules=rules, tests=tests)


def listed(texts: Iterable[AttachedText]) -> str:
    """The texts and their anchors as lines, in a fixed order, to be hashed."""
    return "".join(
        f"{text.standard} {text.sha256} {key} {anchor.page} {' '.join(anchor.quotation.split())}\n"
        for text in sorted(texts, key=lambda text: text.standard)
        for key, anchor in sorted(text.anchors.items())
    )


def _provision(rule: ProvisionRule, anchors: Mapping[str, Anchor]) -> ProvisionRule:
    if rule.key not in anchors or rule.provision.basis in _AS_GOOD:
        return rule
    return replace(rule, provision=rule.provision.model_copy(update={"basis": TEXT_HELD}))


def _test(test: TestRule, anchors: Mapping[str, Anchor]) -> TestRule:
    if test.test.key not in anchors or test.test.basis in _AS_GOOD:
        return test
    return replace(test, test=test.test.model_copy(update={"basis": TEXT_HELD}))
