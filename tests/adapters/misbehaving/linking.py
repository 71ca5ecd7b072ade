"""Makes a link."""

import os
from typing import Any


def read(folder: str, place: str) -> dict[str, Any]:
    os.symlink("/etc/passwd", place)
    return {}
