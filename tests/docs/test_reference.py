"""The reference says what the software does: generated parts current, lists complete."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.blocks import shows
from forcereview.documents import Bounds
from forcereview.publish.contract import SCHEMA, review_as_json
from forcereview.workspace import review_file


@pytest.fixture(scope="module")
def reference(repository: Path) -> Path:
    return repository / "docs" / "reference"


def test_the_generated_parts_are_current(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(repository / "tools"))
    from write_reference import main

    status = main(["--check"])
    assert status == 0, capsys.readouterr().err


def test_every_part_that_can_be_generated_stands_in_a_page(
    repository: Path, reference: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(repository / "tools"))
    from write_reference import MARKED, PARTS

    found = {
        name for page in reference.glob("*.md") for _, name, _ in MARKED.findall(page.read_text())
    }
    assert found == set(PARTS)


def test_every_field_of_the_json_contract_is_described(repository: Path, reference: Path) -> None:
    page = (reference / "json-contract.md").read_text()
    review = review_file(repository / "examples" / "tutorial" / "stop.yaml")
    missing = {name for name in _fields(review_as_json(review)) if f"`{name}`" not in page}
    assert not missing
    assert SCHEMA in page


#: objects whose keys are ids or values, not fields
_BY_ID = {"answers", "findings", "settles", "counts", "without"}


def _fields(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if name not in _BY_ID:
                yield key
            yield from _fields(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _fields(item)


def test_attributes_that_the_python_page_lists_exist(repository: Path, reference: Path) -> None:
    page = (reference / "python-api.md").read_text()
    review = review_file(repository / "examples" / "tutorial" / "stop.yaml")
    things = {"review": review, "finding": review.findings[0]}
    listed = re.findall(r"`(review|finding)\.(\w+)", page.partition("### Attributes")[2])
    assert len(listed) > 20
    missing = [f"{one}.{name}" for one, name in listed if not hasattr(things[one], name)]
    assert not missing


def test_the_limits_listed_are_those_that_hold(reference: Path) -> None:
    page = (reference / "errors.md").read_text()
    bounds = Bounds()
    assert f"{bounds.max_bytes // 2**20} MiB" in page
    assert f"{bounds.max_depth} levels" in page
    assert f"{bounds.max_values:,}" in page


def test_links_between_the_pages_lead_somewhere(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(repository / "tools"))
    from check_links import main

    status = main()
    assert status == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a b", "a\n  b\n", True),
        ("a …", "a b c", True),
        ("a … c", "a b c", True),
        ("a", "a b", False),
        ("a … d", "a b c", False),
    ],
)
def test_a_page_may_leave_out_output_only_where_it_says_so(
    shown: str, printed: str, same: bool
) -> None:
    assert shows(shown, printed) is same
