"""Backup and restore of a store by its URL; only the embedded store does this itself."""

from pathlib import Path

from graph_schema.errors import StoreError
from graph_store.open import address_of, sqlite_path
from graph_store.sqlite import care
from graph_store.sqlite.store import SqliteStore


def backup(url: str | None, target: Path) -> None:
    """Copy the store at a URL into a new file, while others read and write."""
    store = SqliteStore(_embedded(url))
    try:
        store.backup(target)
    finally:
        store.close()


def restore(source: Path, url: str | None) -> None:
    """Put a backup in the place of the store at a URL; StoreLocked while someone writes to it."""
    care.restore(source, _embedded(url))


def _embedded(url: str | None) -> Path:
    address = address_of(url)
    if not address.startswith("sqlite:"):
        raise StoreError(
            f"{address} is a server: it has its own backup",
            code="NOT_EMBEDDED",
            hint="use neo4j-admin database dump and load on the server",
        )
    return sqlite_path(address)
