"""Write a case file as YAML that reads back as the same case, in the order of the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forcereview.documents import Path, emitted, unprintable_in
from forcereview.errors import BadInput, Problem, cited
from forcereview.record.entry import Entry
from forcereview.record.model import CaseFile

SCHEMA_ADDRESS = "case.schema.json"


def write_case(file: CaseFile, schema: str = SCHEMA_ADDRESS) -> str:
    """The case as YAML: fields in the order of the model, those left at their default left out.

    ``schema`` is where an editor finds the JSON Schema to complete from.

    Raises:
        BadInput: some text holds a control character, which no case file can.
    """
    data = plain(file)
    refuse_unprintable(data)
    parts = [f"# yaml-language-server: $schema={schema}\n"]
    after_section = False
    for key, value in data.items():
        section = isinstance(value, (Mapping, list)) and bool(value)
        part = emitted({key: value})
        many_lines = section and part.count("\n") > 1
        parts.append("\n" + part if many_lines or after_section else part)
        after_section = many_lines
    return "".join(parts)


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as plain data under the keys of its file, without fields left at their default.

    A list of one word is written as the word.
    """
    written: dict[str, Any] = {}
    for name, field in type(entry).model_fields.items():
        value = getattr(entry, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            alone = field.annotation == tuple[str, ...] and len(value) == 1
            written[field.alias or name] = value[0] if alone else plain_value(value)
    return written | entry.own


def plain_value(value: Any) -> Any:
    """A field's value as plain data: entries, lists and words."""
    if isinstance(value, Entry):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: plain_value(inner) for key, inner in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain_value(inner) for inner in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value


def refuse_unprintable(data: Any, path: Path = ()) -> None:
    """That all of the data's words can stand in a text file.

    Raises:
        BadInput: some don't; the complaint names where in the case.
    """
    if isinstance(data, Mapping):
        for key, inner in data.items():
            refuse_unprintable(key, (*path, key))
            refuse_unprintable(inner, (*path, key))
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            refuse_unprintable(inner, (*path, index))
    elif isinstance(data, str) and (found := unprintable_in(data)) is not None:
        where = " > ".join(cited(part) if isinstance(part, str) else str(part + 1) for part in path)
        raise BadInput(
            Problem(
                f"{where} holds the control character U+{ord(data[found]):04X}",
                "remove it, or write in words what it stands for",
            )
        )
