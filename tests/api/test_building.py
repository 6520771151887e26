"""Strawberry types made at run time."""

import strawberry

from api.building import Argument, Field, Registry, many


def built() -> strawberry.Schema:
    """Two types that name each other, an interface, an input with reserved words."""
    registry = Registry()
    registry.object_type("Thing", "A thing.", [Field("name", str, "Its name.")], interface=True)
    registry.raw("Box", registry.raw("Thing"))
    filters = [Field("in", many(str) | None, "One of."), Field("not", registry.raw("BoxWhere") | None, "Not.")]
    registry.input_type("BoxWhere", "Conditions.", filters)
    where = Argument("where", registry.raw("BoxWhere") | None, "Which.")
    needed = Argument("size", int, "How large.", required=True)
    registry.object_type(
        "Box", "A box.", [Field("inside", many(registry.raw("Box")), "Boxes inside.", (where, needed))]
    )
    query = registry.object_type("Query", "Root.", [Field("box", registry.raw("Box") | None, "One.")])
    assert registry.closed == {"Thing", "BoxWhere", "Box", "Query"}
    return strawberry.Schema(query=query, config=strawberry.schema.config.StrawberryConfig(auto_camel_case=False))


def test_types_may_name_each_other_in_circles():
    """Fields, arguments, descriptions and reserved words come out as they were given."""
    text = built().as_str()
    assert "type Box implements Thing {" in text
    assert "input BoxWhere {" in text
    assert "in: [String!]" in text
    assert "not: BoxWhere" in text
    assert "inside(" in text
    assert "size: Int!" in text
    assert "): [Box!]!" in text
    assert all(f'"""{words}"""' in text for words in ("A box.", "Its name.", "One of.", "Which.", "How large."))


def test_a_class_is_opened_once():
    """Every mention is the same class."""
    registry = Registry()
    assert registry.raw("A") is registry.raw("A")
    assert registry.raw("A") is not registry.raw("B")
    assert registry.closed == set()
