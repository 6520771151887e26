"""Statements: what a record says as a store takes it, and how it is merged into what is there."""

from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import InvalidRecord
from graph_schema.record import Record, Relation, ScopeBy
from graph_store.statement import (
    BY_SOURCE,
    BY_TARGET,
    EdgeKey,
    EdgeState,
    NodeKey,
    NodeState,
    Statement,
    absorb,
    absorb_edge,
    far_type,
    is_sole,
    prepare,
)
from tests.contract.build import place, record, to


def test_slots_are_stored_by_their_range() -> None:
    """Whole numbers of float slots are floats, lists stay lists; structures become text; what is empty is left out."""
    made = prepare(
        record(
            "Dataset",
            "CRA1",
            openness_score=1,
            keywords=["b", "a"],
            data_types=[],
            title="",
            attributes=[{"name": "n", "value": "v"}],
        )
    )
    assert made.slots == {
        "accession": "CRA1",
        "iri": "https://example.org/dataset/CRA1",
        "scope": "public",
        "openness_score": 1.0,
        "keywords": ["b", "a"],
        "attributes": '[{"name":"n","value":"v"}]',
    }
    assert isinstance(made.slots["openness_score"], float)


def test_the_hash_is_of_what_is_said_only() -> None:
    """Order of slots and relations, place, time and sha256 do not matter; every value does."""
    first = prepare(record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1"), to("OF_EXPERIMENT", "CRX2"), title="a", spots=1))
    again = prepare(
        record(
            "Run",
            "CRR1",
            to("OF_EXPERIMENT", "CRX2"),
            to("OF_EXPERIMENT", "CRX1"),
            spots=1,
            title="a",
            at=place("/2", time="2026-01-01"),
        )
    )
    assert again.hash == first.hash
    others = [
        record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1"), to("OF_EXPERIMENT", "CRX2"), title="b", spots=1),
        record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1"), title="a", spots=1),
        record(
            "Run", "CRR1", to("OF_EXPERIMENT", "CRX1"), to("OF_EXPERIMENT", "CRX2"), title="a", spots=1, derived=True
        ),
    ]
    assert first.hash not in {prepare(other).hash for other in others}


def test_a_contribution_is_loader_source_and_location() -> None:
    """Three parts tell contributions apart; a record from nowhere is a contribution of its own."""
    assert prepare(record("Run", "CRR1", at=place("/1", "x.xml", "gsa"))).contribution == "gsa\tx.xml\t/1"
    nowhere = prepare(Record("Run", "CRR1", {"iri": "https://example.org/1", "scope": "public"}))
    assert (nowhere.contribution, nowhere.entry) == ("", None)


@pytest.mark.parametrize(
    ("kind", "relation", "expected"),
    [
        ("Run", to("OF_EXPERIMENT", "anything"), "Experiment"),
        ("File", to("OUTPUT_OF", "CRR000001"), "Run"),
        ("File", to("OUTPUT_OF", "SRR1234567"), "Run"),
        ("File", to("OUTPUT_OF", "SRZ1234567"), "Analysis"),
        ("File", to("OUTPUT_OF", "odd", "Analysis"), "Analysis"),
        ("Sample", to("MIRROR_OF", "odd"), "Sample"),
        ("Sample", to("USES_SAMPLE", "CRX1", reverse=True), "Experiment"),
        ("Taxon", to("IN_TAXON", "SAMC000001", reverse=True), "Sample"),
    ],
)
def test_the_type_of_the_far_end(kind: str, relation: Relation, expected: str) -> None:
    """As said, the only one there can be, told by the accession, or the same as here."""
    assert far_type(kind, relation) == expected


def test_an_end_of_unknown_type_is_refused() -> None:
    """Where nothing tells the type the record is refused, with the types it may say."""
    with pytest.raises(InvalidRecord) as told:
        prepare(record("QcReport", "q1", to("ABOUT", "odd")))
    assert "Experiment" in told.value.hint


def test_symmetric_relationships_have_their_smaller_end_first() -> None:
    """Whoever says it, the relationship is the same; who said it is kept."""
    one, two = NodeKey("Individual", "HRI1"), NodeKey("Individual", "HRI2")
    key = EdgeKey(one, "SAME_INDIVIDUAL", two)
    assert prepare(record("Individual", "HRI1", to("SAME_INDIVIDUAL", "HRI2"))).edges == {key: EdgeState({}, BY_SOURCE)}
    assert prepare(record("Individual", "HRI2", to("SAME_INDIVIDUAL", "HRI1"))).edges == {key: EdgeState({}, BY_TARGET)}


def test_a_reverse_relation_is_stated_by_its_target() -> None:
    """The record is the target; properties are those said."""
    made = prepare(record("Sample", "SAMC1", to("USES_SAMPLE", "CRX1", reverse=True, spots=3)))
    key = EdgeKey(NodeKey("Experiment", "CRX1"), "USES_SAMPLE", NodeKey("Sample", "SAMC1"))
    assert made.edges == {key: EdgeState({"spots": 3}, BY_TARGET)}


def test_a_relationship_said_twice_is_one() -> None:
    """Properties of both are kept, the later first."""
    made = prepare(
        record("Experiment", "CRX1", to("USES_SAMPLE", "SAMC1", spots=1, bases=2), to("USES_SAMPLE", "SAMC1", spots=3))
    )
    assert [state.properties for state in made.edges.values()] == [{"spots": 3, "bases": 2}]


def slots_after(*records: Record) -> dict[str, Any]:
    node: NodeState | None = None
    for one in records:
        node, _ = absorb(node, prepare(one))
    assert node is not None
    return {
        name: value for name, value in node.slots.items() if name not in {"accession", "iri", "scope", "provenance"}
    }


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["title", "alias"]), st.sampled_from("xyz")), max_size=6)
)
def test_absorbing_the_same_again_changes_nothing(said: list[tuple[str, str, str]]) -> None:
    """After any statements, each contribution's last one is unchanged."""
    node, last = None, {}
    for location, slot, value in said:
        statement = prepare(record("Run", "CRR1", at=place(location), **{slot: value}))
        node, _ = absorb(node, statement)
        last[location] = statement
    for statement in last.values():
        after, verdict = absorb(node, statement)
        assert (after, verdict) == (node, "unchanged")


