"""The store on a Neo4j server: `Neo4jStore`, over Bolt with the official driver.

Reads are auto-commit statements, each with its own time limit; a batch of writes is one managed transaction. Several
processes may read; one may write (`graph_store.neo4j.writer`).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import neo4j
from neo4j.exceptions import Neo4jError

from graph_schema.errors import QueryRefused, StoreError
from graph_schema.record import Record
from graph_store.neo4j import layout, scan
from graph_store.neo4j.driver import OUT_OF_MEMORY, address, connect, translated
from graph_store.neo4j.emit import arguments, emit
from graph_store.neo4j.write import write_batch
from graph_store.neo4j.writer import WriterLock
from graph_store.plan import Plan
from graph_store.protocol import Edge, StoreStatistics, Unresolved, WriteReport
from graph_store.statement import Statement, prepare

FETCH = 1_000
BATCH_SECONDS = 600.0


class Neo4jStore:
    """A store in one database of a server. With `write` it holds the writer's lock and lays the database out."""

    def __init__(self, url: str, *, write: bool = False) -> None:
        self.url = url
        self._where = address(url)
        self._driver = connect(self._where)
        self._writing = threading.Lock()
        self._lock: WriterLock | None = None
        try:
            with translated(self._where.server):
                self._open(write=write)
        except BaseException:
            self.close()
            raise

    def _open(self, *, write: bool) -> None:
        with self._session(neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS) as session:
            if write:
                self._lock = WriterLock(self._driver, self._where.database)
                layout.lay_out(session)
            layout.require_schema(session, self.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _session(self, mode: str = neo4j.READ_ACCESS) -> neo4j.Session:
        return self._driver.session(database=self._where.database, default_access_mode=mode, fetch_size=FETCH)

    def execute(self, plan: Plan, values: Sequence[Any], scopes: Sequence[str], timeout: float | None = None) -> Any:
        """The positional answer of a plan; see `graph_store.protocol`."""
        statement = neo4j.Query(emit(plan), timeout=timeout)
        given = arguments(plan, values, scopes)
        try:
            with translated(self._where.server, timeout), self._session() as session:
                record = session.run(statement, given).single(strict=True)
        except (OverflowError, UnicodeEncodeError) as error:
            message = "a value of the query is no text or number that can be stored"
            raise QueryRefused(
                message, code="BAD_VALUE", hint="give valid Unicode text and numbers within 63 bits"
            ) from error
        return record["answer"]

    def write(self, batch: Sequence[Record], *, dry_run: bool = False) -> WriteReport:
        """Upsert a batch in one transaction; see `graph_store.protocol`."""
        statements = [prepare(record) for record in batch]
        if self._lock is None:
            raise StoreError(f"{self.url} is open for reading only", hint="open_store(url, write=True)")
        for statement in statements:
            layout.require_indexable(statement)
        with self._writing, translated(self._where.server, BATCH_SECONDS), self._session(neo4j.WRITE_ACCESS) as session:
            self._lock.confirm()
            return session.execute_write(_transaction(statements, dry_run=dry_run))

    def statistics(self) -> StoreStatistics:
        """Counts of everything stored, whatever its scope."""
        with translated(self._where.server), self._session() as session:
            return scan.statistics(session)

    def unresolved(self, first: int = 100) -> list[Unresolved]:
        """Some of the references still open, by type and accession."""
        with translated(self._where.server), self._session() as session:
            return scan.unresolved(session, first)

    def scan(self, node_type: str, scopes: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Every visible node of a type, by accession, streaming."""
        with translated(self._where.server), self._session() as session:
            yield from scan.nodes(session, node_type, scopes)

    def edges(self, relationship: str, scopes: Sequence[str]) -> Iterator[Edge]:
        """Every relationship of a type whose ends are both visible, streaming."""
        with translated(self._where.server), self._session() as session:
            yield from scan.edges(session, relationship, scopes)

    def check(self) -> list[str]:
        """What is wrong with the store, in words; empty if it is sound."""
        with translated(self._where.server), self._session() as session:
            return scan.check(session)

    def state(self) -> str:
        """A mark of the content: which store was laid out in the database, and how many batches changed something."""
        with translated(self._where.server), self._session() as session:
            return layout.state(session)

    def info(self) -> dict[str, Any]:
        """Kind, version, location, sizes and generation."""
        with translated(self._where.server), self._session() as session:
            return scan.info(session, self.url)

    def close(self) -> None:
        """Release connections and the writer's lock."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._driver.close()


def _transaction(
    statements: Sequence[Statement], *, dry_run: bool
) -> Callable[[neo4j.ManagedTransaction], WriteReport]:
    """The work of a managed transaction.

    The driver repeats it after a lost connection or a deadlock, but not where the server had no memory for it:
    that would only fail again.
    """

    @neo4j.unit_of_work(timeout=BATCH_SECONDS)
    def work(transaction: neo4j.ManagedTransaction) -> WriteReport:
        try:
            return write_batch(transaction, statements, dry_run=dry_run)
        except Neo4jError as error:
            if error.code in OUT_OF_MEMORY:
                raise _too_large() from error
            raise

    return work


def _too_large() -> StoreError:
    message = "the batch needs more memory than the server gives it"
    return StoreError(message, code="BATCH_TOO_LARGE", hint="load smaller batches, or raise db.memory.transaction.max")
