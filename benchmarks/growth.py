"""How the cost of a review grows with provisions and assertions, and what 40 open facts cost.

Cases and standards are made up in memory (`synthetic.py`), the same ones every time. Reviews
here come with reasons and sentences; questions are measured by themselves. Prints readable lines
and one of JSON.

    python benchmarks/growth.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import random

from forcereview.record import Case
from forcereview.review import review
from forcereview.standards import Library
from measuring import Ratio, from_pairs, processor_seconds, ratio, show
from synthetic import a_case, a_library, assertions, plain_facts

PROVISIONS, ASSERTIONS, FACTS, APPLICATIONS = 40, 60, 60, 3
GOAL_A_PROVISION = 1.25
OPEN_FACTS, PROVISIONS_ASKING, SECONDS = 40, 160, 1.0


def measure(rounds: int = 5) -> list[Ratio]:
    """Growth by 10 and by 100, each way, and the questions."""
    return [*by_provisions(rounds), *by_assertions(rounds), questions(rounds)]


def by_provisions(rounds: int) -> list[Ratio]:
    """Time for each provision among ten and a hundred times as many, relative to 40."""
    facts = plain_facts(FACTS)
    case = _a_case(ASSERTIONS, facts)
    libraries = {times: a_library(PROVISIONS * times, facts) for times in (1, 10, 100)}
    seconds = _in_turn(rounds, {times: (case, library) for times, library in libraries.items()})
    return [
        from_pairs(
            "growth",
            f"a provision among {PROVISIONS * times:,}",
            f"a provision among {PROVISIONS}",
            [(many / times, one) for many, one in zip(seconds[times], seconds[1], strict=True)],
            goal_at_most=GOAL_A_PROVISION,
        )
        for times in (10, 100)
    ]


def by_assertions(rounds: int) -> list[Ratio]:
    """Time for a whole review with ten and a hundred times as many assertions on the same facts."""
    facts = plain_facts(FACTS)
    library = a_library(PROVISIONS, facts)
    cases = {times: _a_case(ASSERTIONS * times, facts) for times in (1, 10, 100)}
    seconds = _in_turn(rounds, {times: (case, library) for times, case in cases.items()})
    return [
        from_pairs(
            "growth",
            f"a review of {ASSERTIONS * times:,} assertions",
            f"a review of {ASSERTIONS} assertions",
            list(zip(seconds[times], seconds[1], strict=True)),
            note=f"{ASSERTIONS * times // FACTS} sources on each of {FACTS} facts",
        )
        for times in (10, 100)
    ]


def questions(rounds: int) -> Ratio:
    """What questions add to a review with 40 facts open, half unknown, half contested."""
    facts = plain_facts(OPEN_FACTS)
    contested = [(name, value, "camera") for name in facts[::2] for value in ("yes", "no")]
    case, library = a_case(contested), a_library(PROVISIONS_ASKING, facts)
    asked = len({question.fact for question in review(case, library).questions})
    took = processor_seconds(lambda: review(case, library))
    return ratio(
        "growth",
        (f"a review with questions, {asked} facts open", lambda: review(case, library)),
        ("the same without questions", lambda: review(case, library, questions=False)),
        rounds,
        note=f"{PROVISIONS_ASKING} provisions; "
        f"{'within' if took <= SECONDS else 'not within'} {SECONDS:g} s here",
    )


def _a_case(count: int, facts: list[str]) -> Case:
    return a_case(assertions(count, facts, random.Random(2)), APPLICATIONS)


def _in_turn(rounds: int, work: dict[int, tuple[Case, Library]]) -> dict[int, list[float]]:
    """Seconds of a review of each, in turn, after a first round that isn't counted."""
    seconds: dict[int, list[float]] = {times: [] for times in work}
    for turn in range(rounds + 1):
        for times in sorted(work, reverse=bool(turn % 2)):
            case, library = work[times]
            taken = processor_seconds(lambda: review(case, library, questions=False))  # noqa: B023
            if turn:
                seconds[times].append(taken)
    return seconds


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5, help="runs of each (default 5)")
    show(measure(arguments.parse_args().rounds))


if __name__ == "__main__":
    main()
