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
