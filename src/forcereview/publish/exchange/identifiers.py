"""Identifiers for linked data: the same thing gets the same one in every export."""

from __future__ import annotations

import hashlib

#: the name space of URLs (RFC 9562, section 6.6)
_URLS = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")


def urn(*names: str) -> str:
    """A ``urn:uuid`` of version 5 (RFC 9562, section 5.5), made of names alone: kind, then what
    tells one thing of the kind from another."""
    name = "forcereview:" + "\x1f".join(names)
    digest = bytearray(hashlib.sha1(_URLS + name.encode("utf-8", "surrogatepass")).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    parts = (text[:8], text[8:12], text[12:16], text[16:20], text[20:])
    return f"urn:uuid:{'-'.join(parts)}"
