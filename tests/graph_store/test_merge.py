"""A batch on its way into a store: taken by one set of rules, whatever the store calls its nodes."""

from graph_schema.record import Record
from graph_store.merge import Merge
from graph_store.protocol import Tally
from graph_store.statement import EdgeKey, EdgeState, NodeKey, NodeState, prepare
from tests.contract.build import record, to


class Known:
    """A store in memory that names nodes as everywhere."""

    def __init__(self) -> None:
        self.nodes: dict[NodeKey, NodeState] = {}
        self.edges: dict[EdgeKey, EdgeState] = {}
        self.stated: dict[NodeKey, set[EdgeKey]] = {}

    def node_name(self, key: NodeKey) -> NodeKey:
        return key

    def edge_name(self, edge: EdgeKey) -> EdgeKey:
        return edge

    def stated_by(self, node: NodeKey) -> set[EdgeKey]:
        return self.stated.get(node, set())

    def note(self, edge: EdgeKey, said: int) -> None:
        self.stated.setdefault(edge.source, set()).add(edge)

    def forget(self, node: NodeKey, edge: EdgeKey) -> None:
        self.stated[node].discard(edge)


def taken(known: Known, *records: Record) -> Merge[NodeKey, EdgeKey]:
    """The batch after it took the records."""
    merge: Merge[NodeKey, EdgeKey] = Merge(known)
    for told in records:
        merge.take(prepare(told))
    return merge


def test_what_is_said_twice_in_a_batch_is_new_and_then_unchanged() -> None:
    """Each statement is counted, and one node and one relationship are left to write."""
    run = record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1"))
    merge = taken(Known(), run, run)
    assert (merge.report.nodes["Run"], merge.report.relationships["OF_EXPERIMENT"]) == (Tally(1, 0, 1), Tally(1, 0, 1))
    assert (len(merge.nodes), [state.said for state in merge.edges.values()]) == (1, [1])


def test_a_place_that_says_otherwise_withdraws_what_it_said() -> None:
    """The relationship no longer told is left with no end that states it, the other is new."""
    merge = taken(
        Known(), record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1")), record("Run", "CRR1", to("OF_EXPERIMENT", "CRX2"))
    )
    assert {edge.target.accession: state.said for edge, state in merge.edges.items()} == {"CRX1": 0, "CRX2": 1}
    assert merge.report.relationships["OF_EXPERIMENT"] == Tally(2, 1, 0)


def test_nothing_is_left_to_write_of_what_is_known() -> None:
    """A batch the store holds already leaves no node and no relationship."""
    known, run = Known(), record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1"))
    first = taken(known, run)
    known.nodes, known.edges = first.nodes, first.edges
    again = taken(known, run)
    assert (again.nodes, again.edges, again.report.nodes["Run"]) == ({}, {}, Tally(0, 0, 1))
