"""The JSON Schema of a standard file, for editors."""

from __future__ import annotations

from typing import Any

from forcereview.documents.schema import editor_schema
from forcereview.standards.model import StandardFile


def standard_schema() -> dict[str, Any]:
    """The schema of standard files, JSON Schema draft 2020-12."""
    schema = editor_schema(StandardFile, "forcereview:standard:1")
    schema["title"] = "A standard: provisions and legal tests of one text in one version"
    return schema
