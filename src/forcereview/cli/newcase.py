"""The few questions from which ``case new`` begins a file; options answer them beforehand."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import typer

from forcereview.record.template import NewCase


def answers_for(
    title: str,
    place: str,
    zone: str,
    start: str,
    jurisdiction: list[str] | None,
    agency: list[str] | None,
    force: list[str] | None,
    vehicle: bool | None,
    *,
    ask: bool,
) -> NewCase:
    """The answers given as options and, on a terminal, asked for."""
    standard = NewCase()
    asking = ask and sys.stdin.isatty()

    def settled(given: str, question: str, default: str) -> str:
        if given or not asking:
            return given or default
        return str(typer.prompt(question, default=default))

    def listed(given: list[str] | None, question: str, default: tuple[str, ...]) -> tuple[str, ...]:
        if given is not None or not asking:
            return tuple(given or default)
        words = str(typer.prompt(question, default=", ".join(default)))
        return tuple(word.strip() for word in words.split(",") if word.strip())

    title = settled(title, "Title", standard.title)
    answers = replace(
        standard,
        id=re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or standard.id,
        title=title,
        place=settled(place, "Where did it happen (in words)", standard.place),
        zone=settled(zone, "Time zone of the place", standard.zone),
        start=settled(start, "When did it begin (YYYY-MM-DD HH:MM)", standard.start),
        jurisdictions=listed(
            jurisdiction, "Legal areas that cover the place, by commas", standard.jurisdictions
        ),
        agencies=listed(agency, "Agency of each officer, by commas", standard.agencies),
        force=listed(force, "Each application of force, by type and commas", standard.force),
    )
    if vehicle is None:
        vehicle = typer.confirm("Was a vehicle involved?", default=False) if asking else False
    return replace(answers, vehicle=vehicle)
