"""Read the public statements of a case: their times, their claims, and what is wrong with them.

A statement is itself an assertion by its speaker: what it claims of a fact counts as such, unless
an assertion of the case already records it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forcereview.documents import Path
from forcereview.errors import cited
from forcereview.record.case import Claim, Stated
from forcereview.record.claims import Claims
from forcereview.record.complaints import Complaints
from forcereview.record.model import CaseFile
from forcereview.record.names import Names
from forcereview.record.quoting import evened, places_of
from forcereview.record.sources import origins, sides
from forcereview.record.statement import PublicClaim, Statement
from forcereview.record.timing import Times
from forcereview.vocabulary import Moment, Unsaid
from forcereview.vocabulary.words import ClaimKind

RULES = ("requires", "forbids", "allows", "advises", "advises against")
DOCTRINES = ("applies", "applies on conditions", "does not apply")
_OF_FACTS = ("fact", "about", "value")
#: the fields that a claim of each kind may give
_FIELDS: dict[ClaimKind, tuple[str, ...]] = {
    "fact": _OF_FACTS,
    "procedure": _OF_FACTS,
    "standard": ("provision", "topic", "attributed_to", "says", "exceptions"),
    "law": ("provision", "doctrine", "says", "exceptions"),
    "opinion": ("reason",),
}
_ALL = tuple(dict.fromkeys(name for names in _FIELDS.values() for name in names))


class Statements:
    """Reads a case file's statements; what is wrong with one is said where it stands."""

    def __init__(self, file: CaseFile, names: Names, times: Times, reader: Claims) -> None:
        self._file = file
        self._names = names
        self._times = times
        self._reader = reader

    def all(self, complaints: Complaints) -> tuple[Stated, ...]:
        """The statements whose times can be read, in the order of the file."""
        found = []
        for index, statement in enumerate(self._file.statements):
            path: Path = ("statements", index)
            said_at = self._said_at(statement, (*path, "said_at"), complaints)
            _side(self._file, statement, (*path, "speaker", "side"), complaints)
            read: dict[str, Claim] = {}
            for number, public in enumerate(statement.claims):
                place = (*path, "claims", number)
                _quoted(statement, public, place, complaints)
                _fields(public, place, complaints)
                claim = self._claim(statement, public, said_at, place, complaints)
                if claim is not None:
                    read[public.id] = claim
            if said_at is not None:
                found.append(Stated(statement, said_at, read))
        return tuple(found)

    def _said_at(self, statement: Statement, path: Path, complaints: Complaints) -> Moment | None:
        said_at = self._times.read(statement.said_at, path)
        if said_at is not None and not said_at.never:
            return said_at
        if not statement.said_at or said_at is not None:
            complaints.say(
                f"{cited(statement.id)} gives no time at which it was said",
                "write at least the day, e.g. 2026-01-07",
                path,
            )
        return None

    def _claim(
        self,
        statement: Statement,
        public: PublicClaim,
        said_at: Moment | None,
        place: Path,
        complaints: Complaints,
    ) -> Claim | None:
        """What a claim says of a fact; None where it says nothing of one."""
        if public.kind not in ("fact", "procedure") or not public.fact or not public.value:
            return None
        fact = self._reader.fact(public.fact, (*place, "fact"))
        if fact is None:
            return None
        value = self._reader.value(fact, public.value, (*place, "value"))
        if isinstance(value, Unsaid):
            complaints.say(
                f"claim {cited(public.id)} says that something isn't known, so there is nothing "
                "to hold against the evidence",
                "leave it out, or give what was said",
                (*place, "value"),
            )
        if value is None or isinstance(value, Unsaid):
            return None
        scope = self._names.scope(public.about, fact)
        source = statement.source
        return Claim(public.id, fact.name, value, scope, source, "statement", None, said_at)


