"""Hold a claim of what a standard holds against the passage: whose rule it is, and what it says.

A rule is misstated if the text that holds it doesn't bind the agency whose rule it is called, or
wasn't in force, or if the passage does something else than what is said of it. What is called the
rule of an agency is looked for among the provisions that bind it, on the same topic. Texts are the
same whatever had been said by then, so both lenses give one result.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from forcereview.answers import occasion_of
from forcereview.answers.frames import Kind, frames_of
from forcereview.errors import cited, did_you_mean
from forcereview.record import Case
from forcereview.record.statement import PublicClaim
from forcereview.standards import Library, ProvisionRule, Standard
from forcereview.standards.governing import Governed, Occasion, governed
from forcereview.standards.library import held_words
from forcereview.statements.results import PassageHeld, Result
from forcereview.statements.sentences import listed
from forcereview.vocabulary import Truth
from forcereview.vocabulary.words import CHECK_THE_TEXT, Modality, ResultWord

#: what a rule does, by its modality
DOES: dict[Modality, str] = {
    "must": "requires",
    "must not": "forbids",
    "may": "allows",
    "should": "advises",
    "should not": "advises against",
}


class Said(NamedTuple):
    """A word and why, before the passages are put to it."""

    word: ResultWord
    why: str


def check_text(claim: PublicClaim, case: Case, library: Library) -> Result:
    """The result of a claim of what a standard, or a provision of the law, holds."""
    if not claim.provision:
        return _without_a_passage(claim, case, library)
    rule = next((each for each in library.rules if each.key == claim.provision), None)
    if rule is None:
        return Result(
            "unsupported",
            f"The library holds no provision {claim.provision}, so nothing held tells.",
        )
    meant = passage_of(rule, library, "the passage meant")
    whose = _whose(claim, rule, case, library)
    if whose is None:
        said = what_it_does(claim, rule)
        return _result(said, (meant,), must_check=rule.provision.basis in CHECK_THE_TEXT)
    theirs = governing_on(claim.attributed_to, rule.provision.topic, case, library)
    passages = [passage_of(one, library, "what governs there, on the same topic") for one in theirs]
    if whose.word == "misstates":
        whose = Said(whose.word, f"{whose.why} {_there(claim, rule, theirs, case, library)}")
    weak = any(
        _standard(one, library).file.text.held != "yes" or one.provision.basis in CHECK_THE_TEXT
        for one in (rule, *theirs)
    )
    return _result(whose, (meant, *passages), must_check=weak or not theirs)


def _result(said: Said, passages: tuple[PassageHeld, ...], *, must_check: bool) -> Result:
    return Result(said.word, said.why, passages=passages, check_the_text=must_check)


def passage_of(rule: ProvisionRule, library: Library, why: str) -> PassageHeld:
    """A provision as a result shows it."""
    provision, standard = rule.provision, _standard(rule, library)
    return PassageHeld(
        rule.key,
        standard.file.title,
        provision.citation,
        provision.says,
        provision.basis,
        why,
        provision.modality,
        provision.unless,
        held_words(standard, rule),
    )


def _standard(rule: ProvisionRule, library: Library) -> Standard:
    return library.standards[rule.standard]


def _occasion(agency: str, case: Case) -> Occasion:
    """The encounter, had its officers been of this agency."""
    there = occasion_of(case, frames_of(case, Kind("encounter"))[0])
    return Occasion(frozenset([agency]), there.jurisdictions, there.day)


def _whose(claim: PublicClaim, rule: ProvisionRule, case: Case, library: Library) -> Said | None:
    """What is wrong with whose rule the words say it is; None if nothing is."""
    whose, standard = claim.attributed_to, _standard(rule, library)
    if not whose or whose == standard.id:
        return None
    title, basis = standard.file.title, rule.provision.basis
    held = f"The rule is in “{title}” ({rule.provision.citation}; basis: {basis})."
    if whose in library.standards:
        other = library.standards[whose].file.title
        return Said("misstates", f"{held} It was given as that of “{other}”.")
    found: Governed = governed(rule.scope, _occasion(whose, case))
    if found.truth is Truth.ESTABLISHED:
        return None
    if found.truth is Truth.UNKNOWN:
        return Said("unsupported", f"{held} Whether it bound {_shown(whose)} then isn’t known.")
    if found.why_not == "not_in_force":
        return Said("misstates", f"{held} It was not in force then ({found.in_words}).")
    bound = listed([_shown(name) for name in sorted(rule.scope.agencies)])
    elsewhere = f"; it binds {bound}" if bound else ""
    return Said("misstates", f"{held} That text does not bind {_shown(whose)}{elsewhere}.")


def governing_on(whose: str, topic: str, case: Case, library: Library) -> tuple[ProvisionRule, ...]:
    """The policies' provisions on a topic that bind an agency (or stand in a standard) then."""
    if whose in library.standards:
        rules: Iterable[ProvisionRule] = library.standards[whose].rules
        return tuple(rule for rule in rules if rule.provision.topic == topic)
    occasion = _occasion(whose, case)
    return tuple(
        rule
        for rule in library.rules
        if rule.provision.topic == topic
        and whose in rule.scope.agencies
        and governed(rule.scope, occasion).truth is Truth.ESTABLISHED
    )


