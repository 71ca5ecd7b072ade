"""Write a review's reports to files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from forcereview.errors import BadInput, Place, Problem
from forcereview.publish.contract import review_as_json
from forcereview.publish.held_evidence import HeldEvidence
from forcereview.publish.reproduction import JournalPlace
from forcereview.review import Review

_ENDING = {"html": "report.html", "pdf": "report.pdf", "json": "review.json", "md": "report.md"}


def write_reports(
    review: Review,
    wanted: Mapping[str, str],
    *,
    default: str,
    command: str,
    software: str,
    made: str = "",
    journal: JournalPlace | None = None,
    evidence: HeldEvidence | None = None,
) -> list[Path]:
    """Write the reports asked for. ``wanted`` maps html, pdf, json or md to a file name, or to
    ``default`` for a name made from the case file's. ``command``, ``software``, ``made`` (a day)
    and ``journal`` (where the case was read, if in a workspace) are what the report gives for doing
    it again; ``evidence`` is what that workspace holds for it.

    Raises:
        BadInput: a file can't be written.
        Refused: PDF is asked for and its library isn't installed.
    """
    if not wanted:
        return []
    from forcereview.publish.html import report_html
    from forcereview.publish.markdown import report_markdown
    from forcereview.publish.reproduction import Reproduction

    how = Reproduction(software, command, made, journal)
    written = []
    stem = review.case.id if journal else Path(review.case.name).stem or review.case.id
    html = report_html(review, how, evidence) if {"html", "pdf"} & set(wanted) else ""
    for kind, name in wanted.items():
        path = Path(f"{stem}.{_ENDING[kind]}" if name == default else name)
        if kind == "html":
            content = html.encode()
        elif kind == "pdf":
            from forcereview.publish.pdf import report_pdf

            content = report_pdf(html)
        elif kind == "md":
            content = report_markdown(review, how, evidence).encode()
        else:
            data = review_as_json(review, software=software, journal=journal, evidence=evidence)
            content = (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
        written.append(write_bytes(path, content))
    return written


def write_bytes(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all, making its folder if need be.

    Raises:
        BadInput: it can't be written.
    """
    beside = path.with_name(f".{path.name}.writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise BadInput(
            Problem(
                f"the file can't be written ({error.strerror})",
                "choose another place, or check permissions and space",
                Place(str(path)),
            )
        ) from None
    return path
