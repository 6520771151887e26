"""What is Neo4j's own about the store: layout, lock, time limits, counters, faults found by the check."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import Neo4jError, TransientError

from graph_schema.errors import InvalidRecord, QueryRefused, QueryTimeout, StoreError, StoreLocked, StoreUnavailable
from graph_schema.model import NODE_TYPES, SCHEMA_VERSION
from graph_schema.record import Provenance, Record, Relation
from graph_store import open_store
from graph_store.neo4j import layout, scan
from graph_store.neo4j import store as store_module
from graph_store.neo4j.store import Neo4jStore
from graph_store.plan import All, Compare, Plan, Select, Statistics

pytestmark = pytest.mark.neo4j

ROOT = Path(__file__).resolve().parents[3]
COUNT_RUNS = Plan(Select(("Run",), None, All(()), None, None, count=True))


def record(kind: str, accession: str, *relations: Relation, **slots: Any) -> Record:
    identity = {"iri": f"https://example.org/{accession}", "scope": "public"}
    return Record(
        kind, accession, {**identity, **slots}, relations, Provenance("f.xlsx", "0", "Run!2", "test", "1", "")
    )


RUN = record("Run", "CRR1", Relation("OF_EXPERIMENT", "CRX1"), spots=1)
EXPERIMENT = record("Experiment", "CRX1", title="Whole genome")


@pytest.fixture
def store(neo4j_url: str) -> Iterator[Neo4jStore]:
    """An empty store, open for writing."""
    with Neo4jStore(neo4j_url, write=True) as opened:
        yield opened


def asked(driver: neo4j.Driver, text: str, **parameters: Any) -> list[list[Any]]:
    return [list(found.values()) for found in driver.execute_query(text, parameters).records]


def test_the_first_writer_lays_the_database_out(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """Every constraint and index of the generated schema is online, and the version is kept."""
    assert store.check() == []
    names = {
        name for (name,) in asked(neo4j_driver, "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name")
    }
    assert {f"{kind.lower()}_accession" for kind in NODE_TYPES} | {"node_iri", "search"} <= names
    meta = asked(neo4j_driver, "MATCH (m:GsagraphMeta) RETURN m.name, m.schemaVersion, m.generation")
    assert meta == [["store", SCHEMA_VERSION, 0]]


def test_laying_out_twice_changes_nothing(store: Neo4jStore, neo4j_url: str, neo4j_driver: neo4j.Driver) -> None:
    """A second writer finds the layout and the generation as they were."""
    store.write([RUN])
    store.close()
    with Neo4jStore(neo4j_url, write=True) as again:
        assert again.info()["generation"] == 1
    assert asked(neo4j_driver, "MATCH (m:GsagraphMeta) RETURN count(*)") == [[1]]


def test_a_database_never_written_to_is_no_store_to_read(neo4j_url: str, neo4j_driver: neo4j.Driver) -> None:
    """A reader of an empty database is told to load something first."""
    neo4j_driver.execute_query("MATCH (n) DETACH DELETE n")
    with pytest.raises(StoreUnavailable, match="there is no graph") as caught:
        open_store(neo4j_url)
    assert "gsagraph load" in caught.value.hint


def test_a_database_of_another_schema_is_refused(store: Neo4jStore, neo4j_url: str, neo4j_driver: neo4j.Driver) -> None:
    """Readers and writers alike; the versions are in the message."""
    store.close()
    neo4j_driver.execute_query("MATCH (m:GsagraphMeta) SET m.schemaVersion = '0.0.1'")
    try:
        for write in (False, True):
            with pytest.raises(StoreUnavailable, match=r"schema 0\.0\.1") as caught:
                open_store(neo4j_url, write=write)
            assert caught.value.code == "SCHEMA_MISMATCH"
    finally:
        neo4j_driver.execute_query("MATCH (m:GsagraphMeta) DELETE m")


def test_a_reader_does_not_write(store: Neo4jStore, neo4j_url: str) -> None:
    """Without `write` there is no lock, and a batch is refused before the server is asked."""
    with Neo4jStore(neo4j_url) as reader, pytest.raises(StoreError, match="open for reading only"):
        reader.write([RUN])
    assert store.statistics().nodes == {}


def test_a_node_has_the_label_of_its_type_and_the_common_one(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """What is only referred to has its type and `Unresolved`, and neither scope nor the label Node."""
    store.write([RUN])
    found = asked(neo4j_driver, "MATCH (n:Run|Experiment) RETURN labels(n), keys(n) ORDER BY n.accession")
    assert [set(labels) for labels, _ in found] == [{"Run", "Node"}, {"Experiment", "Unresolved"}]
    assert found[1][1] == ["accession"]


def test_what_was_referred_to_becomes_a_node_when_it_comes(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """The node and its relationship are the ones made for the reference, not second ones."""
    store.write([RUN])
    before = asked(neo4j_driver, "MATCH (:Run)-[e]->(n) RETURN elementId(e), elementId(n)")
    store.write([EXPERIMENT])
    assert asked(neo4j_driver, "MATCH (:Run)-[e]->(n:Node:Experiment) RETURN elementId(e), elementId(n)") == before
    assert asked(neo4j_driver, "MATCH (n:Unresolved) RETURN count(*)") == [[0]]
    assert store.statistics().unresolved == 0


def test_a_withdrawn_reference_leaves_nothing_behind(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """With its last relationship the referred node goes; a loaded one stays."""
    store.write([RUN])
    store.write([record("Run", "CRR1", spots=1)])
    assert asked(neo4j_driver, "MATCH (n:Experiment) RETURN count(*)") == [[0]]
    store.write([RUN, EXPERIMENT])
    store.write([record("Run", "CRR1", spots=2)])
    assert asked(neo4j_driver, "MATCH (n:Experiment) RETURN count(*), count { ()-->(n) }") == [[1, 0]]


def test_a_removed_slot_takes_its_shadows_along(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """No folded or sort property outlives the value it was made from."""
    store.write([EXPERIMENT])
    store.write([record("Experiment", "CRX1", library_name="x")])
    ((keys,),) = asked(neo4j_driver, "MATCH (n:Experiment) RETURN keys(n)")
    assert not [key for key in keys if key.startswith("title")]


def test_generations_count_batches_that_changed_something(store: Neo4jStore) -> None:
    """A repeated batch and a dry run leave the generation alone."""
    store.write([RUN], dry_run=True)
    assert store.info()["generation"] == 0
    store.write([RUN])
    store.write([RUN])
    assert store.info()["generation"] == 1


def test_info_tells_kind_version_and_sizes(store: Neo4jStore, neo4j_url: str) -> None:
    """What `gsagraph store info` prints; referred nodes are no nodes."""
    store.write([RUN])
    info = store.info()
    assert info.pop("neo4j_version")[:2] in {"5.", "20"}
    assert info == {
        "kind": "neo4j",
        "location": neo4j_url,
        "edition": "community",
        "schema_version": SCHEMA_VERSION,
        "generation": 1,
        "nodes": 1,
        "relationships": 1,
    }


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("MATCH (n:Run) REMOVE n.scope", "1 nodes without identity or scope"),
        ("MATCH (n:Run) REMOVE n.searchText", "1 nodes missing in the full text"),
        ("MATCH (n:Run) REMOVE n._contributions", "1 nodes without any contribution"),
        ("MATCH (n:Run) SET n:Unresolved", "1 nodes both loaded and open"),
        ("MATCH ()-[e]->() DELETE e", "1 nodes only referred to, by nothing"),
        ("MATCH ()-[e]->() REMOVE e._said", "1 relationships nobody stated"),
    ],
)
def test_the_check_finds_each_fault(store: Neo4jStore, neo4j_driver: neo4j.Driver, damage: str, fault: str) -> None:
    """A sound store has none; each damage is told in words with its number."""
    store.write([RUN])
    assert store.check() == []
    neo4j_driver.execute_query(damage)
    assert fault in store.check()


def test_the_check_finds_a_missing_index(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """An index somebody dropped is named."""
    neo4j_driver.execute_query("DROP INDEX node_iri")
    try:
        assert store.check() == ["the index node_iri is missing or not online"]
    finally:
        (statement,) = [one for one in layout.statements(layout.SCHEMA.read_text()) if " node_iri " in one]
        neo4j_driver.execute_query(statement)
        neo4j_driver.execute_query("CALL db.awaitIndexes(60)")


@pytest.mark.parametrize(
    "long",
    [
        record("Run", "CRR1", file_type="é" * 4001),
        record("Run", "C" * 8001),
        record("Run", "CRR1", Relation("OF_EXPERIMENT", "C" * 8001)),
        Record("Run", "CRR1", {"iri": f"https://x.org/{'a' * 8000}", "scope": "public"}),
    ],
    ids=["vocabulary value", "accession", "other end", "iri"],
)
def test_values_too_long_for_an_index_are_refused(store: Neo4jStore, long: Record) -> None:
    """The server would fail the whole batch; so the record is refused before anything is written."""
    with pytest.raises(InvalidRecord, match="longer than 8000 bytes"):
        store.write([EXPERIMENT, long])
    assert store.statistics().nodes == {}


def test_text_of_any_length_is_stored(store: Neo4jStore) -> None:
    """Free text stands in no range index; its sort key is short."""
    store.write([record("Run", "CRR1", title="t" * 40_000, description="d" * 100_000)])
    (slots,) = store.scan("Run", ["public"])
    assert (len(slots["title"]), len(slots["description"])) == (40_000, 100_000)


def test_a_second_writer_is_told_who_writes(store: Neo4jStore, neo4j_url: str) -> None:
    """The message names the process; after the first has closed the second may write."""
    with pytest.raises(StoreLocked, match=f"process {os.getpid()} on ") as caught:
        Neo4jStore(neo4j_url, write=True)
    assert caught.value.code == "STORE_LOCKED"
    with Neo4jStore(neo4j_url) as reader:
        assert reader.execute(COUNT_RUNS, [], ["public"]) == [None, 0]
    store.close()
    with Neo4jStore(neo4j_url, write=True) as second:
        assert second.write([RUN]).nodes["Run"].new == 1


def test_a_killed_writer_leaves_no_lock(neo4j_url: str) -> None:
    """The server ends the lock with the connection of a process that was killed."""
    code = (
        "import sys, time; from graph_store import open_store; s = open_store(sys.argv[1], write=True);"
        "print('open', flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, neo4j_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked, match=f"process {process.pid} on "):
            open_store(neo4j_url, write=True)
        process.send_signal(signal.SIGKILL)
    assert opened_in_time(neo4j_url)


def opened_in_time(url: str, seconds: float = 30.0) -> bool:
    """Whether a writer gets in before long: the server has to notice the dead connection."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            open_store(url, write=True).close()
        except StoreLocked:
            time.sleep(0.05)
        else:
            return True
    return False


