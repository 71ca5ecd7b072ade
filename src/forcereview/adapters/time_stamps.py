"""Requests to a time-stamp authority (RFC 3161), over HTTP where one is set.

Replies are read apart, by the reader ``time_stamps``.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from forcereview.errors import Place, Problem, Refused

_MOST = 1 << 20
_PATIENCE_S = 30


class TimeStampAuthority:
    """The authority at an address; with "" requests can be made, but not sent."""

    def __init__(self, address: str) -> None:
        self._address = address

    def query(self, message: bytes) -> bytes:
        """A request for a message: its SHA-256, a nonce, and that certificates are wanted."""
        try:
            from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
        except ImportError:
            raise Refused(
                Problem(
                    "time stamps need a library that isn't installed",
                    "pip install 'forcereview[timestamps]'",
                )
            ) from None
        builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
        return builder.build().as_bytes()

    def ask(self, query: bytes) -> bytes:
        """The authority's reply to a request."""
        from http.client import HTTPException
        from urllib.request import Request, urlopen

        if urlsplit(self._address).scheme not in ("http", "https"):
            raise self._without("none is set" if not self._address else "its address is no http(s)")
        request = Request(
            self._address, query, {"Content-Type": "application/timestamp-query"}, method="POST"
        )
        try:
            with urlopen(request, timeout=_PATIENCE_S) as answer:
                reply: bytes = answer.read(_MOST + 1)
        except (OSError, HTTPException, ValueError) as error:
            raise self._without(f"it can't be reached ({error})") from None
        if len(reply) > _MOST:
            raise self._without("its reply is larger than 1 MiB")
        return reply

    def _without(self, why: str) -> Refused:
        return Refused(
            Problem(
                f"no time stamp from an authority: {why}",
                "set 'authority' in forcereview.toml, or carry the request there yourself: "
                "forcereview timestamp --query FILE, then --reply FILE",
                Place(self._address),
            )
        )
