import subprocess
import sys
from pathlib import Path

import forcereview as fr
from forcereview.review import Finding

PROGRAM = """
import forcereview as fr
fr.standards_library
import forcereview.review
print(callable(fr.review), fr.review.__name__)
"""


def test_every_public_name_can_be_had() -> None:
    assert all(getattr(fr, name) is not None for name in fr.__all__)


def test_review_stays_the_function_after_the_room_of_that_name_is_imported() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(fr.__file__).parents[1])},
    ).stdout
    assert printed.split() == ["True", "review_case"]
    assert callable(fr.review)


def test_the_room_called_review_can_still_be_reached() -> None:
    assert fr.Finding is Finding
