"""Documents into plans: the plan of each kind of selection, exactly."""

from typing import Any

import pytest

from api.execute import Engine, Request
from api.roots import EVERY_TYPE
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
    Rows,
    Search,
    Select,
    Statistics,
    Via,
)

ACCESSION = (OrderKey("accession", descending=False),)
TO_EXPERIMENT = Via(("OF_EXPERIMENT",), "out", ("Experiment",), many=False)
TO_RUNS = Via(("OF_EXPERIMENT",), "in", ("Run",), many=True)
TO_SAMPLES = Via(("USES_SAMPLE",), "out", ("Sample",), many=True)


def planned(engine: Engine, query: str, **variables: Any) -> tuple[Any, list[Any]]:
    """The root of the only plan of a document, and its values."""
    request = Request(query, variables)
    (plan,) = engine.plans(request, *engine.read(request)).values()
    return plan.plan.root, list(plan.values)


def rows(kind: str, *slots: str, properties: tuple[str, ...] = (), branches: tuple[Any, ...] = ()) -> Rows:
    """Rows of one type."""
    return Rows(((kind, Columns(slots, properties, branches)),))


def test_a_count_reads_no_rows(engine):
    """No page, no order, no columns; only the unused limit is a value."""
    root, values = planned(engine, "{ runs { totalCount } }")
    assert root == Select(("Run",), None, All(()), None, None, count=True)
    assert values == [26]


def test_a_page_reads_one_row_more(engine):
    """To know whether there is another."""
    root, values = planned(engine, "{ runs(first: 5) { nodes { title } } }")
    assert root == Select(("Run",), None, All(()), Page(ACCESSION, 0), rows("Run", "accession", "title"), count=False)
    assert values == [6]


def test_a_page_info_alone_reads_what_it_needs(engine):
    """The keys of the order for the cursor; nothing but the accession to know that there is more."""
    root, _ = planned(engine, "{ runs(orderBy: { bases: DESC }) { pageInfo { endCursor } } }")
    assert root.rows == rows("Run", "accession", "bases")
    assert root.page.order == (OrderKey("bases", descending=True), *ACCESSION)
    assert planned(engine, "{ runs(orderBy: { bases: DESC }) { pageInfo { hasNextPage } } }")[0].rows == rows(
        "Run", "accession"
    )


def test_parts_of_a_list_share_its_rows(engine):
    """nodes, edges and cursors are one Select, whatever their names."""
    root, _ = planned(engine, "{ runs { a: nodes { title } edges { cursor node { bases } } b: nodes { alias } } }")
    assert root.rows == rows("Run", "accession", "alias", "bases", "title")


def test_a_to_one_relation_is_a_pick(engine):
    """Inside the columns of its parent."""
    root, _ = planned(engine, "{ runs { nodes { experiment { platform } } } }")
    assert root.rows == rows(
        "Run", "accession", branches=(Pick(TO_EXPERIMENT, rows("Experiment", "accession", "platform")),)
    )


def test_a_to_many_relation_is_a_select_with_its_properties(engine):
    """What the edge says is read beside the node."""
    root, values = planned(
        engine, "{ experiments { nodes { samples(first: 2) { totalCount edges { memberName node { title } } } } } }"
    )
    inner = Select(
        ("Sample",),
        TO_SAMPLES,
        All(()),
        Page(ACCESSION, 0),
        rows("Sample", "accession", "title", properties=("member_name",)),
        count=True,
    )
    assert root.rows == rows("Experiment", "accession", branches=(inner,))
    assert values == [3, 26]


def test_a_relation_to_several_types_has_columns_for_each(engine):
    """Sorted by type; a fragment's fields for its own type only."""
    root, _ = planned(engine, "{ qcReports { nodes { about { title ... on Run { bases } } } } }")
    (branch,) = root.rows.by_type[0][1].branches
    found = dict(branch.rows.by_type)
    assert list(found) == sorted(branch.via.targets)
    assert found["Run"] == Columns(("accession", "bases", "title"))
    assert found["Sample"] == Columns(("accession", "title"))