def test_the_given_state_is_never_changed() -> None:
    """Merging makes a new state."""
    node, _ = absorb(None, prepare(record("Run", "CRR1", title="a")))
    kept = (dict(node.slots), dict(node.contributions))
    absorb(node, prepare(record("Run", "CRR1", title="b")))
    absorb(node, prepare(record("Run", "CRR1", alias="c", at=place("/9"))))
    assert (node.slots, node.contributions) == kept


def test_only_the_sole_contribution_may_take_back() -> None:
    """A second place keeps what the first said; a derived one takes nothing back."""
    assert slots_after(record("Run", "CRR1", title="a", spots=1), record("Run", "CRR1", spots=2)) == {"spots": 2}
    both = [record("Run", "CRR1", title="a", at=place("/1")), record("Run", "CRR1", spots=1, at=place("/2"))]
    assert slots_after(*both, record("Run", "CRR1", at=place("/2"))) == {"title": "a", "spots": 1}
    derived = [record("Run", "CRR1", title="a", derived=True), record("Run", "CRR1", spots=1, derived=True)]
    assert slots_after(*derived) == {"title": "a", "spots": 1}
    node, _ = absorb(None, prepare(both[0]))
    assert is_sole(node, prepare(both[0]))
    assert not is_sole(node, prepare(both[1]))
    assert not is_sole(node, prepare(record("Run", "CRR1", at=place("/1"), derived=True)))


