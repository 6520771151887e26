"""Statements of the main shapes of plans, kept as text, and what holds of every statement."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from syrupy.assertion import SnapshotAssertion

from graph_store.neo4j.emit import arguments, emit
from graph_store.neo4j.graph import NOTHING
from graph_store.plan import (
    All,
    AnyOf,
    Columns,
    Compare,
    Has,
    Lookup,
    Not,
    OrderKey,
    Page,
    Plan,
    Rows,
    Search,
    Select,
    Via,
)
from tests.contract.plans import plans
from tests.graph_store.sqlite.test_emit import ACCESSION, EXPERIMENT, LIST, RUN_ROWS, RUNS, SAMPLES, SHAPES

CLAUSES = re.compile(r" (?=MATCH |WITH |RETURN |CALL |UNWIND |UNION )")
FEWER = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FROM_FAR = Has(EXPERIMENT, "some", Has(SAMPLES, "some", Compare("accession", "eq", 1)))


@pytest.mark.parametrize("name", SHAPES)
def test_statements_of_the_main_shapes(name: str, snapshot: SnapshotAssertion) -> None:
    """The text of each shape is the one kept."""
    assert CLAUSES.sub("\n", emit(Plan(SHAPES[name]))) == snapshot


@FEWER
@given(plans())
def test_a_statement_is_a_function_of_the_plan_alone(asked: tuple[Plan, list[object], list[str]]) -> None:
    """The same plan gives the same text; no value stands in it; it answers one record with one value."""
    plan, values, _ = asked
    text = emit(plan)
    assert text == emit(Plan(plan.root))
    assert not any(value in text for value in values if isinstance(value, str) and len(value) > 12)
    assert text.endswith(("] AS answer", "} AS answer"))
    assert text.count("{") == text.count("}")


@FEWER
@given(plans())
def test_every_value_of_a_plan_is_a_parameter(asked: tuple[Plan, list[object], list[str]]) -> None:
    """The statement asks for no parameter the arguments do not hold, scopes among them."""
    plan, values, scopes = asked
    given_values = arguments(plan, values, scopes)
    assert set(re.findall(r"\$(\w+)", emit(plan))) <= given_values.keys()
    assert given_values["scopes"] == scopes


@FEWER
@given(plans())
def test_every_node_met_in_a_match_is_tested_for_scope(asked: tuple[Plan, list[object], list[str]]) -> None:
    """Whatever the plan, each variable bound by a pattern has its own scope test, or is drawn from tested ones."""
    text = emit(asked[0])
    bound = set(re.findall(r"\((n\d+)[:)]", text)) | set(re.findall(r"YIELD node AS (n\d+)", text))
    untested = {name for name in bound if f"{name}.scope IN $scopes" not in text}
    assert not untested


def test_the_text_of_a_search_becomes_a_query_of_whole_words() -> None:
    """Words in quotes, CJK runs as phrases, each once; beginnings of accessions as typed and in capitals."""
    asked = arguments(Plan(SHAPES["search"]), ['crr1 结肠 癌 crr1 "OR" a*', 10, 100], ["public"])
    assert asked["p0"] == {
        "query": '"crr1" AND "结 肠" AND "癌" AND "or" AND "a"',
        "starts": ['CRR1 结肠 癌 CRR1 "OR" A*', 'crr1 结肠 癌 crr1 "OR" a*'],
    }
    assert asked["p1"] == 10


@pytest.mark.parametrize("text", ["", "  ", "!?*", "\u200b"])
def test_a_search_without_letter_or_digit_finds_nothing(text: str) -> None:
    """An empty beginning would find every accession; the query is a phrase no document holds."""
    assert arguments(Plan(SHAPES["search"]), [text, 1, 1], [])["p0"] == {"query": NOTHING, "starts": []}


def test_only_a_search_changes_its_values() -> None:
    """Other plans take values as they are, by position."""
    assert arguments(Plan(SHAPES["lookup"]), [["CRR1"]], ["public", "review"]) == {
        "p0": ["CRR1"],
        "scopes": ["public", "review"],
    }


def test_a_filter_on_an_accession_is_asked_from_there() -> None:
    """The chain is matched with labels and each near node taken once; under `or`, `not`, `none` EXISTS is asked."""
    lead = emit(Plan(replace(LIST, where=FROM_FAR)))
    assert "MATCH (n1:Run) MATCH (n1)-[:OF_EXPERIMENT]->(n2:Experiment) MATCH (n2)-[:USES_SAMPLE]->(n3:Sample)" in lead
    assert "WITH DISTINCT n1 ORDER BY" in lead
    assert "RETURN DISTINCT n4 }" in lead
    assert "EXISTS" not in lead
    for other in (AnyOf((FROM_FAR, FROM_FAR)), Not(FROM_FAR), replace(FROM_FAR, quantifier="none")):
        assert "EXISTS { MATCH (n1)-[:OF_EXPERIMENT]->(n2)" in emit(Plan(replace(LIST, where=other)))


def test_one_filter_leads_and_the_rest_is_asked_of_what_it_finds() -> None:
    """Of two leading filters the second stays an EXISTS."""
    other = Has(EXPERIMENT, "some", Compare("accession", "eq", 2))
    text = emit(Plan(replace(LIST, where=All((FROM_FAR, other)), count=False)))
    assert text.count("EXISTS { MATCH (n1)-[:OF_EXPERIMENT]->(n4)") == 1
    assert text.count("(n2:Experiment)") == 1


def test_filters_below_a_parent_do_not_lead() -> None:
    """A nested list starts at its parent."""
    below = Select(("Run",), RUNS, FROM_FAR, None, RUN_ROWS, count=False)
    experiments = Rows((("Experiment", Columns((), (), (below,))),))
    text = emit(Plan(Select(("Experiment",), None, All(()), None, experiments, count=False)))
    assert "MATCH (n1)<-[e2:OF_EXPERIMENT]-(n2) WHERE" in text
    assert "EXISTS { MATCH (n2)-[:OF_EXPERIMENT]->(n3)" in text


def test_labels_stand_where_the_type_is_open_and_nowhere_else() -> None:
    """OUTPUT_OF leads to runs and analyses; OF_EXPERIMENT only to experiments."""
    run = Via(("OUTPUT_OF",), "out", ("Run",), many=False)
    either = Via(("OUTPUT_OF",), "out", ("Analysis", "Run"), many=False)
    files = Select(("File",), None, Has(run, "some", All(())), None, None, count=True)
    assert "-[:OUTPUT_OF]->(n2:Run) WHERE" in emit(Plan(files))
    assert "-[:OUTPUT_OF]->(n2) WHERE" in emit(Plan(replace(files, where=Has(either, "some", All(())))))


def test_a_page_goes_on_behind_its_position_with_nulls_last() -> None:
    """A nullable key may be behind by being null; the accession decides ties."""
    text = emit(Plan(replace(SHAPES["page by date"], count=False)))
    assert "n1.releaseDate < $p1 OR (n1.releaseDate IS NULL AND $p1 IS NOT NULL)" in text
    assert "n1.titleSort > $p2" in text
    assert (
        "ORDER BY n1.releaseDate IS NULL, n1.releaseDate DESC, n1.titleSort IS NULL, n1.titleSort, n1.accession" in text
    )
    first = emit(Plan(replace(LIST, page=Page((ACCESSION,), 0, (1,)), count=False)))
    assert "n1.accession > $p1" in first
    assert "IS NULL" not in first


DATED = (OrderKey("release_date", descending=True), ACCESSION)


@pytest.mark.parametrize("after", [(), (1, 2)], ids=["first page", "further on"])
def test_a_page_by_date_is_walked_along_its_index(after: tuple[int, ...], snapshot: SnapshotAssertion) -> None:
    """Each part is a walk that ends at the limit; nodes without a date are asked for only when they are needed."""
    text = emit(Plan(replace(LIST, page=Page(DATED, 0, after), count=False)))
    assert CLAUSES.sub("\n", text) == snapshot


@pytest.mark.parametrize(
    "other",
    [
        replace(LIST, page=Page((OrderKey("spots", descending=False), ACCESSION), 0)),
        replace(LIST, page=Page((DATED[0], OrderKey("accession", descending=True)), 0)),
        replace(LIST, page=Page((DATED[0], OrderKey("title", descending=False), ACCESSION), 0)),
        replace(LIST, page=Page(DATED, 0), where=FROM_FAR),
        replace(LIST, page=Page(DATED, 0), types=("Experiment", "Run")),
        replace(LIST, page=None),
    ],
    ids=["no index", "accession backwards", "three keys", "from the far end", "two types", "no page"],
)
def test_other_orders_are_sorted(other: Select) -> None:
    """Where no index has the order, the nodes found are sorted once, to the limit."""
    text = emit(Plan(replace(other, count=False)))
    assert "UNION ALL" not in text
    assert text.count("ORDER BY") == 1


def test_text_is_searched_in_its_folded_shadow() -> None:
    """The shadow is stored only where it differs, so the value itself stands in for it."""
    text = emit(Plan(replace(LIST, where=Compare("title", "contains", 1), rows=None, page=None)))
    assert text == (
        "RETURN [null, COUNT { MATCH (n1:Run) WHERE n1.scope IN $scopes"
        " AND coalesce(n1.titleFolded, n1.title) CONTAINS $p1 }] AS answer"
    )


def test_negations_never_meet_null() -> None:
    """Below `not` and `every` a comparison is made false where it is null; elsewhere it stays bare for the indexes."""
    compare = Compare("spots", "gt", 1)
    both = replace(LIST, where=All((compare, Not(compare))), rows=None, page=None)
    assert "n1.spots > $p1 AND NOT (coalesce(n1.spots > $p1, false))" in emit(Plan(both))
    every = replace(both, types=("Experiment",), where=Has(RUNS, "every", compare))
    assert "AND NOT (coalesce(n2.spots > $p1, false)) }" in emit(Plan(every))


def test_a_lookup_of_all_types_tests_no_label_but_the_common_one() -> None:
    """Nodes of every type have the label Node, whose accession and IRI are indexed."""
    text = emit(Plan(Lookup(0, ("Run",), RUN_ROWS)))
    assert "MATCH (n1:Node) WHERE (n1.accession IN $p0 OR n1.iri IN $p0) AND n1.scope IN $scopes AND n1:Run" in text


def test_search_counts_only_when_asked() -> None:
    """Without `count` the answer has one part."""
    search = SHAPES["search"]
    assert isinstance(search, Search)
    assert emit(Plan(search)).endswith(", size(hits)] AS answer")
    assert "size(hits)" not in emit(Plan(replace(search, count=False)))
