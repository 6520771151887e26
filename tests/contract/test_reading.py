"""What plans mean, on small graphs where the right answer can be seen."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from graph_schema.errors import QueryRefused, QueryTimeout
from graph_schema.model import SLOTS
from graph_schema.record import Record
from graph_store import cursor
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
    Pick,
    Plan,
    Rows,
    Search,
    Select,
    Statistics,
    Via,
    Where,
)
from graph_store.protocol import Store
from tests.contract.build import count, page, record, rows, to

RUNS = Via(("OF_EXPERIMENT",), "in", ("Run",), many=True)
EXPERIMENT = Via(("OF_EXPERIMENT",), "out", ("Experiment",), many=False)
ACCESSION = Columns(("accession",))
EVERY = All(())


def experiments() -> list[Record]:
    """Three experiments with two, one (hidden) and no runs, and a run of no experiment."""
    return [
        record("Experiment", "CRX1", library_strategy="WGS", title="Whole Genome"),
        record("Experiment", "CRX2", library_strategy="RNA-Seq", title="whole transcriptome"),
        record("Experiment", "CRX3", title="É"),
        record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1"), spots=1, release_date="2024-01-01"),
        record("Run", "CRR2", to("OF_EXPERIMENT", "CRX1"), release_date="2023-01-01"),
        record("Run", "CRR3", to("OF_EXPERIMENT", "CRX2"), spots=1, scope="review"),
        record("Run", "CRR4", spots=2**62),
    ]


def accessions(store: Store, kind: str, where: Where, values: list[Any], scopes: tuple[str, ...] = ("public",)) -> str:
    plan = Plan(Select((kind,), None, where, None, Rows(((kind, ACCESSION),)), count=True))
    found, total = store.execute(plan, values, scopes)
    assert total == len(found)
    return " ".join(row[0] for row in found)


@pytest.mark.parametrize(
    ("where", "values", "expected"),
    [
        (All(()), [], "CRX1 CRX2 CRX3"),
        (AnyOf(()), [], ""),
        (Not(AnyOf(())), [], "CRX1 CRX2 CRX3"),
        (Compare("library_strategy", "eq", 0), ["WGS"], "CRX1"),
        (Compare("library_strategy", "eq", 0), ["wgs"], ""),
        (Not(Compare("library_strategy", "eq", 0)), ["WGS"], "CRX2 CRX3"),
        (Not(Not(Compare("library_strategy", "eq", 0))), ["WGS"], "CRX1"),
        (Compare("library_strategy", "in", 0), [[]], ""),
        (Not(Compare("library_strategy", "in", 0)), [[]], "CRX1 CRX2 CRX3"),
        (Compare("library_strategy", "in", 0), [["WGS", "RNA-Seq", "x"]], "CRX1 CRX2"),
        (Compare("title", "contains", 0), ["whole"], "CRX1 CRX2"),
        (Compare("title", "starts_with", 0), ["whole g"], "CRX1"),
        (Compare("title", "starts_with", 0), ["genome"], ""),
        (Compare("title", "contains", 0), ["é"], ""),
        (Compare("title", "contains", 0), ["É"], "CRX3"),
        (Compare("title", "contains", 0), ["%"], ""),
        (IsNull("library_strategy", yes=True), [], "CRX3"),
        (IsNull("library_strategy", yes=False), [], "CRX1 CRX2"),
        (Compare("accession", "gt", 0), ["CRX1"], "CRX2 CRX3"),
        (Compare("accession", "gte", 0), ["CRX2"], "CRX2 CRX3"),
        (Compare("accession", "lt", 0), ["CRX2"], "CRX1"),
        (Compare("accession", "lte", 0), ["CRX2"], "CRX1 CRX2"),
        (Has(RUNS, "some", All(())), [], "CRX1"),
        (Has(RUNS, "none", All(())), [], "CRX2 CRX3"),
        (Has(RUNS, "every", Compare("spots", "eq", 0)), [1], "CRX2 CRX3"),
        (Has(RUNS, "some", Not(Compare("spots", "eq", 0))), [1], "CRX1"),
        (Not(Has(RUNS, "some", Compare("accession", "eq", 0))), ["CRR1"], "CRX2 CRX3"),
        (Has(RUNS, "some", Compare("accession", "eq", 0)), ["CRR2"], "CRX1"),
        (Has(RUNS, "some", Compare("accession", "in", 0)), [["CRR2", "CRR3"]], "CRX1"),
        (
            AnyOf((Has(RUNS, "some", Compare("accession", "eq", 0)), Compare("accession", "eq", 1))),
            ["CRR1", "CRX3"],
            "CRX1 CRX3",
        ),
        (Has(RUNS, "some", Has(EXPERIMENT, "some", Compare("accession", "eq", 0))), ["CRX1"], "CRX1"),
    ],
)
def test_filters_follow_two_valued_logic(store: Store, where: Where, values: list[Any], expected: str) -> None:
    """A comparison with null does not hold, its negation does; quantifiers see visible nodes only."""
    store.write(experiments())
    assert accessions(store, "Experiment", where, values) == expected


def test_numbers_compare_exactly(store: Store) -> None:
    """Great integers are no floats."""
    store.write(experiments())
    assert accessions(store, "Run", Compare("spots", "gt", 0), [2**62 - 1]) == "CRR4"
    assert accessions(store, "Run", Compare("spots", "gt", 0), [2**62]) == ""
    assert accessions(store, "Run", Compare("spots", "lte", 0), [1]) == "CRR1"


def test_membership_in_a_list_is_exact(store: Store) -> None:
    """`has` finds whole elements of a many-valued slot."""
    store.write([record("BioProject", "PRJCA1", keywords=["colon cancer", "WGS"]), record("BioProject", "PRJCA2")])
    assert accessions(store, "BioProject", Compare("keywords", "has", 0), ["WGS"]) == "PRJCA1"
    assert accessions(store, "BioProject", Compare("keywords", "has", 0), ["colon"]) == ""
    assert accessions(store, "BioProject", Not(Compare("keywords", "has", 0)), ["WGS"]) == "PRJCA2"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((), "CRR1 CRR2 CRR3 CRR4"),
        ((OrderKey("release_date", descending=False),), "CRR2 CRR1 CRR3 CRR4"),
        ((OrderKey("release_date", descending=True),), "CRR1 CRR2 CRR3 CRR4"),
        ((OrderKey("title", descending=True),), "CRR1 CRR2 CRR3 CRR4"),
        ((OrderKey("spots", descending=True), OrderKey("release_date", descending=False)), "CRR4 CRR1 CRR3 CRR2"),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_pages_by_cursor_give_every_row_once(
    store: Store, order: tuple[OrderKey, ...], expected: str, size: int
) -> None:
    """Walking from cursor to cursor meets the order's rows, nulls last in both directions."""
    store.write(experiments())
    full = (*order, OrderKey("accession", descending=False))
    names = tuple(key.slot for key in full)
    seen: list[str] = []
    text: str | None = None
    while True:
        after = cursor.decode(full, SLOTS["Run"], text) if text else []
        positions = tuple(range(1, len(after) + 1))
        select = Select(
            ("Run",), None, EVERY, page(0, *order, after=positions), Rows((("Run", Columns(names)),)), count=True
        )
        found, total = store.execute(Plan(select), [size + 1, *after], ["public", "review"])
        assert total == 4
        seen += [row[-1] for row in found[:size]]
        if len(found) <= size:
            break
        text = cursor.encode(full, cursor.keys(full, SLOTS["Run"], found[size - 1]))
    assert " ".join(seen) == expected


