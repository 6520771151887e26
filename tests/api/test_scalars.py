"""Long and TypeName: what they take."""

import pytest
from graphql import GraphQLError, parse_value
from hypothesis import given
from hypothesis import strategies as st

from api.scalars import LONG_MAX, LONG_MIN, parse_long, parse_long_literal, parse_type_literal, parse_type_name
from graph_schema.model import NODE_TYPES


@given(st.integers(LONG_MIN, LONG_MAX))
def test_every_63_bit_number_is_taken(number):
    """As a value and as a literal."""
    assert parse_long(number) == number
    assert parse_long_literal(parse_value(str(number))) == number


@given(st.integers(LONG_MAX + 1) | st.integers(max_value=LONG_MIN - 1))
def test_larger_numbers_are_refused(number):
    """Rather than rounded or wrapped."""
    with pytest.raises(GraphQLError, match="63 bits"):
        parse_long(number)
    with pytest.raises(GraphQLError, match="63 bits"):
        parse_long_literal(parse_value(str(number)))


@pytest.mark.parametrize("value", [1.0, 1.5, "1", True, False, None, [], {}])
def test_what_is_no_whole_number_is_refused(value):
    """Also the number in quotes, and truth values."""
    with pytest.raises(GraphQLError, match="whole number"):
        parse_long(value)


@pytest.mark.parametrize("literal", ["1.5", '"1"', "true", "[1]", "{ a: 1 }", "NAME"])
def test_what_is_no_whole_literal_is_refused(literal):
    """Without an echo of more than a few signs."""
    with pytest.raises(GraphQLError, match="whole number"):
        parse_long_literal(parse_value(literal))


def test_every_node_type_is_a_type_name():
    """Written bare or as text."""
    for name in NODE_TYPES:
        assert parse_type_name(name) == name
        assert parse_type_literal(parse_value(name)) == name
        assert parse_type_literal(parse_value(f'"{name}"')) == name


@pytest.mark.parametrize("literal", ["Study", '"run"', "1", "[Run]", "true"])
def test_other_names_are_refused_with_those_there_are(literal):
    """The message lists them, or says what is taken."""
    with pytest.raises(GraphQLError, match=r"BioProject|must be a name"):
        parse_type_literal(parse_value(literal))


@pytest.mark.parametrize("value", [None, 1, ["Run"], "x" * 10_000])
def test_other_values_are_refused_in_few_words(value):
    """No more than forty signs of what was sent."""
    with pytest.raises(GraphQLError) as refused:
        parse_type_name(value)
    assert len(refused.value.message) < 500