def test_a_lost_lock_stops_the_writer(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """Where the server ended the lock's transaction, nothing is written any more."""
    marked = (
        "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.kind = 'gsagraph-writer' RETURN transactionId"
    )
    ((lock,),) = asked(neo4j_driver, marked)
    neo4j_driver.execute_query(f"TERMINATE TRANSACTION '{lock}'")
    for _ in range(2):
        with pytest.raises(StoreLocked, match="ended the writer's lock"):
            store.write([RUN])
    assert store.statistics().nodes == {}


def test_a_query_over_its_time_is_stopped(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server ends the statement, QueryTimeout tells the limit, and the next query answers."""
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH count(a + b) AS n RETURN n AS answer"
    with monkeypatch.context() as patch:
        patch.setattr(store_module, "emit", lambda _: slow)
        with pytest.raises(QueryTimeout, match=r"0\.2 s") as caught:
            store.execute(COUNT_RUNS, [], ["public"], timeout=0.2)
    assert caught.value.code == "QUERY_TIMEOUT"
    assert store.execute(COUNT_RUNS, [], ["public"], timeout=30.0) == [None, 0]


def test_a_batch_the_server_has_no_memory_for_is_not_tried_again(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver repeats transient errors; this one would only fail again."""
    tried = []

    def fail(*_: object, **__: object) -> None:
        tried.append(1)
        code = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
        raise Neo4jError._hydrate_neo4j(code=code, message="full")

    monkeypatch.setattr(store_module, "write_batch", fail)
    with pytest.raises(StoreError) as caught:
        store.write([RUN])
    assert caught.value.code == "BATCH_TOO_LARGE"
    assert tried == [1]


def test_a_deadlock_is_tried_again(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transient error that may pass leads to another attempt of the whole transaction."""
    tried = []
    write_batch = store_module.write_batch

    def fail_once(*given: Any, **options: Any) -> Any:
        tried.append(1)
        if len(tried) == 1:
            error = Neo4jError._hydrate_neo4j(code="Neo.TransientError.Transaction.DeadlockDetected", message="wait")
            assert isinstance(error, TransientError)
            raise error
        return write_batch(*given, **options)

    monkeypatch.setattr(store_module, "write_batch", fail_once)
    assert store.write([RUN]).nodes["Run"].new == 1
    assert len(tried) == 2


def test_values_the_protocol_cannot_carry_leave_the_store_usable(store: Neo4jStore) -> None:
    """A refused value breaks no connection for the next query."""
    plan = Plan(Select(("Run",), None, Compare("spots", "eq", 0), None, None, count=True))
    for _ in range(3):
        with pytest.raises(QueryRefused):
            store.execute(plan, [2**63], ["public"])
    assert store.execute(plan, [1], ["public"]) == [None, 0]


def test_many_threads_read_at_once(store: Neo4jStore) -> None:
    """One store serves several threads, each with its own answer."""
    store.write([RUN, EXPERIMENT])
    answers: list[Any] = []
    threads = [
        threading.Thread(target=lambda: answers.append(store.execute(Plan(Statistics()), [], ["public"])))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[[["Experiment", 1], ["Run", 1]], [["OF_EXPERIMENT", 1]]]] * 8


def test_streams_are_longer_than_what_is_fetched_at_once(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nodes and relationships come in order over several fetches."""
    monkeypatch.setattr(store_module, "FETCH", 10)
    runs = [record("Run", f"CRR{n:03}", Relation("OF_EXPERIMENT", "CRX1")) for n in range(95)]
    store.write([*reversed(runs), EXPERIMENT])
    assert [slots["accession"] for slots in store.scan("Run", ["public"])] == [run.accession for run in runs]
    assert [edge.source for edge in store.edges("OF_EXPERIMENT", ["public"])] == [run.accession for run in runs]
    assert list(store.scan("Run", ["review"])) == []


def test_every_relationship_type_can_be_streamed(store: Neo4jStore) -> None:
    """Relationships of several source types and of symmetric kinds too; each end has its type."""
    mirror = Relation("MIRROR_OF", "SAMEA1", to_type="Sample", properties={"method": "declared"})
    file = record("File", "CRR1/x", Relation("OUTPUT_OF", "CRR1", to_type="Run"), Relation("IN_DATASET", "CRA1"))
    store.write([file, RUN, record("Dataset", "CRA1"), record("Sample", "SAMC1", mirror), record("Sample", "SAMEA1")])
    (found,) = store.edges("MIRROR_OF", ["public"])
    assert (found.source_type, found.source, found.target_type, found.target) == ("Sample", "SAMC1", "Sample", "SAMEA1")
    assert found.properties == {"method": "declared"}
    (output,) = store.edges("OUTPUT_OF", ["public"])
    assert (output.source_type, output.target_type, output.target) == ("File", "Run", "CRR1")
    (member,) = store.edges("IN_DATASET", ["public"])
    assert (member.source_type, member.source, member.target) == ("File", "CRR1/x", "CRA1")


def test_counts_leave_out_what_is_only_referred_to(store: Neo4jStore) -> None:
    """Counts come from Neo4j's own counters; open ends are taken off."""
    store.write([RUN, record("Run", "CRR2", Relation("OF_EXPERIMENT", "CRX2")), EXPERIMENT])
    statistics = store.statistics()
    assert statistics.nodes == {"Experiment": 1, "Run": 2}
    assert statistics.relationships == {"OF_EXPERIMENT": 1}
    assert statistics.unresolved == 1
    assert [one.target for one in store.unresolved()] == ["CRX2"]


def test_the_counting_statement_asks_the_counters(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """Counting everything costs no walk over nodes: one hit a number."""
    store.write([record("Run", f"CRR{n}") for n in range(50)])
    text = scan._counts(["Run"], "(:{})")
    profile = neo4j_driver.execute_query(f"PROFILE RETURN {text} AS n").summary.profile
    assert profile is not None
    assert total_hits(profile) <= 2


def total_hits(profile: dict[str, Any]) -> int:
    own: int = profile["args"].get("DbHits", 0)
    return own + sum(total_hits(child) for child in profile.get("children", []))
