"""Begin a case: write a commented file to fill in, never over an existing one."""

from __future__ import annotations

from pathlib import Path

from forcereview.errors import BadInput, Place, Problem
from forcereview.record import check_case
from forcereview.record.template import NewCase, new_case
from forcereview.workspace.reporting import write_bytes


def write_new_case(file: Path | str, answers: NewCase) -> Path:
    """Write the template that ``answers`` give.

    Raises:
        BadInput: the file exists, can't be written, or an answer is not usable (said as ``case
            check`` says it).
    """
    path = Path(file)
    if path.exists():
        raise BadInput(Problem("this file exists already", "choose another name", Place(str(path))))
    content = new_case(answers).encode()
    reading = check_case(content, str(path))
    if reading.case is None:
        raise BadInput(reading.errors)
    return write_bytes(path, content)