def attributes_after(*told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names and values of the attributes after several sources have told theirs."""
    node = None
    for number, pairs in enumerate(told):
        entries = [{"name": name, "value": value} for name, value in pairs]
        node, _ = absorb(node, prepare(record("Sample", "SAMC1000000", attributes=entries, at=place(f"/{number}"))))
    assert node is not None
    return [(entry["name"], entry["value"]) for entry in orjson.loads(node.slots["attributes"])]


def test_attributes_of_several_sources_are_joined() -> None:
    """No source takes away what another has told, in whatever order they come."""
    assert attributes_after([("b", "1")], [("a", "2"), ("c", "3")]) == [("a", "2"), ("b", "1"), ("c", "3")]
    assert attributes_after([("a", "2"), ("c", "3")], [("b", "1")]) == [("a", "2"), ("b", "1"), ("c", "3")]


def test_an_attribute_told_anew_takes_the_place_of_the_earlier_one() -> None:
    """By its name; a name told twice by one source stays twice, and the same again changes nothing."""
    assert attributes_after([("a", "1"), ("b", "1")], [("a", "2")]) == [("a", "2"), ("b", "1")]
    assert attributes_after([("b", "1"), ("a", "1"), ("a", "2")], [("c", "1")]) == [
        ("a", "1"),
        ("a", "2"),
        ("b", "1"),
        ("c", "1"),
    ]
    assert attributes_after([("b", "1"), ("a", "1")], [("a", "1")]) == [("b", "1"), ("a", "1")]


def test_missing_reasons_and_references_are_joined_by_what_they_are_about() -> None:
    """A reason by its slot, a reference by database and accession."""
    first = prepare(
        record(
            "Sample",
            "SAMC1000000",
            missing_reasons=[{"slot": "sex", "reason": "missing"}],
            external_references=[{"accession": "A1"}],
            at=place("/1"),
        )
    )
    second = prepare(
        record(
            "Sample",
            "SAMC1000000",
            missing_reasons=[{"slot": "age", "reason": "missing"}, {"slot": "sex", "reason": "not provided"}],
            external_references=[{"accession": "A2"}],
            at=place("/2"),
        )
    )
    node, verdict = absorb(absorb(None, first)[0], second)
    assert verdict == "changed"
    assert orjson.loads(node.slots["missing_reasons"]) == [
        {"slot": "age", "reason": "missing"},
        {"slot": "sex", "reason": "not provided"},
    ]
    assert orjson.loads(node.slots["external_references"]) == [{"accession": "A1"}, {"accession": "A2"}]


def test_provenance_is_one_text_of_all_places() -> None:
    """Entries are sorted and hold what `Provenance` holds."""
    node, _ = absorb(None, prepare(record("Run", "CRR1", at=place("/b"))))
    node, _ = absorb(node, prepare(record("Run", "CRR1", title="x", at=place("/a"))))
    entries = orjson.loads(node.slots["provenance"])
    assert [entry["location"] for entry in entries] == ["/a", "/b"]
    assert entries[0] == {
        "source": "a.xml",
        "sha256": "0" * 64,
        "location": "/a",
        "loader": "insdc",
        "version": "1",
        "time": "2025-01-01T00:00:00Z",
    }


@pytest.mark.parametrize(
    ("before", "stated", "sole", "after", "verdict"),
    [
        (None, EdgeState({"a": 1}, 1), False, EdgeState({"a": 1}, 1), "new"),
        (EdgeState({"a": 1}, 1), EdgeState({"a": 1}, 1), True, EdgeState({"a": 1}, 1), "unchanged"),
        (EdgeState({"a": 1}, 1), EdgeState({"b": 2}, 1), True, EdgeState({"b": 2}, 1), "changed"),
        (EdgeState({"a": 1}, 1), EdgeState({"b": 2}, 1), False, EdgeState({"a": 1, "b": 2}, 1), "changed"),
        (EdgeState({"a": 1}, 2), EdgeState({"b": 2}, 1), True, EdgeState({"a": 1, "b": 2}, 3), "changed"),
        (EdgeState({"a": 1}, 3), EdgeState({}, 1), True, EdgeState({"a": 1}, 3), "unchanged"),
    ],
)
def test_relationships_are_merged(
    before: EdgeState | None, stated: EdgeState, sole: bool, after: EdgeState, verdict: str
) -> None:
    """The only contribution of the only end that speaks replaces properties; all others add."""
    assert absorb_edge(before, stated, sole=sole) == (after, verdict)


def version(day: str, source: str, **slots: Any) -> Record:
    """A sample as one source tells it, with the day of its last update."""
    return record("Sample", "SAMN1", at=place(source=source), modified_date=day, **slots)


@pytest.mark.parametrize("reverse", [False, True])
def test_an_older_version_fills_gaps_only(reverse: bool) -> None:
    """Of two versions of one object the one updated later is told, in whatever order they are loaded."""
    old = version("2015-02-12", "old.xml", title="first", tissue="liver", attributes=[{"name": "a", "value": "1"}])
    young = version(
        "2022-09-25", "new.xml", title="second", attributes=[{"name": "a", "value": "2"}, {"name": "b", "value": "3"}]
    )
    state = None
    for told in [young, old] if reverse else [old, young]:
        state, _ = absorb(state, prepare(told))
    assert state
    assert [state.slots[name] for name in ("title", "tissue", "modified_date")] == ["second", "liver", "2022-09-25"]
    assert orjson.loads(state.slots["attributes"]) == [{"name": "a", "value": "2"}, {"name": "b", "value": "3"}]
    assert {absorb(state, prepare(told))[1] for told in (old, young)} == {"unchanged"}


def test_a_version_without_a_day_is_taken_as_the_latest() -> None:
    """Where a source tells no day of update, the load order decides as for everything else."""
    state, _ = absorb(None, prepare(version("2022-09-25", "new.xml", title="second")))
    state, verdict = absorb(state, prepare(record("Sample", "SAMN1", at=place(source="other.xml"), title="third")))
    assert (state.slots["title"], verdict) == ("third", "changed")


def scope_after(*told: tuple[str, ScopeBy], derived: bool = False) -> str:
    """The scope after several places have told theirs, each with its firmness."""
    node = None
    for number, (scope, scope_by) in enumerate(told):
        stated = replace(
            record("Dataset", "CRA1", at=place(f"/{number}"), derived=derived and number > 0), scope_by=scope_by
        )
        stated.slots["scope"] = scope
        node, _ = absorb(node, prepare(stated))
    assert node is not None
    return str(node.slots["scope"])


@pytest.mark.parametrize("closed", ["review", "withheld", "dataset:CRA1"])
def test_a_source_that_says_nothing_of_release_opens_nothing(closed: str) -> None:
    """In whatever order the firm and the silent one come."""
    assert scope_after((closed, "scope"), ("public", "default")) == closed
    assert scope_after(("public", "default"), (closed, "scope")) == closed
    assert scope_after(("review", "release_state"), ("public", "default")) == "review"
    assert scope_after((closed, "scope"), ("public", "release_state")) == closed


@pytest.mark.parametrize("derived", [False, True])
def test_what_is_closed_by_caution_opens_by_a_release_only(derived: bool) -> None:
    """Images wait for somebody to say that they are released; silence never does, in whatever order they come."""
    assert scope_after(("review", "caution"), ("public", "default"), derived=derived) == "review"
    assert scope_after(("public", "default"), ("review", "caution"), derived=derived) == "review"
    assert scope_after(("public", "release_state"), ("review", "caution"), derived=derived) == "public"
    assert scope_after(("review", "caution"), ("public", "release_state"), derived=derived) == "public"


def test_a_later_scope_of_the_same_firmness_holds() -> None:
    """A release opens what was in review; a derived record never does."""
    opened: tuple[tuple[str, ScopeBy], ...] = (("review", "release_state"), ("public", "release_state"))
    assert scope_after(*opened) == "public"
    assert scope_after(*opened, derived=True) == "review"
    assert scope_after(("withheld", "scope"), ("public", "scope")) == "public"


def test_of_scopes_nobody_told_the_open_one_holds() -> None:
    """A node that a hidden and a public object share is public."""
    assert scope_after(("review", "default"), ("public", "default"), derived=True) == "public"
    assert scope_after(("public", "default"), ("review", "default"), derived=True) == "public"


def test_the_same_slots_told_more_firmly_are_no_repetition() -> None:
    """A line that says `public` where it said nothing before opens the node."""
    silent, said = replace(record("Run", "CRR1"), scope_by="default"), record("Run", "CRR1")
    assert prepare(silent).hash != prepare(said).hash


def mention(number: int, scope: str, **slots: Any) -> Statement:
    """A paper as an object of this scope mentions it."""
    made = record("Publication", "doi:10.5555/a", at=place(f"/{number}"), derived=True, **slots)
    made.slots["scope"] = scope
    return prepare(replace(made, scope_by="default"))


def test_a_public_node_says_nothing_that_hidden_ones_said() -> None:
    """Neither a slot nor where it was said, whichever was loaded first, and whether or not they are loaded again."""
    hidden, public = mention(1, "review", title="secret", year=2026), mention(2, "public", title="told")
    for order in ([hidden, public], [public, hidden], [hidden, public, hidden]):
        node = None
        for statement in order:
            node, _ = absorb(node, statement)
        assert node is not None
        assert (node.slots["scope"], node.slots["title"], "year" in node.slots) == ("public", "told", False)
        assert [entry["location"] for entry in orjson.loads(node.slots["provenance"])] == ["/2"]
        assert list(node.contributions) == [public.contribution]
    assert absorb(None, hidden)[0].slots["scope"] == "review"
