"""Root fields: each compiled into one plan, its values, and the shape of its answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, cast

from graphql import FieldNode

from api import arguments
from api.arguments import Values
from api.compile import Compiler, Place
from api.fields import roots
from api.limits import Limits
from api.objects import Maker, answered, at, leaf, leaves, listed
from api.selection import Reader
from api.session import Session
from api.similar import SimilarPlan, similar_plan
from graph_schema.errors import QueryRefused
from graph_schema.iri import parse as parse_iri
from graph_schema.model import NODE_TYPES, RELATIONSHIPS
from graph_store.plan import Lookup, Neighbourhood, Plan, Root, Rows, Search, Statistics
from graph_store.protocol import Store
from graph_store.resolve import resolve
from graph_store.shape import Shape, after, by_type, each

RESOLUTION = {
    name: leaf(attrgetter(attribute))
    for name, attribute in (
        ("input", "input"),
        ("accession", "accession"),
        ("type", "type"),
        ("nodeType", "node_type"),
        ("archive", "archive"),
        ("iri", "iri"),
        ("state", "state"),
    )
}
EVERY_TYPE = tuple(sorted(NODE_TYPES))


@dataclass(frozen=True, slots=True)
class RootPlan:
    """One statement's plan, the values of its parameters, and how its answer is told to the client."""

    key: str
    plan: Plan
    values: Sequence[Any]
    shape: Shape

    def answer(self, session: Session) -> Any:
        """What the root field answers."""
        return self.shape(session.execute(self.plan, self.values))


@dataclass(frozen=True, slots=True)
class ResolvePlan:
    """Tokens to resolve, and how what they are is told to the client."""

    key: str
    tokens: Sequence[str]
    shape: Shape

    def answer(self, session: Session) -> Any:
        """What `resolve` answers."""
        return self.shape(resolve(cast("Store", session), self.tokens, session.scopes))


Plans = RootPlan | ResolvePlan | SimilarPlan


@dataclass(slots=True)
class _Root:
    """A root field being compiled."""

    compiler: Compiler
    reader: Reader
    limits: Limits
    values: Values
    nodes: list[FieldNode]
    asked: Mapping[str, Any]

    def first(self) -> int:
        return arguments.first(self.asked, self.limits, self.limits.settings.default_first)

    def ids(self) -> list[str]:
        self.limits.check("list_length", len(self.asked["ids"]), "ids")
        return [str(token) for token in self.asked["ids"]]


def compile_root(reader: Reader, limits: Limits, key: str, nodes: list[FieldNode]) -> Plans:
    """The plan of one root field; QueryRefused where the client asked for what may not be."""
    name = nodes[0].name.value
    values = Values(limits)
    asked = reader.arguments("Query", nodes[0])
    root = _Root(Compiler(reader, limits, values), reader, limits, values, nodes, asked)
    if name == "similarImages":
        return similar_plan(reader, limits, key, nodes)
    if name == "resolve":
        return ResolvePlan(key, root.ids(), each(answered(reader, "Resolution", nodes, RESOLUTION)))
    plan, shape = LOOKUPS[name](root) if name in LOOKUPS else _connection(root, roots()[name])
    return RootPlan(key, Plan(plan), values.given, shape)


def _connection(root: _Root, type_name: str) -> tuple[Root, Shape]:
    return root.compiler.select(None, type_name, root.asked, root.nodes, Place())


def _typed_rows(root: _Root, types: Sequence[str], nodes: list[FieldNode], place: Place) -> tuple[Rows, Shape]:
    """Rows that carry their type even where only one is possible."""
    rows, shape = root.compiler.rows(types, nodes, place)
    return rows, shape if len(types) > 1 else by_type({types[0]: shape})


def _node(root: _Root) -> tuple[Root, Shape]:
    token = str(root.asked["id"])
    types = (root.asked["type"],) if root.asked.get("type") else _types_of(token)
    rows, shape = _typed_rows(root, types, root.nodes, Place())
    return Lookup(root.values.add([token]), types, rows), _only(shape)


def _types_of(token: str) -> tuple[str, ...]:
    """The type an IRI of ours names; any for an accession."""
    parsed = parse_iri(token)
    return (parsed[0],) if parsed else EVERY_TYPE


