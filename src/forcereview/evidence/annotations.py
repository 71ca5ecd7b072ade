"""Places in evidence as annotations of the W3C Web Annotation Data Model (2017), both ways.

What narrows a place down is refined step by step (section 4.2.9): a page (a fragment after RFC
8118, or a range from page to page), a span and region (Media Fragments), a row (RFC 7111, which
counts the heading as row 1), a column by its name, a quotation (section 4.2.4). The evidence is
named by its hash (RFC 6920: ``ni:///sha-256;…``), so that no one workspace needs to exist.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from forcereview.errors import BadInput, Problem, cited
from forcereview.evidence.fragments import (
    decoded,
    encoded,
    locus_of,
    read_time_text,
    time_text,
    whole_number,
)
from forcereview.evidence.model import Locus
from forcereview.evidence.regions import region_text

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_MEDIA = "http://www.w3.org/TR/media-frags/"
_PDF = "http://tools.ietf.org/rfc/rfc8118"
_OLD_PDF = "http://tools.ietf.org/rfc/rfc3778"
_CSV = "http://tools.ietf.org/rfc/rfc7111"
_HASH = "ni:///sha-256;"

Node = dict[str, Any]


def annotation(sha256: str, locus: Locus, *, creator: str = "", created: str = "") -> Node:
    """The place in the evidence with this hash as an annotation that identifies it.

    ``creator`` is a person by role, ``created`` a time in UTC.
    """
    target: Node = {"type": "SpecificResource", "source": hash_name(sha256)}
    found = selector(locus)
    if found is not None:
        target["selector"] = found
    return {
        "@context": CONTEXT,
        "type": "Annotation",
        "motivation": "identifying",
        **({"creator": {"type": "Person", "name": creator}} if creator else {}),
        **({"created": created} if created else {}),
        "target": target,
    }


def read_annotation(data: Any) -> tuple[str, Locus]:
    """The hash of the evidence, and the place, of an annotation.

    Raises:
        BadInput: it is none, or means what no locator can say.
    """
    target = data.get("target") if isinstance(data, Mapping) else None
    if isinstance(target, list) and len(target) == 1:
        target = target[0]
    if isinstance(target, str):
        target = {"source": target}
    if not isinstance(target, Mapping):
        raise _bad("it has no single target", "give one target with a source and a selector")
    source = target.get("source", target.get("id"))
    if isinstance(source, Mapping):
        source = source.get("id")
    return read_hash_name(source), read_selector(target.get("selector"))


def hash_name(sha256: str) -> str:
    """A content's name by its hash (RFC 6920, section 3)."""
    return _HASH + urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def read_hash_name(name: Any) -> str:
    """The SHA-256 of a content, in hexadecimal, by its name.

    Raises:
        BadInput: it is no such name.
    """
    value = str(name).removeprefix(_HASH)
    try:
        raw = urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except ValueError:
        raw = b""
    if not str(name).startswith(_HASH) or len(raw) != 32:
        raise _bad(
            f"its source {cited(name)} names no content by its SHA-256",
            f"write {_HASH} and the hash in base64url (RFC 6920)",
        )
    return raw.hex()


def selector(locus: Locus) -> Node | None:
    """The place as a selector; None for all of the item."""
    steps = [*_steps(locus)]
    for step, finer in pairwise(steps):
        step["refinedBy"] = finer
    return steps[0] if steps else None


def read_selector(data: Any) -> Locus:
    """The place that a selector means. Several at one level each describe the same place.

    Raises:
        BadInput: it means what no locator can say.
    """
    fields: dict[str, Any] = {}
    _read_into(fields, data, depth=0)
    return locus_of(fields, "the selector")


