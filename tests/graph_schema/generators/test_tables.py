"""From YAML to tables: inheritance, usage, ranges, relationships and vocabularies."""

import pytest

from graph_schema import model as generated
from graph_schema.definition import Slot, VocabularyTerm
from graph_schema.generators.source import SchemaSource, annotation, chinese, read_schema
from graph_schema.generators.tables import build_model


def test_the_built_model_is_the_generated_one(real_model):
    """What is built in memory equals what the program imports."""
    assert real_model.node_types == generated.NODE_TYPES
    assert real_model.relationships == generated.RELATIONSHIPS
    assert real_model.relation_fields == generated.RELATION_FIELDS
    assert real_model.structures == generated.STRUCTURES
    assert real_model.vocabularies == generated.VOCABULARIES
    assert real_model.personal == generated.PERSONAL_SLOTS
    assert real_model.version == generated.SCHEMA_VERSION


def test_types_come_by_code_with_inherited_slots_first(small_source):
    """The order of the file does not matter; slots of the parent come before a type's own."""
    types = build_model(small_source).node_types
    assert [(name, t.code) for name, t in types.items()] == [("Book", 1), ("Shelf", 2)]
    assert [slot.name for slot in types["Book"].slots] == ["accession", "genre", "notes"]
    assert types["Book"].classes == ("https://example.org/v/Book", "http://purl.org/dc/terms/Text")


def test_a_slot_row_says_all_the_schema_says(small_source):
    """Range, cardinality, IRI, vocabulary and flags, with defaults where nothing is said."""
    slots = {slot.name: slot for slot in build_model(small_source).node_types["Book"].slots}
    assert slots["accession"] == Slot(
        name="accession",
        alias="accession",
        range="string",
        many=False,
        required=True,
        pattern=None,
        iri="http://purl.org/dc/terms/identifier",
        vocabulary=None,
        structure=None,
        access="public",
        facet=False,
        search=True,
        sort_key=False,
        description="Its number",
        description_zh="",
    )
    assert (slots["genre"].range, slots["genre"].vocabulary) == ("string", "Genre")
    assert (slots["notes"].range, slots["notes"].structure, slots["notes"].many) == ("structure", "Note", True)


def test_usage_in_a_class_changes_that_class_only(small_source):
    """`slot_usage` overrides keys and annotations, for its class."""
    types = build_model(small_source).node_types
    notes = {name: next(s for s in t.slots if s.name == "notes") for name, t in types.items()}
    assert (notes["Book"].required, notes["Book"].facet) == (True, True)
    assert (notes["Shelf"].required, notes["Shelf"].facet) == (False, False)


def test_relationships_know_their_ends(small_source):
    """Sources are the classes that list the slot; Node means any type; usage narrows."""
    relationships = build_model(small_source).relationships
    assert relationships["STANDS_ON"].targets_of == {"Book": ("Shelf",)}
    assert relationships["FOLLOWS"].targets_of == {"Book": ("Book",)}
    assert relationships["LINKS_TO"].targets_of == {"Book": ("Book", "Shelf"), "Shelf": ("Book", "Shelf")}
    assert relationships["LINKS_TO"].symmetric
    assert [slot.alias for slot in relationships["STANDS_ON"].properties] == ["wordCount"]
    assert relationships["STANDS_ON"].predicates == (
        "https://example.org/v/standsOn",
        "http://purl.org/dc/terms/isPartOf",
    )
    assert relationships["STANDS_ON"].inverse_predicates == ("http://purl.org/dc/terms/hasPart",)


def test_a_source_may_have_its_own_inverse(small_yaml):
    """An inverse predicate of one class stands beside the general one."""
    small_yaml["classes"]["Book"]["slot_usage"]["stands_on"] = {"annotations": {"inverse_predicates": "gg:holds"}}
    stands_on = build_model(SchemaSource(**small_yaml)).relationships["STANDS_ON"]
    assert stands_on.inverse_predicates == ("http://purl.org/dc/terms/hasPart",)
    assert stands_on.inverse_predicates_of == {"Book": ("https://example.org/v/holds",)}


def test_vocabularies_keep_order_terms_and_openness(small_source):
    """Values are texts even where YAML reads a number; a term without meaning has no IRI."""
    genre = build_model(small_source).vocabularies["Genre"]
    assert genre.open
    assert genre.terms == (
        VocabularyTerm("novel", "http://purl.org/dc/terms/Novel", "Long", ""),
        VocabularyTerm("7", None, "", ""),
    )


def test_personal_fields_are_known_by_class_and_stored_nowhere(small_source):
    """They are no slots, but their names are kept for refusing."""
    model = build_model(small_source)
    assert model.personal == {"Book": ("reader_name",), "Shelf": ()}


def test_an_unknown_range_is_refused(small_yaml):
    """A slot must range over a plain type, a vocabulary or a structure."""
    small_yaml["slots"]["genre"]["range"] = "Colour"
    with pytest.raises(ValueError, match="slot genre: unknown range Colour"):
        build_model(SchemaSource(**small_yaml))


def test_an_unknown_prefix_is_refused(small_yaml):
    """A CURIE whose prefix is not declared cannot be expanded."""
    small_yaml["slots"]["genre"]["slot_uri"] = "nope:genre"
    with pytest.raises(KeyError, match="nope"):
        build_model(SchemaSource(**small_yaml))


def test_annotations_and_chinese_have_defaults():
    """Definitions that say nothing answer with the default."""
    assert annotation({}, "facet", default=False) is False
    assert annotation({"annotations": {"facet": True}}, "facet", default=False) is True
    assert (chinese({}), chinese({"alt_descriptions": {"zh": {"description": "书"}}})) == ("", "书")


def test_the_schema_is_read_from_both_files():
    """Classes and slots come from the one file, vocabularies from the other."""
    source = read_schema()
    assert {"Node", "Run", "Attribute"} <= source.classes.keys()
    assert "LibraryStrategy" in source.enums
    assert source.expand("OBI:0002440") == "http://purl.obolibrary.org/obo/OBI_0002440"
