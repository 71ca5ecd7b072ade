"""The chain of custody as a form to print and sign, an HTML file that loads nothing; as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from forcereview.evidence import FileFact
from forcereview.publish.custody_chain import Chain, held_in_words, label_of, made_in_words
from forcereview.publish.exchange.custody_words import told
from forcereview.publish.readable import counted, readable

#: how the names begin of what files say of times, devices, places and credentials
_OF_INTEREST = (
    "time of", "time by", "date", "day by", "offset of", "place", "maker", "model", "author",
    "serial", "duration", "turned", "content credentials", "claimed by", "made with", "written by",
)  # fmt: skip
_MOST_FACTS = 12


@dataclass(frozen=True, slots=True)
class Printed:
    """What the form says of its own making: the software, when (UTC), and the journal's head."""

    software: str
    made: str
    entries: int
    head: str


def custody_html(chain: Chain, printed: Printed) -> str:
    """The form. Pure: the same chain gives the same bytes."""
    template = _environment().get_template("custody_form.html.j2")
    return template.render(
        chain=chain,
        item=chain.item,
        printed=printed,
        title=label_of(chain.item),
        made=made_in_words(chain.item),
        says=facts_of_interest(chain.item.facts),
        style=_style(),
    )


def custody_lines(chain: Chain) -> Iterator[tuple[int, str]]:
    """The chain as lines of text, each with how far it is indented."""
    item = chain.item
    yield 0, f"{item.id}  {label_of(item)}"
    yield 2, f"{item.type}, {counted(item.size, 'byte')}, SHA-256 {item.sha256}"
    if item.state != "held":
        yield 2, f"its content is {item.state}"
    if item.derivation is not None:
        yield 2, readable(made_in_words(item))
    for number, each in enumerate(chain.links, 1):
        yield (
            0,
            f"{number}. {readable(told(each.link))}, {readable(each.link.at) or 'no time told'}",
        )
        if each.link.note:
            yield 4, f"note: {readable(each.link.note)}"
        yield 4, f"written down: {readable(each.noted)}"
        for gap in each.gaps:
            yield 4, f"gap: {readable(gap.words)}"
    for gap in chain.gaps:
        if not gap.link:
            yield 2, f"gap: {gap.words}"
    for held in chain.holders:
        yield 2, f"held by {readable(held_in_words(held))}"
    for child in chain.made_of_it:
        yield 2, f"made of it: {child.id}, {readable(made_in_words(child, version=False))}"
    if not chain.gaps:
        yield 2, "no gaps: each link names who, from whom and when"


def facts_of_interest(facts: tuple[FileFact, ...]) -> tuple[FileFact, ...]:
    """What a file says of its times, device and place; the first of it, where that is much."""
    chosen = [fact for fact in facts if fact.name.lower().startswith(_OF_INTEREST)]
    return tuple(chosen[:_MOST_FACTS])


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("forcereview.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals.update(
        counted=counted, told=told, held_in_words=held_in_words, made_in_words=made_in_words
    )
    return environment


def _shown(value: Any) -> Any:
    """Text that came with evidence hides nothing; markup is our own."""
    return readable(value) if type(value) is str else value


@cache
def _style() -> Markup:
    folder = resources.files("forcereview.publish").joinpath("templates")
    return Markup(folder.joinpath("custody_form.css").read_text("utf-8"))
