"""A batch in memory on its way into a store: what was known, what is to be written, and the tallies.

Each store reads what it knows of a batch (`Known`), lets `Merge` take the statements one by one by the
rules of `graph_store.statement`, and writes the `nodes` and `edges` that are left in it. A store may name
nodes by numbers of its own: an edge is a triple of source, type and target in the store's names.
"""

from collections.abc import Iterable
from typing import Any, Generic, Protocol, TypeVar

from graph_store.protocol import Tally, WriteReport
from graph_store.statement import (
    BY_SOURCE,
    BY_TARGET,
    EdgeKey,
    EdgeState,
    NodeKey,
    NodeState,
    Statement,
    Verdict,
    absorb,
    absorb_edge,
    is_sole,
)

NodeT = TypeVar("NodeT")
EdgeT = TypeVar("EdgeT", bound=tuple[Any, str, Any])


class Known(Protocol[NodeT, EdgeT]):
    """What a store holds of the nodes and relationships of a batch, in its own names for them."""

    @property
    def nodes(self) -> dict[NodeKey, NodeState]:
        """The loaded nodes."""

    @property
    def edges(self) -> dict[EdgeT, EdgeState]:
        """The relationships stated."""

    def node_name(self, key: NodeKey, /) -> NodeT:
        """The store's name of a node."""

    def edge_name(self, edge: EdgeKey, /) -> EdgeT:
        """The store's name of a relationship."""

    def stated_by(self, node: NodeT, /) -> set[EdgeT]:
        """The relationships that a node states."""

    def note(self, edge: EdgeT, said: int, /) -> None:
        """A relationship is stated by these ends."""

    def forget(self, node: NodeT, edge: EdgeT, /) -> None:
        """A node no longer states a relationship."""


class Merge(Generic[NodeT, EdgeT]):
    """The batch: statements are taken one by one; `nodes` and `edges` are what has changed."""

    def __init__(self, known: Known[NodeT, EdgeT]) -> None:
        self.known: Known[NodeT, EdgeT] = known
        self.report = WriteReport()
        self.nodes: dict[NodeKey, NodeState] = {}
        self.edges: dict[EdgeT, EdgeState] = {}

    def take(self, statement: Statement) -> None:
        """Merge one statement."""
        before = self.nodes.get(statement.key) or self.known.nodes.get(statement.key)
        after, verdict = absorb(before, statement)
        _count(self.report.nodes, statement.key.type, verdict)
        if before is not None and before.contributions.get(statement.contribution) == statement.hash:
            for known in statement.edges:
                _count(self.report.relationships, known.type, "unchanged")
            return
        if after is not before:
            self.nodes[statement.key] = after
        sole = before is not None and is_sole(before, statement)
        stated = {self.known.edge_name(edge): state for edge, state in statement.edges.items()}
        if sole:
            self._withdraw(self.known.node_name(statement.key), stated.keys())
        for edge, state in stated.items():
            self._take_edge(edge, state, sole=sole)

    def _take_edge(self, edge: EdgeT, stated: EdgeState, *, sole: bool) -> None:
        before = self.edges.get(edge) or self.known.edges.get(edge)
        after, verdict = absorb_edge(before if before and before.said else None, stated, sole=sole)
        _count(self.report.relationships, edge[1], verdict)
        if after != before:
            self.edges[edge] = after
            self.known.note(edge, after.said)

    def _withdraw(self, node: NodeT, kept: Iterable[EdgeT]) -> None:
        """Take back what the node stated before and no longer does."""
        for edge in sorted(self.known.stated_by(node) - set(kept)):
            before = self.edges.get(edge) or self.known.edges[edge]
            bits = (BY_SOURCE if edge[0] == node else 0) | (BY_TARGET if edge[2] == node else 0)
            self.edges[edge] = EdgeState(before.properties, before.said & ~bits)
            self.known.forget(node, edge)
            _count(self.report.relationships, edge[1], "changed")


def _count(tallies: dict[str, Tally], name: str, verdict: Verdict) -> None:
    tally = tallies.setdefault(name, Tally())
    setattr(tally, verdict, getattr(tally, verdict) + 1)