def test_titles_are_ordered_by_their_folded_key(store: Store) -> None:
    """Case of ASCII letters and blanks do not matter to an order."""
    titles = {"CRX1": "b", "CRX2": "  A  z", "CRX3": "a y", "CRX4": "É", "CRX5": "B"}
    store.write([record("Experiment", name, title=title) for name, title in titles.items()])
    order = page(0, OrderKey("title", descending=False))
    select = Select(("Experiment",), None, EVERY, order, Rows((("Experiment", ACCESSION),)), count=False)
    assert store.execute(Plan(select), [9], ["public"]) == [[["CRX3"], ["CRX2"], ["CRX1"], ["CRX5"], ["CRX4"]]]


def test_parts_not_asked_for_are_left_out_from_the_right(store: Store) -> None:
    """A selection answers rows, total and facets; a missing one before another is null."""
    store.write(experiments())
    runs = Rows((("Run", ACCESSION),))
    counted = Select(("Run",), None, EVERY, None, None, count=True)
    listed = Select(("Run",), None, EVERY, page(0), runs, count=False)
    faceted = Select(("Run",), None, EVERY, None, None, count=False, facets=(FacetCount("archive", 0),))
    assert store.execute(Plan(counted), [], ["public"]) == [None, 3]
    assert store.execute(Plan(listed), [1], ["public"]) == [[["CRR1"]]]
    assert store.execute(Plan(listed), [0], ["public"]) == [[]]
    assert store.execute(Plan(faceted), [5], ["public"]) == [None, None, [[]]]


