"""Find what a locator means: an item of the workspace, and the place in it.

A locator is a text (``e-3f2a9c81b0d4#page=3``), an annotation of the W3C's model, or what a case
file says of an assertion (``case-01/a4``): its source's hash leads to the item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forcereview.errors import BadInput, Problem, Refused, cited, did_you_mean
from forcereview.evidence import Item, Locus
from forcereview.evidence.annotations import read_annotation
from forcereview.evidence.fragments import locator_text, read_locator_text
from forcereview.evidence.locators import Read, read_locator
from forcereview.evidence.quotations import Search, find_quotation
from forcereview.record.model import Assertion, CaseFile, Locator, Source
from forcereview.workspace.cases.keeping import kept
from forcereview.workspace.evidence.fitting import is_recording
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.evidence.reading_text import text_of
from forcereview.workspace.ports import Ports


@dataclass(frozen=True)
class Place:
    """A place in an item. ``unread`` are words of its locator that only a reader can follow."""

    item: Item
    locus: Locus
    unread: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The locator as one text."""
        return locator_text(self.item.id, self.locus)


@dataclass(frozen=True)
class OfCase:
    """A locator of a case: of which assertion, in which source, and where it leads, or why to
    nowhere."""

    assertion: str
    source: str
    place: Place | None
    problems: tuple[Problem, ...] = ()


def place_named(ports: Ports, text: str) -> Place:
    """The place that a locator's text means; ``CASE/ASSERTION`` for that of an assertion.

    Raises:
        BadInput: it can't be read, there is no such item, or the assertion has no locator.
        Refused: the assertion's source isn't held.
    """
    case, slash, assertion = text.strip().partition("/")
    if slash and "#" not in case:
        return _place_of_assertion(ports, case, assertion)
    located = read_locator_text(text)
    return Place(item_named(ports, located.item), located.locus)


def place_annotated(ports: Ports, data: Any) -> Place:
    """The place that a W3C annotation means.

    Raises:
        BadInput: it can't be read, or there is no such item.
    """
    sha256, locus = read_annotation(data)
    return Place(item_named(ports, sha256), locus)


def places_of_case(ports: Ports, case: str) -> Iterator[OfCase]:
    """Every locator of a case's assertions, and where it leads.

    Raises:
        BadInput: there is no such case.
    """
    file = kept(ports, case).file
    for assertion in file.assertions:
        if assertion.locator is None and not assertion.quotation:
            continue
        try:
            place = _of(ports, file, assertion)
            yield OfCase(assertion.id, assertion.source, place)
        except (BadInput, Refused) as error:
            yield OfCase(assertion.id, assertion.source, None, error.problems)


def quotation_at(ports: Ports, place: Place) -> Search | None:
    """Where the quotation of a place stands in its item's text today; None if it has none.

    Raises:
        Refused: the item's text can't be read.
    """
    locus = place.locus
    if not locus.quotation:
        return None
    return find_quotation(
        text_of(ports, place.item).pages,
        locus.quotation,
        locus.prefix,
        locus.suffix,
        page=locus.page,
        last_page=locus.last_page,
    )


def _place_of_assertion(ports: Ports, case: str, name: str) -> Place:
    file = kept(ports, case).file
    for assertion in file.assertions:
        if assertion.id == name:
            return _of(ports, file, assertion)
    known = [assertion.id for assertion in file.assertions]
    raise BadInput(
        Problem(
            f"{case} has no assertion {cited(name)}",
            did_you_mean(name, known) or f"'forcereview evidence locate --case {case}' lists them",
        )
    )


def _of(ports: Ports, file: CaseFile, assertion: Assertion) -> Place:
    source = file.sources[assertion.source]
    read = _read(assertion, source)
    if not source.sha256:
        raise Refused(
            Problem(
                f"the source '{assertion.source}' isn't held: the case names no copy of it",
                f"forcereview evidence add FILE --case {file.id} --source {assertion.source}",
            )
        )
    try:
        item = item_named(ports, source.sha256)
    except BadInput:
        raise Refused(
            Problem(
                f"the copy of the source '{assertion.source}' that the case names by its hash "
                f"({source.sha256[:12]}) isn't in this workspace",
                f"forcereview evidence add FILE --case {file.id} --source {assertion.source}",
            )
        ) from None
    return _to_be_heard(Place(item, read.locus, read.unread))


def _to_be_heard(place: Place) -> Place:
    """The words of a recording are heard, not found: they are left to people."""
    quoted = place.locus.quotation
    if not quoted or not is_recording(place.item):
        return place
    heard = {"quotation": "", "prefix": "", "suffix": ""}
    return Place(
        place.item, place.locus.model_copy(update=heard), (*place.unread, f"the words “{quoted}”")
    )


def _read(assertion: Assertion, source: Source) -> Read:
    locator = assertion.locator or Locator()
    if assertion.quotation and not locator.quotation:
        locator = locator.model_copy(update={"quotation": assertion.quotation})
    rate = source.clock.frame_rate if source.clock else None
    try:
        return read_locator(locator, None if rate is None else float(rate))
    except BadInput as error:
        raise BadInput(
            Problem(f"locator of '{assertion.id}': {each.what}", each.todo)
            for each in error.problems
        ) from None
