"""Files and folders that last only while somebody works on them; what a crash leaves is swept.

Whoever makes one holds a lock on it (flock), which ends with the process, however it ends. So what
nobody holds is left over.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def unfinished_file(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file, locked, open for writing. It is removed at the end unless it was renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    path, descriptor = _locked_file(folder)
    with os.fdopen(descriptor, "wb") as out:
        try:
            yield path, out
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def passing_folder(folder: Path) -> Iterator[Path]:
    """A new folder, locked, for its owner alone; removed at the end with all that is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / secrets.token_hex(8)
    path.mkdir(mode=0o700)
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(descriptor)


def sweep(folder: Path) -> int:
    """Remove what nobody holds; how many."""
    removed = 0
    with suppress(OSError):
        for path in list(folder.iterdir()):
            removed += _removed_if_left(path)
    return removed


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """While one holds it, others wait: a lock between processes, in a file of its own."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _locked_file(folder: Path) -> tuple[Path, int]:
    """A new file and its descriptor; another is made should one be swept before it is locked."""
    while True:
        path = folder / secrets.token_hex(8)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if path.exists():
            return path, descriptor
        os.close(descriptor)


def _removed_if_left(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
