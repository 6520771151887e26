"""From a URL to a store."""

import importlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from graph_schema.errors import StoreUnavailable
from graph_store.protocol import Store
from graph_store.sqlite.store import SqliteStore

DEFAULT_URL = "sqlite:///gsagraph.db"
VARIABLE = "GSAGRAPH_STORE"
NEO4J_SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})


def open_store(url: str | None = None, *, write: bool = False) -> Store:
    """The store at a URL; None takes GSAGRAPH_STORE, else `sqlite:///gsagraph.db` in the working folder.

    `sqlite:///relative.db` and `sqlite:////absolute.db` name files. With `write` the store may be
    written to, is made if absent, and no other process may write. StoreUnavailable or StoreLocked
    tell what is in the way.
    """
    address = address_of(url)
    scheme = urlsplit(address).scheme
    if scheme == "sqlite":
        return SqliteStore(sqlite_path(address), write=write)
    if scheme in NEO4J_SCHEMES:
        return _neo4j_store(address, write=write)
    raise StoreUnavailable(
        f"{address!r} names no store",
        code="BAD_STORE_URL",
        hint="write sqlite:///relative.db, sqlite:////absolute.db or neo4j://host:port",
    )


def _neo4j_store(address: str, *, write: bool) -> Store:
    """The store on a server; its driver takes a quarter of a second to import, so only who uses it does."""
    store: Store = importlib.import_module("graph_store.neo4j.store").Neo4jStore(address, write=write)
    return store


def address_of(url: str | None) -> str:
    """The URL itself, else the one the environment names, else that of the working folder."""
    return url or os.environ.get(VARIABLE) or DEFAULT_URL


def sqlite_path(address: str) -> Path:
    """The file of a `sqlite:///…` URL; StoreUnavailable if it names none."""
    path = address.removeprefix("sqlite:///")
    if path in {address, ""}:
        raise StoreUnavailable(
            f"{address!r} names no file",
            code="BAD_STORE_URL",
            hint="write sqlite:///relative.db or sqlite:////absolute.db",
        )
    return Path(path)