def test_facets_count_the_whole_selection(store: Store) -> None:
    """Most frequent first, then by value; elements of lists count each; nulls do not."""
    store.write(
        [
            record("Dataset", f"CRA{n}", archive="GSA" if n < 3 else "OMIX", data_types=types, is_trios=n == 1)
            for n, types in enumerate([["b", "a"], ["b"], [], ["c", "a"]])
        ]
    )
    facets = (
        FacetCount("archive", 0),
        FacetCount("data_types", 1),
        FacetCount("is_trios", 0),
        FacetCount("study_type", 0),
    )
    select = Select(("Dataset",), None, EVERY, page(1), Rows((("Dataset", ACCESSION),)), count=True, facets=facets)
    found, total, counts = store.execute(Plan(select), [9, 2], ["public"])
    assert (len(found), total) == (2, 4)
    assert counts == [[["GSA", 3], ["OMIX", 1]], [["a", 2], ["b", 2]], [[False, 3], [True, 1]], []]
    assert counts[2][0][0] is False


def test_nested_pages_are_cut_for_each_parent(store: Store) -> None:
    """`first`, filter and total hold per parent, at every level."""
    store.write(experiments())
    inner = Select(("Run",), RUNS, IsNull("release_date", yes=False), page(1), Rows((("Run", ACCESSION),)), count=True)
    outer = Rows((("Experiment", Columns(("accession",), (), (inner,))),))
    plan = Plan(Select(("Experiment",), None, EVERY, page(0), outer, count=False))
    answer = store.execute(plan, [9, 1], ["public", "review"])
    assert answer == [[["CRX1", [[["CRR1"]], 2]], ["CRX2", [[], 0]], ["CRX3", [[], 0]]]]


def test_a_pick_answers_the_smallest_or_null(store: Store) -> None:
    """To-one: a row, null where there is none, the smallest accession where there are several."""
    store.write([*experiments(), record("Run", "CRR5", to("OF_EXPERIMENT", "CRX3"), to("OF_EXPERIMENT", "CRX0"))])
    store.write([record("Experiment", "CRX0")])
    pick = Pick(EXPERIMENT, Rows((("Experiment", ACCESSION),)))
    plan = Plan(
        Select(("Run",), None, EVERY, None, Rows((("Run", Columns(("accession",), (), (pick,))),)), count=False)
    )
    answer = store.execute(plan, [], ["public"])
    assert answer == [[["CRR1", ["CRX1"]], ["CRR2", ["CRX1"]], ["CRR4", None], ["CRR5", ["CRX0"]]]]


def test_several_types_are_answered_with_their_names(store: Store) -> None:
    """Rows of several types are `[type, row]`, in one order, each with its own columns."""
    store.write(experiments())
    types = ("Experiment", "Run")
    runs = Rows((("Experiment", Columns(("library_strategy",))), ("Run", Columns(("accession", "spots")))))
    where = AnyOf((Compare("title", "contains", 1), Compare("release_date", "eq", 2)))
    plan = Plan(Select(types, None, where, page(0), runs, count=True))
    answer = store.execute(plan, [9, "whole", "2024-01-01"], ["public"])
    assert answer == [[["Run", ["CRR1", 1]], ["Experiment", ["WGS"]], ["Experiment", ["RNA-Seq"]]], 3]


def test_a_step_of_several_relationships_reaches_each_node_once(store: Store) -> None:
    """A child named by both parents' columns of one person is one child."""
    store.write(
        [
            record("Individual", "HRI1"),
            record("Individual", "HRI2", to("MOTHER", "HRI1"), to("FATHER", "HRI1")),
            record("Individual", "HRI3", to("FATHER", "HRI1")),
        ]
    )
    children = Via(("MOTHER", "FATHER"), "in", ("Individual",), many=True)
    inner = Select(("Individual",), children, EVERY, None, Rows((("Individual", ACCESSION),)), count=True)
    plan = Plan(Lookup(0, ("Individual",), Rows((("Individual", Columns((), (), (inner,))),))))
    assert store.execute(plan, [["HRI1"]], ["public"]) == [["Individual", [[[["HRI2"], ["HRI3"]], 2]]]]


