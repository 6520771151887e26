"""The layout of the file, rows in and out of it, and readers beside a writer."""

import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import NODE_TYPES, SCHEMA_VERSION, SLOTS
from graph_schema.names import sort_key
from graph_store import open_store
from graph_store.sqlite.database import LAYOUT, meta, open_reader, open_writer
from graph_store.sqlite.rows import columns, decoded, encoded, first_id, insert_sql, last_id, select_sql
from tests.contract.graphs import random_graph
from tests.graph_store.sqlite.endless_load import SIZE

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def empty() -> apsw.Connection:
    """A database in memory with every table."""
    connection = apsw.Connection(":memory:")
    connection.execute(LAYOUT.read_text(encoding="utf-8"))
    return connection


def test_every_table_is_strict_and_every_slot_has_its_column(empty: apsw.Connection) -> None:
    """The generated layout and the model tell the same."""
    loose = empty.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
    )
    assert loose.fetchall() == []
    for node_type, slots in SLOTS.items():
        found = {row[0] for row in empty.execute("SELECT name FROM pragma_table_info(?)", (node_type,))}
        shadows = {f"{slot.name}_sort" for slot in slots.values() if slot.sort_key}
        assert found == {"id", *slots, *shadows}


def test_ids_of_types_do_not_overlap() -> None:
    """The type of a node is told by its id alone, and ids are exact in JSON numbers."""
    spans = sorted((first_id(node_type), last_id(node_type)) for node_type in NODE_TYPES)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert spans[-1][1] < 2**53


@given(st.integers(0, 10**6))
def test_slots_survive_the_way_into_a_row_and_back(seed: int) -> None:
    """What is encoded is decoded; shadows hold sort keys, absent slots stay absent."""
    graph = random_graph(seed)
    for (node_type, _), slots in graph.nodes.items():
        stored = {name: value for name, value in slots.items() if SLOTS[node_type][name].structure is None}
        row = encoded(node_type, 7, stored)
        width = len(columns(node_type)) + 1
        assert decoded(node_type, row[:width]) == stored
        shadowed = [slot.name for slot in columns(node_type) if slot.sort_key]
        assert row[width:] == [sort_key(stored[name]) if name in stored else None for name in shadowed]


def test_rows_fit_their_tables(empty: apsw.Connection) -> None:
    """Every type's row is written and read as the statements say."""
    for node_type in NODE_TYPES:
        slots = {"accession": "x", "iri": "https://example.org/x", "scope": "public", "title": " A  b"}
        empty.execute(insert_sql(node_type), encoded(node_type, 1, slots))
        [row] = empty.execute(select_sql(node_type)).fetchall()
        assert decoded(node_type, row) == slots
        assert empty.execute(f'SELECT title_sort FROM "{node_type}"').fetchall() == [("a b",)]


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    """Kind, schema version and generation are in `meta`; the log is written ahead and synced."""
    writer = open_writer(tmp_path / "x.db")
    said = meta(writer)
    assert len(said.pop("identity")) == 16
    assert said == {"kind": "gsagraph", "schema_version": SCHEMA_VERSION, "generation": "0"}
    assert writer.execute("PRAGMA journal_mode").fetchall() == [("wal",)]
    assert writer.execute("PRAGMA synchronous").fetchall() == [(2,)]
    reader = open_reader(tmp_path / "x.db")
    with pytest.raises(apsw.ReadOnlyError):
        reader.execute("DELETE FROM meta")
    reader.close()
    writer.close()


def test_readers_beside_a_writing_process_see_whole_batches(tmp_path: Path) -> None:
    """Two stores read while another process writes: every count is of whole batches, and grows."""
    url = f"sqlite:///{tmp_path}/busy.db"
    command = [sys.executable, "-m", "tests.graph_store.sqlite.endless_load", url, "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        readers = [open_store(url), open_store(url)]
        seen: list[int] = []
        end = time.monotonic() + 60
        while len(set(seen)) < 4 and time.monotonic() < end:
            for reader in readers:
                batches = Counter(slots["spots"] for slots in reader.scan("Run", ["public"]))
                assert set(batches.values()) <= {SIZE}
                seen.append(len(batches))
        process.kill()
        process.stdout.read()
    assert seen == sorted(seen)
    assert len(set(seen)) >= 4
    for reader in readers:
        reader.close()
