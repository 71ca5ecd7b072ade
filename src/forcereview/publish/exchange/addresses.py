"""Relative addresses of files, as linked data and pages write them (RFC 3986)."""

from __future__ import annotations

import re

_ENCODE = re.compile(rb"[^A-Za-z0-9._~/-]")


def address(path: str) -> str:
    """A path as the address of a file beside: every sign that has a meaning in addresses, and all
    beyond ASCII, as codes (section 2.1)."""
    raw = path.encode("utf-8", "surrogatepass")
    return _ENCODE.sub(lambda found: b"%%%02X" % found[0][0], raw).decode("ascii")


def part_of_address(text: str) -> str:
    """Any text as one part of an address, without a dividing slash."""
    return address(text).replace("/", "%2F")
