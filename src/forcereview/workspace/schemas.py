"""The JSON Schemas of the files that people write."""

from __future__ import annotations

from typing import Any

from forcereview.errors import BadInput, Problem


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a ``case`` or ``standard`` file.

    Raises:
        BadInput: another kind.
    """
    if kind == "case":
        from forcereview.record.json_schema import case_schema

        schema: dict[str, Any] = case_schema()
        return schema
    if kind == "standard":
        from forcereview.standards.model import StandardFile

        return StandardFile.model_json_schema(by_alias=True)
    raise BadInput(Problem(f"there is no schema of a '{kind}'", "use case or standard"))
