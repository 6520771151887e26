"""The whole graph as files: complete, public, sorted, reproducible, put in place at once."""

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from rdflib import BNode, Graph

from exports.rdf import export, node_document
from exports.rdf.graph import Written
from graph_schema.model import NODE_TYPES, RELATIONSHIPS
from graph_schema.record import Record
from graph_store import open_store
from graph_store.protocol import Edge, Store
from tests.exports.rdf.oracle import triples, whole_graph
from tests.exports.rdf.records import RECORDS

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

PARSERS = {"nt": "nt", "ttl": "turtle", "jsonld": "json-ld"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with the records."""
    yield from filled(tmp_path / "graph.db", RECORDS)


def filled(path: Path, records: list[Record]) -> Iterator[Store]:
    """A new embedded store that holds some records."""
    opened = open_store(f"sqlite:///{path}", write=True)
    opened.write(records)
    yield opened
    opened.close()


def read(folder: Path, name: str) -> Graph:
    """All files of a format in a folder as one graph."""
    graph = Graph()
    for path in sorted([*folder.glob(f"*.{name}"), *folder.glob(f"*.{name}.gz")]):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        graph.parse(data=data, format=PARSERS[name])
    return graph


def nodes(store: Store) -> list[tuple[str, dict[str, Any]]]:
    """Every public node of a store."""
    return [(name, slots) for name in NODE_TYPES for slots in store.scan(name, ("public",))]


def edges(store: Store) -> list[Edge]:
    """Every public relationship of a store."""
    return [edge for name in RELATIONSHIPS for edge in store.edges(name, ("public",))]


@pytest.mark.parametrize("name", sorted(PARSERS))
@pytest.mark.parametrize("packed", [False, True])
def test_export_equals_the_oracle(store: Store, tmp_path: Path, name: str, packed: bool) -> None:
    """In every format, compressed or not, the files say what rdflib says of the public graph."""
    export(store, tmp_path / "out", name, gzip=packed)
    graph = read(tmp_path / "out", name)
    assert triples(graph) == triples(whole_graph(nodes(store), edges(store)))
    assert len(graph) > 150
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)


def test_documents_of_all_nodes_are_the_export(store: Store, tmp_path: Path) -> None:
    """The lines of the export are those of the single documents, no more and no less."""
    export(store, tmp_path / "out", "nt")
    exported = [line for path in (tmp_path / "out").glob("*.nt") for line in path.read_bytes().splitlines()]
    single = [
        line for name, slots in nodes(store) for line in node_document(name, slots, edges(store), "nt").splitlines()
    ]
    assert sorted(exported) == sorted(single)


def test_nothing_hidden_leaves(store: Store, tmp_path: Path) -> None:
    """Neither a node that is not public, nor what leads to it, nor a restricted slot is written."""
    for name in PARSERS:
        export(store, tmp_path / "out", name)
    text = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert b"SECRET" not in text
    assert b"SAMC000009" not in text
    assert b"occupation" not in text


def test_wider_scopes_are_wider(store: Store, tmp_path: Path) -> None:
    """With a scope that sees it, the node is written; restricted slots and plain matches still are not."""
    export(store, tmp_path / "out", "nt", scopes=["public", "review"])
    text = b"".join(path.read_bytes() for path in (tmp_path / "out").glob("*.nt"))
    assert b"SAMC000009" in text
    assert b"occupation" not in text
    assert b"exactMatch" not in text


def test_files_are_sorted_by_subject(store: Store, tmp_path: Path) -> None:
    """Subjects come in the order of their bytes, each in one stretch, its type first."""
    export(store, tmp_path / "out", "nt")
    for path in (tmp_path / "out").glob("*.nt"):
        lines = path.read_bytes().splitlines()
        subjects = [line.split(b" ", 1)[0][1:-1] for line in lines]
        assert subjects == sorted(subjects)
        firsts = [
            line
            for line, before in zip(lines, [b"", *subjects[:-1]], strict=True)
            if line.split(b" ", 1)[0][1:-1] != before
        ]
        assert all(b"22-rdf-syntax-ns#type>" in line for line in firsts)
        assert len(set(lines)) == len(lines)


def test_bytes_do_not_depend_on_order_or_memory(store: Store, tmp_path: Path) -> None:
    """Loaded in another order, sorted with hardly any memory: the same bytes, the manifest too."""
    export(store, tmp_path / "one", "ttl")
    for other in filled(tmp_path / "other.db", RECORDS[::-1]):
        export(other, tmp_path / "two", "ttl", memory=1)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_gzip_is_reproducible(store: Store, tmp_path: Path) -> None:
    """Compressed files hold neither a time nor a name."""
    export(store, tmp_path / "one", "nt", gzip=True)
    export(store, tmp_path / "two", "nt", gzip=True)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert all(path.read_bytes()[3:8] == bytes(5) for path in (tmp_path / "one").glob("*.gz"))


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_manifest_tells_counts_and_hashes(store: Store, tmp_path: Path) -> None:
    """The manifest names each file with its type, subjects, triples, bytes and sha256."""
    written = export(store, tmp_path / "out", "nt")
    manifest = orjson.loads((tmp_path / "out" / "manifest.json").read_bytes())["formats"]["nt"]
    assert [Written(**entry) for entry in manifest["files"]] == written
    assert manifest["scopes"] == ["public"]
    for file in written:
        data = (tmp_path / "out" / file.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert file.triples == len(data.splitlines())
        assert file.subjects == len({line.split(b" ", 1)[0] for line in data.splitlines()})
    assert manifest["triples"] == sum(file.triples for file in written)
    assert [file.type for file in written] == sorted({name for name, _ in nodes(store)})


def test_stale_files_go_and_other_formats_stay(store: Store, tmp_path: Path) -> None:
    """A second export replaces the files of its format and no others."""
    folder = tmp_path / "out"
    export(store, folder, "nt")
    export(store, folder, "ttl")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    export(store, folder, "nt", gzip=True)
    names = {path.name for path in folder.iterdir()}
    assert "Run.nt.gz" in names
    assert "Run.nt" not in names
    assert {"Run.ttl", "notes.txt", "manifest.json"} <= names
    assert not [name for name in names if name.startswith(".")]
    assert set(orjson.loads((folder / "manifest.json").read_bytes())["formats"]) == {"nt", "ttl"}


def test_a_failed_export_changes_nothing(store: Store, tmp_path: Path) -> None:
    """An export that breaks off leaves the folder as it was, with nothing half-written in it."""
    folder = tmp_path / "out"
    export(store, folder, "nt")
    before = contents(folder)
    ticks = iter(range(5))
    with pytest.raises(StopIteration):
        export(store, folder, "nt", tick=lambda _: next(ticks) and None)
    assert contents(folder) == before


def test_ticks_count_nodes_and_relationships(store: Store, tmp_path: Path) -> None:
    """Progress is told once for each node and relationship read."""
    ticks: list[int] = []
    export(store, tmp_path / "out", "nt", tick=ticks.append)
    assert sum(ticks) == len(nodes(store)) + len(edges(store))


def test_a_broken_manifest_is_replaced(store: Store, tmp_path: Path) -> None:
    """A manifest of something else does not stop an export."""
    folder = tmp_path / "out"
    folder.mkdir()
    for text in ("", "[]", "{}", '{"formats": 3}'):
        (folder / "manifest.json").write_text(text, encoding="utf-8")
        export(store, folder, "nt")
        assert list(orjson.loads((folder / "manifest.json").read_bytes())["formats"]) == ["nt"]


def test_an_empty_graph_is_an_empty_export(tmp_path: Path) -> None:
    """No node, no file, but a manifest that says so."""
    for store in filled(tmp_path / "empty.db", []):
        assert export(store, tmp_path / "out", "nt") == []
    assert contents(tmp_path / "out").keys() == {"manifest.json"}


def test_long_subjects_are_told_in_several_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A subject with very many triples is written in blocks, and still says each triple once."""
    monkeypatch.setattr("exports.rdf.formats.LINES_PER_BLOCK", 3)
    for store in filled(tmp_path / "graph.db", RECORDS):
        for name in PARSERS:
            written = export(store, tmp_path / "out", name)
            assert triples(read(tmp_path / "out", name)) == triples(whole_graph(nodes(store), edges(store)))
            assert sum(file.subjects for file in written) == len(set(read(tmp_path / "out", name).subjects()))
