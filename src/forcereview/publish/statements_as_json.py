"""Checked statements as data: the ``statements`` of ``forcereview.review/1``, and the contracts
``forcereview.statements/1`` and ``forcereview.statement-changes/1``.

Names and meanings here are a promise, as in :mod:`forcereview.publish.contract`.
"""

from __future__ import annotations

from typing import Any

from forcereview.answers import Pointing
from forcereview.record import Case, Stated
from forcereview.statements import (
    Changed,
    Checked,
    CheckedClaim,
    Ground,
    Part,
    PassageHeld,
    Result,
)
from forcereview.statements.changing import ClaimChange, ClaimSaid
from forcereview.vocabulary import shown

SCHEMA = "forcereview.statements/1"
CHANGES_SCHEMA = "forcereview.statement-changes/1"


def checked_as_json(checked: Checked, *, software: str = "") -> dict[str, Any]:
    """Everything that checking the statements of a case gave."""
    return {
        "schema": SCHEMA,
        "software": software,
        "case": _case(checked.case),
        "as_of": checked.lens.as_of or None,
        "without": dict(checked.lens.without),
        "statements": statements_as_json(checked),
        "not_yet": [item.statement.id for item in checked.not_yet],
    }


def statements_as_json(checked: Checked) -> list[dict[str, Any]]:
    """Each statement with its claims and their two results."""
    return [
        {
            **statement_as_json(item.stated),
            "claims": [_claim(item.stated, claim) for claim in item.claims],
        }
        for item in checked.statements
    ]


def statement_as_json(stated: Stated) -> dict[str, Any]:
    """A statement without its claims."""
    statement = stated.statement
    speaker = statement.speaker
    return {
        "id": statement.id,
        "speaker": {
            "label": speaker.label,
            "institution": speaker.institution or None,
            "side": speaker.side,
        },
        "said_at": statement.said_at,
        "channel": statement.channel,
        "words": statement.words,
        "words_basis": statement.words_basis,
        "source": statement.source,
        "note": statement.note or None,
    }


def _claim(stated: Stated, checked: CheckedClaim) -> dict[str, Any]:
    claim, read = checked.claim, stated.read.get(checked.claim.id)
    return {
        "id": claim.id,
        "kind": claim.kind,
        "quotation": claim.quotation,
        "fact": claim.fact or None,
        "about": list(claim.about),
        "value": shown(read.value) if read else None,
        "provision": claim.provision or None,
        "topic": claim.topic or None,
        "attributed_to": claim.attributed_to or None,
        "doctrine": claim.doctrine or None,
        "says": claim.says or None,
        "exceptions": claim.exceptions or None,
        "reason": claim.reason or None,
        "note": claim.note or None,
        "then": result_as_json(checked.then),
        "now": result_as_json(checked.now),
    }


def result_as_json(result: Result) -> dict[str, Any]:
    """The result of one claim under one lens."""
    return {
        "result": result.word,
        "sentence": result.sentence,
        "independent_sources": {"for": result.support, "against": result.denial},
        "interested_party_alone": result.interested or None,
        "parts": [_part(part) for part in result.parts],
        "passages": [_passage(item) for item in result.passages],
        "check_the_text": result.check_the_text,
        "not_counted": [
            {
                "assertion": item.id,
                "source": item.source,
                "why": item.why,
                "in_words": item.in_words,
            }
            for item in result.not_counted
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "frame": {"about": part.frame.about, "id": part.frame.id},
        "result": part.word,
        "for": [_ground(item) for item in part.support],
        "against": [_ground(item) for item in part.denial],
        "bearing_for": [_pointing(item) for item in part.bearing_for],
        "bearing_against": [_pointing(item) for item in part.bearing_against],
    }


def _ground(item: Ground) -> dict[str, Any]:
    return {
        "assertion": item.id,
        "value": item.value,
        "source": item.source,
        "comes_from": list(item.origins),
        "said_at": item.said_at or None,
    }


def _pointing(item: Pointing) -> dict[str, Any]:
    return {"when": item.when, "because": item.because, "assertions": sorted(item.ids)}


def _passage(item: PassageHeld) -> dict[str, Any]:
    return {
        "provision": item.key or None,
        "standard": item.standard,
        "citation": item.citation,
        "says": item.says,
        "modality": item.modality,
        "exception": item.exception or None,
        "basis": item.basis,
        "words": item.words or None,
        "why": item.why,
    }


def changes_as_json(case: Case, changed: tuple[Changed, ...]) -> dict[str, Any]:
    """How the claims of each institution changed."""
    return {
        "schema": CHANGES_SCHEMA,
        "case": _case(case),
        "institutions": [
            {
                "institution": item.institution,
                "statements": [
                    {
                        **statement_as_json(step.stated),
                        "changes": [_change(change) for change in step.changes],
                    }
                    for step in item.steps
                ],
            }
            for item in changed
        ],
    }


def _change(change: ClaimChange) -> dict[str, Any]:
    return {
        "on": change.subject,
        "in_words": change.in_words,
        "how": change.how,
        "before": _said(change.before),
        "after": _said(change.after),
        "since": change.since or None,
    }


def _said(said: ClaimSaid | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {
        "values": list(said.values),
        "claims": list(said.claims),
        "quotations": list(said.quotations),
    }


def _case(case: Case) -> dict[str, Any]:
    return {"id": case.id, "file": case.name, "sha256": case.digest}
