"""Accessions against a store: found, valid but unknown, no accession, or a private pre-accession.

Used by the command line and the web alike. What an accession is, is told by
`graph_schema.accession`; nothing is guessed here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graph_schema.accession import PRE_ACCESSION, Accession, detect
from graph_schema.iri import accession_iri, parse
from graph_schema.model import NODE_TYPES
from graph_store.plan import Columns, Lookup, Plan, Rows
from graph_store.protocol import Store

State = Literal["found", "unknown", "invalid", "pre_accession"]

CHUNK = 1000
_SLOTS = ("accession", "iri", "archive")
_PLAN = Plan(Lookup(0, tuple(sorted(NODE_TYPES)), Rows(tuple((name, Columns(_SLOTS)) for name in sorted(NODE_TYPES)))))


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is known of one token: `type` is the kind (`gsa.run`), `node_type` our type of node."""

    input: str
    accession: str | None
    type: str | None
    archive: str | None
    iri: str | None
    state: State
    node_type: str | None = None


@dataclass(frozen=True, slots=True)
class _Node:
    node_type: str
    accession: str
    iri: str
    archive: str | None


def resolve(store: Store | None, tokens: Sequence[str], scopes: Sequence[str] = ("public",)) -> list[Resolution]:
    """Each token in its order, looked up among the nodes visible in `scopes`; no store, nothing found."""
    return [
        item for start in range(0, len(tokens), CHUNK) for item in _chunk(store, tokens[start : start + CHUNK], scopes)
    ]


def _chunk(store: Store | None, tokens: Sequence[str], scopes: Sequence[str]) -> Iterator[Resolution]:
    known = [detect(token) for token in tokens]
    ids = [_identifier(token, accession) for token, accession in zip(tokens, known, strict=True)]
    wanted = sorted({name for name in ids if name})
    nodes = _nodes(store, wanted, scopes) if store is not None and wanted else {}
    for token, accession, name in zip(tokens, known, ids, strict=True):
        yield _resolution(token, accession, nodes.get(name, []))


def _identifier(token: str, accession: Accession | None) -> str:
    """What a token is looked up by: its accession, the one inside an IRI of ours, or itself."""
    if accession is not None:
        return accession.value
    parsed = parse(token.strip())
    return parsed[1] if parsed else token.strip()


def _nodes(store: Store, ids: Sequence[str], scopes: Sequence[str]) -> dict[str, list[_Node]]:
    """The visible nodes by accession and by IRI."""
    answer: list[tuple[str, list[Any]]] = store.execute(_PLAN, [list(ids)], scopes)
    found: dict[str, list[_Node]] = {}
    for node_type, (accession, iri, archive, *_) in answer:
        node = _Node(node_type, accession, iri, archive)
        for key in {accession, iri}:
            found.setdefault(key, []).append(node)
    return found


def _resolution(token: str, accession: Accession | None, nodes: Sequence[_Node]) -> Resolution:
    if accession is None:
        return _plain(token, nodes)
    if accession.kind == PRE_ACCESSION:
        return _known(token, accession, None, "pre_accession")
    fitting = [node for node in nodes if accession.node_type in (None, node.node_type)] or nodes
    if fitting:
        return _known(token, accession, fitting[0].iri, "found", fitting[0].node_type)
    return _known(token, accession, accession_iri(accession), "unknown", accession.node_type)


def _known(token: str, accession: Accession, iri: str | None, state: State, node_type: str | None = None) -> Resolution:
    return Resolution(token, accession.value, accession.kind, accession.archive, iri, state, node_type)


def _plain(token: str, nodes: Sequence[_Node]) -> Resolution:
    """A token of no accession's form: found where a node is known by it, else no accession."""
    if not nodes:
        return Resolution(token, None, None, None, None, "invalid")
    node = nodes[0]
    return Resolution(token, node.accession, None, node.archive, node.iri, "found", node.node_type)
