"""The rules of writing, the same on every store."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import orjson
import pytest

from graph_schema.errors import InvalidRecord
from graph_schema.record import Record
from graph_store.plan import Via
from graph_store.protocol import Edge, Store, StoreStatistics, Unresolved
from tests.contract.build import far, place, record, rows, tallies, to

EXPERIMENT = Via(("OF_EXPERIMENT",), "out", ("Experiment",), many=False)
RUNS = Via(("OF_EXPERIMENT",), "in", ("Run",), many=True)
SAMPLES = Via(("USES_SAMPLE",), "out", ("Sample",), many=True)
SAME = Via(("SAME_INDIVIDUAL",), "both", ("Individual",), many=True)


def chain() -> list[Record]:
    return [
        record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1"), title="one", spots=3),
        record("Experiment", "CRX1", to("USES_SAMPLE", "SAMC1", member_name="m", spots=5)),
        record("Sample", "SAMC1", organism="Homo sapiens"),
    ]


def test_a_new_batch_is_told_as_new_and_can_be_read(store: Store) -> None:
    """Nodes and relationships of a first batch count as new and are there."""
    report = store.write(chain())
    assert tallies(report) == {
        "Run": (1, 0, 0),
        "Experiment": (1, 0, 0),
        "Sample": (1, 0, 0),
        "OF_EXPERIMENT": (1, 0, 0),
        "USES_SAMPLE": (1, 0, 0),
    }
    assert rows(store, "Run", "accession", "spots", "title", "alias") == [["CRR1", 3, "one", None]]
    assert far(store, "CRX1", SAMPLES, "member_name", "spots", "bases") == [["SAMC1", "m", 5, None]]


def test_a_second_load_changes_nothing_and_says_so(store: Store) -> None:
    """The same records again are unchanged, also with another time and sha256 of their source."""
    store.write(chain())
    before = rows(store, "Run", "provenance")
    again = [
        Record(r.type, r.accession, r.slots, r.relations, place(f"/{r.accession}", time="2026-01-01")) for r in chain()
    ]
    report = store.write(again)
    assert tallies(report) == {
        "Run": (0, 0, 1),
        "Experiment": (0, 0, 1),
        "Sample": (0, 0, 1),
        "OF_EXPERIMENT": (0, 0, 1),
        "USES_SAMPLE": (0, 0, 1),
    }
    assert rows(store, "Run", "provenance") == before


def test_a_changed_record_is_told_as_changed(store: Store) -> None:
    """Only the record that says something else counts as changed."""
    store.write(chain())
    report = store.write([record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1"), title="two", spots=3), *chain()[1:]])
    assert tallies(report)["Run"] == (0, 1, 0)
    assert tallies(report)["Experiment"] == (0, 0, 1)
    assert tallies(report)["OF_EXPERIMENT"] == (0, 0, 1)
    assert rows(store, "Run", "title") == [["two"]]


def test_what_the_only_contributor_no_longer_says_is_removed(store: Store) -> None:
    """Slots and relationships go when the one place that said them no longer does."""
    store.write(chain())
    report = store.write([record("Run", "CRR1", spots=3), record("Experiment", "CRX1")])
    assert rows(store, "Run", "title", "spots") == [[None, 3]]
    assert far(store, "CRR1", EXPERIMENT) == []
    assert far(store, "CRX1", SAMPLES) == []
    assert tallies(report) == {
        "Run": (0, 1, 0),
        "Experiment": (0, 0, 1),
        "OF_EXPERIMENT": (0, 1, 0),
        "USES_SAMPLE": (0, 1, 0),
    }
    assert store.check() == []


def test_contributions_of_several_places_are_merged(store: Store) -> None:
    """A second place adds its slots and relationships and removes nothing of the first."""
    store.write([record("Sample", "SAMC1", to("IN_PROJECT", "PRJCA1"), title="a", tissue="colon", at=place("/1"))])
    store.write([record("Sample", "SAMC1", to("IN_DATASET", "CRA1"), title="b", sex="male", at=place("/2", "b.xml"))])
    assert rows(store, "Sample", "title", "tissue", "sex") == [["b", "colon", "male"]]
    store.write([record("Sample", "SAMC1", title="c", at=place("/2", "b.xml"))])
    assert rows(store, "Sample", "title", "tissue", "sex") == [["c", "colon", "male"]]
    assert store.statistics().unresolved == 2


def test_provenance_lists_each_place_once(store: Store) -> None:
    """The slot `provenance` has one entry per contribution, by loader, source and location."""
    store.write([record("Sample", "SAMC1", title="a", at=place("/2", "b.xml"))])
    store.write([record("Sample", "SAMC1", title="b", at=place("/1", "a.xml"))])
    store.write([record("Sample", "SAMC1", title="c", at=place("/2", "b.xml", time="2026-01-01"))])
    [[text]] = rows(store, "Sample", "provenance")
    found = [(entry["source"], entry["location"], entry["time"]) for entry in orjson.loads(text)]
    assert found == [("a.xml", "/1", "2025-01-01T00:00:00Z"), ("b.xml", "/2", "2026-01-01T00:00:00Z")]


def test_equal_content_from_another_place_is_unchanged_but_remembered(store: Store) -> None:
    """A second place that says nothing new adds its provenance only."""
    store.write([record("Sample", "SAMC1", title="a", at=place("/1"))])
    report = store.write([record("Sample", "SAMC1", title="a", at=place("/2"))])
    assert tallies(report) == {"Sample": (0, 0, 1)}
    [[text]] = rows(store, "Sample", "provenance")
    assert [entry["location"] for entry in orjson.loads(text)] == ["/1", "/2"]


def test_a_derived_record_only_fills_what_is_missing(store: Store) -> None:
    """A node implied by its source overwrites nothing, whichever came first."""
    real = record("Dataset", "CRA1", title="real", at=place("/1"))
    implied = record("Dataset", "CRA1", title="implied", archive="GSA", at=place("/2"), derived=True)
    store.write([real])
    assert tallies(store.write([implied])) == {"Dataset": (0, 1, 0)}
    assert rows(store, "Dataset", "title", "archive") == [["real", "GSA"]]


def test_a_derived_record_is_replaced_by_a_real_one(store: Store) -> None:
    """What a real record says takes the place of what was implied; the rest stays."""
    store.write([record("Dataset", "CRA1", title="implied", archive="GSA", at=place("/2"), derived=True)])
    store.write([record("Dataset", "CRA1", title="real", at=place("/1"))])
    assert rows(store, "Dataset", "title", "archive") == [["real", "GSA"]]


def test_a_derived_record_with_nothing_to_fill_is_unchanged(store: Store) -> None:
    """Each row of a sheet may imply the same dataset: after the first they count as unchanged."""
    implied = [record("Dataset", "CRA1", title="x", at=place(f"Run!{row}"), derived=True) for row in range(3)]
    assert tallies(store.write(implied)) == {"Dataset": (1, 0, 2)}


def test_a_record_twice_in_one_batch_is_merged_in_order(store: Store) -> None:
    """The later record of a batch finds what the earlier one made."""
    first = record("Run", "CRR1", title="a", spots=1, at=place("/1"))
    report = store.write([first, record("Run", "CRR1", title="b", at=place("/2")), first])
    assert tallies(report) == {"Run": (1, 1, 1)}
    assert rows(store, "Run", "title", "spots") == [["b", 1]]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_arrival_does_not_matter(make_store: Callable[[], Store], order: tuple[int, ...]) -> None:
    """References are kept until the other end comes, from either side."""
    store, records = make_store(), chain()
    for position in order:
        store.write([records[position]])
    assert store.statistics() == StoreStatistics(
        {"Experiment": 1, "Run": 1, "Sample": 1}, {"OF_EXPERIMENT": 1, "USES_SAMPLE": 1}, 0
    )
    assert far(store, "CRR1", EXPERIMENT) == [["CRX1"]]
    assert far(store, "CRX1", RUNS) == [["CRR1"]]
    assert far(store, "CRX1", SAMPLES, "spots") == [["SAMC1", 5]]
    assert store.check() == []


def test_open_references_are_told_and_reach_nothing(store: Store) -> None:
    """A relationship to what is not loaded is unresolved, seen by no query and no scan."""
    store.write(chain()[:2])
    assert store.statistics() == StoreStatistics({"Experiment": 1, "Run": 1}, {"OF_EXPERIMENT": 1}, 1)
    assert store.unresolved() == [Unresolved("USES_SAMPLE", "Experiment", "CRX1", "Sample", "SAMC1")]
    assert store.unresolved(0) == []
    assert far(store, "CRX1", SAMPLES) == []
    assert rows(store, "Sample", "accession") == []
    assert list(store.edges("USES_SAMPLE", ["public"])) == []
    assert list(store.scan("Sample", ["public"])) == []


def test_an_open_reference_no_longer_stated_is_forgotten(store: Store) -> None:
    """Removal takes unresolved references too, and leaves nothing behind."""
    store.write([record("Experiment", "CRX1", to("USES_SAMPLE", "SAMC1"), to("USES_SAMPLE", "SAMC2"))])
    store.write([record("Experiment", "CRX1", to("USES_SAMPLE", "SAMC2"))])
    assert store.unresolved() == [Unresolved("USES_SAMPLE", "Experiment", "CRX1", "Sample", "SAMC2")]
    assert store.check() == []


def test_an_open_reference_of_two_nodes_stays_while_one_states_it(store: Store) -> None:
    """What is only referred to is forgotten with its last reference."""
    store.write([record("Experiment", name, to("USES_SAMPLE", "SAMC1")) for name in ("CRX1", "CRX2")])
    store.write([record("Experiment", "CRX1")])
    assert store.unresolved() == [Unresolved("USES_SAMPLE", "Experiment", "CRX2", "Sample", "SAMC1")]
    assert store.check() == []
    store.write([record("Sample", "SAMC1")])
    assert far(store, "CRX2", SAMPLES) == [["SAMC1"]]
    assert far(store, "CRX1", SAMPLES) == []


def test_a_relationship_may_be_stated_from_its_far_end(store: Store) -> None:
    """A reverse relation points from `to` to the record, and is the same relationship."""
    store.write(
        [record("Sample", "SAMC1", to("USES_SAMPLE", "CRX1", reverse=True, spots=1)), record("Experiment", "CRX1")]
    )
    assert far(store, "CRX1", SAMPLES, "spots") == [["SAMC1", 1]]
    report = store.write([record("Experiment", "CRX1", to("USES_SAMPLE", "SAMC1"))])
    assert tallies(report) == {"Experiment": (0, 0, 1), "USES_SAMPLE": (0, 0, 1)}


@pytest.mark.parametrize("far_end_last", [False, True])
def test_a_relationship_stays_while_one_of_its_ends_states_it(store: Store, far_end_last: bool) -> None:
    """Withdrawn by one end it stays; withdrawn by both it goes."""
    sample, experiment = to("USES_SAMPLE", "CRX1", reverse=True), to("USES_SAMPLE", "SAMC1")
    store.write([record("Sample", "SAMC1", sample), record("Experiment", "CRX1", experiment)])
    first, second = ("Sample", "SAMC1"), ("Experiment", "CRX1")
    if far_end_last:
        first, second = second, first
    store.write([record(*first, title="none")])
    assert far(store, "CRX1", SAMPLES) == [["SAMC1"]]
    store.write([record(*second, title="none")])
    assert far(store, "CRX1", SAMPLES) == []


def test_other_properties_change_a_relationship(store: Store) -> None:
    """The node stays as it is; the relationship is changed, and its old properties are gone."""
    store.write(chain())
    report = store.write([record("Experiment", "CRX1", to("USES_SAMPLE", "SAMC1", spots=6))])
    assert tallies(report) == {"Experiment": (0, 0, 1), "USES_SAMPLE": (0, 1, 0)}
    assert far(store, "CRX1", SAMPLES, "member_name", "spots") == [["SAMC1", None, 6]]


def test_properties_of_several_contributors_are_merged(store: Store) -> None:
    """What another place says of a relationship is added to it."""
    store.write([record("Experiment", "CRX1", to("USES_SAMPLE", "SAMC1", spots=6), at=place("/1"))])
    store.write([record("Experiment", "CRX1", to("USES_SAMPLE", "SAMC1", bases=7), at=place("/2"))])
    store.write([record("Sample", "SAMC1")])
    assert far(store, "CRX1", SAMPLES, "spots", "bases") == [["SAMC1", 6, 7]]


def test_a_symmetric_relationship_is_stored_once(store: Store) -> None:
    """Said from both ends it is one relationship, seen from both."""
    report = store.write(
        [
            record("Individual", "HRI2", to("SAME_INDIVIDUAL", "HRI1", method="declared")),
            record("Individual", "HRI1", to("SAME_INDIVIDUAL", "HRI2", confidence=1.0)),
        ]
    )
    assert tallies(report)["SAME_INDIVIDUAL"] == (1, 1, 0)
    assert far(store, "HRI1", SAME, "method", "confidence") == [["HRI2", "declared", 1.0]]
    assert far(store, "HRI2", SAME, "method", "confidence") == [["HRI1", "declared", 1.0]]
    said = {"method": "declared", "confidence": 1.0}
    assert list(store.edges("SAME_INDIVIDUAL", ["public"])) == [
        Edge("SAME_INDIVIDUAL", "Individual", "HRI1", "Individual", "HRI2", said)
    ]


def test_a_symmetric_self_loop_is_one_neighbour(store: Store) -> None:
    """A node the same as itself is reached once."""
    store.write([record("Individual", "HRI1", to("SAME_INDIVIDUAL", "HRI1"))])
    assert far(store, "HRI1", SAME) == [["HRI1"]]


def test_a_dry_run_tells_the_same_and_writes_nothing(store: Store) -> None:
    """The report is that of a write; the store stays as it was."""
    store.write(chain()[:1])
    told = store.write(chain(), dry_run=True)
    assert store.statistics().nodes == {"Run": 1}
    assert store.write(chain()) == told
    assert tallies(told)["Run"] == (0, 0, 1)


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(Record("Nothing", "X1", {}), id="unknown type"),
        pytest.param(record("Run", "CRR2", nonsense=1), id="unknown slot"),
        pytest.param(record("Run", "CRR2", spots="many"), id="wrong type"),
        pytest.param(record("Run", "CRR2", spots=2**63), id="beyond 63 bits"),
        pytest.param(record("Run", "CRR2", title="bell \a"), id="control character"),
        pytest.param(record("Run", ""), id="no accession"),
        pytest.param(Record("Run", "CRR2", {"scope": "public"}), id="no iri"),
        pytest.param(Record("Run", "CRR2", {"iri": "https://example.org/CRR2"}), id="no scope"),
        pytest.param(record("Run", "CRR2", to("NO_SUCH", "CRX1")), id="unknown relationship"),
        pytest.param(record("Run", "CRR2", to("USES_SAMPLE", "SAMC1")), id="relationship of another type"),
        pytest.param(record("Run", "CRR2", to("OF_EXPERIMENT", "CRX1", spots=1)), id="unknown property"),
        pytest.param(record("QcReport", "q1", to("ABOUT", "no accession at all")), id="untold type"),
    ],
)
def test_a_refused_record_stops_the_batch_before_anything_is_written(store: Store, bad: Record) -> None:
    """InvalidRecord names the object, and the good records of the batch are not there."""
    with pytest.raises(InvalidRecord) as told:
        store.write([record("Run", "CRR1"), bad])
    assert told.value.code == "INVALID_RECORD"
    assert store.statistics() == StoreStatistics({}, {}, 0)


def test_empty_values_are_absent(store: Store) -> None:
    """Empty texts and empty lists are not stored."""
    store.write([record("BioProject", "PRJCA1", title="", keywords=[], attributes=[])])
    assert rows(store, "BioProject", "title", "keywords", "attributes") == [[None, None, None]]
    assert next(store.scan("BioProject", ["public"])).keys() == {"accession", "iri", "scope", "provenance"}


def test_values_of_every_range_come_back_as_they_went_in(store: Store) -> None:
    """Texts of any script, great integers, floats, booleans, lists and structures."""
    text = '结肠 é ß 𠀀 "q" \\ \' \t\n end'
    slots: dict[str, Any] = {
        "title": text,
        "keywords": ["b", "a", "b"],
        "is_foreign": False,
        "request_count": 2**63 - 1,
        "openness_score": 0.1 + 0.2,
        "release_date": "2024-02-29",
        "attributes": [{"name": "n", "value": text}],
    }
    store.write([record("Dataset", "CRA1", **slots)])
    [row] = rows(store, "Dataset", *slots)
    assert orjson.dumps(row[:-1]) == orjson.dumps(list(slots.values())[:-1])
    assert orjson.loads(row[-1]) == slots["attributes"]
    found = next(store.scan("Dataset", ["public"]))
    assert {name: found[name] for name in slots} == slots


def test_scan_and_edges_stream_in_order_what_the_viewer_may_see(store: Store) -> None:
    """Nodes by accession, relationships by source and target, with both ends visible."""
    batch = [
        record("Experiment", "CRX2", to("USES_SAMPLE", "SAMC2"), to("USES_SAMPLE", "SAMC1")),
        record("Experiment", "CRX10", to("USES_SAMPLE", "SAMC1")),
        record("Sample", "SAMC1"),
        record("Sample", "SAMC2", scope="review"),
    ]
    store.write(batch)
    assert [slots["accession"] for slots in store.scan("Experiment", ["public"])] == ["CRX10", "CRX2"]
    assert [slots["accession"] for slots in store.scan("Sample", ["public"])] == ["SAMC1"]
    seen = [(edge.source, edge.target) for edge in store.edges("USES_SAMPLE", ["public"])]
    assert seen == [("CRX10", "SAMC1"), ("CRX2", "SAMC1")]
    both = [(edge.source, edge.target) for edge in store.edges("USES_SAMPLE", ["public", "review"])]
    assert both == [("CRX10", "SAMC1"), ("CRX2", "SAMC1"), ("CRX2", "SAMC2")]


def test_info_names_kind_and_versions(store: Store) -> None:
    """`info` says what the store is, and its generation grows only when something changed."""
    first = store.info()
    store.write(chain())
    second = store.info()
    store.write(chain())
    assert first["kind"] in {"sqlite", "neo4j"}
    assert second["generation"] == first["generation"] + 1 == store.info()["generation"]
    assert second["schema_version"] == "0.2.0"


def test_the_state_is_another_one_after_a_change_and_only_then(store: Store) -> None:
    """What is made of the content may be kept as long as the state is the same."""
    before = store.state()
    assert store.state() == before
    store.write([record("Sample", "SAMC000901", title="a")])
    after = store.state()
    assert after != before
    store.write([record("Sample", "SAMC000901", title="a")])
    assert store.state() == after
    store.write([record("Sample", "SAMC000901", title="b")], dry_run=True)
    assert store.state() == after
