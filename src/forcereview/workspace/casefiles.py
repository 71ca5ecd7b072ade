"""Case files on disk: read and check. The only room that opens files for the record."""

from __future__ import annotations

from pathlib import Path

from forcereview.documents import Bounds
from forcereview.errors import BadInput, Place, Problem
from forcereview.record import Case, Reading, check_case, read_case


def bytes_of(path: Path, bounds: Bounds | None = None) -> bytes:
    """The file's bytes; never more than one past the bound, so that a huge file costs nothing.

    Raises:
        BadInput: no such file, a folder, or not readable.
    """
    most = (bounds or Bounds()).max_bytes
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except FileNotFoundError:
        raise BadInput(
            Problem("there is no such file", "check the name and the folder", Place(str(path)))
        ) from None
    except IsADirectoryError:
        raise BadInput(Problem("this is a folder", "name a file in it", Place(str(path)))) from None
    except OSError as error:
        raise BadInput(
            Problem(
                f"the file can't be read ({error.strerror})",
                "check its permissions",
                Place(str(path)),
            )
        ) from None
    if len(raw) > most:
        raise BadInput(
            Problem(
                f"the file holds {size:,} bytes; at most {most:,} are read",
                "keep recordings and documents outside the file and refer to them as sources",
                Place(str(path)),
            )
        )
    return raw


def read_case_file(path: Path | str) -> Case:
    """Read a case file.

    Raises:
        BadInput: with every error in it, each with its place.
    """
    return read_case(bytes_of(Path(path)), str(path))


def check_case_file(path: Path | str) -> Reading:
    """Read a case file and collect every problem; never raises for bad input."""
    try:
        raw = bytes_of(Path(path))
    except BadInput as error:
        return Reading(None, error.problems)
    return check_case(raw, str(path))
