"""How a report names frames, applications of force and times."""

from __future__ import annotations

import re

from forcereview.publish.readable import sentence_case
from forcereview.record import Case
from forcereview.record.model import Application

_ANCHORED = re.compile(r"^(?P<how>(?:.*\s)?(?:after|before|during|at|of))\s+(?P<anchor>\S+)$")


def frame_title(case: Case, about: str, name: str) -> str:
    """``Shot 1``, ``The encounter as a whole``, ``Duties of agent A``."""
    label = case.label(name)
    if about == "application":
        return sentence_case(label)
    if about == "encounter":
        return "The encounter as a whole"
    if about == "agency":
        return f"The agency: {name.upper()}"
    if about == "duty":
        if name == "encounter":
            return "Duties that arose from the encounter"
        application = any(a.id == name for a in case.file.applications)
        return f"Duties {'after' if application else 'concerning'} {label}"
    return sentence_case(f"{label}, as {'an officer' if about == 'officer' else 'a subject'}")


def application_in_words(case: Case, application: Application) -> str:
    """``firearm by agent A against driver, aimed at vehicle operator, about 09:37:13``."""
    words = f"{application.type} by {case.label(application.officer)} against "
    words += case.label(application.subject)
    if application.target:
        words += f", aimed at: {application.target}"
    at = time_in_words(case, application.at)
    return words + (f", {at}" if at else ", time not stated")


def time_in_words(case: Case, written: str) -> str:
    """A time as written, with what it is measured from in place of its id."""
    found = _ANCHORED.match(written)
    if found is None:
        return written
    name = found["anchor"]
    event = next((e.what for e in case.file.events if e.id == name), "")
    if event:
        return f"{found['how']} “{event}”"
    source = case.file.sources.get(name)
    return f"{found['how']} {source.title if source else case.label(name)}"