def test_lookup_finds_by_accession_and_iri(store: Store) -> None:
    """Each visible node once, by type and accession; unknown and hidden ids give nothing."""
    store.write(experiments())
    plan = Plan(Lookup(0, ("Experiment", "Run"), Rows((("Experiment", ACCESSION), ("Run", ACCESSION)))))
    ids = ["CRR1", "https://example.org/run/CRR1", "CRX2", "CRR3", "https://example.org/run/CRR3", "crr2", "x"]
    assert store.execute(plan, [ids], ["public"]) == [["Experiment", ["CRX2"]], ["Run", ["CRR1"]]]
    by_iri = ["https://example.org/run/CRR2", "https://example.org/run/nothing"]
    assert store.execute(plan, [by_iri], ["public"]) == [["Run", ["CRR2"]]]
    assert store.execute(plan, [[]], ["public"]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("结肠", "SAMC1"),
        ("直结", ""),
        ("肠癌 wgs", "SAMC1"),
        ("WGS colon", ""),
        ("colon", "SAMC2"),
        ("colo", ""),
        ("COLON Étude", "SAMC2"),
        ("etude", ""),
        ("the", "SAMC2"),
        ("of the", "SAMC2"),
        ("samc", "SAMC1 SAMC2"),
        ("SAMC2", "SAMC2"),
        ("  samc2 ", "SAMC2"),
        ("homo", "SAMC1"),
        ("癌wgs", "SAMC1"),
        ("hidden", ""),
        ("", ""),
        ('"', ""),
        ("*", ""),
        ("colon*", "SAMC2"),
        ("NOT colon", ""),
        ("colon OR wgs", ""),
        ("title:colon", ""),
    ],
)
def test_search_finds_every_word_and_phrase(store: Store, text: str, expected: str) -> None:
    """All words must occur whole; runs of Chinese are phrases; accessions are found by their beginning."""
    store.write(
        [
            record("Sample", "SAMC1", title="人结肠癌 WGS", organism="Homo sapiens"),
            record("Sample", "SAMC2", title="Étude of the Colon", description="x"),
            record("Sample", "SAMC3", title="hidden colon", scope="review"),
            record("Run", "CRR1", title="colon"),
        ]
    )
    plan = Plan(Search(0, ("Sample",), 1, 2, Rows((("Sample", ACCESSION),)), count=True))
    found, total = store.execute(plan, [text, 10, 100], ["public"])
    assert " ".join(row[0] for _, row in found) == expected
    assert total == len(found)


def test_search_is_cut_and_counted_to_its_cap(store: Store) -> None:
    """Rows stop at the limit, the count at the cap."""
    store.write([record("Run", f"CRR{n}", title="colon") for n in range(9)])
    plan = Plan(Search(0, ("Run",), 1, 2, Rows((("Run", ACCESSION),)), count=True))
    found, total = store.execute(plan, ["colon", 2, 5], ["public"])
    assert (len(found), total) == (2, 5)
    found, total = store.execute(plan, ["colon", 2, 100], ["public"])
    assert (found, total) == ([["Run", ["CRR0"]], ["Run", ["CRR1"]]], 9)


def test_search_follows_what_is_written(store: Store) -> None:
    """A changed title is found by its new words only."""
    plan = Plan(Search(0, ("Run",), 1, 1, Rows((("Run", ACCESSION),)), count=False))
    store.write([record("Run", "CRR1", title="colon")])
    store.write([record("Run", "CRR1", title="liver")])
    assert store.execute(plan, ["colon", 9], ["public"]) == [[]]
    assert store.execute(plan, ["liver", 9], ["public"]) == [[["Run", ["CRR1"]]]]


def test_a_neighbourhood_has_nodes_edges_degrees_and_what_was_cut(store: Store) -> None:
    """One step around a node, cut per relationship and direction, with visible degrees."""
    store.write(experiments())
    plan = Plan(Neighbourhood(0, None, 1))
    nodes, edges, cut = store.execute(plan, [["CRX1", "CRX2"], 1], ["public"])
    assert nodes == [
        [
            "Experiment",
            "CRX1",
            "https://example.org/experiment/CRX1",
            "Whole Genome",
            [["OF_EXPERIMENT", "in", "Run", 2]],
        ],
        ["Experiment", "CRX2", "https://example.org/experiment/CRX2", "whole transcriptome", []],
        ["Run", "CRR1", "https://example.org/run/CRR1", None, [["OF_EXPERIMENT", "out", "Experiment", 1]]],
    ]
    assert edges == [["Run", "CRR1", "OF_EXPERIMENT", "Experiment", "CRX1"]]
    assert cut == [["Experiment", "CRX1", "OF_EXPERIMENT", "in", 1]]


