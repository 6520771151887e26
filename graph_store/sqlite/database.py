"""The file: connections to it, how it is laid out, and what it says of itself.

The layout is `schema.sql`, generated from the model: one STRICT table per node type, `node` (every
node known, by type and accession; one that is only referred to has no scope yet), `edge`,
`contribution`, `meta`, and `search`, the full text without its contents.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import apsw

from graph_schema.errors import StoreUnavailable
from graph_schema.model import SCHEMA_VERSION

LAYOUT = Path(__file__).with_name("schema.sql")
BUSY_MILLISECONDS = 10_000
READER_CACHE_KIBIBYTES = 16_384
READER_MAPPED_BYTES = 1 << 28
WRITER_CACHE_KIBIBYTES = 65_536
READ_ONLY = apsw.SQLITE_OPEN_READONLY
READ_WRITE = apsw.SQLITE_OPEN_READWRITE
CREATE = READ_WRITE | apsw.SQLITE_OPEN_CREATE

NOT_THERE = "load something first: gsagraph load PATH… (GSAGRAPH_STORE or --store names the store)"


def connect(path: Path, flags: int) -> apsw.Connection:
    """A connection with our settings; StoreUnavailable if the file cannot be opened.

    Readers map the file into memory; a writer does not, so that a load's memory stays small.
    """
    mapped, cache = (READER_MAPPED_BYTES, READER_CACHE_KIBIBYTES) if flags == READ_ONLY else (0, WRITER_CACHE_KIBIBYTES)
    try:
        connection = apsw.Connection(os.fspath(path), flags=flags)
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        for setting in (f"cache_size = -{cache}", f"mmap_size = {mapped}", "temp_store = memory"):
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except apsw.Error as error:
        raise StoreUnavailable(f"{path} cannot be opened: {error}", hint=NOT_THERE) from error
    return connection


def open_reader(path: Path) -> apsw.Connection:
    """A read-only connection to an existing store of this schema."""
    if not path.is_file():
        raise StoreUnavailable(f"there is no store at {path}", code="STORE_MISSING", hint=NOT_THERE)
    connection = connect(path, READ_ONLY)
    require_schema(connection, path)
    return connection


def file_identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path now; None if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def open_writer(path: Path) -> apsw.Connection:
    """The writing connection, with the store laid out if it is new. The caller holds the lock."""
    connection = connect(path, CREATE)
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != ("wal",):
        raise StoreUnavailable(f"{path}: no write-ahead log here ({mode})", hint="use a local file system")
    connection.execute("PRAGMA synchronous = FULL").fetchall()
    if is_empty(connection):
        lay_out(connection)
    require_schema(connection, path)
    return connection


def is_empty(connection: apsw.Connection) -> bool:
    """Whether nothing was ever made in the database."""
    return connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)


def lay_out(connection: apsw.Connection) -> None:
    """Make every table, in one transaction."""
    with connection:
        connection.execute(LAYOUT.read_text(encoding="utf-8")).fetchall()
        said = [
            ("kind", "gsagraph"),
            ("schema_version", SCHEMA_VERSION),
            ("generation", "0"),
            ("identity", secrets.token_hex(8)),
        ]
        connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", said)


def meta(connection: apsw.Connection) -> dict[str, str]:
    """What the store says of itself; empty if the file is a database of something else."""
    if connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'").fetchone() == (0,):
        return {}
    rows: list[Any] = connection.execute("SELECT key, value FROM meta").fetchall()
    return dict(rows)


def require_schema(connection: apsw.Connection, path: Path) -> None:
    """StoreUnavailable unless the file is a store of the schema this program was built with."""
    said = meta(connection)
    if said.get("kind") != "gsagraph":
        raise StoreUnavailable(f"{path} is not a store of gsagraph", hint="give the path of another file")
    if said["schema_version"] != SCHEMA_VERSION:
        raise StoreUnavailable(
            f"{path} has schema {said['schema_version']}, this program {SCHEMA_VERSION}",
            code="SCHEMA_MISMATCH",
            hint="load the sources again into a new store, or use the program the store was made with",
        )
