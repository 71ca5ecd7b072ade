"""The JSON Schema of a case file: what editors complete and check while a person writes.

It knows the catalogue: every fact with the question it answers, and the choices of each fact that
has some. What a schema can't say (ids that must exist, times, units) ``case check`` says.
"""

from __future__ import annotations

from typing import Any

from forcereview.documents.schema import YES_AND_NO, Schema, described, editor_schema, unless
from forcereview.record.model import CaseFile
from forcereview.vocabulary import Catalogue, fact_catalogue, five_level_continuum

#: fields that hold a choice of a fact
_CHOICES = {
    "type": "force.type",
    "level": "force.level",
    "target": "force.target",
    "resistance": "subject.resistance",
}
_FACT = {"$ref": "#/$defs/FactName"}


def case_schema() -> dict[str, Any]:
    """The schema of ``case/1`` files, JSON Schema draft 2020-12."""
    catalogue = fact_catalogue()
    schema = editor_schema(CaseFile, "forcereview:case:1")
    schema["title"] = "A case: one encounter, its sources and what they say"
    parts: dict[str, Schema] = schema["$defs"]
    parts["FactName"] = described({fact.name: fact.question for fact in catalogue})
    _give_choices(parts["Application"], catalogue)
    for name in ("Assertion", "WhatIf", "PublicClaim"):
        _name_facts(parts[name])
        parts[name]["allOf"] = [*_values_by_fact(catalogue)]
    _name_facts(parts["Decides"])
    agencies = list(catalogue["officer.agency"].choices)
    parts["Person"]["properties"]["agency"]["examples"] = agencies
    parts["Place"]["properties"]["zone"]["examples"] = ["America/New_York", "America/Chicago"]
    return schema


def _give_choices(application: Schema, catalogue: Catalogue) -> None:
    levels = five_level_continuum()
    names = {level.word: level.name for level in levels.levels}
    for field, name in _CHOICES.items():
        given = application["properties"][field]
        choices = catalogue[name].choices
        closed: Schema = {"enum": list(choices)}
        if field == "type":
            on = {kind: names.get(levels.level_of_type.get(kind, ""), "") for kind in choices}
            closed = described({kind: on[kind] or "say its level" for kind in choices})
        elif field == "level":
            closed = described({word: names.get(word, "") for word in choices})
        _close(application, field, {**closed, "description": given["description"]})


def _name_facts(part: Schema) -> None:
    _close(part, "fact", {**_FACT, "description": part["properties"]["fact"]["description"]})


def _close(part: Schema, field: str, closed: Schema) -> None:
    """Allow only a closed list in a field; nothing too, where it may be left blank."""
    blank: Schema = {"enum": ["", None]}
    part["properties"][field] = closed if field in part["required"] else unless(blank, closed)


def _values_by_fact(catalogue: Catalogue) -> list[Schema]:
    """What may stand under ``value`` for the facts with a closed list of answers."""
    yes_no = [fact.name for fact in catalogue if fact.kind == "yes-no"]
    rules = [_if_fact({"enum": yes_no}, [*YES_AND_NO, "unknown", "Unknown"])]
    rules += [
        _if_fact({"const": fact.name}, [*fact.choices, "unknown", "Unknown"])
        for fact in catalogue
        if fact.kind == "choice"
    ]
    return rules


def _if_fact(fact: Schema, values: list[str | bool]) -> Schema:
    return {
        "if": {"properties": {"fact": fact}, "required": ["fact"]},
        "then": {"properties": {"value": {"enum": values}}},
    }
