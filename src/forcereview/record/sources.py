"""How many independent sources stand behind something, and whose side they are on.

A report of a statement is not a second source: a source that derives from others counts as those
others, all the way down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forcereview.record.model import Source


def origins(sources: Mapping[str, Source], name: str) -> frozenset[str]:
    """The sources from which ``name`` comes in the end; itself, where it derives from none."""
    found: set[str] = set()
    frontier, seen = [name], set[str]()
    while frontier:
        current = frontier.pop()
        if current in seen:
            continue
        seen.add(current)
        parents = sources[current].derives_from if current in sources else ()
        if parents:
            frontier.extend(parents)
        else:
            found.add(current)
    return frozenset(found)


def independent_origins(sources: Mapping[str, Source], names: Iterable[str]) -> frozenset[str]:
    """The distinct origins of several sources."""
    return frozenset(origin for name in names if name for origin in origins(sources, name))


def sides(sources: Mapping[str, Source], names: Iterable[str]) -> frozenset[str]:
    """The sides on which the origins of several sources stand."""
    return frozenset(sources[o].side for o in independent_origins(sources, names) if o in sources)
