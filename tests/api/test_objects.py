"""Shapes of objects without a node type: read by position, in the client's order."""

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, get_variable_values, parse

from api.objects import answered, at, leaf, leaves, listed
from api.schema import graphql_schema
from api.selection import Reader
from graph_store.shape import constant


def reader_of(document: str) -> tuple[Reader, list]:
    """A reader, and the nodes of the only root field."""
    node = parse(document)
    operation = node.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    fragments = {item.name.value: item for item in node.definitions if isinstance(item, FragmentDefinitionNode)}
    values = get_variable_values(graphql_schema(), (), {})
    assert not isinstance(values, list)
    reader = Reader(graphql_schema(), fragments, values)
    return reader, next(iter(reader.collect("Query", [operation.selection_set]).values()))


def test_an_object_takes_the_order_of_the_selection():
    """Aliases, constants, nested lists."""
    reader, nodes = reader_of(
        "{ statistics { r: relationships { n: count __typename type } nodes { type } __typename } }"
    )
    counts = leaves("type", "count")
    makers = {
        "nodes": listed(reader, "TypeCount", counts, at(0)),
        "relationships": listed(reader, "TypeCount", counts, at(1)),
    }
    shape = answered(reader, "Statistics", nodes, makers)
    told = shape([[["Run", 2]], [["PART_OF", 5], ["XREF", 1]]])
    assert list(told.items()) == [
        (
            "r",
            [
                {"n": 5, "__typename": "TypeCount", "type": "PART_OF"},
                {"n": 1, "__typename": "TypeCount", "type": "XREF"},
            ],
        ),
        ("nodes", [{"type": "Run"}]),
        ("__typename", "Statistics"),
    ]


def test_a_field_without_a_maker_is_a_fault():
    """The schema and its answers must not differ."""
    reader, nodes = reader_of("{ statistics { nodes { type } } }")
    with pytest.raises(KeyError):
        answered(reader, "Statistics", nodes, {"relationships": leaf(constant(1))})


def test_leaves_are_read_by_position():
    """As their names are listed."""
    made = leaves("a", "b", "c")
    assert [make([])([1, 2, 3]) for make in made.values()] == [1, 2, 3]
