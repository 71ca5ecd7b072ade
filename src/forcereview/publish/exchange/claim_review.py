"""Checked claims as schema.org ClaimReview, in JSON-LD, for those who publish what they checked.

Only claims that can be checked; an opinion is none. A rating is a word and the reason for it, never
a number: ``ratingValue``, ``bestRating`` and ``worstRating`` are left out on purpose. The author is
whoever publishes the review, and has to be named; the software is none.

Terms: https://schema.org/ClaimReview, https://schema.org/Claim (schema.org 29).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from forcereview.errors import BadInput, Problem
from forcereview.record import Case, Stated
from forcereview.record.model import Source
from forcereview.statements import Checked, CheckedClaim
from forcereview.vocabulary.words import RESULT_WORDS

CONTEXT = "https://schema.org"


def claim_reviews(checked: Checked, author: str, day: str, address: str = "") -> dict[str, Any]:
    """The reviews of every claim that has a result, as one JSON-LD document.

    ``author`` publishes them, ``day`` is the day of publication, ``address`` where the reviews can
    be read, if they can.

    Raises:
        BadInput: no author is named.
    """
    if not author.strip():
        raise BadInput(
            Problem(
                "a claim review needs an author, who answers for it",
                "name the person or body that publishes it: --author",
            )
        )
    return {
        "@context": CONTEXT,
        "@graph": [
            _review(checked.case, item.stated, claim, author.strip(), day, address)
            for item in checked.statements
            for claim in item.claims
            if claim.now.word != "opinion"
        ],
    }


def _review(
    case: Case, stated: Stated, checked: CheckedClaim, author: str, day: str, address: str
) -> dict[str, Any]:
    word, _ = RESULT_WORDS[checked.now.word]
    basis = _basis(case, checked)
    return {
        "@type": "ClaimReview",
        **({"url": f"{address}#claim-{checked.claim.id}"} if address else {}),
        "author": {"@type": "Organization", "name": author},
        "datePublished": day,
        "claimReviewed": checked.claim.quotation,
        "itemReviewed": _claim(case, stated, checked),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": word,
            "ratingExplanation": checked.now.sentence,
        },
        "reviewBody": _body(checked),
        **({"citation": basis} if basis else {}),
    }


def _body(checked: CheckedClaim) -> str:
    then = RESULT_WORDS[checked.then.word][0]
    text = " Check the text before relying on it." if checked.now.check_the_text else ""
    return (
        f"On what was public when it was said: {then}. {checked.then.sentence} "
        f"On what is held now: {RESULT_WORDS[checked.now.word][0]}. {checked.now.sentence}{text}"
    )


def _claim(case: Case, stated: Stated, checked: CheckedClaim) -> dict[str, Any]:
    statement = stated.statement
    sources = case.file.sources
    source = sources[statement.source]
    first = source
    while first.derives_from:
        first = sources[first.derives_from[0]]
    speaker = {"@type": "Person", "name": statement.speaker.label}
    institution = statement.speaker.institution
    return {
        "@type": "Claim",
        "text": checked.claim.quotation,
        "author": {
            **speaker,
            **(
                {"affiliation": {"@type": "Organization", "name": institution}}
                if institution
                else {}
            ),
        },
        **_when(case, stated),
        "firstAppearance": _work(first),
        "appearance": _work(source),
    }


def _when(case: Case, stated: Stated) -> dict[str, str]:
    """The day, or the days between which it was said."""
    clock = case.timeline.clock(stated.said_at)
    if clock is None:
        return {}
    zone = ZoneInfo(case.file.encounter.place.zone)
    low, high = (
        datetime.fromtimestamp(end, UTC).astimezone(zone).date().isoformat()
        for end in (clock.low, clock.high)
    )
    return {"datePublished": low} if low == high else {"temporalCoverage": f"{low}/{high}"}


def _work(source: Source) -> dict[str, Any]:
    """A source as a work; only an address that a program can open is given as one."""
    web = source.address.startswith(("https://", "http://"))
    return {
        "@type": "CreativeWork",
        "name": source.title,
        **({"url": source.address} if web else {}),
        **({"sha256": source.sha256} if source.sha256 else {}),
    }


def _basis(case: Case, checked: CheckedClaim) -> list[str]:
    """What the result rests on: sources by title, passages by citation."""
    sources = case.file.sources
    grounds = (g for part in checked.now.parts for g in (*part.support, *part.denial))
    titles = [sources[ground.source].title for ground in grounds if ground.source in sources]
    passages = [f"{p.standard}, {p.citation}" for p in checked.now.passages if p.key]
    return list(dict.fromkeys([*titles, *passages]))
