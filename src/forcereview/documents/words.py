"""A field that takes one word or a list of words."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


#: a list of words; a single word stands for a list of one
Words = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]
