"""Slots as properties and back: nothing lost, shadows where they are needed."""

from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import NODE_TYPES, SLOTS
from graph_schema.names import fold, sort_key
from graph_store.neo4j import properties
from graph_store.statement import EdgeState, NodeState

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1)


def values(range_: str, many: bool) -> st.SearchStrategy[Any]:
    """Values a slot of a range may hold as stored."""
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "integer": st.integers(-(2**63), 2**63 - 1),
        "float": st.floats(allow_nan=False, allow_infinity=False),
        "boolean": st.booleans(),
        "structure": st.lists(st.dictionaries(st.just("name"), TEXTS), min_size=1).map(
            lambda v: orjson.dumps(v).decode()
        ),
    }
    one = kinds.get(range_, TEXTS)
    return st.lists(one, min_size=1) if many and range_ != "structure" else one


@st.composite
def states(draw: st.DrawFn) -> tuple[str, NodeState]:
    """A node of any type with some of its slots."""
    kind = draw(st.sampled_from(sorted(NODE_TYPES)))
    names = draw(st.sets(st.sampled_from(sorted(SLOTS[kind])))) | {"accession"}
    slots = {name: draw(values(SLOTS[kind][name].range, SLOTS[kind][name].many)) for name in sorted(names)}
    return kind, NodeState(slots, draw(st.dictionaries(TEXTS, TEXTS)))


@given(states())
def test_slots_come_back_as_they_went(made: tuple[str, NodeState]) -> None:
    """Encoding and decoding are inverse; shadows and contributions are no slots."""
    kind, state = made
    stored = properties.encoded(kind, state)
    assert properties.decoded(kind, stored) == state.slots
    assert orjson.loads(stored["_contributions"]) == state.contributions


@given(states())
def test_shadows_tell_what_filters_and_orders_ask(made: tuple[str, NodeState]) -> None:
    """A folded shadow stands exactly where folding changes the value; a sort key wherever the model has one."""
    kind, state = made
    stored = properties.encoded(kind, state)
    for name, value in state.slots.items():
        slot = SLOTS[kind][name]
        folded = slot.range in {"string", "text", "uri"} and not slot.many and fold(value) != value
        assert stored.get(f"{slot.alias}Folded") == (fold(value) if folded else None)
        assert stored.get(f"{slot.alias}Sort") == (sort_key(value) if slot.sort_key else None)


def test_properties_are_named_in_camel_case() -> None:
    """The names and shadows of a small node, in full."""
    state = NodeState({"accession": "CRX1", "library_strategy": "WGS", "title": "ab", "nominal_sdev": 3.5}, {"": "h"})
    assert properties.encoded("Experiment", state) == {
        "_contributions": '{"":"h"}',
        "searchText": "crx1 ¦ ab",
        "accession": "CRX1",
        "accessionFolded": "crx1",
        "libraryStrategy": "WGS",
        "libraryStrategyFolded": "wgs",
        "title": "ab",
        "titleSort": "ab",
        "nominalSdev": 3.5,
    }


def test_exports_read_structures_parsed_in_the_models_order() -> None:
    """What `scan` answers: snake_case, structures as lists, absent slots left out."""
    stored = {"titleSort": "x", "attributes": '[{"name":"a","value":"b"}]', "title": "X", "accession": "CRR1"}
    assert list(properties.parsed("Run", stored).items()) == [
        ("accession", "CRR1"),
        ("title", "X"),
        ("attributes", [{"name": "a", "value": "b"}]),
    ]


def test_relationship_properties_come_back_as_they_went() -> None:
    """In the graph camelCase, outside snake_case; who said it stands beside them."""
    state = EdgeState({"member_name": "pool 1", "spots": 7}, 3)
    stored = properties.encoded_edge("USES_SAMPLE", state)
    assert stored == {"_said": 3, "memberName": "pool 1", "spots": 7}
    assert properties.decoded_edge("USES_SAMPLE", stored) == state
