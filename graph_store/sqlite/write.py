"""One batch of statements into the database, inside a transaction the caller holds.

What the batch touches is read in a few grouped statements (`Known`), merged in memory by
`graph_store.merge`, and written type by type. A node that is only referred to gets an id and a
row in `node` without scope: its relationships are in place and come to light when it is loaded.
"""

from collections.abc import Sequence

import apsw
import orjson

from graph_store.merge import Merge
from graph_store.protocol import WriteReport
from graph_store.sqlite.known import EdgeRow, Known
from graph_store.sqlite.rows import encoded, insert_sql
from graph_store.statement import Statement
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
    merge = Batch(Known.read(connection, statements))
    for statement in statements:
        merge.take(statement)
    merge.save(connection)
    return merge.report


class Batch(Merge[int, EdgeRow]):
    """The batch, and how it is written."""

    known: Known

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
