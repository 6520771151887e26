"""A validated document into plans: one per root connection or lookup, each with the shape of its answer.

`Compiler` walks the client's selection once. For each node type it meets it fills a `Layout`; for
each list it makes a `Select`, for each to-one relation a `Pick`. Refusals (limits, cursors, null
operands) come up here, before any store is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import FieldNode

from api import arguments
from api.arguments import Values
from api.fields import NODE, connection_name, owner, properties, target
from api.layout import Late, Layout, Wanted
from api.limits import Limits
from api.objects import TYPENAME, answered, at, leaf, listed
from api.selection import Reader, Selected
from graph_schema.definition import RelationField, Slot
from graph_schema.errors import QueryRefused
from graph_schema.model import SLOTS
from graph_store.cursor import decode
from graph_store.plan import Columns, FacetCount, OrderKey, Page, Pick, Rows, Select, Via, Where
from graph_store.shape import Shape, after, by_type, constant, each, json_list, member, optional, page, record

UNSAID_FANOUT = 2
"""What a nested list without `first` counts towards the cost."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document a selection stands: below one parent or many, how deep, how many rows."""

    one_parent: bool = True
    level: int = 0
    rows: int = 1


@dataclass(slots=True)
class Compiler:
    """Compiles the selections of one root field; `values` gathers the parameters of its plan."""

    reader: Reader
    limits: Limits
    values: Values
    cost: int = 0

    def rows(self, types: Sequence[str], nodes: Sequence[FieldNode], place: Place) -> tuple[Rows, Shape]:
        """What is read of nodes of these types, and the shape of one; `[type, row]` if typed by several."""
        rows, (shape,) = self.several(types, [nodes], place)
        return rows, shape

    def several(
        self, types: Sequence[str], selections: Sequence[Sequence[FieldNode]], place: Place
    ) -> tuple[Rows, list[Shape]]:
        """The same for several selections on the same rows."""
        layouts = {name: Layout(name) for name in sorted(types)}
        late = [{name: self.node(layout, nodes, place) for name, layout in layouts.items()} for nodes in selections]
        shapes = [_dispatch({name: make() for name, make in made.items()}) for made in late]
        return _rows(layouts), shapes

    def node(self, layout: Layout, nodes: Sequence[FieldNode], place: Place) -> Late:
        """Ask a layout for all that is selected on its type; late, the shape of the object."""
        selected = self.reader.below(layout.type_name, nodes)
        wanted = [self._wanted(layout, key, found, place) for key, found in selected.items()]
        return lambda: layout.row(wanted)

    def _wanted(self, layout: Layout, key: str, nodes: list[FieldNode], place: Place) -> Wanted:
        name = nodes[0].name.value
        fields = owner(layout.type_name)
        if name == TYPENAME:
            return Wanted(key, layout.slot("accession"), constant(layout.type_name))
        if name in fields.slots:
            slot = fields.slots[name]
            return Wanted(key, layout.slot(slot.name), self._slot_shape(slot, nodes))
        branch, shape = self._relation(layout.type_name, fields.relations[name], nodes, place)
        return Wanted(key, layout.branch(branch), shape)

    def _slot_shape(self, slot: Slot, nodes: list[FieldNode]) -> Shape | None:
        if slot.structure is None:
            return None
        selected = self.reader.below(slot.structure, nodes)
        return json_list(record([(key, _member(slot.structure or "", found)) for key, found in selected.items()]))

    def _relation(
        self, parent: str, relation: RelationField, nodes: list[FieldNode], place: Place
    ) -> tuple[Select | Pick, Shape]:
        self.limits.check("relations", place.level + 1)
        inner = replace(place, level=place.level + 1)
        if relation.many:
            asked = self.reader.arguments(parent, nodes[0])
            return self.select(relation, target(relation), asked, nodes, inner)
        rows, shape = self.rows(relation.targets, nodes, inner)
        return Pick(arguments.via(relation), rows), optional(shape)

    def select(
        self,
        relation: RelationField | None,
        type_name: str,
        asked: Mapping[str, Any],
        nodes: list[FieldNode],
        place: Place,
    ) -> tuple[Select, Shape]:
        """A list of nodes with all its parts, for a root (no relation) or nested."""
        types = (type_name,) if relation is None else relation.targets
        where = arguments.where(type_name, asked.get("where"), self.values)
        order = arguments.order(type_name, asked.get("orderBy"))
        first = arguments.first(asked, self.limits, self.limits.settings.default_first)
        position = self._after(type_name, order, asked.get("after"), place)
        inner = self._inside(asked, first, place)
        stem = connection_name(relation, type_name)
        parts = _Parts(self, stem, relation, type_name, {name: Layout(name) for name in sorted(types)}, order, inner)
        shapes = parts.read(self.reader.below(f"{stem}Connection", nodes))
        via = arguments.via(relation) if relation else None
        select = self._select(types, via, where, parts, Page(order, self.values.add(first + 1), position))
        return select, after(record([(key, late()) for key, late in shapes]), page(first))

    def _select(self, types: tuple[str, ...], via: Via | None, where: Where, parts: "_Parts", paged: Page) -> Select:
        rows = _rows(parts.layouts) if parts.needs_rows else None
        return Select(types, via, where, paged if rows else None, rows, parts.needs_count, tuple(parts.facets))

    def _inside(self, asked: Mapping[str, Any], first: int, place: Place) -> Place:
        """The place of what stands inside a list; QueryRefused if all lists together ask for too much."""
        said = asked.get("first") is not None or place.level == 0
        rows = place.rows * (first if said else min(first, UNSAID_FANOUT))
        self.cost += rows
        self.limits.check("cost", self.cost)
        return Place(place.one_parent and (first == 1 or _names_one(asked.get("where"))), place.level, max(rows, 1))

    def _after(self, type_name: str, order: tuple[OrderKey, ...], cursor: str | None, place: Place) -> tuple[int, ...]:
        if cursor is None:
            return ()
        if not place.one_parent:
            raise QueryRefused(
                "a nested `after` would page below several parents at once",
                code="NESTED_AFTER_NEEDS_ONE_PARENT",
                hint="ask for one parent: node(id:), where: { accession: { eq } }, or first: 1",
            )
        return tuple(self.values.add(value) for value in decode(order, _slots(type_name), cursor))


