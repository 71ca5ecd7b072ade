"""Say in one sentence, fit to be read aloud, what a finding rests on.

Facts are quoted as the catalogue's plain questions with their answers, so that nothing is said that
the record doesn't hold. Judgement words are never the software's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from forcereview.answers.leaves import Leaf
from forcereview.record import Case, Frame
from forcereview.standards.expressions import Atom
from forcereview.vocabulary import Quantity, fact_catalogue, shown
from forcereview.vocabulary.words import FindingWord

_OPERATOR_WORDS = {
    "=": "{}",
    "!=": "not {}",
    "<": "less than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "{} or more",
    "contains": "including {}",
}
_STATE_WORDS = {0: "no source answers", 1: "yes", 2: "no", 3: "sources differ"}


def place_in_words(case: Case, frame: Frame) -> str:
    """``shot 1 (agent A)``, ``agent A``, ``the encounter``."""
    if frame.about == "application" or (frame.about == "duty" and frame.application):
        officer = f" ({case.label(frame.officer)})" if frame.officer else ""
        return f"{case.label(frame.id)}{officer}"
    if frame.id == "encounter":
        return "the encounter"
    if frame.id == frame.agency:
        return frame.agency.upper() if len(frame.agency) <= 4 else frame.agency
    return case.label(frame.id)


@cache
def asked(atom: Atom) -> str:
    """The atom as a question in words: the fact's question and what is asked of the answer."""
    fact = fact_catalogue()[atom.fact]
    question = fact.question
    timing = str(atom.timing).strip().replace("[", "the time limit for '").replace("]", "'")
    when = f" ({timing})" if timing else ""
    if atom.operator == "holds":
        return f"“{question}”{when}"
    if atom.operator == "one of":
        wanted = " or ".join(str(item) for item in atom.operands)
    elif atom.other:
        other = fact_catalogue()[atom.other].question
        wanted = f"{atom.operator} the answer to “{other}”"
    else:
        operand = atom.operands[0]
        shown = operand.text if isinstance(operand, Quantity) else str(operand)
        wanted = _OPERATOR_WORDS[atom.operator].format(shown)
    return f"“{question}” – {wanted}{when}"


def answered(case: Case, leaf: Leaf) -> str:
    """The question and how it stands; for choices and quantities, what the sources say."""
    fact = fact_catalogue()[leaf.atom.fact]
    decided = _by_whom(case, leaf)
    if leaf.bits not in (1, 2) or fact.kind == "yes-no":
        return f"{asked(leaf.atom)}: {_STATE_WORDS[leaf.bits]}{decided}"
    said: dict[str, None] = {}
    for ids in leaf.supporters or leaf.deniers:
        for name in sorted(ids):
            claim = case.claim(name)
            if claim is not None and claim.fact == fact.name:
                said[shown(claim.value)] = None
    if not said:
        return f"{asked(leaf.atom)}: {_STATE_WORDS[leaf.bits]}{decided}"
    timing = str(leaf.atom.timing).strip().replace("[", "the time limit for '").replace("]", "'")
    when = f" ({'' if leaf.bits == 1 else 'not '}{timing})" if timing else ""
    return f"“{fact.question}”: {list_in_words(list(said))}{when}{decided}"


def _by_whom(case: Case, leaf: Leaf) -> str:
    """Who decided the answer, where no source did: a person's determination, or a what-if."""
    if not leaf.override:
        return ""
    for determination in case.file.determinations:
        if determination.id == leaf.override:
            return f" (determined by {determination.by})"
    return " (supposed)"


def list_in_words(items: Sequence[str], most: int = 3) -> str:
    """``a``, ``a and b``, ``a; b; and 2 more``."""
    shown = list(items[:most])
    if len(items) > most:
        return "; ".join(shown) + f"; and {len(items) - most} more"
    if len(shown) <= 1:
        return "".join(shown)
    return "; ".join(shown[:-1]) + " and " + shown[-1]


def finding_sentence(
    case: Case,
    place: str,
    says: str,
    finding: FindingWord,
    deciding: Sequence[Leaf],
    open_leaves: Sequence[Leaf],
    exceptions: Sequence[str],
    tail: str,
    support_words: str,
) -> str:
    """The sentence of a decided or open finding (not of one that isn't applicable).

    ``tail`` is what follows it: the presumptions it stands on.
    """
    rule = f"“{says.rstrip('.')}”"
    facts = list_in_words([answered(case, leaf) for leaf in deciding])
    if finding == "consistent" and exceptions:
        return (
            f"For {place}, what is held is consistent with {rule} by exception "
            f"({'; '.join(exceptions)}): {facts}{support_words}.{tail}"
        )
    if finding in ("consistent", "inconsistent"):
        because = f": {facts}" if facts else ""
        return f"For {place}, what is held is {finding} with {rule}{because}{support_words}.{tail}"
    differing = [asked(leaf.atom) for leaf in open_leaves if leaf.bits == 3]
    missing = [asked(leaf.atom) for leaf in open_leaves if leaf.bits == 0]
    if finding == "contested":
        also = f"; no source answers {list_in_words(missing, 2)}" if missing else ""
        return (
            f"For {place}, {rule} is contested: sources differ on "
            f"{list_in_words(differing)}{also}.{tail}"
        )
    differ = f"; sources differ on {list_in_words(differing, 2)}" if differing else ""
    return (
        f"For {place}, {rule} is undetermined: no source answers "
        f"{list_in_words(missing) or 'what would decide it'}{differ}.{tail}"
    )


def element_sentence(
    case: Case,
    place: str,
    says: str,
    finding: FindingWord,
    deciding: Sequence[Leaf],
    open_leaves: Sequence[Leaf],
    tail: str,
    support_words: str,
) -> str:
    """The sentence of an element of a legal test: whether what is held supports it."""
    element = f"“{says.rstrip('.')}”"
    facts = list_in_words([answered(case, leaf) for leaf in deciding])
    if finding == "not_applicable":
        return f"For {place}, {element} is not asked: {facts}."
    if finding in ("consistent", "inconsistent"):
        how = "supports" if finding == "consistent" else "does not support"
        return f"For {place}, what is held {how} {element}: {facts}{support_words}.{tail}"
    listed = list_in_words([answered(case, leaf) for leaf in open_leaves])
    return f"For {place}, {element} is {finding}: {listed}."