def _only(inner: Shape) -> Shape:
    """The one node found, null if none is; several need a type."""

    def shape(found: Sequence[Any]) -> Any:
        if len(found) > 1:
            names = ", ".join(typed[0] for typed in found)
            raise QueryRefused(
                f"several nodes have this accession: {names}",
                code="AMBIGUOUS_ID",
                hint="say which with type:, or ask by IRI",
            )
        return inner(found[0]) if found else None

    return shape


def _search(root: _Root) -> tuple[Root, Shape]:
    types = tuple(sorted(set(root.asked.get("types") or EVERY_TYPE)))
    first, cap = root.first(), root.limits.settings.max_search_hits
    selected = root.reader.below("SearchResult", root.nodes)
    wanted = [found for found in selected.values() if found[0].name.value == "nodes"]
    place = Place(one_parent=first == 1, rows=max(first, 1))
    rows, shapes = root.compiler.several(types, wanted, place)
    typed = iter([shape if len(types) > 1 else by_type({types[0]: shape}) for shape in shapes])
    makers: dict[str, Maker] = {
        "nodes": lambda _: after(each(next(typed)), at(0)),
        "totalCount": leaf(at(1)),
        "totalCountIsExact": leaf(lambda answer: answer[1] < cap),
    }
    shape = answered(root.reader, "SearchResult", root.nodes, makers)
    values = root.values
    plan = Search(values.add(root.asked["text"]), types, values.add(first), values.add(cap), rows, count=True)
    return plan, shape


def _subgraph(root: _Root) -> tuple[Root, Shape]:
    steps = root.asked.get("expand")
    plan = Neighbourhood(root.values.add(root.ids()), _steps(root, steps), root.values.add(root.first()))
    degree = leaves("relation", "direction", "type", "count")
    node = leaves("type", "accession", "iri", "label") | {
        "id": leaf(at(2)),
        "degree": listed(root.reader, "Degree", degree, at(4)),
    }
    makers = {
        "nodes": listed(root.reader, "SubgraphNode", node, at(0)),
        "edges": listed(root.reader, "SubgraphEdge", leaves("source", "relation", "target"), at(1)),
        "cut": listed(root.reader, "SubgraphCut", leaves("node", "relation", "direction", "count"), at(2)),
        "truncated": leaf(lambda answer: bool(answer[2])),
        "remaining": leaf(lambda answer: sum(count for *_, count in answer[2])),
    }
    return plan, after(answered(root.reader, "Subgraph", root.nodes, makers), _named_by_iri)


def _steps(root: _Root, given: Sequence[str] | None) -> tuple[str, ...] | None:
    """Relationship types to follow; their names come from the model, never from the client."""
    if given is None:
        return None
    root.limits.check("list_length", len(given), "expand")
    unknown = sorted(set(given) - RELATIONSHIPS.keys())
    if unknown:
        hint = f"relationship types: {', '.join(RELATIONSHIPS)}"
        raise QueryRefused("expand names what is no relationship type", code="UNKNOWN_RELATIONSHIP", hint=hint)
    return tuple(sorted(set(given)))


def _named_by_iri(answer: Sequence[Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """A neighbourhood whose ends of edges are IRIs, and whose nodes have a label."""
    nodes, edges, cut = answer
    iris = {(kind, accession): iri for kind, accession, iri, *_ in nodes}
    return (
        [(kind, accession, iri, title or accession, degrees) for kind, accession, iri, title, degrees in nodes],
        [(iris[kind, source], relation, iris[other, target]) for kind, source, relation, other, target in edges],
        [(iris[kind, accession], relation, way, count) for kind, accession, relation, way, count in cut],
    )


def _statistics(root: _Root) -> tuple[Root, Shape]:
    counts = leaves("type", "count")
    makers = {
        "nodes": listed(root.reader, "TypeCount", counts, at(0)),
        "relationships": listed(root.reader, "TypeCount", counts, at(1)),
    }
    return Statistics(), answered(root.reader, "Statistics", root.nodes, makers)


LOOKUPS: dict[str, Callable[[_Root], tuple[Root, Shape]]] = {
    "node": _node,
    "search": _search,
    "subgraph": _subgraph,
    "statistics": _statistics,
}
