"""What checking a public claim gives: plain frozen values, the same for Python, JSON and page."""

from __future__ import annotations

from dataclasses import dataclass, field

from forcereview.answers import Pointing
from forcereview.record import Case, Frame, Lens, Stated
from forcereview.record.statement import PublicClaim
from forcereview.standards import Library
from forcereview.vocabulary.words import Basis, Modality, ResultWord


@dataclass(frozen=True, slots=True)
class Ground:
    """Something in the record that says the same as a public claim, or the contrary.

    ``origins`` are the sources that it comes from in the end, those set aside left out.
    """

    id: str
    value: str
    source: str
    origins: tuple[str, ...]
    said_at: str


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Something in the record that would bear on a claim and isn't counted, and why.

    ``why`` is ``own`` (the speaker's own, or repeating it), ``later`` (said after the statement),
    ``undated`` (not shown to have been said by then) or ``lens`` (left out by the lens).
    """

    id: str
    source: str
    why: str
    in_words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A claim of a fact held against one frame, e.g. one shot. Parts are never averaged."""

    frame: Frame
    word: ResultWord
    support: tuple[Ground, ...] = ()
    denial: tuple[Ground, ...] = ()
    bearing_for: tuple[Pointing, ...] = ()
    bearing_against: tuple[Pointing, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageHeld:
    """A provision, or what is held on a doctrine, that a result rests on, and how it is known.

    ``why`` says what part it has: the rule meant, the rule that governs, what is held on the law.
    """

    key: str
    standard: str
    citation: str
    says: str
    basis: Basis
    why: str
    modality: Modality | None = None
    exception: str = ""
    words: str = ""


@dataclass(frozen=True)
class Result:
    """One claim under one lens. ``support`` and ``denial`` count independent sources.

    ``interested``: the side on whose account alone the support rests, if it does.
    """

    word: ResultWord
    sentence: str
    parts: tuple[Part, ...] = ()
    support: int = 0
    denial: int = 0
    interested: str = ""
    passages: tuple[PassageHeld, ...] = ()
    check_the_text: bool = False
    not_counted: tuple[NotCounted, ...] = ()


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with its results: on what was available when it was said, and on what is held now."""

    claim: PublicClaim
    then: Result
    now: Result


@dataclass(frozen=True)
class CheckedStatement:
    """A statement with what came of each of its claims."""

    stated: Stated
    claims: tuple[CheckedClaim, ...]


@dataclass(frozen=True)
class Checked:
    """The statements of a case checked, in the order in which they were said.

    ``not_yet`` are those not shown to have been made by the lens's date.
    """

    case: Case
    lens: Lens
    library: Library = field(repr=False)
    statements: tuple[CheckedStatement, ...] = ()
    not_yet: tuple[Stated, ...] = ()

    def claim(self, claim_id: str) -> CheckedClaim:
        """The claim with this id.

        Raises:
            KeyError: none was checked.
        """
        for statement in self.statements:
            for checked in statement.claims:
                if checked.claim.id == claim_id:
                    return checked
        raise KeyError(f"no claim {claim_id}")
