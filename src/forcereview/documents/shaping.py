"""Give a read document the shape of a pydantic model; say every misfit in plain words."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from forcereview.documents.reading import Document, Path
from forcereview.errors import Problem, did_you_mean

Model = TypeVar("Model", bound=BaseModel)


def shape(document: Document, model: type[Model], what: str) -> tuple[Model | None, list[Problem]]:
    """The document as ``model`` (or None) and all problems, placed, each once.

    ``what`` names the kind of document for the reader: "case", "standard".
    """
    problems = list(document.problems)
    if not isinstance(document.data, dict):
        problems.append(
            Problem(
                f"this is not a {what}: the file must start with 'key: value' lines",
                f"see docs/reference for the form of a {what} file",
                document.place(()),
            )
        )
        return None, problems
    if problems:
        data = {k: v for k, v in document.data.items() if not k.endswith(")")}
    else:
        data = document.data
    try:
        return model.model_validate(data), problems
    except ValidationError as error:
        problems += [_problem(document, model, item) for item in error.errors()]
        return None, problems


def _problem(document: Document, model: type[BaseModel], item: Any) -> Problem:
    kind = item["type"]
    path: Path = tuple(part for part in item["loc"] if _is_real(document, part))
    last = str(item["loc"][-1]) if item["loc"] else ""
    if kind == "extra_forbidden":
        known = _fields_at(model, item["loc"][:-1])
        return Problem(
            f"'{last}' is not a field here",
            did_you_mean(last, known) or "known fields: " + ", ".join(sorted(known)),
            document.place(path, key=True),
        )
    if kind == "missing":
        return Problem(
            f"'{last}' is missing", f"add '{last}:'", document.place(path[:-1], key=True)
        )
    if kind in ("dict_type", "model_type", "model_attributes_type", "dict_attributes_type"):
        return Problem(
            f"'{last}' must hold 'key: value' lines", "indent them below it", document.place(path)
        )
    if kind == "list_type":
        return Problem(
            f"'{last}' must be a list", "write each item after '- '", document.place(path)
        )
    if kind == "string_type":
        return Problem(f"'{last}' must be words", "write it as plain text", document.place(path))
    if kind in ("literal_error", "enum"):
        expected = str(item.get("ctx", {}).get("expected", ""))
        words = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
        hint = did_you_mean(str(item.get("input")), words)
        return Problem(
            f"'{item.get('input')}' is not one of: {', '.join(words)}",
            hint or "choose one of them",
            document.place(path),
        )
    said = str(item["msg"]).removeprefix("Value error, ")
    what, _, todo = said.partition("; ")
    return Problem(what, todo, document.place(path))


def _is_real(document: Document, part: str | int) -> bool:
    return isinstance(part, int) or not part.startswith(("function-", "union", "tagged-"))


def _fields_at(model: type[BaseModel], loc: tuple[Any, ...]) -> list[str]:
    """The field names that the model allows at ``loc``, found by walking its JSON Schema."""
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    node: dict[str, Any] = schema
    for part in loc:
        node = _follow(node, definitions)
        if isinstance(part, int):
            node = node.get("items", {})
        elif part in node.get("properties", {}):
            node = node["properties"][part]
        elif isinstance(node.get("additionalProperties"), dict):
            node = node["additionalProperties"]
    return list(_follow(node, definitions).get("properties", {}))


def _follow(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    while True:
        if "$ref" in node:
            node = definitions[node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node:
            merged: dict[str, Any] = {"properties": {}}
            for option in node["anyOf"]:
                opened = _follow(option, definitions)
                merged["properties"].update(opened.get("properties", {}))
                for key in ("items", "additionalProperties"):
                    if key in opened:
                        merged[key] = opened[key]
            return merged
        else:
            return node