@pytest.mark.parametrize(
    ("where", "plan", "values"),
    [
        ("{}", All(()), []),
        ("{ title: {} }", All(()), []),
        ('{ title: { contains: "RUN 结" } }', Compare("title", "contains", 0), ["run 结"]),
        ('{ title: { eq: "RUN" } }', Compare("title", "eq", 0), ["RUN"]),
        ('{ title: { startsWith: "R" } }', Compare("title", "starts_with", 0), ["r"]),
        ('{ title: { in: ["A", "b"] } }', Compare("title", "in", 0), [["A", "b"]]),
        ("{ bases: { gte: 1, lt: 9 } }", All((Compare("bases", "gte", 0), Compare("bases", "lt", 1))), [1, 9]),
        ("{ bases: { isNull: true } }", IsNull("bases", yes=True), []),
        ("{ not: { bases: { isNull: false } } }", Not(IsNull("bases", yes=False)), []),
        ("{ or: [] }", AnyOf(()), []),
        ("{ and: [] }", All(()), []),
        ("{ or: [{}, { bases: { eq: 1 } }] }", AnyOf((All(()), Compare("bases", "eq", 0))), [1]),
        ('{ experiment: { platform: { eq: "x" } } }', Has(TO_EXPERIMENT, "some", Compare("platform", "eq", 0)), ["x"]),
        ("{ experiment: {} }", Has(TO_EXPERIMENT, "some", All(())), []),
        ("{ experiment: { runs: { none: {} } } }", Has(TO_EXPERIMENT, "some", Has(TO_RUNS, "none", All(()))), []),
    ],
)
def test_a_filter_becomes_its_words(engine, where, plan, values):
    """Values are parameters; text for contains and startsWith is folded."""
    root, given = planned(engine, f"{{ runs(where: {where}) {{ totalCount }} }}")
    assert root.where == plan
    assert given == [*values, 26]


def test_quantifiers_of_one_relation_all_hold(engine):
    """In one order, whatever the client's."""
    root, _ = planned(engine, "{ experiments(where: { runs: { every: {}, some: {} } }) { totalCount } }")
    assert root.where == All((Has(TO_RUNS, "some", All(())), Has(TO_RUNS, "every", All(()))))


def test_a_set_of_relationships_is_one_step(engine):
    """Children are those of either parent."""
    root, _ = planned(engine, "{ individuals(where: { children: { some: {} } }) { totalCount } }")
    assert set(root.where.via.relationships) == {"MOTHER", "FATHER"}
    assert root.where.via.direction == "in"


def test_facets_are_counted_without_rows(engine):
    """By slot; each with its own limit; over the same selection."""
    root, values = planned(
        engine,
        '{ runs(where: { bases: { gt: 5 } }) { facets(fields: ["archive", "releaseState"], first: 3) { field } } }',
    )
    assert root.facets == (FacetCount("archive", 1), FacetCount("release_state", 2))
    assert (root.page, root.rows, root.count) == (None, None, False)
    assert values == [5, 3, 3, 26]


def test_a_cursor_becomes_one_value_for_each_key(engine, ask):
    """Then the page goes on from there."""
    query = "query($a: String) { runs(first: 2, after: $a, orderBy: { bases: DESC }) { nodes { accession } pageInfo { endCursor } } }"
    root, values = planned(engine, query, a=ask(query)["runs"]["pageInfo"]["endCursor"])
    assert root.page == Page((OrderKey("bases", descending=True), *ACCESSION), 2, (0, 1))
    assert values == [2000, "CRR000011", 3]


def test_lookups_have_plans_of_their_own(engine):
    """node, search, subgraph, statistics."""
    root, values = planned(engine, '{ node(id: "CRR1", type: Run) { title } }')
    assert (root, values) == (Lookup(0, ("Run",), rows("Run", "accession", "title")), [["CRR1"]])
    assert planned(engine, '{ node(id: "CRR1") { title } }')[0].types == EVERY_TYPE
    root, values = planned(engine, '{ search(text: "a b", types: [Run], first: 3) { nodes { title } } }')
    assert root == Search(0, ("Run",), 1, 2, rows("Run", "accession", "title"), count=True)
    assert values == ["a b", 3, engine.settings.max_search_hits]
    root, values = planned(
        engine, '{ subgraph(ids: ["a", "b"], expand: ["PART_OF", "IN_DATASET", "PART_OF"], first: 4) { truncated } }'
    )
    assert (root, values) == (Neighbourhood(0, ("IN_DATASET", "PART_OF"), 1), [["a", "b"], 4])
    assert planned(engine, "{ subgraph(ids: []) { truncated } }")[0].steps is None
    assert planned(engine, "{ statistics { nodes { count } } }") == (Statistics(), [])


def test_an_iri_of_ours_names_its_type(engine, ask):
    """Then only that type's columns are read."""
    iri = ask('{ node(id: "CRR000001") { iri } }')["node"]["iri"]
    assert planned(engine, "query($i: ID!) { node(id: $i) { title } }", i=iri)[0].types == ("Run",)
