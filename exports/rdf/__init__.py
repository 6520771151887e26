"""The graph as RDF: N-Triples, Turtle and JSON-LD, without blank nodes, in canonical form.

`document.node_document` (also here) tells one node; `graph.export` writes all of them. `statements` makes
pieces of nodes and relationships from templates of the model, `terms` their literals and IRIs, `sorting`
brings the pieces of a subject together, `formats` renders them. Imports `graph_store.protocol`,
`graph_schema` and below. Start with `docs/rdf.md`, then `statements`.
"""

from exports.rdf.document import node_document
from exports.rdf.graph import export

__all__ = ["export", "node_document"]
