"""Shapes of objects that no node type stands behind: facets, pages, subgraphs, counts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import FieldNode

from api.selection import Reader
from graph_store.shape import Shape, constant, each, record

TYPENAME = "__typename"
Maker = Callable[[list[FieldNode]], Shape]


def answered(reader: Reader, type_name: str, nodes: Sequence[FieldNode], makers: Mapping[str, Maker]) -> Shape:
    """The shape of an object: each selected field by its maker, from the same positional value."""
    selected = reader.below(type_name, nodes)
    return record([(key, _made(type_name, found, makers)) for key, found in selected.items()])


def listed(reader: Reader, type_name: str, makers: Mapping[str, Maker], of: Shape) -> Maker:
    """A field that answers a list of objects, read by `of` from the value around it."""

    def make(nodes: list[FieldNode]) -> Shape:
        inner = each(answered(reader, type_name, nodes, makers))
        return lambda value: inner(of(value))

    return make


def leaf(shape: Shape) -> Maker:
    """A field without sub-selection."""
    return lambda _: shape


def at(position: int) -> Shape:
    """What stands at a place of a positional value."""

    def shape(values: Sequence[Any]) -> Any:
        return values[position]

    return shape


def leaves(*names: str) -> dict[str, Maker]:
    """Fields without sub-selection, in the order of the positional value."""
    return {name: leaf(at(position)) for position, name in enumerate(names)}


def _made(type_name: str, nodes: list[FieldNode], makers: Mapping[str, Maker]) -> Shape:
    name = nodes[0].name.value
    return constant(type_name) if name == TYPENAME else makers[name](nodes)
