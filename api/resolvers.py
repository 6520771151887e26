"""The same questions answered plainly: graphql-core walks the document, each object asks the store for itself.

Slow (a statement for every object and list), short, and sharing nothing with `compile`, `layout` and
the shapes but the reading of arguments. It is no path of the service: random documents are run both
ways, and the bytes must be equal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson
from graphql import (
    ExecutionResult,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    execute_sync,
    parse,
)

from api import arguments
from api.arguments import Values
from api.fields import owner, properties, roots, target
from api.limits import Limits
from api.roots import EVERY_TYPE
from api.schema import build_schema
from api.session import Session
from graph_schema.definition import RelationField
from graph_schema.model import SLOTS, STRUCTURES
from graph_store.cursor import decode, encode, keys
from graph_store.plan import Columns, FacetCount, Lookup, OrderKey, Page, Pick, Plan, Rows, Select, Via, Where

Info = GraphQLResolveInfo[Any]
ACCESSION = Columns(("accession",))


@cache
def plain_schema() -> GraphQLSchema:
    """A schema of its own whose fields and types all leave resolution to the functions given at execution."""
    schema: GraphQLSchema = build_schema()._schema  # noqa: SLF001 -- strawberry offers no public name for it
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and not kind.name.startswith("__"):
            for item in kind.fields.values():
                item.resolve = None
            if isinstance(kind, GraphQLObjectType):
                kind.is_type_of = None
            else:
                kind.resolve_type = None
    return schema


def execute_plainly(
    session: Session, limits: Limits, text: str, variables: Mapping[str, Any] | None = None
) -> ExecutionResult:
    """The answer of a valid document by graphql-core alone."""
    return execute_sync(
        plain_schema(),
        parse(text),
        context_value=Asked(session, limits),
        variable_values=dict(variables or {}),
        field_resolver=resolve_field,
        type_resolver=lambda value, *_: value.type_name,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What every resolver needs."""

    session: Session
    limits: Limits

    def select(self, select: Select, values: Values) -> Any:
        """The answer of a list below one parent, or of a root list."""
        return self.session.execute(Plan(select), values.given)


@dataclass(slots=True)
class PlainNode:
    """A node by its identity, and what the relationship that led to it says."""

    type_name: str
    accession: str
    carried: dict[str, Any] = field(default_factory=dict)

    def slot(self, asked: Asked, name: str) -> Any:
        """One slot's value, by a statement of its own."""
        rows = Rows(((self.type_name, Columns((name,))),))
        found = asked.session.execute(Plan(Lookup(0, (self.type_name,), rows)), [[self.accession]])
        return next(row[0] for _, row in found)


@dataclass(slots=True)
class PlainList:
    """A connection: its selection without the page, and the page's rows where they are needed."""

    asked: Asked
    parent: PlainNode | None
    relation: RelationField | None
    type_name: str
    arguments: Mapping[str, Any]

    @property
    def types(self) -> tuple[str, ...]:
        """The possible node types."""
        return self.relation.targets if self.relation else (self.type_name,)

    @property
    def order(self) -> tuple[OrderKey, ...]:
        """The order asked for."""
        return arguments.order(self.type_name, self.arguments.get("orderBy"))

    def rows(self) -> tuple[list[PlainNode], bool]:
        """The nodes of the page, and whether more follow."""
        values = Values(self.asked.limits)
        first = arguments.first(self.arguments, self.asked.limits, self.asked.limits.settings.default_first)
        cursor = self.arguments.get("after")
        position = decode(self.order, SLOTS[self.types[0]], cursor) if cursor is not None else ()
        where = arguments.where(self.type_name, self.arguments.get("where"), values)
        page = Page(self.order, values.add(first + 1), tuple(values.add(value) for value in position))
        carried = tuple(slot.name for slot in properties(self.relation).values()) if self.relation else ()
        rows = Rows(tuple((name, Columns(("accession",), carried)) for name in sorted(self.types)))
        found = self._ask(where, values, page=page, rows=rows)[0]
        nodes = [self._node(row, carried) for row in found]
        return nodes[:first], len(nodes) > first

    def _node(self, row: Sequence[Any], carried: tuple[str, ...]) -> PlainNode:
        type_name, (accession, *said) = (row[0], row[1]) if len(self.types) > 1 else (self.types[0], row)
        return PlainNode(type_name, accession, dict(zip(carried, said, strict=True)))

    def total(self) -> int:
        """How many there are on all pages."""
        values = Values(self.asked.limits)
        where = arguments.where(self.type_name, self.arguments.get("where"), values)
        return int(self._ask(where, values, count=True)[1])

    def facet(self, slot: str, first: int) -> list[Any]:
        """The counted values of one slot."""
        values = Values(self.asked.limits)
        where = arguments.where(self.type_name, self.arguments.get("where"), values)
        facets = (FacetCount(slot, values.add(first)),)
        return list(self._ask(where, values, facets=facets)[2][0])

    def _ask(
        self,
        where: Where,
        values: Values,
        *,
        page: Page | None = None,
        rows: Rows | None = None,
        count: bool = False,
        facets: tuple[FacetCount, ...] = (),
    ) -> Any:
        via = arguments.via(self.relation) if self.relation else None
        select = Select(self.types, via, where, page, rows, count, facets)
        if self.parent is None:
            return self.asked.select(select, values)
        return _below(self.asked, self.parent, select, values)


