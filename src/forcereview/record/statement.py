"""The form of a public statement in a case file: who said what, when, and what can be checked.

Kinds of claims and the fields each uses:

=========  ====================================================================================
fact       ``fact``, ``about``, ``value``: what happened, read as an assertion is
procedure  the same, of training, staffing and procedure
standard   ``says``, and ``provision`` (or ``topic``); ``attributed_to``: whose rule it is called
law        ``says``, and ``doctrine`` or ``provision``: what the law holds
opinion    ``reason``: why it can't be checked
=========  ====================================================================================
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from forcereview.documents.words import Words
from forcereview.record.entry import Entry, Id
from forcereview.vocabulary.words import ClaimKind, Side, WordsBasis

Says = Literal[
    "",
    "requires",
    "forbids",
    "allows",
    "advises",
    "advises against",
    "applies",
    "applies on conditions",
    "does not apply",
]
Exceptions = Literal["", "stated", "denied"]


class Speaker(Entry):
    """Who spoke: an office and whose, never a person's name."""

    label: str = Field(description="Role, e.g. 'head of the department', never a name")
    institution: str = Field("", description="For which institution, e.g. dhs, the White House")
    side: Side = Field(
        "independent", description="Whose side it stands on: officer, subject, independent"
    )


class PublicClaim(Entry):
    """One thing said that can be checked, or the reason why it can't."""

    id: Id = Field(description="Its own id; results cite it")
    quotation: str = Field(description="The words of the statement that make the claim")
    prefix: str = Field("", description="Words just before, where the quotation stands twice")
    suffix: str = Field("", description="Words just after, where the quotation stands twice")
    kind: ClaimKind = Field(description="fact, procedure, standard, law or opinion")
    fact: str = Field("", description="For fact and procedure: a name of the fact catalogue")
    about: Words = Field((), description="For fact and procedure: ids concerned")
    value: str | tuple[str, ...] = Field("", description="For fact and procedure: what is claimed")
    provision: str = Field("", description="For standard and law: key of the provision meant")
    topic: str = Field("", description="For standard: its topic, where no provision is meant")
    attributed_to: str = Field(
        "", description="For standard: the agency or standard whose rule the words say it is"
    )
    doctrine: str = Field("", description="For law: the kind of immunity, e.g. absolute, qualified")
    says: Says = Field("", description="What the words say that the rule or doctrine does")
    exceptions: Exceptions = Field(
        "", description="Whether the words state that the rule has exceptions, or that it has none"
    )
    reason: str = Field("", description="For opinion: why it can't be checked")
    note: str = Field("", description="For readers; no rule looks at it")


class Statement(Entry):
    """What somebody said in public, once, with the claims that it makes."""

    id: Id = Field(description="Its own id")
    speaker: Speaker = Field(description="Who spoke")
    said_at: str = Field(description="When, e.g. 2026-01-07 or '2026-01-07 18:30'")
    channel: str = Field(
        description="press conference, post, interview, court filing, broadcast, letter, ..."
    )
    words: str = Field(description="What was said, as far as held")
    words_basis: WordsBasis = Field(
        "exact",
        description="exact (as in the source), as quoted by another, or a paraphrase",
    )
    source: str = Field(description="Id of the source that holds it")
    claims: tuple[PublicClaim, ...] = Field((), description="What of it can be checked")
    note: str = Field("", description="For readers; no rule looks at it")
