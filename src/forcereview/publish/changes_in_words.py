"""Changes of documents in plain words: what was added, changed or removed, in the field's terms."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from forcereview.journal import ABSENT, Change
from forcereview.publish.readable import on_one_line, shortened

_MOST = 160
#: the parts of a case file, each with what one entry of it is called
_PARTS = {
    "applications": "application of force",
    "assertions": "assertion",
    "determinations": "determination",
    "events": "event",
    "people": "person",
    "sources": "source",
    "statements": "statement",
    "vehicles": "vehicle",
}
_WHOLE = {"case-copy": "the note of the last copy", "case-text": "the text (comments, form)"}


def kind_of(change: Change) -> str:
    """``added``, ``removed`` or ``changed``."""
    if change.was is ABSENT:
        return "added"
    return "removed" if change.now is ABSENT else "changed"


def in_words(change: Change) -> str:
    """``changed assertion a3, value: yes → no``."""
    kind, what = kind_of(change), named(change.of, change.path)
    path = _within(change.of, change.path)
    if kind == "changed":
        if change.of.partition("/")[0] in _WHOLE:
            return f"{kind} {what}"
        return f"{kind} {what}: {said(change.was)} → {said(change.now)}"
    value = change.now if kind == "added" else change.was
    words = _summary(path, value)
    return f"{kind} {what}" + (f": {words}" if words else "")


def group_of(change: Change) -> str:
    """Under which heading a change is listed: ``case ID``, ``case ID, statements``, ``evidence`` or
    ``workspace``."""
    kind, _, name = change.of.partition("/")
    if kind == "evidence":
        return "evidence"
    if kind not in ("case", *_WHOLE):
        return "workspace"
    statements = _within(change.of, change.path)[:1] == ("statements",)
    return on_one_line(f"case {name}") + (", statements" if statements else "")


def named(of: str, path: Sequence[str] = ()) -> str:
    """What a path of a document leads to: ``assertion a3, value``."""
    kind, _, name = of.partition("/")
    if kind in _WHOLE:
        return _WHOLE[kind]
    if kind != "case":
        return on_one_line(", ".join((f"{kind} {name}", *path)))
    steps = list(_within(of, path))
    if not steps:
        return on_one_line(f"case {name}")
    first = steps.pop(0)
    if first in _PARTS and steps:
        first = f"{_PARTS[first]} {steps.pop(0)}"
    if steps[:1] == ["claims"] and steps[1:]:
        steps[:2] = [f"claim {steps[1]}"]
    return on_one_line(", ".join((first, *steps)))


def said(value: Any) -> str:
    """A value in few words; nothing is said as such."""
    if value is ABSENT or value in ("", [], {}):
        return "nothing"
    if isinstance(value, str):
        return shortened(on_one_line(value), _MOST)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return shortened(on_one_line(", ".join(value)), _MOST)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return shortened(on_one_line(text), _MOST)


def _within(of: str, path: Sequence[str]) -> tuple[str, ...]:
    """The path within a case's file; elsewhere the path itself."""
    inner = tuple(path)
    return inner[1:] if of.startswith("case/") and inner[:1] == ("file",) else inner


def _summary(path: Sequence[str], value: Any) -> str:
    """What an entry of a case says; another value as it is, a whole document by its title."""
    if not isinstance(value, Mapping):
        return said(value) if not isinstance(value, list) else _listed(path, value)
    if "fact" in value:
        return assertion_in_words(value)
    if "decides" in value:
        return determination_in_words(value)
    if path[:1] == ("applications",) and len(path) == 2:
        return said(f"{value['type']} by {value['officer']} against {value['subject']}")
    inner = value.get("file", value)
    for key in (
        "title",
        "label",
        "what",
        "name",
        "role",
        "words",
        "quotation",
        "summary",
        "description",
    ):
        if isinstance(inner, Mapping) and isinstance(inner.get(key), str):
            return said(inner[key])
    return said(dict(value)) if path else ""


def _listed(path: Sequence[str], items: list[Any]) -> str:
    if not all(isinstance(item, Mapping) and "id" in item for item in items):
        return said(items)
    return "; ".join(f"{item['id']}: {_summary((*path, item['id']), item)}" for item in items)


def assertion_in_words(value: Mapping[str, Any]) -> str:
    """``subject.threat_imminent = yes, about shot-1, says official``."""
    words = f"{value.get('fact')} = {said(value.get('value', ABSENT))}"
    if value.get("about"):
        words += f", about {said(value['about'])}"
    if value.get("source"):
        words += f", says {said(value['source'])}"
    return on_one_line(words)


def determination_in_words(value: Mapping[str, Any]) -> str:
    """``subject.threat_imminent = no, about shot-1, decided by the board``."""
    decides = value.get("decides", {})
    what = decides.get("fact") or decides.get("provision") or "?"
    about = decides.get("about") or decides.get("frame")
    words = f"{what} = {said(value.get('value', ABSENT))}"
    if about:
        words += f", about {said(about)}"
    return on_one_line(f"{words}, decided by {said(value.get('by', ABSENT))}")
