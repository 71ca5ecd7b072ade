"""Give a read document the shape of a pydantic model; say every misfit in plain words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from forcereview.documents.reading import Document, Path
from forcereview.errors import Place, Problem, cited, did_you_mean

Model = TypeVar("Model", bound=BaseModel)

#: after so many problems no more are listed: they have a common cause, or nobody reads on
MOST_PROBLEMS = 200


def shape(document: Document, model: type[Model], what: str) -> tuple[Model | None, list[Problem]]:
    """The document as ``model`` (or None) and all problems, placed, each once.

    ``what`` names the kind of document for the reader: "case", "standard".
    """
    problems = list(document.problems[:MOST_PROBLEMS])
    if not isinstance(document.data, dict):
        said = "is empty" if document.data is None else "must start with 'key: value' lines"
        problems.append(
            Problem(
                f"this is not a {what}: the file {said}",
                f"see docs/reference for the form of a {what} file",
                document.place(()),
            )
        )
        return None, problems
    try:
        return model.model_validate(document.data), problems
    except ValidationError as error:
        found = misfits(document, error)
        problems += [_problem(document, model, path, item) for path, item in found[:MOST_PROBLEMS]]
        if len(found) > MOST_PROBLEMS:
            problems.append(too_many(document, len(found) - MOST_PROBLEMS))
        return None, problems


def too_many(document: Document, more: int) -> Problem:
    """The last line of a long list of problems."""
    place = Place(document.file, document.text.count("\n") + 1)
    return Problem(f"and {more:,} more problems", "correct those above first", place)


def misfits(document: Document, error: ValidationError) -> list[tuple[Path, Any]]:
    """Each error with the path it has in the document; of a value's alternatives, the deepest."""
    found: dict[Path, tuple[Any, bool]] = {}
    for item in error.errors(include_url=False):
        path, whole = _real_path(document, item)
        if path in found and not whole:
            continue
        found[path] = (item, whole)
    inner = {path[:length] for path in found for length in range(len(path))}
    return [(path, item) for path, (item, whole) in found.items() if whole or path not in inner]


def _real_path(document: Document, item: Any) -> tuple[Path, bool]:
    """The part of an error's location that stands in the document, and whether that is all of it.

    Pydantic adds names of its own where a value may take one of several forms.
    """
    node: Any = document.data
    path: list[str | int] = []
    whole = True
    for part in item["loc"]:
        if _holds(node, part):
            node = node[part]
        elif item["type"] == "missing" and part == item["loc"][-1]:
            pass
        else:
            whole = whole and part == "[key]"
            continue
        path.append(part)
    return tuple(path), whole


def _holds(node: Any, part: str | int) -> bool:
    if isinstance(node, list):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, dict) and part in node


def _problem(document: Document, model: type[BaseModel], path: Path, item: Any) -> Problem:
    kind, given = item["type"], item.get("input")
    last = _name_of(path)
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        own = "; a key of your own begins with 'x-'" if _may_be_extended(model) else ""
        todo = did_you_mean(str(path[-1]), known) or f"known fields: {', '.join(known)}{own}"
        if " " in str(path[-1]) and _value_at(document, path) is None:
            todo = "put the words before it in quotes: between { and }, a comma ends a value"
        return Problem(f"{last} is not a field here", todo, document.place(path, key=True))
    if kind == "missing":
        place = document.place(path, key=True)
        return Problem(f"{last} is missing", f"add '{path[-1]}:' and its value", place)
    if "[key]" in item["loc"]:
        what, todo = _misfit(kind, last, path[-1], item)
        return Problem(what, todo, document.place(path, key=True))
    place = document.place(path)
    if given is None and kind != "value_error":
        return Problem(f"{last} is empty", "write its value, or remove it", place)
    what, todo = _misfit(kind, last, given, item)
    return Problem(what, todo, place)


def _value_at(document: Document, path: Path) -> Any:
    value: Any = document.data
    for part in path:
        value = value[part]
    return value


def _misfit(kind: str, last: str, given: Any, item: Any) -> tuple[str, str]:
    """What is wrong with a value that stands there, and what to do."""
    context = item.get("ctx", {})
    if kind in _PLAIN:
        return _PLAIN[kind][0].format(last), _PLAIN[kind][1]
    if kind in ("literal_error", "enum"):
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        hint = did_you_mean(str(given), words) or "choose one of them"
        return f"{cited(_shown(given))} is not one of: {', '.join(words)}", hint
    if kind in _LIMITS:
        word, limit = _LIMITS[kind]
        return f"{last} must be {word} {context[limit]:g}", "correct it"
    if kind == "string_pattern_mismatch":
        return (
            f"{cited(given)} doesn't have the form of {last}",
            f"use the form {context['pattern']}",
        )
    if kind == "too_short":
        return f"{last} is empty", "write at least one"
    what, _, todo = _said(item).partition("; ")
    return what, todo


_LIMITS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}
_PLAIN = {
    **dict.fromkeys(
        ("dict_type", "model_type", "model_attributes_type", "dict_attributes_type"),
        ("{} must hold 'key: value' lines", "indent them below it"),
    ),
    **dict.fromkeys(
        ("list_type", "tuple_type"), ("{} must be a list", "write each item after '- '")
    ),
    "string_type": ("{} must be words", "write it as plain text on one level"),
    **dict.fromkeys(
        ("float_parsing", "float_type", "finite_number"),
        ("{} must be a number", "write it in digits, without a unit, e.g. 4.7"),
    ),
    **dict.fromkeys(
        ("int_parsing", "int_type"), ("{} must be a whole number", "write it in digits")
    ),
    **dict.fromkeys(("bool_parsing", "bool_type"), ("{} must be yes or no", "write yes or no")),
}


def _said(item: Any) -> str:
    return str(item["msg"]).removeprefix("Value error, ")


def _shown(given: Any) -> str:
    return given if isinstance(given, str) else "a list" if isinstance(given, list) else "this"


def _name_of(path: Path) -> str:
    """How a complaint calls the value at a path: its key, or which item of which list it is."""
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, str):
        return cited(last)
    owner = next((cited(part) for part in reversed(path[:-1]) if isinstance(part, str)), "the list")
    return f"item {last + 1} of {owner}"


def _may_be_extended(model: type[BaseModel]) -> bool:
    return model.model_config.get("extra") == "allow"


@cache
def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The field names that the model allows at ``path``, found by walking its JSON Schema."""
    schema = _schema_of(model)
    definitions = schema.get("$defs", {})
    node: dict[str, Any] = schema
    for part in path:
        node = _follow(node, definitions)
        if isinstance(part, int):
            node = node.get("items", {})
        elif part in node.get("properties", {}):
            node = node["properties"][part]
        else:
            node = _any_value(node)
    return list(_follow(node, definitions).get("properties", {}))


def _any_value(node: dict[str, Any]) -> dict[str, Any]:
    """What a mapping from ids (or words) to things holds under any of them."""
    if isinstance(node.get("additionalProperties"), dict):
        return dict(node["additionalProperties"])
    return dict(next(iter(node.get("patternProperties", {}).values()), {}))


def _follow(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    while True:
        if "$ref" in node:
            node = definitions[node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node:
            merged: dict[str, Any] = {"properties": {}}
            for option in node["anyOf"]:
                opened = _follow(option, definitions)
                merged["properties"].update(opened.get("properties", {}))
                for key in ("items", "additionalProperties", "patternProperties"):
                    if key in opened:
                        merged[key] = opened[key]
            return merged
        else:
            return node
