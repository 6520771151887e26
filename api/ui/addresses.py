"""Addresses of our own pages: of a node, of a list, of the explorer."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from graph_schema.iri import base_iri
from graph_schema.model import NODE_TYPES

SAFE = "/:@!$'()*,;=~"


def node_path(node_type: str, accession: str, iri: str | None = None) -> str:
    """The address of a node: what its IRI says behind our base, or, for IRIs of others, its type and accession.

    It has one slash in front, whatever an IRI says: two would lead to another host.
    """
    base = base_iri()
    if iri and iri.startswith(base):
        return "/" + iri.removeprefix(base).lstrip("/\\")
    return f"/{NODE_TYPES[node_type].path}/{quote(accession, safe=SAFE)}"


def list_path(node_type: str, filters: Iterable[tuple[str, str]] = ()) -> str | None:
    """The address of the table of a type, with filters; None where the type has no table."""
    root = NODE_TYPES[node_type].root
    if root is None:
        return None
    query = urlencode(list(filters))
    return f"/{root}?{query}" if query else f"/{root}"


def graph_path(ids: Iterable[str]) -> str:
    """The address of the explorer with these nodes."""
    return f"/graph?ids={quote(','.join(ids), safe=SAFE)}"


def around_path(accession: str) -> str:
    """The address of the explorer with a node and its first neighbours."""
    return f"/graph?around={quote(accession, safe=SAFE)}"
