"""Where in a report a thing stands: ids that links can rely on, e.g. ``shot-1-D23-12``."""

from __future__ import annotations

import re

from forcereview.review import Finding

_PLAIN = re.compile(r"[^A-Za-z0-9-]")


def slug(name: str) -> str:
    """``name`` as part of an id: letters, digits and hyphens stay, the rest becomes its code."""
    return _PLAIN.sub(lambda found: f"_{ord(found[0]):x}", name)


def finding_anchor(finding: Finding) -> str:
    """The finding's id. Another officer's, and a comparison's, say so."""
    parts = [slug(finding.frame.id), slug(finding.key)]
    if finding.frame.role:
        parts.append(slug(finding.frame.officer or "nobody"))
    if finding.weight == "comparison":
        parts.append("compared")
    return "-".join(parts)


def frame_anchor(about: str, name: str) -> str:
    """The id of a frame: an application's own, others with what they are about before it."""
    return slug(name) if about == "application" else f"{about}-{slug(name)}"


def bearing_anchor(frame: str, number: int) -> str:
    """The id of an indicator in a frame's list."""
    return f"{frame}-bears-{number}"


def assertion_anchor(claim_id: str) -> str:
    """The id of an assertion, or of an entry of the record."""
    return f"assertion-{slug(claim_id)}"


def source_anchor(source_id: str) -> str:
    """The id of a source."""
    return f"source-{slug(source_id)}"


def text_anchor(name: str) -> str:
    """The id of a standard, or of a provision in the list of texts."""
    return f"text-{slug(name)}"


def question_anchor(fact: str, about: tuple[str, ...]) -> str:
    """The id of a question."""
    return "-".join(["question", slug(fact), *(slug(name) for name in about)])
