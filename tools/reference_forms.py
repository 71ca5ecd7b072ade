"""The fields of case and standard files as Markdown tables, from the models that read them."""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from forcereview.record import model as record
from forcereview.record import statement as statements
from forcereview.standards import model as standards


def case_file() -> str:
    """One section for each part of a case file, the file itself first."""
    return _sections((record, statements), record.CaseFile, record.Entry)


def standard_file() -> str:
    """One section for each part of a standard file, the file itself first."""
    return _sections((standards,), standards.StandardFile, standards.Part)


def _sections(modules: tuple[Any, ...], first: type[BaseModel], base: type[BaseModel]) -> str:
    parts = dict.fromkeys(
        part
        for module in modules
        for part in vars(module).values()
        if isinstance(part, type) and issubclass(part, base) and part not in (base, first)
    )
    return "\n\n".join(_section(part) for part in (first, *parts))


def _section(part: type[BaseModel]) -> str:
    words = _plain(part.__doc__ or "")
    rows = [_row(name, field) for name, field in part.model_fields.items()]
    table = "\n".join(["| field | holds | meaning |", "|---|---|---|", *rows])
    return f"## {_name(part)}\n\n{words}\n\n{table}"


def _row(name: str, field: FieldInfo) -> str:
    required = " (required)" if field.is_required() else ""
    holds = _holds(field.annotation, field.metadata)
    meaning = (field.description or "").replace("|", "\\|")
    default = field.default
    if default is True:
        meaning += " (yes unless said)"
    if isinstance(default, str) and default:
        meaning += f" (`{default}` unless said)"
    return f"| `{field.alias or name}`{required} | {holds} | {meaning} |"


def _holds(kind: Any, metadata: list[Any] | None = None) -> str:
    """A type in plain words."""
    if metadata and any("_one_or_many" in repr(item) for item in metadata):
        return "words"
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return "words" if "_one_or_many" in repr(inside) else _holds(inside[0])
    if origin is Literal:
        return " / ".join(f"`{word}`" for word in inside if word != "")
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_holds(one) for one in inside if one is not NoneType))
    if origin is dict:
        return f"id or name: {_holds(inside[1])}"
    if origin is tuple:
        return f"list of {_holds(inside[0])}"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{_name(kind).lower()}](#{_name(kind).lower().replace(' ', '-')})"
    return {str: "text", bool: "yes / no", float: "number"}[kind]


def _name(part: type[BaseModel]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part.__name__).capitalize()


def _plain(docstring: str) -> str:
    paragraphs = [" ".join(p.split()) for p in docstring.strip().split("\n\n")]
    return "\n\n".join(paragraphs).replace("``", "`")