def new_claims(
    file: CaseFile, stated: Sequence[Stated], claims: Sequence[Claim]
) -> Iterator[Claim]:
    """What statements claim of facts that no assertion from the same source records already.

    A report of a source is no other source: assertions count by where they come from in the end.
    """
    recorded: dict[str, list[tuple[Claim, frozenset[str], frozenset[str]]]] = {}
    about = {item.id: frozenset(item.about) for item in file.assertions}
    for claim in claims:
        if claim.kind == "assertion":
            entry = (claim, origins(file.sources, claim.source), about[claim.id])
            recorded.setdefault(claim.fact, []).append(entry)
    for each in stated:
        theirs = origins(file.sources, each.statement.source)
        for public in each.statement.claims:
            mine = each.read.get(public.id)
            if mine is not None and not any(
                other.value == mine.value
                and came_from == theirs
                and (not covered or (public.about and frozenset(public.about) <= covered))
                for other, came_from, covered in recorded.get(mine.fact, ())
            ):
                yield mine


def _quoted(statement: Statement, claim: PublicClaim, place: Path, complaints: Complaints) -> None:
    """That the claim's words are found in the statement's, once."""
    found = places_of(statement.words, claim.quotation, claim.prefix, claim.suffix)
    if len(found) == 1:
        return
    path = (*place, "quotation")
    if found:
        complaints.say(
            f"{cited(claim.quotation)} stands {len(found)} times in the words of "
            f"{cited(statement.id)}",
            "add 'prefix:' or 'suffix:', the words just before or after the one meant",
            path,
        )
    elif not evened(claim.quotation):
        complaints.say(
            f"claim {cited(claim.id)} quotes nothing", "copy its words from the statement", path
        )
    elif places_of(statement.words, claim.quotation):
        complaints.say(
            f"{cited(claim.quotation)} doesn't stand in {cited(statement.id)} beside that prefix "
            "or suffix",
            "correct 'prefix:' and 'suffix:'",
            path,
        )
    else:
        complaints.say(
            f"{cited(claim.quotation)} is not found in the words of {cited(statement.id)}",
            "copy it from 'words:' to the letter, or correct the words there",
            path,
        )


def _fields(claim: PublicClaim, place: Path, complaints: Complaints) -> None:
    """That the claim gives what its kind needs, and nothing that belongs to another."""
    for missing, todo in _missing(claim):
        complaints.say(f"claim {cited(claim.id)}, of kind {claim.kind}, {missing}", todo, place)
    for name in _ALL:
        if getattr(claim, name) and name not in _FIELDS[claim.kind]:
            complaints.say(
                f"'{name}' belongs to no claim of kind {claim.kind}",
                "remove it, or correct 'kind:'",
                (*place, name),
            )
    allowed = DOCTRINES if claim.doctrine else RULES
    if claim.says and claim.kind in ("standard", "law") and claim.says not in allowed:
        complaints.say(
            f"{cited(claim.says)} is said of no {'doctrine' if claim.doctrine else 'rule'}",
            "write one of: " + ", ".join(allowed),
            (*place, "says"),
        )


def _missing(claim: PublicClaim) -> Iterator[tuple[str, str]]:
    if claim.kind in ("fact", "procedure"):
        if not claim.fact:
            yield "names no fact", "add 'fact:' ('forcereview facts WORD' finds one)"
        if not claim.value:
            yield "gives no value", "add 'value:', what the words say it was"
    elif claim.kind == "opinion":
        if not claim.reason:
            yield "gives no reason", "add 'reason:', why it can't be checked"
    else:
        if not claim.says:
            yield "doesn't tell what the words say of the rule", f"add 'says:', e.g. {RULES[0]}"
        if claim.kind == "law" and bool(claim.provision) == bool(claim.doctrine):
            yield "needs a doctrine or a provision", "give one of 'doctrine:' and 'provision:'"
        if claim.kind == "standard" and not (claim.provision or claim.topic):
            yield "names no rule", "add 'provision:' with its key, or 'topic:'"
        if claim.kind == "standard" and not (claim.provision or claim.attributed_to):
            yield (
                "doesn't tell whose rule it is said to be",
                "add 'attributed_to:' with the agency or the standard",
            )


def _side(file: CaseFile, statement: Statement, path: Path, complaints: Complaints) -> None:
    """A doubt where the speaker stands on a side, and the source of the words on none."""
    side = statement.speaker.side
    if side == "independent" or statement.source not in file.sources:
        return
    theirs = sides(file.sources, [statement.source])
    if side not in theirs:
        complaints.doubt(
            f"the speaker of {cited(statement.id)} stands on the {side}'s side, but the source "
            f"{cited(statement.source)} comes from none that does",
            "give that source 'side:', or say with 'derives_from:' what it repeats",
            path,
        )
