"""The rows of a table in a CSV file: each row a page, every value with its heading."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from forcereview.adapters.readers.plain_text import decoded

_MOST_ROWS = 1_000_000


def read(content: Mapping[str, str]) -> dict[str, Any]:
    """``columns``, and ``pages``: one a row, counted from 1 below the heading (RFC 4180, RFC 7111).

    Raises:
        ValueError: it is no table, or too large.
    """
    text, encoding = decoded(content)
    csv.field_size_limit(1 << 24)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), _dialect(text), strict=True)
        columns = [name.strip() for name in next(rows, [])]
        pages = []
        for number, row in enumerate(rows, start=1):
            if number > _MOST_ROWS:
                raise ValueError(f"the table has more than {_MOST_ROWS:,} rows")
            pages.append(_row(number, columns, row))
    except csv.Error as error:
        raise ValueError(f"it is no table that can be read ({error})") from None
    return {
        "unit": "row",
        "columns": columns,
        "pages": pages,
        "read_by": f"read as {encoding}",
    }


def _row(number: int, columns: list[str], row: list[str]) -> dict[str, Any]:
    named = [
        f"{columns[place]}: {value.strip()}" if place < len(columns) else value.strip()
        for place, value in enumerate(row)
        if value.strip()
    ]
    return {"number": number, "text": "; ".join(named), "from": "text" if named else "none"}


def _dialect(text: str) -> type[csv.Dialect]:
    """Comma, semicolon or tab, whichever parts the heading most."""
    heading = text[: text.find("\n")] if "\n" in text else text
    most = max(",;\t", key=heading.count)

    class Parted(csv.excel):
        delimiter = most

    return Parted
