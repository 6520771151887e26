"""A node as linked data: its public slots and every relationship it has, in one statement, told by `exports.rdf`.

At most `MOST_EDGES` of each relationship and direction are told; how many were left out is said beside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from starlette.requests import Request

from api.fields import owner
from api.viewer import viewer_of
from exports.rdf import node_document
from graph_schema.definition import Direction, Relationship, Slot
from graph_schema.model import RELATIONSHIPS
from graph_store.plan import All, Columns, Lookup, OrderKey, Page, Plan, Rows, Select, Via
from graph_store.protocol import Edge

MOST_EDGES = 5_000
PUBLIC = ("public",)


@dataclass(frozen=True, slots=True)
class Way:
    """A relationship walked from one node: out of it, into it, or, for symmetric ones, both."""

    relationship: Relationship
    direction: Direction
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """The bytes of a document, and how many relationships it leaves out."""

    body: bytes
    left_out: int


@cache
def ways(node_type: str) -> tuple[Way, ...]:
    """Every way along a relationship from a type."""
    return tuple(way for relationship in RELATIONSHIPS.values() for way in _ways(relationship, node_type))


def _ways(relationship: Relationship, node_type: str) -> Iterator[Way]:
    if relationship.symmetric:
        if node_type in relationship.sources:
            yield Way(relationship, "both", tuple(sorted({*relationship.sources, *relationship.targets})))
        return
    if node_type in relationship.sources:
        yield Way(relationship, "out", tuple(sorted(relationship.targets)))
    if node_type in relationship.targets:
        yield Way(relationship, "in", tuple(sorted(relationship.sources)))


@cache
def slots(node_type: str) -> tuple[Slot, ...]:
    """The slots that may be told."""
    return tuple(owner(node_type).slots.values())


@cache
def plan(node_type: str) -> Plan:
    """Everything of one node: parameter 0 is its accession in a list, 1 the limit of each relationship plus one."""
    page = Page((OrderKey("accession", descending=False),), 1)
    branches = tuple(_branch(way, page) for way in ways(node_type))
    columns = Columns(tuple(slot.name for slot in slots(node_type)), branches=branches)
    return Plan(Lookup(0, (node_type,), Rows(((node_type, columns),))))


def _branch(way: Way, page: Page) -> Select:
    carried = tuple(slot.name for slot in way.relationship.properties)
    rows = Rows(tuple((name, Columns(("accession",), carried)) for name in way.targets))
    via = Via((way.relationship.type,), way.direction, way.targets, many=True)
    return Select(way.targets, via, All(()), page, rows, count=True)


def describe(request: Request, node_type: str, accession: str, name: str, most: int = MOST_EDGES) -> Described:
    """The document of a node the reader may see, in the format `nt`, `ttl` or `jsonld`."""
    engine = request.app.state.engine
    scopes = viewer_of(request.headers.get("authorization"), request.app.state.tokens).scopes
    found = engine.store().execute(plan(node_type), [[accession], most + 1], scopes, engine.settings.query_seconds)
    (_, row), *_ = found
    values, branches = row[: len(slots(node_type))], row[len(slots(node_type)) :]
    edges = [
        edge
        for way, answer in zip(ways(node_type), branches, strict=True)
        for edge in _edges(way, (node_type, accession), answer[0][:most])
    ]
    left_out = sum(max(0, answer[1] - most) for answer in branches)
    body = node_document(node_type, _named(node_type, values), edges, name, public=tuple(scopes) == PUBLIC)
    return Described(body, left_out)


def _named(node_type: str, values: Sequence[Any]) -> dict[str, Any]:
    """Slots by name, structures parsed, absent ones left out."""
    named = zip(slots(node_type), values, strict=True)
    return {slot.name: orjson.loads(value) if slot.structure else value for slot, value in named if value is not None}


def _edges(way: Way, here: tuple[str, str], rows: Sequence[Any]) -> Iterator[Edge]:
    """The relationships of one branch, each from its stored source to its target."""
    names = [slot.name for slot in way.relationship.properties]
    for item in rows:
        other_type, (other, *said) = item if len(way.targets) > 1 else (way.targets[0], item)
        carried = {name: value for name, value in zip(names, said, strict=True) if value is not None}
        source, target = _stored_way(way, here, (other_type, other))
        yield Edge(way.relationship.type, *source, *target, carried)


def _stored_way(way: Way, here: tuple[str, str], there: tuple[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Source and target as stored; symmetric relationships lead from the smaller accession to the greater."""
    if way.direction == "both":
        first, second = sorted((here, there), key=lambda end: (end[1], end[0]))
        return first, second
    return (here, there) if way.direction == "out" else (there, here)
