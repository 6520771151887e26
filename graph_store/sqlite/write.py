"""One batch of statements into the database, inside a transaction the caller holds.

What the batch touches is read in a few grouped statements (`Known`), merged in memory by the rules
of `graph_store.statement`, and written type by type. A node that is only referred to gets an id and a
row in `node` without scope: its relationships are in place and come to light when it is loaded.
"""

from collections.abc import Iterable, Sequence

import apsw
import orjson

from graph_store.protocol import Tally, WriteReport
from graph_store.sqlite.known import EdgeRow, Known
from graph_store.sqlite.rows import encoded, insert_sql
from graph_store.statement import (
    BY_SOURCE,
    BY_TARGET,
    EdgeState,
    NodeKey,
    NodeState,
    Statement,
    Verdict,
    absorb,
    absorb_edge,
    is_sole,
)
from graph_store.words import node_document

PUT_NODE = (
    "INSERT INTO node (id, type, accession, iri, scope) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET iri = excluded.iri, scope = excluded.scope"
)
PUT_EDGE = "INSERT OR REPLACE INTO edge (src, type, dst, props, said) VALUES (?, ?, ?, ?, ?)"
DROP_EDGE = "DELETE FROM edge WHERE src = ? AND type = ? AND dst = ?"
DROP_LONELY = (
    "DELETE FROM node WHERE id = ? AND scope IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM edge WHERE src = node.id OR dst = node.id)"
)
PUT_CONTRIBUTION = "INSERT OR REPLACE INTO contribution (node, said) VALUES (?, ?)"
PUT_WORDS = "INSERT OR REPLACE INTO search (rowid, words) VALUES (?, ?)"
NEXT_GENERATION = "UPDATE meta SET value = value + 1 WHERE key = 'generation'"


def write_batch(connection: apsw.Connection, statements: Sequence[Statement]) -> WriteReport:
    """Merge the statements into the store and write what has changed."""
    merge = Merge(Known.read(connection, statements))
    for statement in statements:
        merge.take(statement)
    merge.save(connection)
    return merge.report


class Merge:
    """The batch in memory: what was known, what is to be written, and the tallies."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.report = WriteReport()
        self.nodes: dict[NodeKey, NodeState] = {}
        self.edges: dict[EdgeRow, EdgeState] = {}

    def take(self, statement: Statement) -> None:
        """Merge one statement."""
        before = self.nodes.get(statement.key) or self.known.nodes.get(statement.key)
        after, verdict = absorb(before, statement)
        self._count(self.report.nodes, statement.key.type, verdict)
        if before is not None and before.contributions.get(statement.contribution) == statement.hash:
            for edge in statement.edges:
                self._count(self.report.relationships, edge.type, "unchanged")
            return
        if after is not before:
            self.nodes[statement.key] = after
        sole = before is not None and is_sole(before, statement)
        stated = {self.known.edge_row(edge): state for edge, state in statement.edges.items()}
        if sole:
            self._withdraw(self.known.ids[statement.key], stated.keys())
        for row, state in stated.items():
            self._take_edge(row, state, sole=sole)

    def _take_edge(self, row: EdgeRow, stated: EdgeState, *, sole: bool) -> None:
        before = self.edges.get(row) or self.known.edges.get(row)
        after, verdict = absorb_edge(before if before and before.said else None, stated, sole=sole)
        self._count(self.report.relationships, row[1], verdict)
        if after != before:
            self.edges[row] = after
            self.known.note(row, after.said)

    def _withdraw(self, number: int, kept: Iterable[EdgeRow]) -> None:
        """Take back what the node stated before and no longer does."""
        for row in sorted(self.known.stated_by(number).difference(kept)):
            before = self.edges.get(row) or self.known.edges[row]
            bits = (BY_SOURCE if row[0] == number else 0) | (BY_TARGET if row[2] == number else 0)
            self.edges[row] = EdgeState(before.properties, before.said & ~bits)
            self.known.forget(number, row)
            self._count(self.report.relationships, row[1], "changed")

    @staticmethod
    def _count(tallies: dict[str, Tally], name: str, verdict: Verdict) -> None:
        tally = tallies.setdefault(name, Tally())
        setattr(tally, verdict, getattr(tally, verdict) + 1)

    def save(self, connection: apsw.Connection) -> None:
        """Write what has changed."""
        if not self.nodes and not self.edges:
            return
        self._save_nodes(connection)
        self._save_edges(connection)
        connection.execute(NEXT_GENERATION)

    def _save_nodes(self, connection: apsw.Connection) -> None:
        ids = self.known.ids
        referred = ((ids[key], *key, None, None) for key in self.known.made if key not in self.nodes)
        loaded = ((ids[key], *key, state.slots["iri"], state.slots["scope"]) for key, state in self.nodes.items())
        connection.executemany(PUT_NODE, referred)
        connection.executemany(PUT_NODE, loaded)
        for node_type in sorted({key.type for key in self.nodes}):
            states = [(ids[key], state) for key, state in self.nodes.items() if key.type == node_type]
            rows = (encoded(node_type, number, state.slots) for number, state in states)
            connection.executemany(insert_sql(node_type), rows)
            words = ((number, node_document(node_type, state.slots)) for number, state in states)
            connection.executemany(PUT_WORDS, words)
            said = ((number, orjson.dumps(state.contributions).decode()) for number, state in states)
            connection.executemany(PUT_CONTRIBUTION, said)

    def _save_edges(self, connection: apsw.Connection) -> None:
        kept = (
            (*row, orjson.dumps(state.properties).decode() if state.properties else None, state.said)
            for row, state in self.edges.items()
            if state.said
        )
        connection.executemany(PUT_EDGE, kept)
        gone = [row for row, state in self.edges.items() if not state.said]
        connection.executemany(DROP_EDGE, gone)
        connection.executemany(DROP_LONELY, ((number,) for row in gone for number in (row[0], row[2])))
