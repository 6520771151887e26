"""Orders and positions as SQL, and that their parts walk an index."""

import apsw
import pytest

from graph_store.plan import OrderKey, Page
from graph_store.sqlite.database import LAYOUT
from graph_store.sqlite.page import after_parts, after_sql, order_sql

ACCESSION = OrderKey("accession", descending=False)
BY_DATE = OrderKey("release_date", descending=True)
RUN = ("Run",)


def test_nulls_are_last_in_both_directions() -> None:
    """ASC says it, DESC has it by itself, what is never null needs nothing."""
    order = (OrderKey("spots", descending=False), BY_DATE, ACCESSION)
    assert order_sql(order, RUN, "n") == 'n."spots" NULLS LAST, n."release_date" DESC, n."accession"'


def test_titles_are_ordered_by_their_shadow() -> None:
    """A slot with a sort key is ordered and cut by its shadow column."""
    page = Page((OrderKey("title", descending=True), ACCESSION), 0, (1, 2))
    assert order_sql(page.order, RUN, "n").startswith('n."title_sort" DESC')
    assert '"title_sort" < :p1' in after_sql(page, RUN, "n")[0]


def test_several_types_settle_ties_by_their_name() -> None:
    """The type is the last key, and other slots come from each type's table."""
    assert order_sql((ACCESSION,), ("Experiment", "Run"), "n") == 'n."accession", n.type'
    assert order_sql((BY_DATE,), ("Experiment", "Run"), "n").startswith("CASE n.type WHEN 'Experiment' THEN (SELECT")


def test_a_first_page_has_no_condition() -> None:
    """Without a position nothing is cut."""
    assert after_sql(Page((ACCESSION,), 0), RUN, "n") == []
    assert after_parts(Page((BY_DATE, ACCESSION), 0), RUN, "n") == []


@pytest.mark.parametrize(
    ("order", "types"),
    [
        ((ACCESSION,), RUN),
        ((BY_DATE, OrderKey("spots", descending=True), ACCESSION), RUN),
        ((OrderKey("spots", descending=True), ACCESSION), RUN),
        ((BY_DATE, OrderKey("accession", descending=True)), RUN),
        ((BY_DATE, ACCESSION), ("Experiment", "Run")),
    ],
)
def test_only_an_indexed_order_is_read_in_parts(order: tuple[OrderKey, ...], types: tuple[str, ...]) -> None:
    """Other orders are cut by one condition."""
    page = Page(order, 0, tuple(range(1, len(order) + 1)))
    assert after_parts(page, types, "n") == []
    assert len(after_sql(page, types, "n")) == 1


def test_each_part_is_a_search_in_the_index_of_dates() -> None:
    """No part scans, none sorts."""
    connection = apsw.Connection(":memory:")
    connection.execute(LAYOUT.read_text(encoding="utf-8"))
    for condition, order in after_parts(Page((BY_DATE, ACCESSION), 0, (1, 2)), RUN, "n"):
        sql = f'EXPLAIN QUERY PLAN SELECT n.id FROM "Run" n WHERE {condition} ORDER BY {order} LIMIT 5'
        steps = [row[3] for row in connection.execute(sql, {"p1": "2024-01-01", "p2": "CRR1"})]
        assert [step.startswith("SEARCH n USING") and "Run_by_release" in step for step in steps] == [True]
