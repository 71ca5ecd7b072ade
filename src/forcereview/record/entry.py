"""What everything in a case file has in common: frozen entries, ids, yes and no, numbers.

Every entry may hold what a person wants to keep beside the model, under keys of their own that
begin with ``x-``; they are read, compared and written with the entry, and no rule looks at them.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from forcereview.errors import cited

OWN_KEY = re.compile(r"x-.")
ID_FORM = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"

Own = TypeAliasType("Own", "str | list[Own] | dict[str, Own] | None")


def _own_key(key: str) -> str:
    if not OWN_KEY.match(key):
        raise PydanticCustomError("extra_forbidden", "not a field here")
    return key


class Entry(BaseModel):
    """Base of everything in a case file: frozen, no unknown fields but ``x-…`` extensions.

    A field left blank (``end:`` and nothing after it) counts as not given.
    """

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)
    __pydantic_extra__: dict[Annotated[str, AfterValidator(_own_key)], Own]

    @property
    def own(self) -> dict[str, Own]:
        """What the person keeps beside the model, by ``x-…`` key."""
        return dict(self.__pydantic_extra__)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_not_given(cls, data: Any) -> Any:
        if not isinstance(data, dict) or None not in data.values():
            return data
        fields = {field.alias or name for name, field in cls.model_fields.items()}
        return {k: v for k, v in data.items() if v is not None or k not in fields}


def _an_id(word: str) -> str:
    if not re.match(ID_FORM, word):
        shown = re.sub(r"[^A-Za-z0-9._-]+", "-", word).strip("-._") or "a1"
        raise ValueError(
            f"{cited(word)} can't be an id; use letters a to z, digits, '-', '_' and '.', "
            f"e.g. {cited(shown)}"
        )
    if word.startswith("what-if-"):
        raise ValueError(f"{cited(word)} can't be an id; 'what-if-' is kept for suppositions")
    return word


def _yes_or_no(value: Any) -> Any:
    """YAML leaves words as words here, so ``yes`` and ``no`` are read by the field."""
    if isinstance(value, bool):
        return value
    if value in ("yes", "Yes", "true"):
        return True
    if value in ("no", "No", "false"):
        return False
    raise PydanticCustomError("bool_parsing", "neither yes nor no")


Id = Annotated[str, AfterValidator(_an_id), WithJsonSchema({"type": "string", "pattern": ID_FORM})]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Number = Annotated[float, Field(allow_inf_nan=False)]
