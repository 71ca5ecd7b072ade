"""The fact catalogue as Markdown: one table a group, then what bears on each judgement."""

from __future__ import annotations

from itertools import groupby

from forcereview.vocabulary import Fact, fact_catalogue


def facts() -> str:
    """Every fact of the catalogue, group by group."""
    catalogue = fact_catalogue()
    judged = sum(fact.judged for fact in catalogue)
    parts = [f"{len(catalogue)} facts in {len(catalogue.titles)} groups; {judged} are judgements."]
    for group, members in groupby(catalogue, key=lambda fact: fact.name.split(".")[0]):
        parts.append(f"## {catalogue.titles.get(group, group)}: `{group}`")
        parts += [_fact(fact) for fact in members]
    return "\n\n".join(parts)


def _fact(fact: Fact) -> str:
    lines = [
        f"**`{fact.name}`** {fact.question}  ",
        f"{_one_line(fact.definition)}  ",
        f"*{_answer(fact)}; about {', '.join(fact.about)}; "
        f"answered by {', '.join(fact.answered_by)}.*",
    ]
    if fact.note:
        lines.append(f"Note: {_one_line(fact.note)}")
    lines += [
        f"- {one.bears}: `{_one_line(one.when)}`"
        + (f", unless `{_one_line(one.unless)}`" if one.unless else "")
        + f": {_one_line(one.because)}"
        for one in fact.indicators
    ]
    return "\n".join(lines)


def _answer(fact: Fact) -> str:
    if fact.choices:
        order = ", from least to most" if fact.ordered else ""
        return f"choice{order}: {', '.join(fact.choices)}"
    return f"{fact.kind} ({fact.unit})" if fact.unit else fact.kind


def _one_line(text: str) -> str:
    return " ".join(text.split())
