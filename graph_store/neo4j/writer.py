"""One writer at a time: a transaction that stays open as long as the writer lives, and is seen by all.

The transaction carries a mark in its metadata. Who opens a second one finds the first among the server's transactions and
gives way. The server ends the transaction with its connection, so a writer killed in mid-load leaves no lock behind.
"""

import os
import socket
from contextlib import suppress
from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, TransactionError

from graph_schema.errors import StoreLocked
from graph_store.neo4j.query import query

MARK = "gsagraph-writer"
WRITERS = (
    "SHOW TRANSACTIONS YIELD transactionId, startTime, metaData, database"
    " WHERE metaData.kind = $mark AND database = $database"
    " RETURN metaData.holder AS holder, metaData.token AS token ORDER BY startTime, transactionId"
)


class WriterLock:
    """The right to write to one database; StoreLocked while another store has it."""

    def __init__(self, driver: neo4j.Driver, database: str) -> None:
        self._session = driver.session(database=database)
        self._token = os.urandom(8).hex()
        holder = f"process {os.getpid()} on {socket.gethostname()}"
        self._held = self._session.begin_transaction({"kind": MARK, "holder": holder, "token": self._token})
        try:
            self._held.run("RETURN 1").consume()
            self._give_way(driver, database)
        except BaseException:
            self.release()
            raise

    def _give_way(self, driver: neo4j.Driver, database: str) -> None:
        with driver.session(database=database) as session:
            writers: list[Any] = list(query(session, WRITERS, mark=MARK, database=database))
        if writers and writers[0]["token"] != self._token:
            raise StoreLocked(
                f"the store is being written by {writers[0]['holder']}",
                hint="wait until that process has finished, or stop it",
            )

    def confirm(self) -> None:
        """Make sure the lock is still held; StoreLocked if the server has ended it."""
        try:
            self._held.run("RETURN 1").consume()
        except (Neo4jError, TransactionError) as error:
            raise StoreLocked(
                "the server has ended the writer's lock",
                hint="load again: what was written stays, and is found unchanged",
            ) from error

    def release(self) -> None:
        """Let the next writer in."""
        for part in (self._held, self._session):
            with suppress(DriverError, Neo4jError):  # a server that is gone holds no lock
                part.close()
