"""Compare standards: two versions provision by provision, or one topic across agencies."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.standards.dates import Day
from forcereview.standards.library import Library
from forcereview.standards.resolving import ProvisionRule, Scope, Standard

_COMPARED = (
    "topic",
    "says",
    "modality",
    "applies",
    "exempt",
    "requires",
    "unless",
    "presume",
    "basis",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One provision in two texts. ``fields`` maps what differs to (before, after)."""

    topic: str
    before: str
    after: str
    kind: str
    fields: tuple[tuple[str, str, str], ...] = ()


def diff_standards(before: Standard, after: Standard) -> list[Change]:
    """What changed from one text to another, paired by key, else by topic and modality.

    ``kind`` is added, removed, changed or unchanged.
    """
    left, right = list(before.rules), list(after.rules)
    pairs: list[tuple[ProvisionRule, ProvisionRule]] = []
    for same in (_same_key, _same_meaning, _same_topic):
        for one in list(left):
            match = next((other for other in right if same(one, other)), None)
            if match is not None:
                pairs.append((one, match))
                left.remove(one)
                right.remove(match)
    changes = [_change(one, other) for one, other in pairs]
    changes += [
        Change(r.provision.topic, r.key, "", "removed", (("says", r.provision.says, ""),))
        for r in left
    ]
    changes += [
        Change(r.provision.topic, "", r.key, "added", (("says", "", r.provision.says),))
        for r in right
    ]
    return changes


def _same_key(one: ProvisionRule, other: ProvisionRule) -> bool:
    return one.key == other.key


def _same_meaning(one: ProvisionRule, other: ProvisionRule) -> bool:
    return (one.provision.topic, one.provision.modality, one.provision.applies) == (
        other.provision.topic,
        other.provision.modality,
        other.provision.applies,
    )


def _same_topic(one: ProvisionRule, other: ProvisionRule) -> bool:
    return one.provision.topic == other.provision.topic and (
        one.provision.phase == other.provision.phase
    )


def _change(one: ProvisionRule, other: ProvisionRule) -> Change:
    fields = tuple(
        (name, _words(getattr(one.provision, name)), _words(getattr(other.provision, name)))
        for name in _COMPARED
        if getattr(one.provision, name) != getattr(other.provision, name)
    )
    return Change(
        other.provision.topic, one.key, other.key, "changed" if fields else "unchanged", fields
    )


def _words(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """One standard's provisions on a topic; ``silent`` where its texts seen have none."""

    standard: str
    short: str
    dates: str
    provisions: tuple[ProvisionRule, ...]

    @property
    def silent(self) -> bool:
        """Whether the texts seen say nothing on the topic."""
        return not self.provisions


def topics(library: Library) -> list[str]:
    """Every topic of the library, in alphabetical order."""
    return sorted({rule.provision.topic for rule in library.rules})


def matrix(library: Library, topic: str) -> list[Column]:
    """What each standard says on a topic, side by side; silence is shown too."""
    return [
        Column(
            standard.id,
            standard.file.short,
            dates_in_words(standard.scope),
            tuple(r for r in standard.rules if r.provision.topic == topic),
        )
        for standard in library
    ]


def dates_in_words(scope: Scope) -> str:
    """``2023-02-06 on``, ``2018-09-07 to 2023-02-05``."""
    start = _day(scope.start) if scope.start else "…"
    return f"{start} to {_day(scope.end)}" if scope.end else f"{start} on"


def _day(day: Day) -> str:
    if day.earliest == day.latest:
        return day.earliest.isoformat()
    return f"{day.earliest.isoformat()}/{day.latest.isoformat()}"
