"""Open a content by its handle: a plain file, or one of the store with its key."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, cast

from forcereview.adapters.store.encrypted_content import CHUNK, DecryptedContent


def open_content(handle: Mapping[str, str]) -> BinaryIO:
    """The plain content, seekable. ``handle`` has ``path`` and, where it is encrypted, ``key``:
    the key of this one content, in hexadecimal.

    Raises:
        OSError: the file can't be opened.
        Refused: it was changed, or the key is another's.
    """
    if "key" not in handle:
        return Path(handle["path"]).open("rb")
    source = Path(handle["path"]).open("rb")  # noqa: SIM115 - what is returned closes it
    try:
        raw = DecryptedContent(source, bytes.fromhex(handle["key"]), Path(handle["path"]).name[:12])
    except BaseException:
        source.close()
        raise
    return cast(BinaryIO, io.BufferedReader(raw, CHUNK))