def _below(asked: Asked, parent: PlainNode, branch: Select | Pick, values: Values) -> Any:
    """What a branch answers below one node."""
    rows = Rows(((parent.type_name, Columns(("accession",), (), (branch,))),))
    found = asked.session.execute(Plan(Lookup(values.add([parent.accession]), (parent.type_name,), rows)), values.given)
    return next(row[1] for _, row in found)


def resolve_field(source: Any, info: Info, **given: Any) -> Any:
    """The default resolver of the plain path: by what the source is."""
    if source is None:
        return ROOTS[info.field_name](info, given) if info.field_name in ROOTS else _root_list(info, given)
    if isinstance(source, PlainNode):
        return _node_field(source, info, given)
    if isinstance(source, PlainList):
        return LISTS[info.field_name](source, given)
    return source[info.field_name] if isinstance(source, Mapping) else source.get(info.field_name)


def _root_list(info: Info, given: Mapping[str, Any]) -> PlainList:
    return PlainList(info.context, None, None, roots()[info.field_name], given)


def _node_field(source: PlainNode, info: Info, given: Mapping[str, Any]) -> Any:
    asked, fields = info.context, owner(source.type_name)
    if info.field_name in fields.slots:
        slot = fields.slots[info.field_name]
        value = source.slot(asked, slot.name)
        return _structured(slot.structure, value) if slot.structure else value
    relation = fields.relations[info.field_name]
    if relation.many:
        return PlainList(asked, source, relation, target(relation), given)
    return _picked(asked, source, relation)


def _structured(structure: str, text: str | None) -> list[dict[str, Any]] | None:
    """A structure's entries, every member present."""
    members = [slot.alias for slot in STRUCTURES[structure]]
    return None if text is None else [{name: item.get(name) for name in members} for item in orjson.loads(text)]


def _picked(asked: Asked, source: PlainNode, relation: RelationField) -> PlainNode | None:
    rows = Rows(tuple((name, ACCESSION) for name in sorted(relation.targets)))
    via: Via = arguments.via(relation)
    row = _below(asked, source, Pick(via, rows), Values(asked.limits))
    if row is None:
        return None
    return PlainNode(row[0], row[1][0]) if len(relation.targets) > 1 else PlainNode(relation.targets[0], row[0])


def _edges(source: PlainList, _: Mapping[str, Any]) -> list[dict[str, Any]]:
    nodes, _more = source.rows()
    carried = properties(source.relation) if source.relation else {}
    return [
        {"node": node, "cursor": _cursor(source, node)}
        | {alias: node.carried[slot.name] for alias, slot in carried.items()}
        for node in nodes
    ]


def _cursor(source: PlainList, node: PlainNode) -> str:
    values = [node.slot(source.asked, key.slot) for key in source.order]
    return encode(source.order, keys(source.order, SLOTS[node.type_name], values))


def _page_info(source: PlainList, _: Mapping[str, Any]) -> dict[str, Any]:
    nodes, more = source.rows()
    return {"hasNextPage": more, "endCursor": _cursor(source, nodes[-1]) if nodes else None}


def _facets(source: PlainList, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    slots, limits = owner(source.type_name).slots, source.asked.limits
    first = arguments.first(given, limits, limits.settings.default_first)
    counted = [(name, source.facet(slots[name].name, first)) for name in given["fields"]]
    return [
        {"field": name, "buckets": [{"value": str(value), "count": count} for value, count in buckets]}
        for name, buckets in counted
    ]


LISTS: dict[str, Callable[[PlainList, Mapping[str, Any]], Any]] = {
    "totalCount": lambda source, _: source.total(),
    "nodes": lambda source, _: source.rows()[0],
    "edges": _edges,
    "pageInfo": _page_info,
    "facets": _facets,
}


def _node(info: Info, given: Mapping[str, Any]) -> PlainNode | None:
    types = (given["type"],) if given.get("type") else EVERY_TYPE
    rows = Rows(tuple((name, ACCESSION) for name in types))
    found = info.context.session.execute(Plan(Lookup(0, types, rows)), [[given["id"]]])
    return PlainNode(found[0][0], found[0][1][0]) if found else None


ROOTS: dict[str, Callable[[Info, Mapping[str, Any]], Any]] = {"node": _node}
