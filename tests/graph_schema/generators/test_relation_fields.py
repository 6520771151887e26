"""Fields that walk relationships: names, directions, targets, and clashes."""

import pytest

from graph_schema.generators.source import SchemaSource
from graph_schema.generators.tables import build_model


def _fields(source):
    return build_model(source).relation_fields


def test_forward_and_back_fields_of_a_relationship_to_one(small_source):
    """The back field bears the name of the source's connection unless the schema names it."""
    fields = _fields(small_source)
    shelf, books = fields["Book"]["shelf"], fields["Shelf"]["books"]
    assert (shelf.direction, shelf.many, shelf.targets) == ("out", False, ("Shelf",))
    assert (books.direction, books.many, books.targets) == ("in", True, ("Book",))
    assert books.description == "Book nodes that name this one as the shelf a book stands on"


def test_a_named_back_field(small_source):
    """Within one type both ends have their own name."""
    fields = _fields(small_source)["Book"]
    assert (fields["precedents"].direction, fields["sequels"].direction) == ("out", "in")


def test_a_symmetric_relationship_has_one_field_at_each_end(small_source):
    """It is walked both ways, to all types it may join, under one name."""
    fields = _fields(small_source)
    for owner in ("Book", "Shelf"):
        assert fields[owner]["links"].direction == "both"
        assert set(fields[owner]["links"].targets) == {"Book", "Shelf"}
    assert not [
        f for owned in fields.values() for f in owned.values() if f.direction == "in" and "LINKS_TO" in f.relationships
    ]


def test_names_may_differ_by_target(small_yaml):
    """`a=X b=Y` names the field by the type it leads to."""
    stands_on = small_yaml["slots"]["stands_on"]
    stands_on["any_of"] = [{"range": "Shelf"}, {"range": "Book"}]
    stands_on["annotations"]["forward"] = "shelf=Shelf pile=Book"
    fields = _fields(SchemaSource(**small_yaml))["Book"]
    assert fields["shelf"].targets == ("Shelf",)
    assert fields["pile"].targets == ("Book",)


def test_equal_names_become_one_field_over_both_relationships(small_yaml):
    """As children are those of mothers and of fathers."""
    small_yaml["slots"]["precedes"] = {
        **small_yaml["slots"]["follows"],
        "annotations": {"relationship": "PRECEDES", "forward": "later", "back": "sequels", "predicates": "gg:precedes"},
    }
    small_yaml["classes"]["Book"]["slots"].append("precedes")
    small_yaml["classes"]["Book"]["slot_usage"]["precedes"] = {"range": "Book"}
    sequels = _fields(SchemaSource(**small_yaml))["Book"]["sequels"]
    assert sequels.relationships == ("FOLLOWS", "PRECEDES")
    assert sequels.targets == ("Book",)
    assert sequels.description.count("; ") == 1


def test_equal_names_of_different_shape_are_refused(small_yaml):
    """One field cannot be to one and to many, or out and in."""
    small_yaml["slots"]["follows"]["annotations"]["forward"] = "shelf"
    with pytest.raises(ValueError, match=r"Book\.shelf: two relationships of different shape"):
        _fields(SchemaSource(**small_yaml))


def test_a_field_may_not_bear_the_name_of_a_slot(small_yaml):
    """GraphQL could not tell them apart."""
    small_yaml["slots"]["stands_on"]["annotations"]["forward"] = "genre"
    with pytest.raises(ValueError, match=r"Book: field and slot share the names \['genre'\]"):
        _fields(SchemaSource(**small_yaml))


def test_a_back_field_to_one(small_yaml):
    """A finding has one report: the schema can say that the way back leads to one."""
    small_yaml["slots"]["stands_on"]["annotations"]["back_many"] = False
    assert _fields(SchemaSource(**small_yaml))["Shelf"]["books"].many is False
