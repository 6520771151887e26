"""The shaper: positions into the client's names and order."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_store.shape import (
    Entry,
    after,
    by_type,
    constant,
    each,
    json_list,
    member,
    optional,
    page,
    record,
    row,
)


def test_a_row_takes_the_order_of_the_entries():
    """Positions may be used in any order, and more than once."""
    shape = row([Entry("b", 1), Entry("a", 0), Entry("again", 1)])
    assert list(shape(["x", "y"]).items()) == [("b", "y"), ("a", "x"), ("again", "y")]


def test_a_row_of_one_entry_is_no_bare_value():
    """One key, one position."""
    assert row([Entry("only", 2)])([1, 2, 3]) == {"only": 3}


def test_a_row_of_no_entries_is_an_empty_object():
    """An inline fragment that does not apply selects nothing."""
    assert row([])(["x"]) == {}


def test_a_shaped_entry_stands_where_it_was_selected():
    """The key keeps its place although its value is shaped later."""
    shape = row([Entry("child", 1, row([Entry("n", 0)])), Entry("last", 0)])
    assert list(shape([5, [7]]).items()) == [("child", {"n": 7}), ("last", 5)]


def test_rows_are_never_changed():
    """Two parts of a connection may read the same row."""
    values = ["x", [1, 2]]
    row([Entry("list", 1, each(constant(0)))])(values)
    assert values == ["x", [1, 2]]


def test_null_stays_null_where_it_may():
    """`optional` and structures leave null alone."""
    assert optional(row([Entry("a", 0)]))(None) is None
    assert json_list(member("a"))(None) is None


def test_rows_with_a_type_are_shaped_by_it():
    """`[type, row]`, each type with its own keys."""
    shape = by_type({"Run": row([Entry("r", 0)]), "File": row([Entry("f", 1)])})
    assert [shape(["File", [1, 2]]), shape(["Run", [1]])] == [{"f": 2}, {"r": 1}]


def test_a_type_that_was_not_planned_is_an_error():
    """A store that answers another type is not believed."""
    with pytest.raises(KeyError):
        by_type({"Run": constant(1)})(["File", []])


def test_structures_are_parsed_and_missing_members_are_null():
    """The stored text is a list of objects with the members that were there."""
    shape = json_list(record([("n", member("name")), ("u", member("unit"))]))
    assert shape('[{"name":"a","unit":"乙"},{"name":"b"}]') == [{"n": "a", "u": "乙"}, {"n": "b", "u": None}]


@given(rows=st.lists(st.integers(), max_size=6), first=st.integers(0, 6))
def test_a_page_shows_first_rows_and_whether_more_follow(rows, first):
    """One row more than asked for means that there is a next page; it is not shown."""
    found = page(first)([rows])
    assert list(found.rows) == rows[:first]
    assert found.more == (len(rows) > first)


def test_parts_of_a_page_that_were_not_asked_for_are_empty():
    """`[rows]`, `[null, total]`, `[null, null, facets]`."""
    assert (page(1)([["x"]]).total, page(1)([["x"]]).facets) == (None, ())
    assert (page(1)([None, 4]).rows, page(1)([None, 4]).total) == ((), 4)
    assert page(1)([None, None, [[["a", 2]]]]).facets == [[["a", 2]]]


def test_shapes_follow_each_other():
    """The inner one first."""
    assert after(each(constant("x")), lambda answer: answer[1:])([1, 2, 3]) == ["x", "x"]


@given(
    st.dictionaries(
        st.text(min_size=1), st.integers(-(2**63), 2**63 - 1) | st.text() | st.none() | st.booleans(), max_size=8
    )
)
def test_any_row_comes_back_under_its_names(wanted):
    """Names and values of a row survive, in order, and so do their bytes."""
    shape = row([Entry(key, position) for position, key in enumerate(wanted)])
    assert orjson.dumps(shape(list(wanted.values()))) == orjson.dumps(wanted)