def _there(
    claim: PublicClaim,
    rule: ProvisionRule,
    theirs: tuple[ProvisionRule, ...],
    case: Case,
    library: Library,
) -> str:
    """What the texts that do govern hold on the topic, and how far they are held."""
    whose, topic = _shown(claim.attributed_to), rule.provision.topic
    if theirs:
        keys = listed([one.key for one in theirs])
        said = f"On {topic} the library holds {keys} for {whose}; none is that passage."
    else:
        said = f"On {topic} the library holds no passage for {whose}."
    partly = [
        standard.file.short
        for standard in library
        if _binds(claim.attributed_to, standard, case) and standard.file.text.held != "yes"
    ]
    if partly:
        said += f" Texts not held in full ({listed(partly)}) may hold more: check the text."
    return said


def _binds(whose: str, standard: Standard, case: Case) -> bool:
    if whose == standard.id:
        return True
    in_force = governed(standard.scope, _occasion(whose, case)).truth is Truth.ESTABLISHED
    return whose in standard.scope.agencies and standard.file.kind == "policy" and in_force


def _without_a_passage(claim: PublicClaim, case: Case, library: Library) -> Result:
    theirs = governing_on(claim.attributed_to, claim.topic, case, library)
    whose = _shown(claim.attributed_to)
    passages = tuple(passage_of(one, library, "what is held on the topic") for one in theirs)
    held = listed([one.key for one in theirs]) if theirs else "nothing"
    why = f"No passage held says so. On {claim.topic} the library holds {held} for {whose}."
    topics = dict.fromkeys(rule.provision.topic for each in library for rule in each.rules)
    if claim.topic not in topics:
        near = did_you_mean(claim.topic, topics)
        why = f"No passage held says so; none at all is filed under {cited(claim.topic)}"
        why += f": {near}" if near else "."
    return Result("unsupported", why, passages=passages, check_the_text=True)


def what_it_does(claim: PublicClaim, rule: ProvisionRule) -> Said:
    """What the words say that a rule does, against what it does."""
    provision = rule.provision
    does, exception = DOES[provision.modality], provision.unless
    where = f"{rule.key} ({provision.citation}; basis: {provision.basis})"
    passage = f"{where}: “{provision.says}”"
    if claim.says == does:
        conditions = " It does so on conditions: read whether the words keep them."
        told = conditions if does == "allows" and claim.exceptions != "stated" else ""
        return _exceptions(
            claim, exception, f"{passage} The passage {does} it, as was said.{told}", rule
        )
    if claim.says == "forbids" and does == "allows" and claim.exceptions == "stated":
        return Said(
            "supported", f"{passage} The passage allows it on conditions, so forbids the rest."
        )
    if claim.says == "allows" and does in ("requires", "advises"):
        return Said("supported", f"{passage} The passage {does} it, and so allows it.")
    if claim.says == "allows" and does == "forbids" and exception and claim.exceptions == "stated":
        return Said(
            "supported", f"{passage} The passage forbids it but for an exception: {exception}."
        )
    but = f", but for an exception ({exception})" if exception and does != "allows" else ""
    return Said(
        "misstates", f"{passage} The passage {does} it{but}; the words say that it {claim.says} it."
    )


def _exceptions(claim: PublicClaim, exception: str, why: str, rule: ProvisionRule) -> Said:
    if exception and claim.exceptions == "denied":
        return Said("misstates", f"{why} It has an exception, which the words deny: {exception}.")
    if exception and not claim.exceptions:
        return Said("supported", f"{why} The words leave out its exception: {exception}.")
    if claim.exceptions == "stated" and not exception and rule.provision.modality != "may":
        return Said("supported", f"{why} The passage as held names no exception.")
    return Said("supported", why)


def _shown(agency: str) -> str:
    return agency.upper() if len(agency) <= 4 else agency
