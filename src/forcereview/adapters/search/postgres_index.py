"""The index of texts in the PostgreSQL schema of the journal, by its own full-text search.

The words are made by :mod:`forcereview.evidence.words`, as for SQLite, and handed over as a
``tsvector``: no dictionary and no parser of the server has a say, so both find the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from forcereview.adapters.search.sqlite_index import about, hit, put_together
from forcereview.errors import Problem, Refused
from forcereview.evidence.search_query import Query, Term
from forcereview.evidence.texts import ItemText, Page
from forcereview.evidence.words import pieces
from forcereview.workspace.ports import Hit

if TYPE_CHECKING:
    from psycopg import Connection

_TABLES = """
CREATE TABLE IF NOT EXISTS search_texts (
    name text PRIMARY KEY, version text NOT NULL, about text NOT NULL);
CREATE TABLE IF NOT EXISTS search_pages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL REFERENCES search_texts ON DELETE CASCADE, page text NOT NULL);
CREATE INDEX IF NOT EXISTS search_pages_of ON search_pages (name, id);
CREATE TABLE IF NOT EXISTS search_pieces (
    page bigint NOT NULL REFERENCES search_pages ON DELETE CASCADE, words tsvector NOT NULL);
CREATE INDEX IF NOT EXISTS search_pieces_of ON search_pieces (page);
CREATE INDEX IF NOT EXISTS search_words ON search_pieces USING gin (words);
"""
_FIND = """
WITH fitting AS (
    SELECT pages.id, max(ts_rank(pieces.words, %(query)s::tsquery, 1)) AS score
    FROM search_pieces AS pieces JOIN search_pages AS pages ON pages.id = pieces.page
    WHERE pieces.words @@ %(query)s::tsquery
      AND (%(within)s::text[] IS NULL OR pages.name = ANY(%(within)s::text[]))
    GROUP BY pages.id)
SELECT count(*) OVER (), pages.name, pages.page, texts.about
FROM fitting JOIN search_pages AS pages USING (id)
     JOIN search_texts AS texts ON texts.name = pages.name
ORDER BY fitting.score DESC, pages.name, pages.id LIMIT %(most)s
"""
#: so that two who make the tables at once don't collide; any number would do
_MAKING = 7_205_981_337


class PostgresSearchIndex:
    """The texts of a workspace in its PostgreSQL database, connected when first used.

    Forgetting a text rewrites the tables, so that their files no longer hold it; what the server's
    own log of writes and back-ups hold is for its keeper to remove.
    """

    def __init__(self, address: str, workspace: str) -> None:
        self._address = address
        self._schema = f"forcereview_{workspace.replace('-', '')}"
        self._connection: Connection[Any] | None = None

    def versions(self) -> dict[str, str]:
        """The version of every text that is kept."""
        with self._use() as db:
            return dict(db.execute("SELECT name, version FROM search_texts").fetchall())

    def keep(self, name: str, version: str, text: ItemText) -> None:
        """Keep a text, in one transaction."""
        with self._use() as db, db.transaction():
            db.execute("DELETE FROM search_texts WHERE name = %s", (name,))
            db.execute("INSERT INTO search_texts VALUES (%s, %s, %s)", (name, version, about(text)))
            for page in text.pages:
                _add(db, name, page)

    def text(self, name: str) -> ItemText | None:
        """A text that is kept."""
        with self._use() as db:
            row = db.execute("SELECT about FROM search_texts WHERE name = %s", (name,)).fetchone()
            if row is None:
                return None
            pages = db.execute("SELECT page FROM search_pages WHERE name = %s ORDER BY id", (name,))
            return put_together(row[0], [kept for (kept,) in pages])

    def find(
        self, query: Query, most: int, within: Collection[str] | None = None
    ) -> tuple[int, list[Hit]]:
        """How many pages fit, and those that fit best."""
        asked = {
            "query": tsquery_of(query),
            "within": None if within is None else sorted(within),
            "most": most,
        }
        with self._use() as db:
            rows = db.execute(_FIND, asked).fetchall()
        return (rows[0][0] if rows else 0), [hit(*row[1:]) for row in rows]

    def forget(self, names: Collection[str]) -> None:
        """Remove texts, and write the tables anew without them."""
        with self._use() as db:
            db.execute("DELETE FROM search_texts WHERE name = ANY(%s)", (sorted(names),))
            for table in ("search_pieces", "search_pages", "search_texts"):
                db.execute(f"VACUUM (FULL) {table}")

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _use(self) -> Iterator[Connection[Any]]:
        if self._connection is None:
            self._connection = _connected(self._address, self._schema)
        import psycopg

        try:
            yield self._connection
        except psycopg.Error as error:
            self.close()
            raise _unusable(error) from error


def _connected(address: str, schema: str) -> Connection[Any]:
    try:
        import psycopg
        import psycopg.sql
    except ImportError:
        raise Refused(
            Problem("the PostgreSQL client isn't installed", "pip install forcereview[postgres]")
        ) from None
    try:
        db = psycopg.connect(address, autocommit=True)
    except psycopg.Error as error:
        raise _refused(f"the database can't be reached ({' '.join(str(error).split())})") from None
    named = psycopg.sql.Identifier(schema)
    try:
        with db.transaction():
            db.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
            db.execute("SET LOCAL client_min_messages = warning")
            db.execute(psycopg.sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(named))
            db.execute(psycopg.sql.SQL("SET search_path = {}").format(named))
            db.execute(_TABLES)
    except psycopg.Error as error:
        db.close()
        raise _unusable(error) from None
    return db


def _unusable(error: Exception) -> Refused:
    return _refused(f"the index of texts can't be used ({' '.join(str(error).split())})")


def _refused(what: str) -> Refused:
    return Refused(Problem(what, "check that the server runs, and the address in forcereview.toml"))


def _add(db: Connection[Any], name: str, page: Page) -> None:
    kept = json.dumps(page.as_json(), ensure_ascii=True)
    row = db.execute(
        "INSERT INTO search_pages (name, page) VALUES (%s, %s) RETURNING id", (name, kept)
    ).fetchone()
    assert row is not None
    for piece in pieces(f"{page.label}\n{page.text}" if page.label else page.text):
        words = " ".join(f"'{word}':{place}" for place, word in enumerate(piece, start=1))
        db.execute("INSERT INTO search_pieces VALUES (%s, %s::tsvector)", (row[0], words))


def tsquery_of(query: Query) -> str:
    """The query in the words of PostgreSQL."""
    return " & ".join(f"!({_term(t)})" if t.excluded else f"({_term(t)})" for t in query.terms)


def _term(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]
    return " <-> ".join(quoted) + (":*" if term.beginning else "")


def _page(kept: str) -> Page:
    return Page.from_json(json.loads(kept))
