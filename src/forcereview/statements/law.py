"""Hold a claim of a doctrine of the law against what the library's texts hold of it.

A statement about the texts held, never advice, and never whether a court would grant it: where the
texts give a doctrine on conditions, whether the conditions are met is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable

from forcereview.record.statement import PublicClaim
from forcereview.standards import Library
from forcereview.standards.immunities import (
    Immunity,
    kind_named,
    kinds_of_immunity,
    provisions_naming,
)
from forcereview.statements.results import PassageHeld, Result
from forcereview.statements.sentences import listed
from forcereview.statements.texts import Said, passage_of
from forcereview.vocabulary.words import CHECK_THE_TEXT

NOT_ADVICE = "This says what the library’s texts hold; it is not legal advice."


def check_doctrine(claim: PublicClaim, library: Library) -> Result:
    """The result of a claim that a doctrine covers an officer who used force, or doesn't."""
    kind = kind_named(claim.doctrine)
    if kind is None:
        why = f"The library holds no text on “{claim.doctrine}”, so nothing held tells."
        return Result("unsupported", why, check_the_text=True)
    said = _said(claim, kind, library)
    passages = [*_of(kind, library, "what is held on the doctrine named")]
    if kind.officers == "no":
        for other in _conditional():
            passages += _of(other, library, "what is held for officers, on conditions")
    return Result(
        said.word,
        f"{said.why} {NOT_ADVICE}",
        passages=tuple(passages),
        check_the_text=any(item.basis in CHECK_THE_TEXT for item in passages),
    )


def _said(claim: PublicClaim, kind: Immunity, library: Library) -> Said:
    name = _named(kind)
    naming = [rule.key for rule in provisions_naming(library, kind.word)]
    if kind.officers == "no" and naming:
        keys = listed(naming)
        return Said("contested", f"{keys} of the library names {name}; other texts do not give it.")
    if kind.officers == "no":
        held = listed([_named(other) for other in _conditional()])
        nothing = (
            f"No text held gives {name} to an officer for a use of force; what is held for "
            f"officers is {held}, each on conditions that a court decides on the facts."
        )
        return Said("supported" if claim.says == "does not apply" else "misstates", nothing)
    on_conditions = f"The texts held give {name} on conditions: {kind.what}"
    if claim.says == "applies on conditions":
        return Said("supported", on_conditions)
    return Said(
        "unsupported",
        f"{on_conditions} Whether they are met here is decided by nothing that is held.",
    )


def _named(kind: Immunity) -> str:
    return kind.name if kind.name.startswith("Supremacy") else kind.name[0].lower() + kind.name[1:]


def _conditional() -> tuple[Immunity, ...]:
    return tuple(k for k in kinds_of_immunity().immunities if k.officers == "on conditions")


def _of(kind: Immunity, library: Library, why: str) -> Iterable[PassageHeld]:
    """The kind as the library describes it, and the provisions that name it."""
    yield PassageHeld("", kind.name, f"against: {kind.against}", kind.what, kind.basis, why)
    named = dict.fromkeys(
        [*kind.provisions, *(rule.key for rule in provisions_naming(library, kind.word))]
    )
    for rule in library.rules:
        if rule.key in named:
            yield passage_of(rule, library, why)
