"""The JSON Schema of a document's model, as an editor needs it.

Our reader takes plain scalars as words and leaves their meaning to the field; an editor's YAML
server resolves them first, so that ``yes`` may arrive as a boolean and ``0.4`` as a number. The
schema accepts whatever the reader accepts, in either form.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: how yes and no may arrive
YES_AND_NO: tuple[str | bool, ...] = ("yes", "no", "Yes", "No", "true", "false", True, False)
_NUMBER = r"^[+-]?[0-9][0-9_]*\.?[0-9]*([eE][+-]?[0-9]+)?$"

Schema = dict[str, Any]
#: what a schema says beside what it allows
_SAID = ("description", "default", "examples")


def editor_schema(model: type[BaseModel], name: str) -> Schema:
    """The schema of ``model``; ``name`` is its urn, e.g. ``forcereview:case:1``."""
    made = model.model_json_schema(by_alias=True)
    definitions = {key: _softened(part) for key, part in made.pop("$defs", {}).items()}
    definitions.pop("Own", None)
    head = {"$schema": DRAFT, "$id": f"urn:{name}"}
    return {**head, **_softened(made), "$defs": definitions}


def described(choices: dict[str, str]) -> Schema:
    """A closed list of words, each with what it means (editors show it beside the word)."""
    return {"enum": list(choices), "enumDescriptions": list(choices.values())}


def optional(schema: Schema) -> Schema:
    """The schema of a field that may be left blank.

    No ``anyOf``: of a value that fits none of several forms an editor could only say just that.
    """
    if "type" in schema:
        return {**schema, "type": [*_types(schema), "null"]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return unless({"type": "null"}, schema)


def unless(allowed: Schema, schema: Schema) -> Schema:
    """``schema`` for all but what ``allowed`` takes."""
    kept = {key: schema[key] for key in _SAID if key in schema}
    inner = {key: value for key, value in schema.items() if key not in kept}
    return {**kept, "if": allowed, "else": inner}


def _types(schema: Schema) -> list[str]:
    found = schema["type"]
    return found if isinstance(found, list) else [found]


def _softened(node: Schema) -> Schema:
    """A part of pydantic's schema, in the form in which an editor sees the document."""
    kept = {key: node[key] for key in _SAID if key in node}
    if "$ref" in node:
        return kept | {"$ref": node["$ref"]}
    if "anyOf" in node:
        return kept | _one_of([_softened(o) for o in node["anyOf"] if o != {"type": "null"}])
    if "const" in node:
        return kept | {"const": node["const"]}
    if "enum" in node:
        added = [True, False] if {"yes", "no"} <= set(node["enum"]) else []
        return kept | {"enum": [*node["enum"], *added]}
    kind = node.get("type")
    if kind == "boolean":
        return kept | {"enum": list(YES_AND_NO)}
    if kind in ("number", "integer"):
        limits = {k: v for k, v in node.items() if k.lower().endswith(("minimum", "maximum"))}
        return kept | {"type": ["number", "string"], "pattern": _NUMBER, **limits}
    if kind == "array":
        return kept | _list(node)
    if kind == "object":
        return kept | _object(node)
    return kept | _words(node)


def _one_of(options: list[Schema]) -> Schema:
    """Any of several forms."""
    if all("type" in option for option in options):
        types = [kind for option in options for kind in _types(option)]
        merged = {key: value for option in options for key, value in option.items()}
        return {**merged, "type": list(dict.fromkeys(types))}
    if all({"enum", "const"} & set(option) for option in options):
        return {"enum": [w for o in options for w in o.get("enum", [o.get("const")])]}
    return options[0] if len(options) == 1 else {"anyOf": options}


def _words(node: Schema) -> Schema:
    limits: Schema = {key: node[key] for key in ("pattern", "minLength") if key in node}
    return {"type": ["string", "number", "boolean"], **limits}


def _list(node: Schema) -> Schema:
    """A list; a list of words may be written as one word."""
    items = _softened(node.get("items", {}))
    limits = {key: node[key] for key in ("minItems",) if key in node}
    alone = [] if "$ref" in items else _types(items)
    return {"type": [*alone, "array"], "items": items, **limits}


def _object(node: Schema) -> Schema:
    if "properties" in node:
        return _entry(node)
    values = node.get("additionalProperties") or next(
        iter(node.get("patternProperties", {}).values())
    )
    whole: Schema = {"type": "object", "additionalProperties": _softened(values)}
    if "patternProperties" in node:
        whole["propertyNames"] = {"pattern": next(iter(node["patternProperties"]))}
    elif "propertyNames" in node:
        whole["propertyNames"] = node["propertyNames"]
    return whole


def _entry(node: Schema) -> Schema:
    """A mapping of known fields; an entry of a case takes blank ones and a person's own too."""
    required = node.get("required", [])
    entry = bool(node.get("additionalProperties"))
    properties = {
        key: optional(_softened(part)) if entry and key not in required else _softened(part)
        for key, part in node["properties"].items()
    }
    whole: Schema = {"type": "object", "properties": properties, "required": required}
    if entry:
        whole["patternProperties"] = {"^x-.": {}}
    return whole | {"additionalProperties": False}