def test_a_node_may_be_its_own_neighbour(store: Store) -> None:
    """A symmetric self-loop counts once, a directed one as out and as in."""
    store.write([record("Individual", "HRI1", to("SAME_INDIVIDUAL", "HRI1"), to("MOTHER", "HRI1"))])
    [[node], edges, cut] = store.execute(Plan(Neighbourhood(0, None, 1)), [["HRI1"], 9], ["public"])
    assert node[4] == [
        ["MOTHER", "in", "Individual", 1],
        ["MOTHER", "out", "Individual", 1],
        ["SAME_INDIVIDUAL", "both", "Individual", 1],
    ]
    assert [edge[2] for edge in edges] == ["MOTHER", "SAME_INDIVIDUAL"]
    assert cut == []


def test_statistics_count_what_the_viewer_may_see(store: Store) -> None:
    """Relationships count where both ends are visible; zeros are left out."""
    store.write(experiments())
    plan = Plan(Statistics())
    assert store.execute(plan, [], ["public"]) == [[["Experiment", 3], ["Run", 3]], [["OF_EXPERIMENT", 2]]]
    assert store.execute(plan, [], ["public", "review"]) == [[["Experiment", 3], ["Run", 4]], [["OF_EXPERIMENT", 3]]]
    assert store.execute(plan, [], []) == [[], []]


def test_hidden_nodes_are_seen_by_no_question(store: Store) -> None:
    """List, count, filter, facet, nested list, pick, look-up, search and neighbourhood agree on it."""
    store.write(
        [*experiments(), record("Experiment", "CRX9", to("USES_SAMPLE", "SAMC9"), scope="withheld", platform="SECRET")]
    )
    store.write([record("Sample", "SAMC9", organism="secret")])
    assert "CRX9" not in str(rows(store, "Experiment", "accession"))
    assert count(store, "Experiment", Compare("accession", "eq", 0), ["CRX9"]) == 0
    assert count(store, "Sample", Has(Via(("USES_SAMPLE",), "in", ("Experiment",), many=True), "some", EVERY), []) == 0
    facet = Select(("Experiment",), None, EVERY, None, None, count=False, facets=(FacetCount("platform", 0),))
    assert store.execute(Plan(facet), [9], ["public"]) == [None, None, [[]]]
    around = store.execute(Plan(Neighbourhood(0, None, 1)), [["SAMC9", "CRX9"], 9], ["public"])
    assert [[node[1], node[4]] for node in around[0]] == [["SAMC9", []]]
    assert around[1:] == [[], []]


def test_ten_nested_levels_answer(store: Store) -> None:
    """Runs of experiments of runs …, ten connections deep."""
    store.write(experiments())
    back = Via(("OF_EXPERIMENT",), "out", ("Experiment",), many=True)
    branch: tuple[Select, ...] = ()
    for level in reversed(range(10)):
        kind, via = ("Experiment", back) if level % 2 else ("Run", RUNS)
        read = Rows(((kind, Columns(("accession",), (), branch)),))
        branch = (Select((kind,), via if level else None, EVERY, page(0), read, count=True),)
    answer = store.execute(Plan(branch[0]), [1], ["public"])
    depth = 0
    while isinstance(answer, list) and answer and isinstance(answer[0], list):
        (row,), _ = answer
        answer, depth = row[-1], depth + 1
    assert depth == 10


def test_several_threads_may_ask_at_once(store: Store) -> None:
    """Answers do not depend on how many ask."""
    store.write(experiments())
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: count(store, "Run", EVERY, []), range(40)))
    assert counts == [3] * 40


def test_a_slow_statement_is_stopped(store: Store) -> None:
    """QueryTimeout, and the store goes on answering."""
    store.write(
        [record("Individual", f"HRI{n}", *(to("SAME_INDIVIDUAL", f"HRI{m}") for m in range(40))) for n in range(40)]
    )
    same = Via(("SAME_INDIVIDUAL",), "both", ("Individual",), many=True)
    where: Where = Compare("name", "eq", 0)
    for _ in range(8):
        where = Has(same, "some", where)
    plan = Plan(Select(("Individual",), None, where, None, None, count=True))
    with pytest.raises(QueryTimeout) as told:
        store.execute(plan, ["nobody"], ["public"], timeout=0.2)
    assert told.value.code == "QUERY_TIMEOUT"
    assert count(store, "Individual", EVERY, []) == 40


@pytest.mark.parametrize("value", ["\ud800", 2**63])
def test_values_no_store_can_hold_are_refused(store: Store, value: Any) -> None:
    """A lone surrogate or a number beyond 63 bits is the client's fault."""
    with pytest.raises(QueryRefused):
        count(store, "Run", Compare("title" if isinstance(value, str) else "spots", "eq", 0), [value])
