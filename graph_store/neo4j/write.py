"""One batch of statements into Neo4j, inside a transaction the caller holds.

What the batch touches is read first (`Known`), merged in memory by `graph_store.merge`,
and written by type. A node that is only referred to is made with the label `Unresolved` beside its type and without
scope: its relationships are in place and come to light when it is loaded.
"""

from collections.abc import Sequence

from neo4j import ManagedTransaction

from graph_store.merge import Merge
from graph_store.neo4j.known import Known, by_ends, by_type
from graph_store.neo4j.labels import NODE, UNRESOLVED
from graph_store.neo4j.properties import encoded, encoded_edge
from graph_store.neo4j.query import command
from graph_store.protocol import WriteReport
from graph_store.statement import EdgeKey, EdgeState, NodeKey, Statement

PUT_NODES = (
    "UNWIND $rows AS row MERGE (n:{label} {{accession: row.accession}})"
    f" SET n:{NODE}, n = row REMOVE n:{UNRESOLVED}"
)
PUT_REFERRED = (
    f"UNWIND $accessions AS accession MERGE (n:{{label}} {{{{accession: accession}}}}) ON CREATE SET n:{UNRESOLVED}"
)
PUT_EDGES = (
    "UNWIND $rows AS row MATCH (a:{source} {{accession: row[0]}}) MATCH (b:{target} {{accession: row[1]}})"
    " MERGE (a)-[e:{kind}]->(b) SET e = row[2]"
)
DROP_EDGES = (
    "UNWIND $rows AS row MATCH (:{source} {{accession: row[0]}})-[e:{kind}]->(:{target} {{accession: row[1]}}) DELETE e"
)
DROP_LONELY = (
    f"UNWIND $accessions AS accession MATCH (n:{{label}} {{{{accession: accession}}}})"
    f" WHERE n:{UNRESOLVED} AND NOT EXISTS {{{{ (n)--() }}}} DELETE n"
)
NEXT_GENERATION = "MATCH (m:GsagraphMeta {name: 'store'}) SET m.generation = m.generation + 1"


def write_batch(transaction: ManagedTransaction, statements: Sequence[Statement], *, dry_run: bool) -> WriteReport:
    """Merge the statements into the store and write what has changed, or with `dry_run` only tell."""
    merge = Batch(Known(transaction, statements))
    for statement in statements:
        merge.take(statement)
    if not dry_run:
        merge.save(transaction)
    return merge.report


class Batch(Merge[NodeKey, EdgeKey]):
    """The batch, and how it is written."""

    known: Known

    def save(self, transaction: ManagedTransaction) -> None:
        """Write what has changed."""
        if self.nodes or self.edges:
            self._save_nodes(transaction)
            self._save_edges(transaction, {edge: state for edge, state in self.edges.items() if state.said})
            self._drop_edges(transaction, {edge for edge, state in self.edges.items() if not state.said})
            command(transaction, NEXT_GENERATION)

    def _save_nodes(self, transaction: ManagedTransaction) -> None:
        for node_type, accessions in by_type(self.nodes):
            rows = [encoded(node_type, self.nodes[NodeKey(node_type, accession)]) for accession in accessions]
            command(transaction, PUT_NODES.format(label=node_type), rows=rows)

    def _save_edges(self, transaction: ManagedTransaction, kept: dict[EdgeKey, EdgeState]) -> None:
        ends = {end for edge in kept for end in (edge.source, edge.target)}
        for node_type, accessions in by_type(ends - self.nodes.keys() - self.known.nodes.keys()):
            command(transaction, PUT_REFERRED.format(label=node_type), accessions=accessions)
        for names, edges in by_ends(kept):
            rows = [[e.source.accession, e.target.accession, encoded_edge(e.type, kept[e])] for e in edges]
            command(transaction, PUT_EDGES.format(**names), rows=rows)

    def _drop_edges(self, transaction: ManagedTransaction, gone: set[EdgeKey]) -> None:
        for names, edges in by_ends(gone):
            rows = [[edge.source.accession, edge.target.accession] for edge in edges]
            command(transaction, DROP_EDGES.format(**names), rows=rows)
        for node_type, accessions in by_type({end for edge in gone for end in (edge.source, edge.target)}):
            command(transaction, DROP_LONELY.format(label=node_type), accessions=accessions)
