"""The machine's clock."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> str:
        """UTC to the microsecond, as entries write it."""
        return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
