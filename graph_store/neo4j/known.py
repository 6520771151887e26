"""What a store holds of the nodes and relationships a batch touches, read in a few statements of many rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import orjson
from neo4j import ManagedTransaction

from graph_store.neo4j.labels import UNRESOLVED, type_of
from graph_store.neo4j.properties import CONTRIBUTIONS, SAID, decoded, decoded_edge
from graph_store.neo4j.query import query
from graph_store.statement import BY_SOURCE, BY_TARGET, EdgeKey, EdgeState, NodeKey, NodeState, Statement, is_sole

CONTRIBUTED = (
    f"MATCH (n:{{label}}) WHERE n.accession IN $accessions AND NOT n:{UNRESOLVED}"
    f" RETURN n.accession AS accession, n.{CONTRIBUTIONS} AS said"
)
SLOTS_OF = "MATCH (n:{label}) WHERE n.accession IN $accessions RETURN n.accession AS accession, properties(n) AS slots"
EDGES = (
    "UNWIND $rows AS row MATCH (a:{source} {{accession: row[0]}})-[e:{kind}]->(b:{target} {{accession: row[1]}})"
    " RETURN row[0] AS source, row[1] AS target, properties(e) AS properties"
)
STATED = (
    "UNWIND $accessions AS accession MATCH (n:{label} {{accession: accession}}) CALL (n) {{"
    f" MATCH (n)-[e]->(m) WHERE e.{SAID} <> {BY_TARGET} RETURN e, n AS a, m AS b UNION"
    f" MATCH (n)<-[e]-(m) WHERE e.{SAID} <> {BY_SOURCE} RETURN e, m AS a, n AS b }}}}"
    " RETURN DISTINCT type(e) AS kind, labels(a) AS sources, a.accession AS source,"
    " labels(b) AS targets, b.accession AS target, properties(e) AS properties"
)


def by_type(keys: Iterable[NodeKey]) -> Iterator[tuple[str, list[str]]]:
    """Accessions by node type, sorted."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for node_type, accession in sorted(keys):
        grouped[node_type].append(accession)
    yield from grouped.items()


def by_ends(edges: Iterable[EdgeKey]) -> Iterator[tuple[dict[str, str], list[EdgeKey]]]:
    """Relationships by their type and the types of their ends, sorted: the names a statement is made for."""
    grouped: dict[tuple[str, str, str], list[EdgeKey]] = defaultdict(list)
    for edge in sorted(edges):
        grouped[edge.type, edge.source.type, edge.target.type].append(edge)
    for (kind, source, target), found in grouped.items():
        yield {"kind": kind, "source": source, "target": target}, found


class Known:
    """States of the nodes that may change, and of the relationships that are stated or may be withdrawn.

    A node whose every statement is stored already is known by its contributions alone.
    """

    def __init__(self, transaction: ManagedTransaction, statements: Sequence[Statement]) -> None:
        self.nodes: dict[NodeKey, NodeState] = {}
        self.edges: dict[EdgeKey, EdgeState] = {}
        self._transaction = transaction
        self._stated: dict[NodeKey, set[EdgeKey]] = defaultdict(set)
        self._read_contributions({statement.key for statement in statements})
        changing = [statement for statement in statements if not self._has(statement)]
        self._read_slots({statement.key for statement in changing})
        self._read_edges({edge for statement in changing for edge in statement.edges})
        self._read_stated({statement.key for statement in changing if self._may_withdraw(statement)})

    def node_name(self, key: NodeKey) -> NodeKey:
        """A node is named as everywhere."""
        return key

    def edge_name(self, edge: EdgeKey) -> EdgeKey:
        """A relationship is named as everywhere."""
        return edge

    def stated_by(self, key: NodeKey) -> set[EdgeKey]:
        """The relationships a node stated, so far."""
        return self._stated[key]

    def note(self, edge: EdgeKey, said: int) -> None:
        """Remember who states a relationship."""
        if said & BY_SOURCE:
            self._stated[edge.source].add(edge)
        if said & BY_TARGET:
            self._stated[edge.target].add(edge)

    def forget(self, key: NodeKey, edge: EdgeKey) -> None:
        """A node no longer states a relationship."""
        self._stated[key].discard(edge)

    def _has(self, statement: Statement) -> bool:
        node = self.nodes.get(statement.key)
        return node is not None and node.contributions.get(statement.contribution) == statement.hash

    def _may_withdraw(self, statement: Statement) -> bool:
        node = self.nodes.get(statement.key)
        return node is not None and is_sole(node, statement)

    def _read_contributions(self, keys: set[NodeKey]) -> None:
        for node_type, accessions in by_type(keys):
            for row in query(self._transaction, CONTRIBUTED.format(label=node_type), accessions=accessions):
                self.nodes[NodeKey(node_type, row["accession"])] = NodeState({}, orjson.loads(row["said"]))

    def _read_slots(self, keys: set[NodeKey]) -> None:
        for node_type, accessions in by_type(keys & self.nodes.keys()):
            for row in query(self._transaction, SLOTS_OF.format(label=node_type), accessions=accessions):
                self.nodes[NodeKey(node_type, row["accession"])].slots = decoded(node_type, row["slots"])

    def _read_edges(self, edges: set[EdgeKey]) -> None:
        for names, found in by_ends(edges):
            rows = [[edge.source.accession, edge.target.accession] for edge in found]
            for row in query(self._transaction, EDGES.format(**names), rows=rows):
                source, target = NodeKey(names["source"], row["source"]), NodeKey(names["target"], row["target"])
                self._keep(EdgeKey(source, names["kind"], target), row["properties"])

    def _read_stated(self, keys: set[NodeKey]) -> None:
        for node_type, accessions in by_type(keys):
            for row in query(self._transaction, STATED.format(label=node_type), accessions=accessions):
                source = NodeKey(type_of(row["sources"]), row["source"])
                target = NodeKey(type_of(row["targets"]), row["target"])
                self._keep(EdgeKey(source, row["kind"], target), row["properties"])

    def _keep(self, edge: EdgeKey, properties: dict[str, object]) -> None:
        self.edges[edge] = decoded_edge(edge.type, properties)
        self.note(edge, self.edges[edge].said)
