"""Attach official texts to standards, anchor provisions to their pages, and check both.

``standard-text/STANDARD`` notes the item that holds a standard's text, ``anchor/STANDARD/KEY`` the
page and the words on which a provision stands in it. The library that ships stays as it is; a
review with a workspace uses :func:`with_attached_texts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from forcereview.errors import BadInput, Problem, Refused, cited, did_you_mean
from forcereview.evidence import Item
from forcereview.evidence.anchoring import Proposal, Wanted, proposals, wanted_in, words_there
from forcereview.evidence.quotations import Search, find_quotation
from forcereview.evidence.texts import ItemText
from forcereview.journal import ABSENT
from forcereview.standards import Anchor, AttachedText, Library, Standard, standards_library
from forcereview.workspace.acting import acting
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.evidence.reading_text import text_of
from forcereview.workspace.journal.past import document_at
from forcereview.workspace.ports import Ports

TEXT, ANCHOR = "standard-text", "anchor"


def attach_text(
    ports: Ports,
    standard: str,
    item: str,
    by: str,
    reason: str = "",
    *,
    first: int = 0,
    last: int = 0,
    library: Library | None = None,
) -> AttachedText:
    """Attach the official text of a standard: an item of evidence, or some pages of it.

    Anchors in a text attached before don't count any longer; they stay in the journal.

    Raises:
        BadInput: there is no such standard, item or page, or nobody is named.
        Refused: the item's content isn't held, or no text can be read from it.
    """
    meant = (library or standards_library()).standard(standard)
    held = item_named(ports, item)
    _refuse_unless_held(held)
    count = len(text_of(ports, held).pages)
    if first < 0 or last < 0 or first > count or last > count or (last and first > last):
        raise BadInput(
            Problem(
                f"{held.id} has no pages {first or 1} to {last or count}",
                f"its pages are 1 to {count}",
            )
        )
    document: dict[str, Any] = {"item": held.id, "sha256": held.sha256, "by": by.strip()}
    document |= {"first": first} if first else {}
    document |= {"last": last} if last else {}
    with acting(ports, by, reason) as work:
        work.become(
            "standard.attach",
            {f"{TEXT}/{meant.id}": document},
            details={"standard": meant.file.title, "item": held.title or held.name},
        )
    return _text_from(meant, document, lambda of: work.document(of), held)


def attached_texts(
    ports: Ports, library: Library | None = None, entry: int | None = None
) -> tuple[AttachedText, ...]:
    """The texts attached to standards of the library, with their anchors; as they were after an
    entry, if one is named. A text whose item is sealed or expunged is left out."""
    found = []
    for standard in library or standards_library():
        document = _document(ports, f"{TEXT}/{standard.id}", entry)
        if document is ABSENT:
            continue
        held = _item(ports, document["item"])
        if held is None or held.state != "held" or held.sha256 != document["sha256"]:
            continue
        found.append(_text_from(standard, document, lambda of: _document(ports, of, entry), held))
    return tuple(found)


def with_attached_texts(ports: Ports, library: Library, entry: int | None = None) -> Library:
    """The library with the texts that the workspace holds: what is anchored in them rests on the
    basis ``text held``."""
    return library.with_attached(attached_texts(ports, library, entry))


def anchor_provision(
    ports: Ports,
    standard: str,
    key: str,
    page: int,
    quotation: str,
    by: str,
    reason: str = "",
    *,
    library: Library | None = None,
) -> Anchor:
    """Say on which page of the attached text, and in which words, a provision stands.

    The words are kept as they stand on the page.

    Raises:
        BadInput: there is no such standard, provision or page, no text is attached, or the words
            aren't on that page (where they are, or what is nearest, is said).
    """
    meant = (library or standards_library()).standard(standard)
    wanted = _wanted(meant, [key])[0]
    text, words = _attached(ports, meant)
    chosen = words.page(page)
    if chosen is None or not text.includes(page):
        raise BadInput(Problem(f"the attached text has no page {page}", _pages_of(text, words)))
    pages = _within(text, words).pages
    found = find_quotation(pages, quotation, page=page)
    if found.place is None or found.elsewhere:
        raise BadInput(Problem(*_not_on_page(quotation, page, text.item, found)))
    there = words_there(pages, found.place)
    anchor = Anchor(wanted.key, found.place.page, there.words, by.strip(), there.recognised)
    _write(ports, text, [anchor], by, reason, {wanted.key: "named by hand"})
    return anchor


def proposed_anchors(
    ports: Ports, standard: str, keys: Sequence[str] = (), *, library: Library | None = None
) -> tuple[tuple[str, Proposal | None], ...]:
    """Where each provision seems to stand in the attached text; without ``keys``, of all that
    aren't anchored yet.

    Raises:
        BadInput: there is no such standard or provision, or no text is attached.
    """
    meant = (library or standards_library()).standard(standard)
    text, words = _attached(ports, meant)
    wanted = _wanted(meant, keys) if keys else wanted_in(meant)
    open_ = [each for each in wanted if keys or each.key not in text.anchors]
    found = proposals(open_, _within(text, words))
    return tuple((each.key, one) for each, one in zip(open_, found, strict=True))


def accept_anchors(
    ports: Ports,
    standard: str,
    accepted: Sequence[Proposal],
    by: str,
    reason: str = "",
    *,
    library: Library | None = None,
) -> tuple[Anchor, ...]:
    """Confirm proposals: a person has looked at them, and says that the provisions stand there.

    Raises:
        BadInput: no text is attached, or nobody is named.
    """
    text, _ = _attached(ports, (library or standards_library()).standard(standard))
    confirmed = {
        each.provision: f"proposed by {each.how}, likeness {each.likeness:.2f}" for each in accepted
    }
    anchors = tuple(
        Anchor(each.provision, each.page, each.quotation, by.strip(), each.recognised)
        for each in accepted
    )
    _write(ports, text, anchors, by, reason, confirmed)
    return anchors


def _write(
    ports: Ports,
    text: AttachedText,
    anchors: Iterable[Anchor],
    by: str,
    reason: str,
    how: dict[str, str],
) -> None:
    documents = {
        f"{ANCHOR}/{text.standard}/{anchor.provision}": {
            "item": text.item,
            "page": anchor.page,
            "quotation": anchor.quotation,
            "by": anchor.by,
            **({"recognised": True} if anchor.recognised else {}),
        }
        for anchor in anchors
    }
    with acting(ports, by, reason) as work:
        work.become("standard.anchor", documents, details=dict(how))


def _text_from(
    standard: Standard, document: dict[str, Any], get: Callable[[str], Any], item: Item
) -> AttachedText:
    keys = [rule.key for rule in standard.rules] + [test.test.key for test in standard.tests]
    anchors = {}
    for key in keys:
        kept = get(f"{ANCHOR}/{standard.id}/{key}")
        if kept is not ABSENT and kept["item"] == document["item"]:
            anchors[key] = Anchor(
                key, kept["page"], kept["quotation"], kept["by"], kept.get("recognised", False)
            )
    return AttachedText(
        standard.id,
        document["item"],
        document["sha256"],
        item.title or item.name,
        document["by"],
        document.get("first", 0),
        document.get("last", 0),
        anchors,
    )


def _document(ports: Ports, of: str, entry: int | None) -> Any:
    if entry is not None:
        return document_at(ports, of, entry)
    held = ports.journal.document(of)
    return ABSENT if held is None else held.value


def _item(ports: Ports, item_id: str) -> Item | None:
    held = ports.journal.document(f"evidence/{item_id}")
    return None if held is None else Item.model_validate(held.value)


def _attached(ports: Ports, standard: Standard) -> tuple[AttachedText, ItemText]:
    """The attached text of a standard and its words.

    Raises:
        BadInput: none is attached.
        Refused: its item is sealed or expunged, or can't be read.
    """
    document = _document(ports, f"{TEXT}/{standard.id}", None)
    if document is ABSENT:
        raise BadInput(
            Problem(
                f"no official text is attached to {standard.id}",
                f"take it in as evidence, then: forcereview standards attach {standard.id} ID",
            )
        )
    held = item_named(ports, document["item"])
    _refuse_unless_held(held)
    text = _text_from(standard, document, lambda of: _document(ports, of, None), held)
    return text, text_of(ports, held)


def _within(text: AttachedText, words: ItemText) -> ItemText:
    return replace(words, pages=tuple(p for p in words.pages if text.includes(p.number)))


def _wanted(standard: Standard, keys: Sequence[str]) -> list[Wanted]:
    known = {each.key: each for each in wanted_in(standard)}
    by_id = {rule.provision.id: rule.key for rule in standard.rules if rule.provision.id}
    problems = [
        Problem(
            f"{standard.id} has no provision {cited(key)}",
            did_you_mean(key, [*known, *by_id]) or f"forcereview standards show {standard.id}",
        )
        for key in keys
        if key not in known and key not in by_id
    ]
    if problems:
        raise BadInput(problems)
    return [known[key] if key in known else known[by_id[key]] for key in keys]


def _refuse_unless_held(item: Item) -> None:
    if item.state != "held":
        raise Refused(Problem(f"{item.id} is {item.state}, so its text can't be used"))


def _pages_of(text: AttachedText, words: ItemText) -> str:
    return f"its pages are {text.first or 1} to {text.last or len(words.pages)}"


def _not_on_page(quotation: str, page: int, item: str, found: Search) -> tuple[str, str]:
    """What is wrong with a quotation that isn't on its page, and what to do."""
    what = f"these words aren't on page {page} of {item}: {cited(quotation)}"
    near = found.place or found.nearest
    if near is None:
        return what, "copy them from 'forcereview evidence text', as they stand there"
    where = f"page {near.page} has {cited(near.words, 200)} (score {near.score:.0f} of 100)"
    return what, f"{where}; if that is meant, name that page and those words"
