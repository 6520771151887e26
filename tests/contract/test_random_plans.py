"""Random plans over random graphs: every store answers what the oracle answers, as equal JSON."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_store import open_store
from graph_store.plan import Plan
from graph_store.protocol import Store
from tests.contract.graphs import random_graph
from tests.contract.oracle import Graph, Oracle
from tests.contract.plans import plans

SEEDS = range(6)
PLANS_EACH = 85
CALM = settings(
    max_examples=PLANS_EACH,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


def json_text(answer: Any) -> str:
    return orjson.dumps(answer).decode()


def agree(store: Store, graph: Graph, asked: tuple[Plan, list[Any], list[str]]) -> None:
    plan, values, scopes = asked
    expected = Oracle(graph, values, scopes).answer(plan)
    assert json_text(store.execute(plan, values, scopes)) == json_text(expected), f"{plan}\n{values}\n{scopes}"


@pytest.fixture(params=SEEDS)
def loaded(request: pytest.FixtureRequest, store: Store) -> tuple[Store, Graph]:
    """A store with the random graph of one seed, and that graph."""
    graph = random_graph(request.param)
    store.write(graph.records())
    return store, graph


def test_random_plans_are_answered_as_by_the_oracle(loaded: tuple[Store, Graph]) -> None:
    """Six graphs, 510 plans in all: filters, quantifiers, orders, pages, facets, nested lists."""
    store, graph = loaded

    @CALM
    @given(plans())
    def holds(asked: tuple[Plan, list[Any], list[str]]) -> None:
        agree(store, graph, asked)

    holds()


@settings(parent=CALM, max_examples=40)
@given(st.integers(0, 10**6), st.lists(plans(), min_size=3, max_size=6))
def test_random_graphs_in_the_embedded_store(
    tmp_path_factory: pytest.TempPathFactory, seed: int, questions: list[tuple[Plan, list[Any], list[str]]]
) -> None:
    """Any graph: what was written is asked, and the store is sound afterwards."""
    graph = random_graph(seed)
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('random')}/graph.db", write=True)
    try:
        store.write(graph.records())
        for asked in questions:
            agree(store, graph, asked)
        assert store.check() == []
    finally:
        store.close()


def test_the_order_of_writing_is_seen_by_no_plan(tmp_path: Path) -> None:
    """Loaded in one batch, record by record, or backwards and twice: the same answers."""
    graph = random_graph(3)
    records = graph.records()
    batches = [[records], [[one] for one in records], [list(reversed(records)), records]]
    stores = [open_store(f"sqlite:///{tmp_path}/{name}.db", write=True) for name in range(len(batches))]
    for store, written in zip(stores, batches, strict=True):
        for batch in written:
            store.write(batch)

    @settings(parent=CALM, max_examples=40)
    @given(plans())
    def holds(asked: tuple[Plan, list[Any], list[str]]) -> None:
        for store in stores:
            agree(store, graph, asked)

    holds()
    for store in stores:
        assert store.statistics() == stores[0].statistics()
        store.close()
