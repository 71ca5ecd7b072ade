"""What others wrote lies here unchanged, with its name, version, licence and hash."""

import hashlib
import re
from pathlib import Path


def test_axe_core_is_the_file_its_provenance_names(repository: Path):
    folder = repository / "tests" / "vendor" / "axe-core"
    noted = dict(re.findall(r"^([\w.-]+): (.*)$", (folder / "PROVENANCE.txt").read_text(), re.M))
    script = (folder / "axe.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() == noted["sha256"]
    assert f"axe v{noted['version']}".encode() in script[:100]


def test_the_terms_of_schema_org_are_the_file_its_provenance_names(repository: Path):
    folder = repository / "tests" / "vendor" / "schema-org"
    noted = dict(re.findall(r"^([\w.-]+): (.*)$", (folder / "PROVENANCE.txt").read_text(), re.M))
    assert hashlib.sha256((folder / "terms.json").read_bytes()).hexdigest() == noted["sha256"]


def test_the_ro_crate_context_is_the_file_its_provenance_names(repository: Path):
    folder = repository / "tests" / "vendor" / "ro-crate-context"
    noted = dict(re.findall(r"^([\w.-]+): (.*)$", (folder / "PROVENANCE.txt").read_text(), re.M))
    context = (folder / f"context-{noted['version']}.jsonld").read_bytes()
    assert hashlib.sha256(context).hexdigest() == noted["sha256"]
    assert b'"@id": "https://w3id.org/ro/crate/1.1/context"' in context[:100]


def test_the_web_annotation_context_is_the_file_its_provenance_names(repository: Path):
    folder = repository / "tests" / "vendor" / "web-annotation-context"
    noted = dict(re.findall(r"^([\w.-]+): (.*)$", (folder / "PROVENANCE.txt").read_text(), re.M))
    assert hashlib.sha256((folder / "anno.jsonld").read_bytes()).hexdigest() == noted["sha256"]
