"""Filters: parameters of an address as conditions of GraphQL, and what is refused in words."""

import pytest
from graphql import parse as parse_document
from graphql import validate
from hypothesis import given
from hypothesis import strategies as st

from api.fields import owner, sortable
from api.schema import graphql_schema
from api.ui.filters import OPERATORS, order_of, parse, root_type, where_of
from graph_schema.errors import QueryRefused
from graph_schema.model import NODE_TYPES


def where(node_type: str, *params: tuple[str, str]):
    return where_of(parse(node_type, params))


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ((), None),
        ((("title", "a"),), {"title": {"eq": "a"}}),
        ((("title", "a"), ("title", "b")), {"title": {"in": ["a", "b"]}}),
        ((("title", "a"), ("title", " a ")), {"title": {"eq": "a"}}),
        ((("title", " "), ("sort", "x"), ("lang", "zh"), ("after", "c"), ("first", "5")), None),
        (
            (("title.contains", "x"), ("title.contains", "y")),
            {"or": [{"title": {"contains": "x"}}, {"title": {"contains": "y"}}]},
        ),
        ((("bases.gte", "10"), ("spots", "3")), {"and": [{"bases": {"gte": 10}}, {"spots": {"eq": 3}}]}),
        ((("experiment.platform", "ILLUMINA"),), {"experiment": {"platform": {"eq": "ILLUMINA"}}}),
        (
            (("experiment.samples.tissue.contains", "lung"),),
            {"experiment": {"samples": {"some": {"tissue": {"contains": "lung"}}}}},
        ),
        ((("releaseDate.isNull", "true"),), {"releaseDate": {"isNull": True}}),
    ],
)
def test_where(params, expected) -> None:
    """Each parameter is a condition: the same one twice means either, different ones mean both."""
    assert where("Run", *params) == expected


def test_many_valued_slots() -> None:
    """A slot with several values is asked whether it has one."""
    assert where("Dataset", ("useLimits", "a")) == {"useLimits": {"has": "a"}}
    assert where("Dataset", ("useLimits", "a"), ("useLimits", "b")) == {
        "or": [{"useLimits": {"has": "a"}}, {"useLimits": {"has": "b"}}]
    }


def test_truth_values() -> None:
    """A truth value is written true or false in any case."""
    assert where("Dataset", ("isTrios", "True")) == {"isTrios": {"eq": True}}


@pytest.mark.parametrize(
    ("param", "value", "said"),
    [
        ("nothing", "x", "a Run has no nothing"),
        ("experiment.nothing", "x", "a Experiment has no nothing"),
        ("nothing.title", "x", "a Run has no nothing"),
        ("attributes", "x", "a Run has no attributes"),
        ("contains", "x", "a Run has no contains"),
        ("bases", "many", "not a number"),
        ("bases.gt", "1.5", "not a number"),
        ("title.gt", "a", "title has no order"),
        ("title.isNull", "perhaps", "not true or false"),
    ],
)
def test_refused(param: str, value: str, said: str) -> None:
    """What cannot be read is refused with the parameter, the reason and a hint."""
    with pytest.raises(QueryRefused) as refused:
        where("Run", (param, value))
    assert said in refused.value.message
    assert refused.value.message.startswith(param)
    assert refused.value.code == "BAD_FILTER"
    assert refused.value.hint


def test_order() -> None:
    """Keys stand in their order, a minus turns one round."""
    assert order_of("Run", "-releaseDate, title") == [{"releaseDate": "DESC"}, {"title": "ASC"}]
    assert order_of("Run", "") == []


@pytest.mark.parametrize("sort", ["nothing", "-description", "experiment"])
def test_order_refused(sort: str) -> None:
    """What has no order is refused, with those that have one."""
    with pytest.raises(QueryRefused) as refused:
        order_of("Run", sort)
    assert refused.value.code == "BAD_ORDER"
    assert "releaseDate" in refused.value.hint


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_every_slot_filters(node_type: str) -> None:
    """A filter on any slot with any operator it allows fits the schema's input type."""
    samples = {"integer": "1", "float": "1.5", "boolean": "true", "date": "2024-01-01", "datetime": "2024-01-01"}
    root = NODE_TYPES[node_type].root
    for alias, slot in owner(node_type).slots.items():
        if slot.range == "structure":
            continue
        condition = where(node_type, (alias, samples.get(slot.range, "x")))
        text = f"{{ {root}(where: {literal(condition)}) {{ totalCount }} }}"
        assert [error.message for error in validate(graphql_schema(), parse_document(text))] == []


def literal(value) -> str:
    """A value as a GraphQL literal."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {literal(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=8)), max_size=5))
def test_any_address(params: list[tuple[str, str]]) -> None:
    """Whatever an address says, it is either read or refused in words."""
    try:
        parse("Run", params)
    except QueryRefused as cause:
        assert cause.code == "BAD_FILTER"


def test_operators_are_no_slots() -> None:
    """No slot is called like an operator, so a path is read in one way."""
    names = {alias for node_type in NODE_TYPES for alias in owner(node_type).slots}
    assert names.isdisjoint(OPERATORS)


def test_root_type() -> None:
    """The root field names the type, for every type."""
    for name, node in NODE_TYPES.items():
        if node.root:
            assert root_type(node.root) == name
    assert any(sortable(slot) for slot in owner("Run").slots.values())
