"""What kind of file a content is, by its bytes alone, as libmagic knows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from forcereview.adapters.store.contents import open_content
from forcereview.errors import ForcereviewError

_BEGINNING = 4 << 20


def ready() -> None:
    """Load what reading needs."""
    import magic

    magic.from_buffer(b"-", mime=True)
    magic.from_buffer(b"-")


def read(contents: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """``types``: for each content its ``type``, a media type (RFC 6838),
    ``application/octet-stream`` where it can't be told; ``description``, in libmagic's words,
    but for text; ``read_by``. Or ``failed``: why it can't be told.

    Raises:
        ValueError: libmagic isn't installed.
    """
    return {"types": [_type(content) for content in contents]}


def _type(content: Mapping[str, str]) -> dict[str, str]:
    try:
        with open_content(content) as stream:
            beginning = stream.read(_BEGINNING)
    except (OSError, ForcereviewError) as error:
        return {"failed": str(error)}
    if not beginning:
        return {"type": "application/x-empty", "description": "empty", "read_by": ""}
    try:
        import magic
    except ImportError as error:
        raise ValueError(_missing(str(error))) from None
    try:
        kind = magic.from_buffer(beginning, mime=True)
        return {
            "type": kind,
            "description": "" if kind.startswith("text/") else magic.from_buffer(beginning)[:500],
            "read_by": f"libmagic {_version(magic.version)}",
        }
    except magic.MagicException as error:
        return {"failed": f"its type can't be told (libmagic: {error})"}


def _version(number: Callable[[], int]) -> str:
    return f"{number() / 100:.2f}"


def _missing(why: str) -> str:
    if "libmagic" in why:
        return "its type can't be told: libmagic isn't installed (Debian: apt install libmagic1)"
    return "its type can't be told: pip install forcereview[evidence]"
