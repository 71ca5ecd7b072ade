"""Editors complete standard files from the schema, and never object to what the reader takes."""

from __future__ import annotations

from importlib import resources

import pytest
from jsonschema import Draft202012Validator

from forcereview.standards.json_schema import standard_schema
from record.test_json_schema import as_editors_see_it

SCHEMA = standard_schema()
LIBRARY = sorted(
    (file for file in resources.files("forcereview.standards").joinpath("library").iterdir()
     if file.name.endswith(".yaml")), key=lambda file: file.name)  # fmt: skip


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("file", LIBRARY, ids=lambda file: file.name)
def test_every_standard_of_the_library_is_valid(file: resources.abc.Traversable) -> None:
    for version in ("1.1", "1.2"):
        seen = as_editors_see_it(file.read_text("utf-8"), version)
        errors = [e.json_path for e in Draft202012Validator(SCHEMA).iter_errors(seen)]
        assert errors == []


def test_a_misspelt_field_is_marked() -> None:
    seen = as_editors_see_it(LIBRARY[0].read_text("utf-8"), "1.2") | {"isuer": "x"}
    assert not Draft202012Validator(SCHEMA).is_valid(seen)
