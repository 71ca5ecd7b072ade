"""Review a case file: read it, choose the standards, look through a lens."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from forcereview.errors import Place, Problem, Refused
from forcereview.record import Case, Lens, default_lens
from forcereview.review import Review, review
from forcereview.standards import Library, Standard, read_standard, standards_library
from forcereview.vocabulary import fact_catalogue
from forcereview.workspace.casefiles import bytes_of, read_case_file


def library_with(files: Iterable[Path | str] = ()) -> Library:
    """The library that ships with forcereview, and standards from a user's own files.

    Raises:
        BadInput: with every problem of the files.
    """
    return standards_library().with_standards([read_standard_file(file) for file in files])


def read_standard_file(path: Path | str) -> Standard:
    """Read a standard file.

    Raises:
        BadInput: with every problem in it.
    """
    return read_standard(bytes_of(Path(path)), str(path), fact_catalogue())


def review_file(
    path: Path | str,
    lens: Lens | None = None,
    library: Library | None = None,
    *,
    questions: bool = True,
) -> Review:
    """Read and review a case file. ``lens`` defaults to the one the file asks for.

    Raises:
        BadInput: the file or the lens can't be used.
    """
    return review_case(read_case_file(path), lens, library, questions=questions)


def review_case(
    case: Case, lens: Lens | None = None, library: Library | None = None, *, questions: bool = True
) -> Review:
    """Review a case with the library that ships with forcereview, unless another is given.

    Raises:
        BadInput: the lens can't be used.
        Refused: the case names no officer, so there is nobody's conduct to review.
    """
    if not case.officers:
        raise Refused(
            Problem(
                "the case names no officer, so there is nothing to review",
                "add a person with 'role: officer'",
                Place(case.name),
            )
        )
    return review(
        case, library or standards_library(), lens or default_lens(case), questions=questions
    )
