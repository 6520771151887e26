"""Output types of the schema, made from the model: node types, the `Node` interface, connections, structures."""

from collections.abc import Iterator
from typing import Any

from api.building import Argument, Field, Registry, many
from api.fields import NODE, REQUIRED, connection_name, owner, properties, roots, target
from api.scalars import Long
from graph_schema.definition import RelationField, Slot
from graph_schema.model import NODE_TYPES, STRUCTURES

LEAVES: dict[str, Any] = {"integer": Long, "float": float, "boolean": bool}


def define_types(registry: Registry) -> None:
    """All output types but the root."""
    _define_shared(registry)
    for name, slots in STRUCTURES.items():
        registry.object_type(
            name, f"{name}: one entry of a structured slot.", [_slot(registry, slot) for slot in slots]
        )
    _define_node(registry)
    for name in NODE_TYPES:
        _define_connection(registry, name, name, {})
    for relation in _stems():
        _define_connection(
            registry, connection_name(relation, target(relation)), target(relation), properties(relation)
        )


def connection_arguments(registry: Registry, target_name: str) -> tuple[Argument, ...]:
    """The arguments every list of nodes takes."""
    order = many(registry.raw(f"{target_name}OrderBy"))
    return (
        Argument("where", registry.raw(f"{target_name}Where") | None, "Only nodes that fulfil this."),
        Argument("orderBy", order | None, "Keys of the order, the first one first; the accession is always the last."),
        Argument("first", int | None, "How many nodes at most; the default and the limit are settings of the service."),
        Argument("after", str | None, "Go on behind this cursor of the same order."),
    )


def connection(registry: Registry, stem: str) -> Any:
    """The connection type for a stem (see `fields.connection_name`)."""
    return registry.raw(f"{stem}Connection")


def _stems() -> Iterator[RelationField]:
    """One relation for each connection type that is not simply named after its target."""
    seen = set(NODE_TYPES)
    for name in NODE_TYPES:
        for relation in owner(name).relations.values():
            stem = connection_name(relation, target(relation))
            if relation.many and stem not in seen:
                seen.add(stem)
                yield relation


def _define_node(registry: Registry) -> None:
    base = registry.raw(NODE)
    text = "Anything with an accession: what all node types have in common."
    registry.object_type(NODE, text, [_slot(registry, slot) for slot in owner(NODE).slots.values()], interface=True)
    for name in NODE_TYPES:
        registry.raw(name, base)
    for name, node in NODE_TYPES.items():
        slots = [_slot(registry, slot) for slot in owner(name).slots.values()]
        relations = [_relation(registry, relation) for relation in owner(name).relations.values()]
        registry.object_type(name, node.description, [*slots, *relations])


def _slot(registry: Registry, slot: Slot) -> Field:
    leaf: Any = registry.raw(slot.structure) if slot.structure else LEAVES.get(slot.range, str)
    if slot.many or slot.structure:
        leaf = many(leaf)
    return Field(slot.alias, leaf if slot.name in REQUIRED else leaf | None, slot.description)


def _relation(registry: Registry, relation: RelationField) -> Field:
    name = target(relation)
    if not relation.many:
        return Field(relation.name, registry.raw(name) | None, relation.description)
    kind = connection(registry, connection_name(relation, name))
    return Field(relation.name, kind, relation.description, connection_arguments(registry, name))


def _define_shared(registry: Registry) -> None:
    page = [
        Field("hasNextPage", bool, "Whether more nodes follow."),
        Field("endCursor", str | None, "The cursor of the last node here, for `after`; null on an empty page."),
    ]
    registry.object_type("PageInfo", "Where a page ends.", page)
    bucket = [
        Field("value", str, "The value, written as text."),
        Field("count", Long, "How many nodes of the whole selection have it."),
    ]
    registry.object_type("FacetBucket", "One value of a facet.", bucket)
    facet = [
        Field("field", str, "Name of the field that was counted."),
        Field("buckets", many(registry.raw("FacetBucket")), "The most frequent values first."),
    ]
    registry.object_type("Facet", "Counts of the values of one field over all pages.", facet)


def _define_connection(registry: Registry, stem: str, target_name: str, edge_slots: dict[str, Slot]) -> None:
    node, edge = registry.raw(target_name), registry.raw(f"{stem}Edge")
    carried = [_slot(registry, slot) for slot in edge_slots.values()]
    registry.object_type(
        f"{stem}Edge",
        f"A {target_name} in a list, its place, and what the relationship that led to it says.",
        [Field("cursor", str, "The place in the order, for `after`."), Field("node", node, "The node."), *carried],
    )
    fields = [
        Field("totalCount", Long, "How many nodes there are on all pages."),
        Field("edges", many(edge), "The nodes of this page with their cursors."),
        Field("nodes", many(node), "The nodes of this page."),
        Field("pageInfo", registry.raw("PageInfo"), "Where this page ends."),
        _facets(registry),
    ]
    registry.object_type(f"{stem}Connection", f"A page of {target_name} nodes.", fields)


def _facets(registry: Registry) -> Field:
    arguments = (
        Argument("fields", list[str], "Names of fields that can be counted.", required=True),
        Argument("first", int | None, "How many values of each field at most."),
    )
    facets = many(registry.raw("Facet"))
    return Field("facets", facets, "Counts of values over all pages of this list.", arguments)


def root_connections(registry: Registry) -> list[Field]:
    """The lists of each node type that the root offers."""
    return [
        Field(
            field,
            connection(registry, name) | None,
            f"All {field} that you may see, by page. {NODE_TYPES[name].description}",
            connection_arguments(registry, name),
        )
        for field, name in roots().items()
    ]
