"""Check a journal that came with a bag, by the stand-alone verifier's own logic.

The verifier that is run is the one shipped with forcereview, never one that lies in the bag.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

#: sentences that are told at most
MOST_SAID = 100


def read(folder: str) -> dict[str, Any]:
    """Whether the journal in a folder is ``in_order``, what the verifier ``said``, and its keys."""
    verifier = _verifier()
    said: list[str] = []
    problems: list[str] = []

    class Report:
        def good(self, what: str) -> None:
            said.append(what)

        def bad(self, what: str) -> None:
            problems.append(what)

    keys = (Path(folder) / "key.pub").read_text("utf-8").split()
    try:
        verifier.check_journal(Path(folder), [], keys, Report())
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        problems.append(f"this can't be checked: {type(error).__name__}: {error}")
    return {
        "in_order": not problems,
        "said": said[:MOST_SAID],
        "problems": problems[:MOST_SAID],
        "keys": keys[:MOST_SAID],
    }


def _verifier() -> Any:
    path = files("forcereview.publish.exchange") / "standalone" / "verify_journal.py"
    module = ModuleType("verify_journal")
    exec(compile(path.read_text("utf-8"), str(path), "exec"), module.__dict__)
    return module
