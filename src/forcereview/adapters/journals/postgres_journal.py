"""The journal in a PostgreSQL database, a schema of its own for each workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

from forcereview.adapters.journals.database_address import without_password
from forcereview.adapters.journals.document_caches import Row
from forcereview.adapters.journals.journal_tables import FORM, JournalTables
from forcereview.errors import BadInput, Problem, Refused
from forcereview.workspace.ports import Clock

_ENTRIES = f"""
CREATE TABLE entries (sequence bigint PRIMARY KEY, hash bytea NOT NULL, raw bytea NOT NULL);
CREATE TABLE form (number integer NOT NULL);
INSERT INTO form VALUES ({FORM});
"""
_CACHES = """
CREATE TABLE IF NOT EXISTS changed (
    document text COLLATE "C" NOT NULL, sequence bigint NOT NULL,
    PRIMARY KEY (document, sequence));
CREATE TABLE IF NOT EXISTS documents (
    name text COLLATE "C" PRIMARY KEY, sequence bigint NOT NULL, value text NOT NULL);
CREATE TABLE IF NOT EXISTS documents_head (
    one integer PRIMARY KEY CHECK (one = 1), sequence bigint NOT NULL, hash bytea NOT NULL);
"""
_CACHED = {"changed", "documents", "documents_head"}
_KEEPERS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'entries of the journal are never changed or deleted'; END $$;
CREATE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM entries), 0) THEN
        RAISE EXCEPTION 'entries of the journal follow each other';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entries_are_not_changed BEFORE UPDATE OR DELETE ON entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entries_are_not_emptied BEFORE TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entries_follow_each_other BEFORE INSERT ON entries
    FOR EACH ROW EXECUTE FUNCTION refuse_gap();
"""
_TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
_MAY_WRITE = (
    "SELECT has_table_privilege('entries', 'INSERT') AND NOT pg_is_in_recovery()"
    " AND current_setting('default_transaction_read_only') = 'off'"
)
#: one writer at a time, for as long as its transaction lasts
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema(), 0))"
_PATIENCE = "60s"


class PostgresJournal(JournalTables):
    """The journal of a workspace, in the schema of a PostgreSQL database named for its id."""

    def __init__(self, address: str, workspace: str, clock: Clock, *, create: bool = False) -> None:
        super().__init__(PostgresDatabase(address, workspace, create=create), clock)


