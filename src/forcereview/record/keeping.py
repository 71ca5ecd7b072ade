"""A case as a workspace keeps it: its values as plain JSON, beside the text last read.

The values are what counts and what is changed; the text keeps what a person wrote around them. Both
together give the text as it is now (:func:`text_now`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from forcereview.documents import Bounds, comments_on_top, read_document, shape
from forcereview.errors import BadInput, Problem
from forcereview.record.entry import Entry
from forcereview.record.model import CaseFile
from forcereview.record.rewriting import rewrite_case
from forcereview.record.writing import plain

AnEntry = TypeVar("AnEntry", bound=Entry)


def entry_from(model: type[AnEntry], values: Any) -> AnEntry:
    """An entry of a case that plain values (:func:`~forcereview.record.writing.plain`) make.

    Raises:
        BadInput: they make none.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise BadInput(
            Problem(
                f"{' > '.join(map(str, found['loc']))}: {found['msg']}",
                "compare it with the form of a case file (docs/reference/case-file.md)",
            )
            for found in error.errors(include_url=False)
        ) from None


def file_now(text: bytes, values: Any, name: str = "case.yaml") -> CaseFile:
    """The case file of the values; people, vehicles and sources in the order of the text, new ones
    behind them.

    Raises:
        BadInput: the text can't be read, or the values make no case file.
    """
    return entry_from(CaseFile, _in_order_of(values_of(text, name), values))


def values_of(text: bytes, name: str = "case.yaml") -> dict[str, Any]:
    """The plain values of a case's text.

    Raises:
        BadInput: it can't be read as a case file.
    """
    file, problems = shape(read_document(text, name, Bounds()), CaseFile, "case")
    if file is None:
        raise BadInput(problems)
    return plain(file)


def text_now(text: bytes, values: Mapping[str, Any], name: str = "case.yaml") -> bytes:
    """The text with the values: what is unchanged stays to the letter, comments all stay.

    Raises:
        BadInput: the text can't be read, or the values make no case file.
    """
    return rewrite_case(text, file_now(text, values, name), name).encode()


def with_comments_of(text: bytes, others: bytes, known: bytes) -> bytes:
    """The text, above it those comments of another text that stand neither in it nor in a third.

    Where two people each changed a text, the comments of both are kept.
    """
    here = {*_comments(text), *_comments(known)}
    missing = [comment for comment in _comments(others) if comment not in here]
    if not missing:
        return text
    mark = b"\xef\xbb\xbf" if text.startswith(b"\xef\xbb\xbf") else b""
    end = "\r\n" if b"\r\n" in text else "\n"
    return mark + "".join(comment + end for comment in missing).encode() + text.removeprefix(mark)


def _comments(text: bytes) -> list[str]:
    if not text:
        return []
    on_top = comments_on_top(read_document(text, "case.yaml", Bounds()))
    return on_top.split("\n")[:-1]


def _in_order_of(first: Any, values: Any) -> Any:
    """The values with every mapping's keys in the order of ``first``, further ones behind."""
    if isinstance(values, Mapping) and isinstance(first, Mapping):
        keys = [key for key in first if key in values] + [key for key in values if key not in first]
        return {key: _in_order_of(first.get(key), values[key]) for key in keys}
    if isinstance(values, list) and isinstance(first, list):
        before = {one.get("id"): one for one in first if isinstance(one, Mapping)}
        return [
            _in_order_of(before.get(one.get("id")), one) if isinstance(one, Mapping) else one
            for one in values
        ]
    return values
