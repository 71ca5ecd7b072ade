"""Save a case in a file: a new one as YAML that reads well, an existing one with its comments."""

from __future__ import annotations

from pathlib import Path

from forcereview.record import CaseFile
from forcereview.record.rewriting import rewrite_case
from forcereview.record.writing import write_case
from forcereview.workspace.casefiles import bytes_of
from forcereview.workspace.reporting import write_bytes


def save_case_file(path: Path | str, file: CaseFile) -> Path:
    """Write a case; where the file exists, only what changed is touched.

    Raises:
        BadInput: the existing file is no case, the case holds control characters, or the file
            can't be written.
    """
    target = Path(path)
    if target.exists():
        text = rewrite_case(bytes_of(target), file, str(target))
    else:
        text = write_case(file)
    return write_bytes(target, text.encode())
