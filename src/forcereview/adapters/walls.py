"""The walls around a reader: what its process may use, touch and reach. Linux draws all of them.

Always: time on the processor, memory, the size of files it writes, how many it opens, no core
dump, no new privileges. Where the kernel grants it: no network (a network namespace without any
interface), and no files (Landlock, Linux 5.13 and later) but the content it was given, its own
folders, and the libraries that it runs on; no signals to other processes (Linux 6.12). The walls
don't keep a reader from what every process may ask of the kernel: there is no filter of system
calls.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38
_MOST_OPEN = 256

# landlock(7), linux/landlock.h. There is no library for it that is long established.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _PATH_BENEATH = 1, 1
_EXECUTE, _WRITE, _READ, _LIST, _TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
#: what a reader may do in a folder it writes: no devices, pipes, sockets or links
_IN_FOLDERS = _WRITE | _READ | _LIST | _TRUNCATE | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8
_OF_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE
#: by the version of Landlock that brought them: rights on files, on TCP, and scopes
_FILES = {1: (1 << 13) - 1, 2: 1 << 13, 3: _TRUNCATE, 5: 1 << 15}
_TCP = {4: 0b11}
_SCOPES = {6: 0b11}

_LIBRARIES = ("/usr", "/lib", "/lib64", "/bin", "/sbin")
_SYSTEM = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/magic",
    "/etc/ssl",
    "/dev/urandom",
    "/dev/zero",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/self",
    "/sys/devices/system/cpu",
)


def limit(seconds: float, memory: int, output: int) -> None:
    """Set the limits; ``memory`` counts beside what the process takes already."""
    whole = max(1, int(seconds + 0.999))
    taken = int(_first_line("/proc/self/statm").split()[0]) * resource.getpagesize()
    _set(resource.RLIMIT_CPU, whole, grace=1)
    _set(resource.RLIMIT_AS, taken + memory)
    _set(resource.RLIMIT_FSIZE, output)
    _set(resource.RLIMIT_NOFILE, _MOST_OPEN)
    _set(resource.RLIMIT_CORE, 0)


def leave_the_network() -> bool:
    """Go where there is no network; whether the system granted it."""
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USERS | _NEW_NETWORK))


def files_can_be_shut_out() -> bool:
    """Whether the kernel can keep a process from files (Landlock)."""
    return _version(ctypes.CDLL(None, use_errno=True)) >= 1


def shut_in(readable: Iterable[str], writable: Iterable[str]) -> bool:
    """From now on, touch nothing but libraries, ``readable`` files and ``writable`` folders;
    whether the system granted it."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    version = _version(libc)
    if version < 1:
        return False
    files, tcp, scopes = (_upto(version, rights) for rights in (_FILES, _TCP, _SCOPES))
    handled = (files, *([tcp] if version >= 4 else []), *([scopes] if version >= 6 else []))
    attributes = struct.pack(f"{len(handled)}Q", *handled)
    rules = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    code = (sys.prefix, sys.base_prefix, *(place for place in sys.path if place), *_LIBRARIES)
    for path, rights in (
        *((each, _EXECUTE | _READ | _LIST) for each in code),
        *((each, _READ | _LIST) for each in _SYSTEM),
        *((each, _READ) for each in readable),
        ("/dev/null", _READ | _WRITE),
        *((each, _IN_FOLDERS) for each in writable),
    ):
        _allow(libc, rules, path, rights & files)
    failed = libc.syscall(_RESTRICT_SELF, rules, 0)
    os.close(rules)
    return bool(failed == 0)


def _version(libc: Any) -> int:
    return int(libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION))


def _allow(libc: Any, rules: int, path: str, rights: int) -> None:
    with suppress(OSError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if not os.path.isdir(path):
            rights &= _OF_FILES
        # struct landlock_path_beneath_attr is packed
        libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
        os.close(place)


def _upto(version: int, rights: dict[int, int]) -> int:
    return sum(right for since, right in rights.items() if since <= version)


def _set(kind: int, most: int, grace: int = 0) -> None:
    """Set a limit. With ``grace`` a signal that says which limit it was comes before the end."""
    before = resource.getrlimit(kind)[1]
    soft, hard = (
        value if before == resource.RLIM_INFINITY else min(value, before)
        for value in (most, most + grace)
    )
    resource.setrlimit(kind, (soft, hard))


def _first_line(path: str) -> str:
    with open(path) as file:
        return file.readline()
