"""The embedded store: `SqliteStore`, one file, readers by thread, one writer.

Every reading thread has a read-only connection of its own, so readers neither wait for each other
nor for the writer (write-ahead log). The writing connection is used by one thread at a time.
"""

import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw
import orjson

from graph_schema.errors import QueryRefused, QueryTimeout, StoreError
from graph_schema.record import Record
from graph_store.plan import Plan, Search
from graph_store.protocol import Edge, StoreStatistics, Unresolved, WriteReport
from graph_store.sqlite import care, scan
from graph_store.sqlite.database import file_identity, meta, open_reader, open_writer
from graph_store.sqlite.emit import emit
from graph_store.sqlite.lock import WriterLock
from graph_store.sqlite.write import write_batch
from graph_store.statement import prepare
from graph_store.words import phrases, starts

STEPS_BETWEEN_LOOKS = 20_000
"""Machine steps of SQLite between two looks at the clock: about a millisecond."""

NO_WORDS = '""'
"""A question to the full text that nothing answers."""

LAST_CHARACTER = "\U0010ffff"


class SqliteStore:
    """A store in one SQLite file. With `write` it holds the writer's lock and makes the file if absent."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.url = f"sqlite:///{path}"
        self.path = path
        self._here = threading.local()
        self._opened: weakref.WeakSet[apsw.Connection] = weakref.WeakSet()
        self._writing = threading.Lock()
        self._lock: WriterLock | None = None
        self._writer: apsw.Connection | None = None
        if write:
            self._start_writing()
        self._reader()

    def _start_writing(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = WriterLock(self.path)
        try:
            self._writer = open_writer(self.path)
        except BaseException:
            self._lock.release()
            raise

    def _reader(self) -> apsw.Connection:
        """This thread's connection, renewed when a restore has put another file in place."""
        connection: apsw.Connection | None = getattr(self._here, "connection", None)
        file = file_identity(self.path)
        if connection is None or self._here.file != file:
            connection = self._here.connection = open_reader(self.path)
            self._here.file = file
            self._opened.add(connection)
        return connection

    def execute(self, plan: Plan, values: Sequence[Any], scopes: Sequence[str], timeout: float | None = None) -> Any:
        """The positional answer of a plan; see `graph_store.protocol`."""
        text = self._run(emit(plan), bindings(plan, values, scopes), timeout)
        return orjson.loads(text)

    def _run(self, sql: str, values: dict[str, Any], timeout: float | None) -> str:
        connection = self._reader()
        if timeout is not None:
            connection.set_progress_handler(_overdue(timeout), STEPS_BETWEEN_LOOKS)
        try:
            rows: list[Any] = connection.execute(sql, values).fetchall()
        except apsw.InterruptError as error:
            raise QueryTimeout(
                f"the query took longer than {timeout:g} s", hint="ask for less, or filter more"
            ) from error
        except (UnicodeEncodeError, OverflowError) as error:
            message = "a value of the query is no text or number that can be stored"
            raise QueryRefused(
                message, code="BAD_VALUE", hint="give valid Unicode text and numbers within 63 bits"
            ) from error
        except apsw.Error as error:
            raise StoreError(f"{self.path}: {error}", hint="gsagraph store check") from error
        finally:
            if timeout is not None:
                connection.set_progress_handler(None)
        return str(rows[0][0])

    def write(self, batch: Sequence[Record], *, dry_run: bool = False) -> WriteReport:
        """Upsert a batch in one transaction; see `graph_store.protocol`."""
        statements = [prepare(record) for record in batch]
        if self._writer is None:
            raise StoreError(f"{self.path} is open for reading only", hint="open_store(url, write=True)")
        with self._writing:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                report = write_batch(self._writer, statements)
                self._writer.execute("ROLLBACK" if dry_run else "COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
        return report

    def statistics(self) -> StoreStatistics:
        """Counts of everything stored, whatever its scope."""
        return scan.statistics(self._reader())

    def unresolved(self, first: int = 100) -> list[Unresolved]:
        """Some of the references still open, by type and accession."""
        return scan.unresolved(self._reader(), first)

    def scan(self, node_type: str, scopes: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Every visible node of a type, by accession, streaming."""
        return scan.nodes(self._reader(), node_type, scopes)

    def edges(self, relationship: str, scopes: Sequence[str]) -> Iterator[Edge]:
        """Every relationship of a type whose ends are both visible, streaming."""
        return scan.edges(self._reader(), relationship, scopes)

    def check(self) -> list[str]:
        """What is wrong with the store, in words; empty if it is sound."""
        return care.check(self._reader())

    def state(self) -> str:
        """A mark of the content: which file, which store was laid out in it, and how many batches changed something.

        A new file may have the number of one that was removed; stores of earlier versions have no identity of their own.
        """
        said = meta(self._reader())
        return f"{file_identity(self.path)} {said.get('identity', '')} {said['generation']}"

    def info(self) -> dict[str, Any]:
        """Kind, version, location, sizes and generation."""
        return care.info(self._reader(), self.path)

    def backup(self, target: Path) -> None:
        """Copy the store as it stands into a new file, while others read and write."""
        care.backup(self._reader(), target)

    def close(self) -> None:
        """Release connections and the writer's lock."""
        for connection in list(self._opened):
            connection.close()
        self._opened.clear()
        self._here = threading.local()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _overdue(timeout: float) -> Callable[[], bool]:
    end = time.monotonic() + timeout
    return lambda: time.monotonic() > end


def bindings(plan: Plan, values: Sequence[Any], scopes: Sequence[str]) -> dict[str, Any]:
    """The parameters of a plan's statement: lists as JSON text, the text of a search as what it asks."""
    bound = {f"p{position}": _bound(value) for position, value in enumerate(values)}
    bound["scopes"] = orjson.dumps(list(scopes)).decode()
    if isinstance(plan.root, Search):
        bound |= search_bindings(values[plan.root.text])
    return bound


def _bound(value: Any) -> Any:
    return orjson.dumps(value).decode() if isinstance(value, list | tuple) else value


def search_bindings(text: str) -> dict[str, str | None]:
    """What a search text asks of the full text and of accessions; nothing if it has no letter or digit."""
    asked = phrases(text)
    if not asked:
        return {"words": NO_WORDS} | dict.fromkeys(("typed", "typed_end", "capital", "capital_end"))
    typed, capital = starts(text)
    return {
        "words": " AND ".join(f'"{" ".join(phrase)}"' for phrase in asked),
        "typed": typed,
        "typed_end": typed + LAST_CHARACTER,
        "capital": capital,
        "capital_end": capital + LAST_CHARACTER,
    }
