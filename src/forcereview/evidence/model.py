"""An evidence item as the workspace keeps it: what was received, what its file says, what became of
it. The journal holds each as the document ``evidence/ID``; contents lie in the store by their hash.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind = Literal["original", "derived"]
State = Literal["held", "sealed", "expunged"]

_NUMBER = r"\d+(\.\d+)?"
_REGION = rf"^(xywh=(percent|pixel):{_NUMBER}(,{_NUMBER}){{3}})?$"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Locus(_Frozen):
    """Where in an item: the part that a locator means. Empty fields don't limit.

    ``page`` counts from 1, ``last_page`` is where a stretch of several ends; times are seconds from
    the start of the recording, a start without an end is a moment; ``region`` is a Media Fragment
    (``xywh=percent:10,10,20,20`` or ``xywh=pixel:…``); ``row`` counts from 1 below a table's
    heading.
    """

    page: int | None = Field(None, ge=1)
    last_page: int | None = Field(None, ge=1)
    quotation: str = ""
    prefix: str = ""
    suffix: str = ""
    start_s: float | None = Field(None, ge=0, allow_inf_nan=False)
    end_s: float | None = Field(None, ge=0, allow_inf_nan=False)
    region: str = Field("", pattern=_REGION)
    row: int | None = Field(None, ge=1)
    column: str = ""

    @model_validator(mode="after")
    def _of_one_place(self) -> Locus:
        if self.last_page is not None and (self.page is None or self.last_page <= self.page):
            raise ValueError("the last page doesn't come after the first")
        if self.end_s is not None and self.end_s <= (self.start_s or 0.0):
            raise ValueError("the span doesn't end after it begins")
        if (self.prefix or self.suffix) and not self.quotation:
            raise ValueError("what stands before or after is given, but no quotation")
        return self


class FileFact(_Frozen):
    """One thing that a file says of itself: an assertion by the file, not truth.

    ``read_by`` names the reader and its version; ``part`` what in the file says so (container,
    stream 0, EXIF, document information, C2PA manifest).
    """

    id: str
    name: str
    value: str
    part: str = ""
    read_by: str = ""


class Custody(_Frozen):
    """One link of the chain of custody. ``at`` is when it happened, as told (ISO 8601, or "" where
    nobody said); when it was written down, and by whom, the journal's entry says."""

    id: str
    what: Literal[
        "received",
        "transferred",
        "accessed",
        "copied",
        "working copy",
        "returned",
        "examined",
        "sealed",
        "unsealed",
        "expunged",
    ]
    at: str = ""
    giver: str = ""
    holder: str = ""
    how: str = ""
    place: str = ""
    note: str = ""


class Derivation(_Frozen):
    """How an item was made of others, so that it can be made again.

    ``tool`` is one of the recipes that ``forcereview evidence derive`` knows, or the name of a
    program outside; ``parameters`` are all that the result depends on beside the parents and the
    version.
    """

    parents: tuple[str, ...]
    what: Literal[
        "extract", "transcode", "still", "crop", "clip", "enhancement", "transcript", "page", "text"
    ]
    tool: str
    version: str
    parameters: dict[str, Any] = Field(default_factory=dict)
    locus: Locus | None = None


class Item(_Frozen):
    """One piece of evidence. ``name`` is the file's name as it came, whatever signs it holds; what
    people read is ``title``. A name that is no Unicode has its odd bytes written as escapes
    (``caf\\xe9``), and ``name_bytes`` keeps it whole, in base64. ``type`` is the media type by
    content, not by name.

    ``examined`` is how reading the file went: ``yes``, ``no`` (not yet), or why it failed; the
    file is kept in every case.
    """

    id: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)
    name: str
    name_bytes: str = ""
    title: str = ""
    type: str = "application/octet-stream"
    kind: Kind = "original"
    state: State = "held"
    cases: tuple[str, ...] = ()
    note: str = ""
    examined: str = "no"
    facts: tuple[FileFact, ...] = ()
    custody: tuple[Custody, ...] = ()
    derivation: Derivation | None = None

    def document(self) -> dict[str, Any]:
        """The item as the journal keeps it: plain JSON, what is at its default left out."""
        return self.model_dump(mode="json", exclude_defaults=True)


def item_id(sha256: str) -> str:
    """The id of the item with this content: ``e-`` and the first twelve signs of its hash."""
    return f"e-{sha256[:12]}"
