"""Statements of the main shapes of plans, kept as text: a change here is a change of every query."""

from dataclasses import replace

import pytest
from hypothesis import given
from syrupy.assertion import SnapshotAssertion

from graph_store.plan import (
    All,
    AnyOf,
    Columns,
    Compare,
    FacetCount,
    Has,
    IsNull,
    Lookup,
    Neighbourhood,
    Not,
    OrderKey,
    Page,
    Pick,
    Plan,
    Root,
    Rows,
    Search,
    Select,
    Statistics,
    Via,
)
from graph_store.sqlite.emit import emit
from tests.contract.plans import plans

ACCESSION = OrderKey("accession", descending=False)
RUNS = Via(("OF_EXPERIMENT",), "in", ("Run",), many=True)
SAMPLES = Via(("USES_SAMPLE",), "out", ("Sample",), many=True)
EXPERIMENT = Via(("OF_EXPERIMENT",), "out", ("Experiment",), many=False)
RUN_ROWS = Rows((("Run", Columns(("accession", "spots"))),))
BOTH = ("Experiment", "Run")
BOTH_ROWS = Rows((("Experiment", Columns(("accession",))), ("Run", Columns(("spots",)))))
LIST = Select(("Run",), None, All(()), Page((ACCESSION,), 0), RUN_ROWS, count=True)

SHAPES: dict[str, Root] = {
    "list": LIST,
    "count only": replace(LIST, page=None, rows=None),
    "page by date": replace(
        LIST,
        page=Page(
            (OrderKey("release_date", descending=True), OrderKey("title", descending=False), ACCESSION), 0, (1, 2, 3)
        ),
    ),
    "page further on by date": replace(
        LIST, page=Page((OrderKey("release_date", descending=True), ACCESSION), 0, (1, 2))
    ),
    "filter": replace(
        LIST,
        where=All(
            (
                AnyOf((Compare("title", "contains", 1), Compare("title", "starts_with", 2), IsNull("spots", yes=True))),
                Not(Compare("spots", "gt", 3)),
                Compare("file_type", "in", 4),
            )
        ),
    ),
    "some from the far end": replace(
        LIST, where=Has(EXPERIMENT, "some", Has(SAMPLES, "some", Compare("accession", "eq", 1)))
    ),
    "some, none, every": replace(
        LIST,
        types=("Experiment",),
        rows=Rows((("Experiment", Columns(("accession",))),)),
        where=All(
            (
                Has(RUNS, "some", Compare("file_type", "eq", 1)),
                Has(RUNS, "none", IsNull("spots", yes=False)),
                Has(SAMPLES, "every", Compare("organism", "eq", 2)),
            )
        ),
    ),
    "nested": Select(
        ("Experiment",),
        None,
        All(()),
        Page((ACCESSION,), 0),
        Rows(
            (
                (
                    "Experiment",
                    Columns(
                        ("accession", "attributes", "targeted_loci"),
                        (),
                        (
                            Select(("Run",), RUNS, All(()), Page((ACCESSION,), 1), RUN_ROWS, count=True),
                            Select(
                                ("Sample",),
                                SAMPLES,
                                All(()),
                                None,
                                Rows((("Sample", Columns((), ("spots",))),)),
                                count=False,
                            ),
                        ),
                    ),
                ),
            )
        ),
        count=False,
    ),
    "to one": replace(
        LIST,
        count=False,
        rows=Rows(
            (("Run", Columns(("accession",), (), (Pick(EXPERIMENT, Rows((("Experiment", Columns(("title",))),))),))),)
        ),
    ),
    "children and twins": Select(
        ("Individual",),
        None,
        Has(Via(("MOTHER", "FATHER"), "in", ("Individual",), many=True), "some", Compare("sex", "eq", 0)),
        None,
        Rows(
            (
                (
                    "Individual",
                    Columns(
                        ("accession",),
                        (),
                        (
                            Select(
                                ("Individual",),
                                Via(("SAME_INDIVIDUAL",), "both", ("Individual",), many=True),
                                All(()),
                                None,
                                Rows((("Individual", Columns(("accession",), ("method",))),)),
                                count=False,
                            ),
                        ),
                    ),
                ),
            )
        ),
        count=False,
    ),
    "several types": Select(BOTH, None, Compare("title", "contains", 1), Page((ACCESSION,), 0), BOTH_ROWS, count=True),
    "facets": Select(
        ("Dataset",),
        None,
        All(()),
        None,
        None,
        count=False,
        facets=(FacetCount("archive", 0), FacetCount("data_types", 0), FacetCount("is_trios", 0)),
    ),
    "lookup": Lookup(0, BOTH, BOTH_ROWS),
    "search": Search(0, BOTH, 1, 2, BOTH_ROWS, count=True),
    "neighbourhood": Neighbourhood(0, ("OF_EXPERIMENT", "SAME_SAMPLE"), 1),
    "statistics": Statistics(),
}


@pytest.mark.parametrize("name", SHAPES)
def test_statements_of_the_main_shapes(name: str, snapshot: SnapshotAssertion) -> None:
    """The text of each shape is the one kept."""
    assert emit(Plan(SHAPES[name])).replace(" FROM ", "\n FROM ") == snapshot


@given(plans())
def test_a_statement_is_a_function_of_the_plan_alone(asked: tuple[Plan, list[object], list[str]]) -> None:
    """The same plan gives the same text, and no value of a parameter stands in it."""
    plan, values, _ = asked
    text = emit(plan)
    assert text == emit(Plan(plan.root))
    assert not any(value in text for value in values if isinstance(value, str) and len(value) > 12)
    assert "LIMIT :p" in text or "LIMIT -1" in text or "LIMIT 1" in text or "count(*)" in text or "json_array()" in text


def test_a_quantifier_starts_from_an_accession_at_the_far_end() -> None:
    """An equality on an accession leads; the same under `or` or a parent does not."""
    lead = Has(EXPERIMENT, "some", Compare("accession", "eq", 1))
    assert "n1.id IN (SELECT e2.src FROM" in emit(Plan(replace(LIST, where=lead)))
    assert "EXISTS (SELECT 1 FROM edge e2" in emit(Plan(replace(LIST, where=AnyOf((lead, lead)))))
    assert "NOT EXISTS (SELECT 1 FROM edge e2" in emit(Plan(replace(LIST, where=replace(lead, quantifier="none"))))
    assert " IN (SELECT e2.src" not in emit(Plan(replace(LIST, where=Not(lead))))


def test_every_visited_node_is_tested_for_scope() -> None:
    """As many tests as node visits: rows, count, nested rows, quantifier."""
    text = emit(Plan(SHAPES["nested"]))
    assert text.count(".scope IN (SELECT value FROM json_each(:scopes))") == 4
    assert emit(Plan(SHAPES["some, none, every"])).count(":scopes") == 8