def _steps(locus: Locus) -> Iterator[Node]:
    if locus.page is not None:
        first = _fragment(f"page={locus.page}", _PDF)
        if locus.last_page is None:
            yield first
        else:
            last = _fragment(f"page={locus.last_page}", _PDF)
            yield {"type": "RangeSelector", "startSelector": first, "endSelector": last}
    time = locus.start_s is not None or locus.end_s is not None
    media = [f"t={time_text(locus)}"] if time else []
    media += [locus.region] if locus.region else []
    if media:
        yield _fragment("&".join(media), _MEDIA)
    if locus.row is not None:
        yield _fragment(f"row={locus.row + 1}", _CSV)
    if locus.column:
        yield {"type": "FragmentSelector", "value": f"column={encoded(locus.column)}"}
    if locus.quotation:
        around = {"prefix": locus.prefix, "suffix": locus.suffix}
        yield {
            "type": "TextQuoteSelector",
            "exact": locus.quotation,
            **{name: text for name, text in around.items() if text},
        }


def _fragment(value: str, standard: str) -> Node:
    return {"type": "FragmentSelector", "conformsTo": standard, "value": value}


def _read_into(fields: dict[str, Any], data: Any, depth: int) -> None:
    if depth > 20:
        raise _bad("its selectors are nested without end", "refine a place a few times at most")
    if data is None:
        return
    if isinstance(data, list):
        known = [one for one in data if isinstance(one, Mapping) and one.get("type") in _READ]
        if not known:
            raise _unknown(data)
        for one in known:
            _read_into(fields, one, depth + 1)
        return
    if not isinstance(data, Mapping) or data.get("type") not in _READ:
        raise _unknown(data)
    found = _READ[data["type"]](data)
    differing = [name for name in found if fields.get(name, found[name]) != found[name]]
    if differing:
        raise _bad(f"its selectors differ in '{differing[0]}'", "let all mean one place")
    fields |= found
    _read_into(fields, data.get("refinedBy"), depth + 1)


def _read_fragment(data: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    standard = data.get("conformsTo")
    for part in filter(None, str(data.get("value", "")).removeprefix("#").split("&")):
        name, _, value = part.partition("=")
        if name == "page" and standard in (None, _PDF, _OLD_PDF):
            fields["page"] = whole_number(value, "page")
        elif name in ("t", "xywh") and standard in (None, _MEDIA):
            value = decoded(value)
            fields |= read_time_text(value) if name == "t" else {"region": region_text(value)}
        elif name == "row" and standard == _CSV:
            fields["row"] = _row_below_heading(value)
        elif name == "column" and standard is None:
            fields["column"] = decoded(value)
        else:
            raise _bad(
                f"the fragment {cited(part)} isn't understood",
                "known: page (RFC 8118), t and xywh (Media Fragments), row (RFC 7111)",
            )
    return fields


def _row_below_heading(value: str) -> int:
    row = whole_number(value, "row") - 1
    if not row:
        raise _bad("row 1 is the heading of the table", "name a row below it")
    return row


def _read_range(data: Mapping[str, Any]) -> dict[str, Any]:
    first, last = (read_selector(data.get(f"{end}Selector")) for end in ("start", "end"))
    if first.page is None or last.page is None:
        raise _bad("a range goes from something else than a page", "give pages")
    pages = {"page": first.page, "last_page": last.page}
    return pages if last.page != first.page else {"page": first.page}


def _read_quotation(data: Mapping[str, Any]) -> dict[str, Any]:
    names = {"exact": "quotation", "prefix": "prefix", "suffix": "suffix"}
    return {field: str(data[name]) for name, field in names.items() if data.get(name)}


_READ = {
    "FragmentSelector": _read_fragment,
    "RangeSelector": _read_range,
    "TextQuoteSelector": _read_quotation,
}


def _unknown(data: Any) -> BadInput:
    kind = data.get("type") if isinstance(data, Mapping) else data
    return _bad(f"the selector {cited(kind)} isn't understood", f"known: {', '.join(_READ)}")


def _bad(what: str, todo: str) -> BadInput:
    return BadInput(Problem(f"the annotation can't be read: {what}", todo))
