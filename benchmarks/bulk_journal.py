"""Make journals of any size quickly, entry by entry as the workspace would, in few transactions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from forcereview.adapters.clock import SystemClock
from forcereview.adapters.journals.sqlite_journal import SqliteJournal
from forcereview.journal import ABSENT, Change, Draft

#: so many assertions has the document of each made-up case
ASSERTIONS = 40
_TOGETHER = 5_000


def a_case_document(number: int) -> dict[str, object]:
    """The document of a made-up case."""
    assertions = [
        {
            "id": f"a{n}",
            "fact": "vehicle.moving",
            "about": ["shot-1"],
            "source": "camera",
            "value": 0,
        }
        for n in range(ASSERTIONS)
    ]
    return {"file": {"case": f"case-{number}", "assertions": assertions}, "name": "case.yaml"}


def drafts_of_cases(cases: int, entries: int) -> Iterator[Draft]:
    """Drafts that begin so many cases, one after the other, and change each as often."""
    for number in range(cases):
        of = f"case/case-{number}"
        yield Draft(
            "case.import",
            "reviewer 1",
            (Change(of, (), ABSENT, a_case_document(number)),),
            case=f"case-{number}",
        )
        for turn in range(entries // cases - 1):
            path = ("file", "assertions", f"a{turn % ASSERTIONS}", "value")
            was = turn // ASSERTIONS
            change = Change(of, path, was, was + 1)
            yield Draft("case.change", "reviewer 2", (change,), {}, "seen again", f"case-{number}")


def fill(journal: SqliteJournal, drafts: Iterable[Draft]) -> None:
    """Append drafts, thousands in a transaction."""
    stream = iter(drafts)
    while together := list(islice(stream, _TOGETHER)):
        journal.append(together)


def a_journal(path: Path, cases: int, entries: int) -> SqliteJournal:
    """A journal of so many cases and entries."""
    journal = SqliteJournal(path, SystemClock(), create=True)
    fill(journal, drafts_of_cases(cases, entries))
    return journal