class PostgresDatabase:
    """A schema with the journal's tables."""

    def __init__(self, address: str, workspace: str, *, create: bool = False) -> None:
        self._address = without_password(address)
        self._db = self._connected(address)
        try:
            self._enter(f"forcereview_{workspace.replace('-', '')}", create)
        except psycopg.Error as error:
            self._db.close()
            raise self._cannot_read(error) from error
        except BaseException:
            self._db.close()
            raise

    @property
    def hindrance(self) -> str:
        """Why nothing can be written; "" if it can."""
        return self._hindrance

    @property
    def salvaged(self) -> bool:
        """Never: the server looks after its files."""
        return False

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that a statement finds."""
        try:
            return self._db.execute(_translated(statement), values).fetchall()
        except psycopg.Error as error:
            raise self._cannot_read(error) from error

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Carry out a statement for each row of values."""
        with self._db.cursor() as cursor:
            cursor.executemany(_translated(statement), rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction in which nobody else writes; on disk when it has ended."""
        if self._hindrance:
            raise Refused(
                Problem(
                    f"nothing can be written to the journal: {self._hindrance}",
                    f"ask whoever looks after {self._address}",
                )
            )
        try:
            self._db.execute("BEGIN")
            self._db.execute(_LOCK)
            yield
        except BaseException as error:
            self._undo()
            if isinstance(error, psycopg.Error):
                raise self._cannot_write(error) from error
            raise
        self._commit()

    def examine(self) -> None:
        """Nothing to do: the server looks after its files."""

    def lost(self, after: int, upto: int) -> Problem | None:
        """None that are known of."""
        return None

    def close(self) -> None:
        """Let go of the connection."""
        self._db.close()

    def _connected(self, address: str) -> psycopg.Connection:
        try:
            return psycopg.connect(address, autocommit=True, connect_timeout=20)
        except psycopg.OperationalError as error:
            raise Refused(
                Problem(
                    f"the journal's database can't be reached ({_said(error)})",
                    f"see whether it runs and lets you in (a password: ~/.pgpass or PGPASSWORD): "
                    f"{self._address}",
                )
            ) from None
        except psycopg.Error as error:
            raise BadInput(
                Problem(
                    f"{self._address} is no address of a database ({_said(error)})",
                    "write postgresql://user@host/database",
                )
            ) from None

    def _enter(self, schema: str, create: bool) -> None:
        self._db.execute("SET synchronous_commit = on")
        self._db.execute(_translated(f"SET lock_timeout = '{_PATIENCE}'"))
        name = sql.Identifier(schema)
        if create:
            self._create(name)
        self._db.execute(sql.SQL("SET search_path = {}").format(name))
        tables = {table for (table,) in self.rows(_TABLES)}
        if not {"entries", "form"} <= tables:
            raise BadInput(
                Problem(
                    f"the workspace's journal isn't in {self._address} (schema {schema})",
                    "see whether the address is right, or put back a dump",
                )
            )
        self._check_form()
        ((allowed,),) = self.rows(_MAY_WRITE)
        self._hindrance = "" if allowed else "its database lets you only read"
        if allowed and _CACHED - tables:
            with self._db.transaction():
                self._db.execute(_translated(_CACHES))
                self._db.execute("DELETE FROM documents_head")

    def _create(self, name: sql.Identifier) -> None:
        ((encoding,),) = self.rows("SHOW server_encoding")
        if encoding != "UTF8":
            raise BadInput(
                Problem(
                    f"the database's encoding is {encoding}, which can't hold every text",
                    "make one with encoding UTF8 (createdb --encoding=UTF8 --template=template0)",
                )
            )
        try:
            with self._db.transaction():
                self._db.execute(sql.SQL("CREATE SCHEMA {}").format(name))
                self._db.execute(sql.SQL("SET LOCAL search_path = {}").format(name))
                self._db.execute(_translated(_ENTRIES + _CACHES + _KEEPERS))
        except psycopg.Error as error:
            raise Refused(
                Problem(
                    f"the journal can't be made in {self._address} ({_said(error)})",
                    "you need the right to create a schema there",
                )
            ) from error

    def _check_form(self) -> None:
        ((form,),) = self.rows("SELECT max(number) FROM form")
        if form != FORM:
            raise BadInput(
                Problem(
                    f"the journal is of form {form}; this forcereview reads form {FORM}",
                    f"use the forcereview that wrote it, or a newer one ({self._address})",
                )
            )

    def _commit(self) -> None:
        try:
            self._db.execute("COMMIT")
        except psycopg.Error as error:
            if self._db.closed or self._db.broken:
                raise Refused(
                    Problem(
                        f"the connection ended while the entries were written ({_said(error)}); "
                        "they are either all written, or none is",
                        "look before you repeat it: forcereview log",
                    )
                ) from error
            self._undo()
            raise self._cannot_write(error) from error

    def _undo(self) -> None:
        if self._db.info.transaction_status != TransactionStatus.IDLE:
            with suppress(psycopg.Error):
                self._db.execute("ROLLBACK")

    def _cannot_read(self, error: psycopg.Error) -> Refused:
        return Refused(
            Problem(
                f"the journal can't be read ({_said(error)})",
                f"see whether its database runs and lets you in: {self._address}",
            )
        )

    def _cannot_write(self, error: psycopg.Error) -> Refused:
        return Refused(
            Problem(
                f"nothing could be written to the journal ({_said(error)}); it is as it was before",
                f"see whether its database runs and lets you write: {self._address}",
            )
        )


@cache
def _translated(statement: str) -> bytes:
    """A statement as psycopg takes it."""
    return statement.replace("?", "%s").encode()


def _said(error: psycopg.Error) -> str:
    """What the server said, on one line."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
