"""The graph as RDF does not depend on the store it lives in."""

from pathlib import Path

from exports.rdf import export
from graph_store import open_store
from graph_store.protocol import Store
from tests.exports.rdf.records import RECORDS


def test_every_store_exports_the_same_bytes(store: Store, tmp_path: Path) -> None:
    """The same records give the same files, hashes and manifest from any store as from an embedded one."""
    store.write(RECORDS)
    embedded = open_store(f"sqlite:///{tmp_path / 'embedded.db'}", write=True)
    embedded.write(RECORDS)
    assert export(store, tmp_path / "one", "nt") == export(embedded, tmp_path / "two", "nt")
    embedded.close()
    for path in (tmp_path / "two").iterdir():
        assert (tmp_path / "one" / path.name).read_bytes() == path.read_bytes()
