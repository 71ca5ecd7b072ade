"""Every value that a case's file gives to a fact, and who says so, as plain data and by place.

What :mod:`forcereview.record.claims` reads into claims is found here in the values alone, so that
the history of a fact can be followed through states of a case that need not be read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: fields of an application of force that say something of a fact
FACTS_OF_APPLICATIONS = {
    "type": "force.type",
    "level": "force.level",
    "target": "force.target",
    "resistance": "subject.resistance",
}


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A value given to a fact.

    ``path`` leads to the entry that gives it, ``kind`` is assertion, determination, claim (in a
    public statement) or application, ``said_by`` its sources, or who decided or spoke.
    """

    path: tuple[str, ...]
    kind: str
    fact: str
    value: Any
    about: tuple[str, ...]
    said_by: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the entry that gives it."""
        return self.path[-1]


def given_values(values: Mapping[str, Any], fact: str) -> Iterator[GivenValue]:
    """Every value that a case's plain values give to a fact, in the order of its parts."""
    for item in values.get("applications", ()):
        yield from _of_application(item, fact)
    for item in values.get("assertions", ()):
        if item["fact"] == fact:
            yield _given(("assertions", item["id"]), "assertion", item, item["source"])
    for item in values.get("statements", ()):
        speaker = item.get("speaker", {})
        for claim in item.get("claims", ()):
            if claim.get("fact") == fact:
                inner = ("statements", item["id"], "claims", claim["id"])
                yield _given(inner, "claim", claim, speaker.get("label", item.get("source", "")))
    for item in values.get("determinations", ()):
        decides = item["decides"]
        if decides.get("fact") == fact:
            decided = {**decides, "value": item["value"]}
            yield _given(("determinations", item["id"]), "determination", decided, item["by"])


def _of_application(item: Mapping[str, Any], fact: str) -> Iterator[GivenValue]:
    field = next((field for field, name in FACTS_OF_APPLICATIONS.items() if name == fact), "")
    if item.get(field):
        yield GivenValue(
            ("applications", item["id"]),
            "application",
            fact,
            item[field],
            (item["id"],),
            _many(item["sources"]),
        )


def _given(path: tuple[str, ...], kind: str, item: Mapping[str, Any], by: str) -> GivenValue:
    about = _many(item.get("about", ()))
    return GivenValue(path, kind, item["fact"], item.get("value", ""), about, _many(by))


def _many(words: Any) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)
