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

        return case_schema()
    if kind == "standard":
        from forcereview.standards.json_schema import standard_schema

        return standard_schema()
    raise BadInput(Problem(f"there is no schema of a '{kind}'", "use case or standard"))
