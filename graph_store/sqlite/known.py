"""What a store holds of the nodes and relationships a batch touches, read in a few grouped statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apsw
import orjson

from graph_store.sqlite.rows import decoded, first_id, last_id, select_sql
from graph_store.statement import BY_SOURCE, BY_TARGET, EdgeKey, EdgeState, NodeKey, NodeState, Statement

EdgeRow = tuple[int, str, int]

FIND = (
    "SELECT n.accession, n.id, c.said FROM json_each(?2) j CROSS JOIN node n ON n.accession = j.value AND n.type = ?1"
    " LEFT JOIN contribution c ON c.node = n.id"
)
GREATEST = "SELECT id FROM node WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1"
EDGES = (
    "SELECT e.src, e.type, e.dst, e.props, e.said FROM json_each(?) j CROSS JOIN edge e"
    " ON e.src = j.value ->> 0 AND e.type = j.value ->> 1 AND e.dst = j.value ->> 2"
)
STATED = (
    "SELECT e.src, e.type, e.dst, e.props, e.said FROM json_each(?1) j CROSS JOIN edge e ON e.src = j.value"
    " WHERE e.said IN (1, 3) UNION SELECT e.src, e.type, e.dst, e.props, e.said FROM json_each(?1) j"
    " CROSS JOIN edge e ON e.dst = j.value WHERE e.said >= 2"
)


def _json(values: Iterable[Any]) -> str:
    return orjson.dumps(list(values)).decode()


class Known:
    """Ids of all nodes touched (`made` of them new), states of those that may change, and edges.

    A node whose every statement is stored already is known by its contributions alone.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self.ids: dict[NodeKey, int] = {}
        self.made: list[NodeKey] = []
        self.nodes: dict[NodeKey, NodeState] = {}
        self.edges: dict[EdgeRow, EdgeState] = {}
        self._connection = connection
        self._stated: dict[int, set[EdgeRow]] = defaultdict(set)
        self._greatest: dict[str, int] = {}

    @classmethod
    def read(cls, connection: apsw.Connection, statements: Sequence[Statement]) -> "Known":
        """Everything a batch has to know."""
        known = cls(connection)
        known._find({statement.key for statement in statements})
        changing = [statement for statement in statements if not known._has(statement)]
        known._read_slots({statement.key for statement in changing})
        known._find({end for statement in changing for edge in statement.edges for end in (edge.source, edge.target)})
        known._make(changing)
        known._read_edges(changing)
        return known

    def node_name(self, key: NodeKey) -> int:
        """The row number of a node of the batch."""
        return self.ids[key]

    def edge_name(self, edge: EdgeKey) -> EdgeRow:
        """The row of a relationship of the batch."""
        return self.ids[edge.source], edge.type, self.ids[edge.target]

    def stated_by(self, number: int) -> set[EdgeRow]:
        """The relationships a node stated, so far."""
        return self._stated[number]

    def note(self, row: EdgeRow, said: int) -> None:
        """Remember who states a relationship."""
        if said & BY_SOURCE:
            self._stated[row[0]].add(row)
        if said & BY_TARGET:
            self._stated[row[2]].add(row)

    def forget(self, number: int, row: EdgeRow) -> None:
        """A node no longer states a relationship."""
        self._stated[number].discard(row)

    def _has(self, statement: Statement) -> bool:
        node = self.nodes.get(statement.key)
        return node is not None and node.contributions.get(statement.contribution) == statement.hash

    def _find(self, keys: set[NodeKey]) -> None:
        for node_type, accessions in _by_type(keys - self.ids.keys()):
            for accession, number, said in self._connection.execute(FIND, (node_type, _json(accessions))):
                key = NodeKey(node_type, accession)
                self.ids[key] = number
                if said is not None:
                    self.nodes[key] = NodeState({}, orjson.loads(said))

    def _read_slots(self, keys: set[NodeKey]) -> None:
        for node_type, accessions in _by_type(keys & self.nodes.keys()):
            numbers = [self.ids[NodeKey(node_type, accession)] for accession in accessions]
            where = " WHERE id IN (SELECT value FROM json_each(?))"
            for row in self._connection.execute(select_sql(node_type) + where, (_json(numbers),)):
                slots = decoded(node_type, row)
                self.nodes[NodeKey(node_type, slots["accession"])].slots = slots

    def _make(self, statements: Iterable[Statement]) -> None:
        """Ids for nodes seen for the first time, in the order of the batch."""
        for statement in statements:
            for key in (statement.key, *(end for edge in statement.edges for end in (edge.source, edge.target))):
                if key not in self.ids:
                    self.ids[key] = self._next_id(key.type)
                    self.made.append(key)

    def _next_id(self, node_type: str) -> int:
        if node_type not in self._greatest:
            found = self._connection.execute(GREATEST, (first_id(node_type), last_id(node_type))).fetchone()
            self._greatest[node_type] = found[0] if found else first_id(node_type)
        self._greatest[node_type] += 1
        return self._greatest[node_type]

    def _read_edges(self, statements: Sequence[Statement]) -> None:
        made = set(self.made)
        rows = [
            self.edge_name(edge)
            for statement in statements
            for edge in statement.edges
            if edge.source not in made and edge.target not in made
        ]
        restated = {self.ids[statement.key] for statement in statements if statement.key in self.nodes}
        self._keep(EDGES, rows)
        self._keep(STATED, restated)

    def _keep(self, sql: str, wanted: Iterable[Any]) -> None:
        wanted = list(wanted)
        if not wanted:
            return
        for source, kind, target, props, said in self._connection.execute(sql, (_json(wanted),)):
            self.edges[source, kind, target] = EdgeState(orjson.loads(props) if props else {}, said)
            self.note((source, kind, target), said)


def _by_type(keys: Iterable[NodeKey]) -> Iterator[tuple[str, list[str]]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for node_type, accession in sorted(keys):
        grouped[node_type].append(accession)
    yield from grouped.items()
