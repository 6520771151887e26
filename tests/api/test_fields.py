"""Which slots and relations of the model GraphQL shows, under which names."""

from api.fields import NODE, connection_name, owner, properties, ranged, roots, sortable, target, visible
from graph_schema.model import NODE_TYPES, RELATION_FIELDS, RELATIONSHIPS, SLOTS


def test_fields_have_the_models_aliases():
    """Slots by their camelCase name, relations by their field name; no name twice."""
    for name in NODE_TYPES:
        found = owner(name)
        assert found.slots.keys().isdisjoint(found.relations)
        assert found.slots == {slot.alias: slot for slot in SLOTS[name].values() if visible(slot)}
        assert found.relations == RELATION_FIELDS.get(name, {})


def test_the_interface_has_what_all_types_share():
    """With the same range and multiplicity everywhere."""
    shared = owner(NODE)
    assert shared.relations == {}
    assert {"accession", "iri", "archive", "scope", "title", "releaseDate", "attributes"} <= shared.slots.keys()
    for alias, slot in shared.slots.items():
        assert {(owner(name).slots[alias].range, owner(name).slots[alias].many) for name in NODE_TYPES} == {
            (slot.range, slot.many)
        }


def test_a_relation_to_one_type_gives_that_type():
    """To several, the interface."""
    assert target(RELATION_FIELDS["Run"]["experiment"]) == "Experiment"
    assert target(RELATION_FIELDS["Run"]["crossReferences"]) == NODE


def test_properties_are_those_of_a_single_relationship():
    """Of several, none can be told apart."""
    assert list(properties(RELATION_FIELDS["Sample"]["experiments"])) == ["memberName", "spots", "bases"]
    assert properties(RELATION_FIELDS["Individual"]["children"]) == {}
    assert properties(RELATION_FIELDS["Run"]["files"]) == {}


def test_connections_are_named_after_target_and_properties():
    """So that each name has one set of edge fields."""
    assert connection_name(None, "Run") == "Run"
    assert connection_name(RELATION_FIELDS["Run"]["files"], "File") == "File"
    assert connection_name(RELATION_FIELDS["Experiment"]["samples"], "Sample") == "SampleByUsesSample"
    seen: dict[str, list[str]] = {}
    for relations in RELATION_FIELDS.values():
        for relation in relations.values():
            if relation.many:
                stem = connection_name(relation, target(relation))
                assert seen.setdefault(stem, list(properties(relation))) == list(properties(relation))


def test_ranges_and_orders_are_for_what_every_store_compares_alike():
    """Never lists, never free text by its own value."""
    run = SLOTS["Run"]
    assert [ranged(run[name]) for name in ("accession", "bases", "release_date", "title", "archive", "attributes")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert [
        sortable(run[name]) for name in ("accession", "bases", "release_date", "title", "archive", "attributes")
    ] == [True, True, True, True, False, False]
    assert not any(sortable(slot) for slots in SLOTS.values() for slot in slots.values() if slot.many)


def test_roots_name_their_types():
    """One list each."""
    assert roots()["runs"] == "Run"
    assert len(roots()) == len({*roots().values()}) == sum(1 for node in NODE_TYPES.values() if node.root)
    assert set(RELATIONSHIPS) >= {
        name
        for relations in RELATION_FIELDS.values()
        for relation in relations.values()
        for name in relation.relationships
    }
