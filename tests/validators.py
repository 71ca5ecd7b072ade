"""Other people's validators of exchange formats, in an environment of their own."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
MISSING = "the validators of exchange formats are missing"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def validators() -> Path:
    """The folder of their programs; the test is skipped without it, and fails so in CI."""
    folder = Path(
        os.environ.get("FORCEREVIEW_VALIDATORS") or REPOSITORY / ".venv" / "validators" / "bin"
    )
    if not (folder / "case_validate").exists():
        why = f"{MISSING}: no {folder}; make setup, or set FORCEREVIEW_VALIDATORS"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    return folder


def crate_issues(crate: Path, scratch: Path) -> list[str]:
    """What roc-validator says of a crate's required and recommended properties, offline."""
    programs = validators()
    cache, report = scratch / "http", scratch / "crate.json"
    context = REPOSITORY / "tests" / "vendor" / "ro-crate-context" / "context-1.1.jsonld"
    warm = REPOSITORY / "tests" / "contexts_offline.py"
    subprocess.run([programs / "python", warm, _CONTEXT, context, cache], check=True)
    options = ["--offline", "--cache-path", cache, "--no-paging", "-p", "ro-crate-1.1"]
    options += ["-l", "recommended", "-f", "json", "-o", report]
    ran = subprocess.run(
        [programs / "rocrate-validator", "validate", *options, crate],
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(scratch)},
    )
    assert report.exists(), ran.stdout + ran.stderr
    found: dict[str, Any] = json.loads(report.read_text())
    assert found["validation_settings"]["profile_identifier"] == "ro-crate-1.1"
    assert found["passed"] == (not found["issues"])
    return [f"{issue['severity']}: {issue['message']}" for issue in found["issues"]]


def case_report(graph: Path, version: str) -> str:
    """What case_validate says of a graph; its ontology comes with it, so that it needs no net."""
    ran = subprocess.run(
        [validators() / "case_validate", "--built-version", version, graph],
        capture_output=True,
        text=True,
    )
    return ran.stdout + ran.stderr
