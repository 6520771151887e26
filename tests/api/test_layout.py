"""Layouts: columns asked for in any order, positions fixed at the end."""

from hypothesis import given
from hypothesis import strategies as st

from api.layout import Layout, Wanted
from graph_schema.model import SLOTS
from graph_store.cursor import decode
from graph_store.plan import All, OrderKey, Select, Via
from graph_store.shape import constant

BRANCH = Select(("File",), Via(("OUTPUT_OF",), "in", ("File",), many=True), All(()), None, None, count=True)


def test_the_accession_is_always_read():
    """So that no row is without a column."""
    assert Layout("Run").columns().slots == ("accession",)


def test_columns_are_sorted_and_each_is_there_once():
    """The plan does not tell in which order a client selects."""
    layout = Layout("Run")
    for name in ("title", "bases", "title"):
        layout.slot(name)
    layout.property("spots")
    layout.property("bases")
    layout.branch(BRANCH)
    columns = layout.columns()
    assert columns.slots == ("accession", "bases", "title")
    assert columns.properties == ("bases", "spots")
    assert columns.branches == (BRANCH,)


def test_positions_go_slots_properties_branches():
    """As the plan says rows are."""
    layout = Layout("Run")
    branch, title, spots = layout.branch(BRANCH), layout.slot("title"), layout.property("spots")
    second = layout.branch(BRANCH)
    layout.slot("bases")
    assert [layout.position(column) for column in (title, spots, branch, second)] == [2, 3, 4, 5]


def test_a_row_is_shaped_by_what_was_wanted():
    """Names of the client, in the client's order."""
    layout = Layout("Run")
    wanted = [
        Wanted("t", layout.slot("title")),
        Wanted("k", layout.slot("accession"), constant("Run")),
        Wanted("a", layout.slot("accession")),
    ]
    assert list(layout.row(wanted)(["CRR1", "x"]).items()) == [("t", "x"), ("k", "Run"), ("a", "CRR1")]


def test_a_cursor_reads_the_keys_of_its_order():
    """Hidden columns where the client did not select them; texts by their folded key."""
    layout = Layout("Run")
    order = (
        OrderKey("title", descending=True),
        OrderKey("bases", descending=False),
        OrderKey("accession", descending=False),
    )
    late = layout.cursor(order)
    assert layout.columns().slots == ("accession", "bases", "title")
    assert decode(order, SLOTS["Run"], late()(["CRR1", 5, " The  RUN"])) == ["the run", 5, "CRR1"]
    assert decode(order, SLOTS["Run"], late()(["CRR1", None, None])) == [None, None, "CRR1"]


@given(st.lists(st.sampled_from(sorted(SLOTS["Run"])), min_size=1, max_size=10))
def test_every_column_is_found_where_the_plan_reads_it(names):
    """Whatever is asked for, and however often."""
    layout = Layout("Run")
    columns = [layout.slot(name) for name in names]
    read = layout.columns().slots
    assert [read[layout.position(column)] for column in columns] == names
