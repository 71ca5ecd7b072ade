"""The index of texts in a SQLite file (FTS5), in the workspace's cache.

The file may be deleted at any time: what it held is read again. It holds texts in plain, also where
contents are encrypted; so it is readable by its owner alone, and a text that is forgotten is
overwritten (``secure_delete``), merged out of the full-text index, and vacuumed away.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from forcereview.errors import Place, Problem, Refused
from forcereview.evidence.search_query import Query, Term
from forcereview.evidence.texts import ItemText, Page
from forcereview.evidence.words import pieces
from forcereview.workspace.ports import Hit

_FORM = 1
_TABLES = f"""
CREATE TABLE texts (
    name TEXT PRIMARY KEY, version TEXT NOT NULL, about TEXT NOT NULL) STRICT;
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, page TEXT NOT NULL) STRICT;
CREATE INDEX pages_of ON pages (name, id);
CREATE TABLE pieces (id INTEGER PRIMARY KEY, page INTEGER NOT NULL) STRICT;
CREATE INDEX pieces_of ON pieces (page);
CREATE VIRTUAL TABLE words USING fts5 (
    piece, tokenize = "unicode61 remove_diacritics 0", columnsize = 1);
PRAGMA user_version = {_FORM};
"""
_FIND = """
WITH found AS MATERIALIZED (SELECT rowid AS id, rank AS score FROM words WHERE words MATCH ?),
     fitting AS (
        SELECT pages.id AS id, min(found.score) AS score
        FROM found JOIN pieces ON pieces.id = found.id JOIN pages ON pages.id = pieces.page
        WHERE ?2 IS NULL OR pages.name IN (SELECT value FROM json_each(?2))
        GROUP BY pages.id)
SELECT count(*) OVER (), pages.name, pages.page, texts.about
FROM fitting JOIN pages ON pages.id = fitting.id JOIN texts ON texts.name = pages.name
ORDER BY fitting.score, pages.name, pages.id LIMIT ?3
"""


class SqliteSearchIndex:
    """The texts of a workspace in one SQLite file, opened when it is first used. Where no file can
    be written, they are kept in memory until the index is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def versions(self) -> dict[str, str]:
        """The version of every text that is kept."""
        with self._use() as db:
            return dict(db.execute("SELECT name, version FROM texts"))

    def keep(self, name: str, version: str, text: ItemText) -> None:
        """Keep a text, in one transaction."""
        with self._use() as db:
            db.execute("BEGIN IMMEDIATE")
            _remove(db, name)
            db.execute("INSERT INTO texts VALUES (?, ?, ?)", (name, version, about(text)))
            for page in text.pages:
                _add(db, name, page)
            db.execute("COMMIT")

    def text(self, name: str) -> ItemText | None:
        """A text that is kept."""
        with self._use() as db:
            row = db.execute("SELECT about FROM texts WHERE name = ?", (name,)).fetchone()
            if row is None:
                return None
            pages = db.execute("SELECT page FROM pages WHERE name = ? ORDER BY id", (name,))
            return put_together(row[0], [kept for (kept,) in pages])

    def find(
        self, query: Query, most: int, within: Collection[str] | None = None
    ) -> tuple[int, list[Hit]]:
        """How many pages fit, and those that fit best (BM25)."""
        names = None if within is None else json.dumps(sorted(within))
        with self._use() as db:
            rows = db.execute(_FIND, (match_of(query), names, most)).fetchall()
        return (rows[0][0] if rows else 0), [hit(*row[1:]) for row in rows]

    def forget(self, names: Collection[str]) -> None:
        """Remove texts, and what the full-text index and free pages still hold of them."""
        if not self._path.exists() and self._connection is None:
            return
        with self._use() as db:
            db.execute("BEGIN IMMEDIATE")
            for name in names:
                _remove(db, name)
            db.execute("INSERT INTO words (words) VALUES ('optimize')")
            db.execute("COMMIT")
            db.execute("VACUUM")

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _use(self) -> Iterator[sqlite3.Connection]:
        try:
            if self._connection is None:
                self._connection = _opened(self._path)
            yield self._connection
        except BaseException as error:
            if self._connection is not None and self._connection.in_transaction:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.DatabaseError):
                raise self._failed(error) from error
            raise

    def _failed(self, error: sqlite3.DatabaseError) -> Refused:
        if isinstance(error, sqlite3.OperationalError):
            what, todo = f"the index of texts can't be used ({error})", "check space, then repeat"
        else:
            self.close()
            self._path.unlink(missing_ok=True)
            what, todo = (
                "the index of texts was damaged; it was thrown away",
                "repeat: it is made anew",
            )
        return Refused(Problem(what, todo, Place(str(self._path))))


def match_of(query: Query) -> str:
    """The query in the words of FTS5."""
    wanted = " AND ".join(_term(term) for term in query.terms if not term.excluded)
    excluded = " OR ".join(_term(term) for term in query.terms if term.excluded)
    return f"({wanted}) NOT ({excluded})" if excluded else wanted


def _term(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.beginning else ""}'


def _opened(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        return _prepared(str(path))
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _opened(path)
    except OSError:
        return _prepared(":memory:")


def _prepared(where: str) -> sqlite3.Connection:
    db = sqlite3.connect(where, isolation_level=None, timeout=60)
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA synchronous = NORMAL")
    (form,) = db.execute("PRAGMA user_version").fetchone()
    if form == 0:
        db.execute("BEGIN IMMEDIATE")
        if db.execute("PRAGMA user_version").fetchone() == (0,):
            for statement in _TABLES.split(";\n"):
                db.execute(statement)
        db.execute("COMMIT")
    elif form != _FORM:
        db.close()
        raise sqlite3.DatabaseError("made by another version")
    return db


def _add(db: sqlite3.Connection, name: str, page: Page) -> None:
    kept = json.dumps(page.as_json(), ensure_ascii=False)
    number = db.execute("INSERT INTO pages (name, page) VALUES (?, ?)", (name, kept)).lastrowid
    for piece in pieces(f"{page.label}\n{page.text}" if page.label else page.text):
        row = db.execute("INSERT INTO pieces (page) VALUES (?)", (number,)).lastrowid
        db.execute("INSERT INTO words (rowid, piece) VALUES (?, ?)", (row, " ".join(piece)))


def _remove(db: sqlite3.Connection, name: str) -> None:
    pages = "SELECT id FROM pages WHERE name = ?"
    held = f"SELECT id FROM pieces WHERE page IN ({pages})"
    db.execute(f"DELETE FROM words WHERE rowid IN ({held})", (name,))
    db.execute(f"DELETE FROM pieces WHERE page IN ({pages})", (name,))
    db.execute("DELETE FROM pages WHERE name = ?", (name,))
    db.execute("DELETE FROM texts WHERE name = ?", (name,))


def about(text: ItemText) -> str:
    """What is kept of a text beside its pages."""
    return json.dumps({**text.as_json(), "pages": []})


def put_together(kept: str, pages: Iterable[str]) -> ItemText:
    """A text of what is kept of it."""
    return ItemText.from_json({**json.loads(kept), "pages": [json.loads(page) for page in pages]})


def hit(name: str, page: str, text: str) -> Hit:
    """A page found, of what is kept of it and of its text."""
    return Hit(name, json.loads(text)["unit"], Page.from_json(json.loads(page)))