def _slots(type_name: str) -> Mapping[str, Slot]:
    return {slot.name: slot for slot in owner(type_name).slots.values()} if type_name == NODE else SLOTS[type_name]


def _names_one(where: Mapping[str, Any] | None) -> bool:
    accession = (where or {}).get("accession")
    return isinstance(accession, Mapping) and isinstance(accession.get("eq"), str)


def _rows(layouts: Mapping[str, Layout]) -> Rows:
    columns: list[tuple[str, Columns]] = [(name, layout.columns()) for name, layout in layouts.items()]
    return Rows(tuple(columns))


def _dispatch(shapes: Mapping[str, Shape]) -> Shape:
    """The one shape, or by type where rows are `[type, row]`."""
    return next(iter(shapes.values())) if len(shapes) == 1 else by_type(shapes)


def _member(structure: str, nodes: list[FieldNode]) -> Shape:
    name = nodes[0].name.value
    return constant(structure) if name == TYPENAME else member(name)


@dataclass(slots=True)
class _Parts:
    """The parts of one connection: what each selected one needs of the rows, and its late shape."""

    compiler: Compiler
    stem: str
    relation: RelationField | None
    type_name: str
    layouts: dict[str, Layout]
    order: tuple[OrderKey, ...]
    place: Place
    needs_rows: bool = False
    needs_count: bool = False
    facets: list[FacetCount] = field(default_factory=list)

    def read(self, selected: Selected) -> list[tuple[str, Late]]:
        """Each response key of the connection with its late shape, in the client's order."""
        readers: dict[str, Callable[[list[FieldNode]], Late]] = {
            TYPENAME: lambda _: lambda: constant(f"{self.stem}Connection"),
            "totalCount": lambda _: self._total(),
            "nodes": self._nodes,
            "edges": self._edges,
            "pageInfo": self._page_info,
            "facets": self._facets,
        }
        return [(key, readers[nodes[0].name.value](nodes)) for key, nodes in selected.items()]

    def _total(self) -> Late:
        self.needs_count = True
        return lambda: _total

    def _late_by_type(self, make: Callable[[Layout], Late]) -> Late:
        """A part made for each type; late, the shape that picks by the row's type."""
        self.needs_rows = True
        late = {name: make(layout) for name, layout in self.layouts.items()}
        return lambda: _dispatch({name: each_late() for name, each_late in late.items()})

    def _nodes(self, nodes: list[FieldNode]) -> Late:
        late = self._late_by_type(lambda layout: self.compiler.node(layout, nodes, self.place))
        return lambda: after(each(late()), _page_rows)

    def _edges(self, nodes: list[FieldNode]) -> Late:
        late = self._late_by_type(lambda layout: self._edge(layout, nodes))
        return lambda: after(each(late()), _page_rows)

    def _edge(self, layout: Layout, nodes: list[FieldNode]) -> Late:
        selected = self.compiler.reader.below(f"{self.stem}Edge", nodes)
        late = [(key, self._edge_part(layout, found)) for key, found in selected.items()]
        return lambda: record([(key, make()) for key, make in late])

    def _edge_part(self, layout: Layout, nodes: list[FieldNode]) -> Late:
        name = nodes[0].name.value
        if name == TYPENAME:
            return lambda: constant(f"{self.stem}Edge")
        if name == "cursor":
            return layout.cursor(self.order)
        if name == "node":
            return self.compiler.node(layout, nodes, self.place)
        assert self.relation is not None
        column = layout.property(properties(self.relation)[name].name)
        return lambda: at(layout.position(column))

    def _page_info(self, nodes: list[FieldNode]) -> Late:
        self.needs_rows = True
        selected = self.compiler.reader.below("PageInfo", nodes)
        ends = any(found[0].name.value == "endCursor" for found in selected.values())
        cursor = self._late_by_type(lambda layout: layout.cursor(self.order)) if ends else None

        def late() -> Shape:
            end = after(optional(cursor()), _last_row) if cursor else constant(None)
            makers = {"hasNextPage": leaf(_more), "endCursor": leaf(end)}
            return answered(self.compiler.reader, "PageInfo", nodes, makers)

        return late

    def _facets(self, nodes: list[FieldNode]) -> Late:
        asked = self.compiler.reader.arguments(f"{self.stem}Connection", nodes[0])
        names = asked["fields"]
        self.compiler.limits.check("list_length", len(names), "facets")
        first = arguments.first(asked, self.compiler.limits, self.compiler.limits.settings.default_first)
        start = len(self.facets)
        self.facets += [FacetCount(self._facet_slot(name), self.compiler.values.add(first)) for name in names]
        shapes = [self._facet(nodes, name) for name in names]
        return lambda: lambda answer: [shape(answer.facets[start + place]) for place, shape in enumerate(shapes)]

    def _facet_slot(self, name: str) -> str:
        slots = owner(self.type_name).slots
        if name not in slots or not slots[name].facet:
            names = ", ".join(alias for alias, slot in slots.items() if slot.facet)
            raise QueryRefused(
                f"`{name}` of {self.type_name} cannot be counted", code="NOT_A_FACET", hint=f"facets: {names}"
            )
        return slots[name].name

    def _facet(self, nodes: list[FieldNode], name: str) -> Shape:
        reader = self.compiler.reader
        bucket = {"value": leaf(_facet_value), "count": leaf(at(1))}
        makers = {"field": leaf(constant(name)), "buckets": listed(reader, "FacetBucket", bucket, _itself)}
        return answered(reader, "Facet", nodes, makers)


def _facet_value(bucket: Sequence[Any]) -> str:
    value = bucket[0]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _itself(value: Any) -> Any:
    return value


def _page_rows(answer: Any) -> Any:
    return answer.rows


def _more(answer: Any) -> bool:
    return bool(answer.more)


def _total(answer: Any) -> Any:
    return answer.total


def _last_row(answer: Any) -> Any:
    return answer.rows[-1] if answer.rows else None
