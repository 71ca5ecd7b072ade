"""Addresses of databases are kept without the password that they may hold."""

import pytest

from forcereview.adapters.journals.database_address import without_password


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("postgresql://u:secret@h/db", "postgresql://u@h/db"),
        ("postgresql://u:se%40c:ret@h:5433/db", "postgresql://u@h:5433/db"),
        ("postgresql://:secret@h/db", "postgresql://@h/db"),
        ("postgresql://u@h/db", "postgresql://u@h/db"),
        ("postgresql://h/db", "postgresql://h/db"),
        ("postgresql:///db?host=/run/x&user=u", "postgresql:///db?host=/run/x&user=u"),
        (
            "postgres://u@h/db?password=secret&sslmode=require",
            "postgres://u@h/db?sslmode=require",
        ),
        ("postgresql://u:secret@a:1,b:2/db", "postgresql://u@a:1,b:2/db"),
    ],
)
def test_the_password_is_left_out_and_all_else_kept(written: str, kept: str) -> None:
    assert without_password(written) == kept
    assert "secret" not in without_password(written)
