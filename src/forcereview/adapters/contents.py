"""Open a content by its handle: a plain file, or one of the store with its key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO


def open_content(handle: Mapping[str, str]) -> BinaryIO:
    """The plain content, seekable. ``handle`` has ``path`` and, where encrypted, ``key``.

    Raises:
        OSError: the file can't be opened.
    """
    return Path(handle["path"]).open("rb")
