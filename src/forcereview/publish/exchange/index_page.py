"""A consignment as one readable page, ``index.html``: no script, nothing loaded, prints well."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from forcereview.publish.exchange.addresses import address
from forcereview.publish.exchange.consignment import Consignment, Handed, label
from forcereview.publish.exchange.custody_words import told
from forcereview.publish.readable import counted, readable

FILE = "index.html"


def index_page(consignment: Consignment) -> str:
    """The page: what is here, who held it, what it was made of, what is not here, how to check."""
    children = _children(consignment)
    made_of_nothing_here = {
        handed.item.id
        for handed in consignment.items
        if handed.item.derivation
        and not any(handed in group for group in children.values())
        and handed.item.id in children
    }
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            page=consignment,
            known={handed.item.id for handed in consignment.items},
            children=children,
            orphans=made_of_nothing_here,
            style=_style(),
        )
    )


class _Branches(dict[str, list[Handed]]):
    """What was made of each item; nothing for those of which nothing was."""

    def __missing__(self, key: str) -> list[Handed]:
        return []


def _children(consignment: Consignment) -> _Branches:
    """Items made of others, under each of these that is part of the consignment.

    An item can't be made of itself, whatever a document says: only parents that stand before it in
    the order of hands count once.
    """
    known = {handed.item.id for handed in consignment.items}
    children = _Branches()
    above: dict[str, set[str]] = {}
    for handed in consignment.items:
        item = handed.item
        for parent in item.derivation.parents if item.derivation else ():
            if parent in known and item.id not in _ancestors(parent, above) | {parent}:
                children.setdefault(parent, []).append(handed)
                above.setdefault(item.id, set()).add(parent)
    return children


def _ancestors(item_id: str, above: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    frontier = [item_id]
    while frontier:
        for parent in above.get(frontier.pop(), set()) - found:
            found.add(parent)
            frontier.append(parent)
    return found


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("forcereview.publish.exchange", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals.update(counted=counted, label=label, told=told)
    environment.filters.update(address=address, settings=_settings)
    return environment


def _shown(value: Any) -> Any:
    """Text that came with evidence hides nothing; markup is our own."""
    return readable(value) if type(value) is str else value


def _settings(parameters: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name} = {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in sorted(parameters.items())
    )


@cache
def _style() -> Markup:
    folder = resources.files("forcereview.publish.exchange").joinpath("pages")
    return Markup(folder.joinpath("exchange.css").read_text("utf-8"))
