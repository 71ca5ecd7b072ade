"""The address of a PostgreSQL database, as it may be written down: without password."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

_SECRETS = ("password", "sslpassword")


def without_password(address: str) -> str:
    """The address of a database without the password that it may hold."""
    parts = urlsplit(address)
    who, at, where = parts.netloc.rpartition("@")
    options = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in options if pair[0] not in _SECRETS]
    query = parts.query if kept == options else urlencode(kept)
    begun = f"{parts.scheme}://{who.partition(':')[0]}{at}{where}{parts.path}"
    return f"{begun}?{query}" if query else begun
