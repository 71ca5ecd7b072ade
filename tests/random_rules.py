"""Random small rules over the fact catalogue, and random claims about one shot."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from builders import CaseBuilder, a_case, a_rule, a_shooting
from forcereview.vocabulary import fact_catalogue

#: what a random rule may ask: accounts, choices, measurements, and a judgement with its indicators
ATOMS = (
    "subject.armed",
    "subject.fleeing",
    "vehicle.moving",
    "vehicle.turning_away",
    "officer.in_vehicle_path",
    "subject.threat_imminent",
    "force.level >= hard",
    "force.level = deadly",
    "vehicle.min_distance < 1 m",
    "vehicle.min_distance <= 2 m",
)
#: those that no indicator can touch
PLAIN = tuple(text for text in ATOMS if not fact_catalogue()[text.split()[0]].indicators)
#: facts that random claims are about, with the values they may give
VALUES = {
    "subject.armed": ("yes", "no", "unknown"),
    "subject.fleeing": ("yes", "no"),
    "vehicle.moving": ("yes", "no"),
    "vehicle.turning_away": ("yes", "no"),
    "officer.in_vehicle_path": ("yes", "no"),
    "subject.threat_imminent": ("yes", "no", "yes"),
    "subject.threat_means": ("vehicle", "firearm"),
    "force.level": ("soft", "hard", "deadly"),
    "vehicle.min_distance": ("0.2 to 0.6 m", "1.5 to 1.8 m", "3 to 4 m", "0.5 to 3 m"),
}
PRESUMABLE = ("subject.armed", "subject.fleeing", "vehicle.moving", "subject.threat_imminent")
SOURCES = ("video", "agent", "family")


def expressions(atoms: tuple[str, ...] = ATOMS, depth: int = 3) -> st.SearchStrategy[str]:
    """Expressions up to ``depth`` deep."""
    leaf = st.sampled_from(atoms)
    if depth <= 1:
        return leaf | leaf.map(lambda text: f"not {text}")
    part = expressions(atoms, depth - 1)
    joined = st.tuples(part, st.sampled_from(("and", "or")), part).map(
        lambda three: f"({three[0]} {three[1]} {three[2]})"
    )
    return leaf | joined | part.map(lambda text: f"not ({text})")


@st.composite
def rules(
    draw: st.DrawFn, *, presuming: bool = True, asking: tuple[str, ...] = ATOMS, most: int = 5
) -> dict[str, Any]:
    """A provision over at most ``most`` of the atoms ``asking``."""
    chosen = draw(st.permutations(asking))[: draw(st.integers(2, most))]
    part = expressions(tuple(chosen))
    fields = {
        "applies": draw(part),
        "exempt": draw(st.just("") | part),
        "unless": draw(st.just("") | part),
        "requires": draw(st.just("") | part),
    }
    presume: list[str] = []
    if presuming:
        asked = [n for n in PRESUMABLE if any(n in text for text in fields.values())]
        if asked:
            names = draw(st.lists(st.sampled_from(asked), unique=True, max_size=2))
            presume += [f"{name} = {draw(st.sampled_from(('yes', 'no')))}" for name in names]
        if fields["unless"] and draw(st.booleans()):
            presume.append("exception absent unless shown")
    return a_rule(**fields, presume=presume)


@st.composite
def claims(
    draw: st.DrawFn,
    *,
    fewest: int = 0,
    most: int = 7,
    determined: bool = True,
    about: tuple[str, ...] = tuple(VALUES),
) -> CaseBuilder:
    """A shooting with random assertions, and sometimes a determination."""
    case = a_shooting()
    for _ in range(draw(st.integers(fewest, most))):
        fact = draw(st.sampled_from(about))
        value = draw(st.sampled_from(VALUES[fact]))
        where = draw(st.sampled_from((("shot-1",), ())))
        if determined and draw(st.integers(0, 7)) == 0:
            case = case.determined(fact, value, *where)
        else:
            case = case.said(fact, value, *where, by=draw(st.sampled_from(SOURCES)))
    return case


@st.composite
def encounters(draw: st.DrawFn, *, most: int = 6) -> CaseBuilder:
    """Two shots, a vehicle, a second officer, and random claims about any of them."""
    case = (
        a_case()
        .with_vehicle("car", operator="driver")
        .with_officer("agent-b")
        .with_shot("shot-1", vehicle="car")
        .with_shot("shot-2", vehicle="car")
    )
    places = st.sampled_from(((), ("shot-1",), ("shot-2",), ("driver",)))
    for _ in range(draw(st.integers(0, most))):
        fact = draw(st.sampled_from(tuple(VALUES)))
        value = draw(st.sampled_from(VALUES[fact]))
        where = draw(places)
        if draw(st.integers(0, 5)) == 0:
            case = case.determined(fact, value, *where)
        else:
            case = case.said(fact, value, *where, by=draw(st.sampled_from(SOURCES)))
    return case
