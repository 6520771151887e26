"""Looking after the file: check, backup, restore, info."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

from graph_schema.errors import StoreError, StoreUnavailable
from graph_schema.model import NODE_TYPES
from graph_store.sqlite.column import literal, quoted
from graph_store.sqlite.database import CREATE, READ_WRITE, connect, meta, open_reader
from graph_store.sqlite.lock import WriterLock
from graph_store.sqlite.rows import first_id, last_id
from graph_store.sqlite.scan import statistics

PAGES_PER_STEP = 2_000

LOST_EDGES = (
    "SELECT count(*) FROM edge e WHERE NOT EXISTS (SELECT 1 FROM node WHERE id = e.src)"
    " OR NOT EXISTS (SELECT 1 FROM node WHERE id = e.dst)"
)
LONELY = (
    "SELECT count(*) FROM node n WHERE scope IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM edge WHERE src = n.id) AND NOT EXISTS (SELECT 1 FROM edge WHERE dst = n.id)"
)
WITHOUT_WORDS = (
    "SELECT count(*) FROM node WHERE scope IS NOT NULL AND NOT EXISTS (SELECT 1 FROM search_docsize WHERE id = node.id)"
)
WITHOUT_NODE = (
    "SELECT count(*) FROM search_docsize d WHERE NOT EXISTS (SELECT 1 FROM node WHERE id = d.id AND scope IS NOT NULL)"
)
WITHOUT_CONTRIBUTION = (
    "SELECT count(*) FROM node WHERE scope IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contribution WHERE node = node.id)"
)
FAULTS = {
    LOST_EDGES: "relationships with an end that is in no table",
    LONELY: "nodes only referred to, by nothing",
    WITHOUT_WORDS: "nodes missing in the full text",
    WITHOUT_NODE: "entries of the full text without a node",
    WITHOUT_CONTRIBUTION: "nodes without any contribution",
}


def check(connection: apsw.Connection) -> list[str]:
    """What is wrong with the file or between its tables, in words."""
    broken = [str(row[0]) for row in connection.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]
    return broken or [*_faults(connection)]


def _faults(connection: apsw.Connection) -> Iterator[str]:
    counted = list(FAULTS.items()) + [fault for node_type in NODE_TYPES for fault in _type_faults(node_type)]
    for sql, what in counted:
        found = _count(connection, sql)
        if found:
            yield f"{found} {what}"


def _count(connection: apsw.Connection, sql: str) -> int:
    rows: list[Any] = connection.execute(sql).fetchall()
    return int(rows[0][0])


def _type_faults(node_type: str) -> Iterator[tuple[str, str]]:
    """The table of a type holds exactly the loaded nodes of `node`, equal in what both tell."""
    kind, low, high = literal(node_type), first_id(node_type), last_id(node_type)
    yield (
        (
            f"SELECT count(*) FROM node n WHERE n.type = {kind} AND n.scope IS NOT NULL"
            f" AND NOT EXISTS (SELECT 1 FROM {quoted(node_type)} WHERE id = n.id)"
        ),
        f"nodes of type {node_type} without a row of their own",
    )
    yield (
        (
            f"SELECT count(*) FROM {quoted(node_type)} t LEFT JOIN node n ON n.id = t.id WHERE n.type IS NOT {kind}"
            " OR n.accession IS NOT t.accession OR n.iri IS NOT t.iri OR n.scope IS NOT t.scope"
            f" OR t.id NOT BETWEEN {low} AND {high}"
        ),
        f"rows of {node_type} that the table of nodes tells otherwise",
    )


def info(connection: apsw.Connection, path: Path) -> dict[str, Any]:
    """Kind, versions, location, sizes in bytes, and the generation: how many batches changed something."""
    said, counts = meta(connection), statistics(connection)
    log = path.with_name(path.name + "-wal")
    return {
        "kind": "sqlite",
        "location": str(path.resolve()),
        "sqlite_version": apsw.sqlite_lib_version(),
        "schema_version": said["schema_version"],
        "generation": int(said["generation"]),
        "size": path.stat().st_size,
        "log_size": log.stat().st_size if log.exists() else 0,
        "nodes": sum(counts.nodes.values()),
        "relationships": sum(counts.relationships.values()),
        "unresolved": counts.unresolved,
    }


def backup(connection: apsw.Connection, target: Path) -> None:
    """Copy a live store into a new file by SQLite's online backup; the file is there whole or not at all."""
    if target.exists():
        raise StoreError(f"{target} is there already", hint="name a file that does not exist")
    target.parent.mkdir(parents=True, exist_ok=True)
    _copied(connection, target).replace(target)
    _synced(target.parent)


def _copied(connection: apsw.Connection, target: Path) -> Path:
    """A whole and synced copy of the store, beside the place it is meant for."""
    unfinished = target.with_name(target.name + ".new")
    unfinished.unlink(missing_ok=True)
    copy = connect(unfinished, CREATE)
    try:
        with copy.backup("main", connection, "main") as pages:
            while not pages.done:
                pages.step(PAGES_PER_STEP)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        copy.close()
    _synced(unfinished)
    return unfinished


def _synced(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def restore(source: Path, path: Path) -> None:
    """Put a checked backup in the place of a store, at once; StoreLocked while someone writes to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(path)
    try:
        connection = _open_backup(source)
        try:
            _put_in_place(connection, path)
        finally:
            connection.close()
    finally:
        lock.release()


def _open_backup(source: Path) -> apsw.Connection:
    """The backup open for reading; StoreUnavailable if it is none of ours, or damaged."""
    try:
        connection = open_reader(source)
    except StoreUnavailable as error:
        raise StoreUnavailable(error.message, hint="name a file written by gsagraph store backup") from error
    faults = check(connection)
    if faults:
        connection.close()
        raise StoreUnavailable(f"{source} is damaged: {faults[0]}", hint="restore another backup")
    return connection


def _put_in_place(connection: apsw.Connection, path: Path) -> None:
    """Swap the files. The old store is first made whole without its log, so that a crash here loses nothing."""
    fresh = _copied(connection, path)
    if path.exists():
        _emptied_log(path)
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
    fresh.replace(path)
    _synced(path.parent)


def _emptied_log(path: Path) -> None:
    """Move the log into the file; one that is damaged, the reason for a restore, is left as it is."""
    with suppress(StoreError, apsw.Error):
        old = connect(path, READ_WRITE)
        try:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            old.close()
