"""CollectFields: which fields a selection makes on a concrete type, and in which order."""

from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, get_variable_values, parse, validate

from api.schema import graphql_schema
from api.selection import Reader


def read(document: str, **variables: Any) -> tuple[Reader, OperationDefinitionNode]:
    """A reader of a valid document, and its operation."""
    node = parse(document)
    assert validate(graphql_schema(), node) == []
    (operation,) = [item for item in node.definitions if isinstance(item, OperationDefinitionNode)]
    fragments = {item.name.value: item for item in node.definitions if isinstance(item, FragmentDefinitionNode)}
    values = get_variable_values(graphql_schema(), operation.variable_definitions or (), variables)
    assert not isinstance(values, list)
    return Reader(graphql_schema(), fragments, values), operation


def selected(document: str, *path: str, on: str, **variables: Any) -> list[str]:
    """The response keys on a type, below a path of (type, key) steps."""
    reader, operation = read(document, **variables)
    found = reader.collect("Query", [operation.selection_set])
    kinds = [*path[1::2], on]
    for key, kind in zip(path[::2], kinds, strict=True):
        found = reader.below(kind, found[key])
    return list(found)


NODES = ("runs", "RunConnection", "nodes")


@pytest.mark.parametrize(
    ("inner", "keys"),
    [
        ("accession title", ["accession", "title"]),
        ("title accession title", ["title", "accession"]),
        ("a: title b: title", ["a", "b"]),
        ("... { title } accession", ["title", "accession"]),
        ("... on Run { title } ... on Node { accession iri }", ["title", "accession", "iri"]),
        ("...f accession", ["bases", "title", "accession"]),
        ("accession ...f ...f", ["accession", "bases", "title"]),
        ("title @skip(if: true) accession", ["accession"]),
        ("title @include(if: false) accession", ["accession"]),
        ("title @include(if: true) @skip(if: false)", ["title"]),
        ("...f @skip(if: true) accession", ["accession"]),
        ("... on Run @include(if: false) { title } accession", ["accession"]),
        ("title @skip(if: $yes) accession @include(if: $yes)", ["accession"]),
        ("title @skip(if: $no) accession @include(if: $no) iri", ["title", "iri"]),
    ],
)
def test_fields_come_in_the_order_of_their_first_mention(inner, keys):
    """Fragments, aliases and directives as the specification has them."""
    document = f"query($yes: Boolean! = true, $no: Boolean = false) {{ runs {{ nodes {{ __typename @skip(if: true) @include(if: $yes) ... @skip(if: $no) {{ __typename @include(if: $no) }} {inner} }} }} }} fragment f on Run {{ bases title }}"
    if "...f" not in inner:
        document = document[: document.index(" fragment")]
    assert selected(document, *NODES, on="Run") == keys


def test_a_fragment_of_another_type_does_not_apply():
    """On an interface each concrete type takes its own."""
    document = '{ node(id: "x") { ... on Run { bases } ... on Sample { tissue } ... on Node { iri } ...s } } fragment s on Sample { name }'
    assert selected(document, "node", on="Run") == ["bases", "iri"]
    assert selected(document, "node", on="Sample") == ["tissue", "iri", "name"]
    assert selected(document, "node", on="File") == ["iri"]


def test_fields_of_one_key_are_merged():
    """Their selections are read one behind the other."""
    document = "{ runs { nodes { experiment { accession } } nodes { title experiment { platform } } } }"
    assert selected(document, *NODES, on="Run") == ["experiment", "title"]
    assert selected(document, *NODES, "Run", "experiment", on="Experiment") == ["accession", "platform"]


def test_arguments_tell_absent_from_null():
    """What is left out is not there; an explicit null is None; one value may stand for a list."""
    reader, operation = read(
        "query($w: RunWhere, $n: Int) { runs(where: $w, first: $n, after: null, orderBy: { title: ASC }) { totalCount } }",
        n=None,
    )
    nodes = reader.collect("Query", [operation.selection_set])["runs"]
    given = reader.arguments("Query", nodes[0])
    assert "where" not in given
    assert given["first"] is None
    assert given["after"] is None
    assert [list(item) for item in given["orderBy"]] == [["title"]]


def test_a_fragment_spread_twice_is_read_once():
    """So that fragments spreading each other twice do not double."""
    document = "{ runs { nodes { ...f ...f ...g } } } fragment f on Run { title } fragment g on Run { ...f bases }"
    reader, operation = read(document)
    nodes = reader.below("RunConnection", reader.collect("Query", [operation.selection_set])["runs"])["nodes"]
    assert {key: len(found) for key, found in reader.below("Run", nodes).items()} == {"title": 1, "bases": 1}
