"""One node as an RDF document, for content negotiation: a pure function of slots and relationships."""

from collections.abc import Iterable, Mapping
from typing import Any

from exports.rdf.formats import document
from exports.rdf.statements import Piece, forward_pieces, inverse_pieces, node_pieces
from graph_store.protocol import Edge


def node_document(
    node_type: str, slots: Mapping[str, Any], edges: Iterable[Edge], name: str, *, public: bool = True
) -> bytes:
    """The node in the format `nt`, `ttl` or `jsonld`, with exactly the triples the export has of it.

    `slots` are snake_case, structures parsed, as `Store.scan` gives them; restricted ones are left
    out. `edges` are relationships that begin or end at the node; `public` says whether all of their
    other ends are.
    """
    return document(node_statements(node_type, slots, edges, public=public), name)


def node_statements(
    node_type: str, slots: Mapping[str, Any], edges: Iterable[Edge], *, public: bool = True
) -> list[Piece]:
    """The pieces of a node and of what joins it to others."""
    here = (node_type, slots["accession"])
    pieces = node_pieces(node_type, slots)
    for edge in edges:
        if (edge.source_type, edge.source) == here:
            pieces.extend(forward_pieces(edge, public=public))
        if (edge.target_type, edge.target) == here:
            pieces.extend(inverse_pieces(edge))
    return pieces
