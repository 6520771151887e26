"""The schema as a whole: made of the model, described, snapshotted."""

from pathlib import Path

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    build_schema,
    get_named_type,
    is_leaf_type,
)

from api.fields import NODE, owner, properties, ranged, roots, sortable, target
from api.schema import graphql_schema, strawberry_schema
from graph_schema.model import NODE_TYPES, RELATION_FIELDS, SLOTS

SDL = Path(__file__).parents[2] / "docs" / "schema.graphql"
OWN = [kind for name, kind in graphql_schema().type_map.items() if not name.startswith("__")]
OBJECTS = [kind for kind in OWN if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)]
INPUTS = [kind for kind in OWN if isinstance(kind, GraphQLInputObjectType)]


def test_the_schema_page_is_fresh():
    """`docs/schema.graphql` is what the model gives; `./dev docs` writes it."""
    assert SDL.read_text(encoding="utf-8") == strawberry_schema().as_str() + "\n"


def test_the_schema_page_is_a_schema():
    """Any GraphQL tool can read it."""
    assert set(NODE_TYPES) <= build_schema(SDL.read_text(encoding="utf-8")).type_map.keys()


def test_everything_is_described():
    """Types, fields, arguments, values: nothing has an empty description."""
    silent = [
        kind.name
        for kind in OWN
        if not kind.description and kind.name not in ("Query", "String", "Int", "Float", "Boolean", "ID")
    ]
    for kind in (*OBJECTS, *INPUTS):
        silent += [f"{kind.name}.{name}" for name, item in kind.fields.items() if not item.description]
    for kind in OBJECTS:
        silent += [
            f"{kind.name}.{name}({argument})"
            for name, item in kind.fields.items()
            for argument, given in item.args.items()
            if not given.description
        ]
    silent += [
        f"{name}.{value}"
        for name in ("SortOrder",)
        for value, item in graphql_schema().type_map[name].values.items()
        if not item.description
    ]  # type: ignore[attr-defined]
    assert silent == []


def test_every_slot_that_may_be_seen_is_a_field():
    """And those of another access class are not."""
    for name in NODE_TYPES:
        fields = graphql_schema().type_map[name].fields  # type: ignore[attr-defined]
        for slot in SLOTS[name].values():
            assert (slot.alias in fields) == (slot.access == "public"), (name, slot.alias)


def test_only_identity_is_non_null_among_leaves():
    """accession, iri and scope; anything else may be missing."""
    for name in (*NODE_TYPES, NODE):
        fields = graphql_schema().type_map[name].fields  # type: ignore[attr-defined]
        demanded = {
            alias
            for alias, item in fields.items()
            if isinstance(item.type, GraphQLNonNull) and is_leaf_type(get_named_type(item.type))
        }
        assert demanded == {"accession", "iri", "scope"}, name


def test_root_fields_are_nullable_and_inner_lists_are_not():
    """A root that fails is null alone; a list below it is always there."""
    query = graphql_schema().query_type
    assert query is not None
    assert [name for name, item in query.fields.items() if isinstance(item.type, GraphQLNonNull)] == []
    for name in NODE_TYPES:
        for relation in owner(name).relations.values():
            kind = graphql_schema().type_map[name].fields[relation.name].type  # type: ignore[attr-defined]
            assert isinstance(kind, GraphQLNonNull) == relation.many


def test_the_roots_of_the_model_are_there():
    """One connection a node type, and the five others."""
    query = graphql_schema().query_type
    assert query is not None
    wanted = {
        "bioProjects",
        "datasets",
        "individuals",
        "samples",
        "experiments",
        "runs",
        "files",
        "imagingStudies",
        "imagingSeries",
        "images",
        "taxa",
        "publications",
        "dataAccessCommittees",
        "qcReports",
        "node",
        "resolve",
        "search",
        "subgraph",
        "statistics",
    }
    assert wanted <= query.fields.keys()
    assert (
        roots().keys() | {"node", "resolve", "search", "similarImages", "subgraph", "statistics"} == query.fields.keys()
    )


def test_every_relation_is_a_field_with_the_same_arguments_as_the_roots():
    """where, orderBy, first, after: on every list, in both directions."""
    for name, relations in RELATION_FIELDS.items():
        for relation in relations.values():
            field = graphql_schema().type_map[name].fields[relation.name]  # type: ignore[attr-defined]
            assert list(field.args) == (["where", "orderBy", "first", "after"] if relation.many else [])


def test_relations_to_several_types_give_the_interface():
    """The fields about and crossReferences answer any node."""
    fields = graphql_schema().type_map["QcReport"].fields  # type: ignore[attr-defined]
    assert get_named_type(fields["about"].type).name == NODE
    assert get_named_type(fields["crossReferences"].type.of_type.fields["nodes"].type).name == NODE


def test_properties_of_relationships_stand_on_the_edges():
    """A pool's members have names, spots and bases."""
    relation = RELATION_FIELDS["Experiment"]["samples"]
    edge = graphql_schema().type_map["SampleByUsesSampleEdge"]
    assert target(relation) == "Sample"
    assert set(properties(relation)) == {"memberName", "spots", "bases"}
    assert list(edge.fields) == ["cursor", "node", "memberName", "spots", "bases"]  # type: ignore[attr-defined]
    assert str(edge.fields["spots"].type) == "Long"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "alias", "operators"),
    [
        ("RunWhere", "title", {"eq", "in", "contains", "startsWith", "isNull"}),
        ("RunWhere", "accession", {"eq", "in", "contains", "startsWith", "gt", "gte", "lt", "lte", "isNull"}),
        ("RunWhere", "releaseDate", {"eq", "in", "contains", "startsWith", "gt", "gte", "lt", "lte", "isNull"}),
        ("RunWhere", "bases", {"eq", "in", "gt", "gte", "lt", "lte", "isNull"}),
        ("RunWhere", "attributes", {"isNull"}),
        ("RunListWhere", "some", None),
        ("RunListWhere", "none", None),
        ("RunListWhere", "every", None),
    ],
)
def test_operators_follow_the_range_of_the_slot(kind, alias, operators):
    """No range on free text, no text operator on numbers."""
    field = graphql_schema().type_map[kind].fields[alias]  # type: ignore[attr-defined]
    found = set(get_named_type(field.type).fields)  # type: ignore[attr-defined]
    assert found == operators if operators else {"and", "or", "not"} <= found


def test_orders_are_those_every_store_agrees_on():
    """Accessions, numbers, dates, and texts with a folded key; nothing else."""
    for name in NODE_TYPES:
        keys = graphql_schema().type_map[f"{name}OrderBy"].fields  # type: ignore[attr-defined]
        assert set(keys) == {alias for alias, slot in owner(name).slots.items() if sortable(slot)}
        assert "accession" in keys
    assert ranged(SLOTS["Run"]["accession"])
    assert not ranged(SLOTS["Run"]["title"])
    assert sortable(SLOTS["Run"]["title"])
