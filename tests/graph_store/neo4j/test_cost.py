"""What statements cost: depth, and database hits that do not grow with what is not asked for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import neo4j
import pytest

from graph_schema.record import Record, Relation
from graph_store.neo4j.emit import arguments, emit
from graph_store.neo4j.store import Neo4jStore
from graph_store.plan import All, Columns, Compare, Has, Lookup, OrderKey, Page, Plan, Rows, Select, Via

pytestmark = pytest.mark.neo4j

BY_ACCESSION = (OrderKey("accession", descending=False),)
RUNS = Via(("OF_EXPERIMENT",), "in", ("Run",), many=True)
EXPERIMENT = Via(("OF_EXPERIMENT",), "out", ("Experiment",), many=False)
FAR = {"Run": ("Experiment", Via(("OF_EXPERIMENT",), "out", ("Experiment",), many=True)), "Experiment": ("Run", RUNS)}
RUN_ROWS = Rows((("Run", Columns(("accession", "title"))),))


def runs(number: int, experiments: int = 1) -> list[Record]:
    def identity(name: str) -> dict[str, Any]:
        return {"iri": f"https://example.org/{name}", "scope": "public", "title": name}

    made = [Record("Experiment", f"CRX{n:04}", identity(f"CRX{n:04}")) for n in range(experiments)]
    for n in range(number):
        of = Relation("OF_EXPERIMENT", f"CRX{n % experiments:04}")
        made.append(Record("Run", f"CRR{n:05}", identity(f"CRR{n:05}"), (of,)))
    return made


@pytest.fixture
def store(neo4j_url: str) -> Iterator[Neo4jStore]:
    """An empty store, open for writing."""
    with Neo4jStore(neo4j_url, write=True) as opened:
        yield opened


def hits(driver: neo4j.Driver, plan: Plan, values: list[Any]) -> int:
    """Database hits of a plan's statement, planned by what is in the indexes now."""
    driver.execute_query("CALL db.prepareForReplanning()")
    text = f"PROFILE {emit(plan)}"
    profile = driver.execute_query(text, arguments(plan, values, ["public"])).summary.profile
    assert profile is not None
    return _sum(profile)


def _sum(profile: dict[str, Any]) -> int:
    own: int = profile["args"].get("DbHits", 0)
    return own + sum(_sum(child) for child in profile.get("children", []))


def nested(levels: int) -> Plan:
    """Runs of experiments of runs …, as many connections deep as asked for, each with its count."""
    kind, rows = ("Run", "Experiment")[levels % 2], Columns(("accession",))
    for _ in range(levels - 1):
        near = FAR[kind][0]
        far, via = FAR[near]
        below = Select((far,), via, All(()), Page(BY_ACCESSION, 0), Rows(((far, rows),)), count=True)
        kind, rows = near, Columns(("accession",), (), (below,))
    return Plan(Select((kind,), None, All(()), Page(BY_ACCESSION, 0), Rows(((kind, rows),)), count=True))


def test_ten_nested_connections_answer(store: Neo4jStore) -> None:
    """Ten lists within each other, each with a count, in one statement."""
    store.write(runs(3, 1))
    plan = nested(10)
    assert len(re.findall("COLLECT", emit(plan))) == 10
    answer = store.execute(plan, [2], ["public"])
    depth = 0
    while True:
        rows, total = answer
        assert total == (1 if len(rows) == 1 else 3)
        depth += 1
        if len(rows[0]) == 1:
            break
        answer = rows[0][1]
    assert depth == 10


def test_a_nested_page_reads_no_rows_beyond_it(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """Siblings are looked at for the order alone: with 20 times as many, what a row costs is paid as often as before."""
    deep = Columns(("accession",), (), (Select(("Experiment",), FAR["Run"][1], All(()), None, None, count=True),))
    below = Select(("Run",), RUNS, All(()), Page(BY_ACCESSION, 1), Rows((("Run", deep),)), count=False)
    rows = Rows((("Experiment", Columns(("accession",), (), (below,))),))
    plan = Plan(Select(("Experiment",), None, All(()), Page(BY_ACCESSION, 0), rows, count=False))
    store.write(runs(100))
    few = hits(neo4j_driver, plan, [10, 5])
    store.write(runs(2000))
    many = hits(neo4j_driver, plan, [10, 5])
    assert (many - few) / 1900 < 6, "scope, accession and the step itself, and nothing below it"


def test_a_page_in_order_of_accession_walks_the_index(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """A first page, and one in the middle, cost the same in a graph twenty times as large."""
    store.write(runs(100))
    first = Plan(Select(("Run",), None, All(()), Page(BY_ACCESSION, 0), RUN_ROWS, count=False))
    middle = Plan(Select(("Run",), None, All(()), Page(BY_ACCESSION, 0, (1,)), RUN_ROWS, count=False))
    before = hits(neo4j_driver, first, [10]), hits(neo4j_driver, middle, [10, "CRR00050"])
    store.write(runs(2000))
    assert (hits(neo4j_driver, first, [10]), hits(neo4j_driver, middle, [10, "CRR00050"])) == before
    assert max(before) < 200


@pytest.mark.parametrize("descending", [False, True])
def test_a_page_in_order_of_a_date_walks_the_index(
    store: Neo4jStore, neo4j_driver: neo4j.Driver, descending: bool
) -> None:
    """A first page and one in the middle visit little more than themselves, ties and nulls included."""
    days = [f"2024-01-{1 + n % 28:02}" for n in range(1900)]
    made = runs(2000)
    dated = [replace(run, slots={**run.slots, "release_date": day}) for run, day in zip(made[1:], days, strict=False)]
    store.write([made[0], *dated, *made[1 + len(dated) :]])
    order = (OrderKey("release_date", descending=descending), *BY_ACCESSION)
    columns = Rows((("Run", Columns(("accession", "release_date"))),))
    first = Plan(Select(("Run",), None, All(()), Page(order, 0), columns, count=False))
    after = Plan(Select(("Run",), None, All(()), Page(order, 0, (1, 2)), columns, count=False))
    everything = store.execute(first, [10_000], ["public"])[0]
    assert len(everything) == 2000
    for start in (0, 700, 1895, 1950):
        accession, day = everything[start]
        assert store.execute(after, [10, day, accession], ["public"])[0] == everything[start + 1 : start + 11]
    assert hits(neo4j_driver, first, [10]) < 700
    assert hits(neo4j_driver, after, [10, everything[700][1], everything[700][0]]) < 1000


def test_a_filter_on_a_far_accession_starts_there(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """Runs of one experiment by accession: the rest of the runs is not visited."""
    where = Has(EXPERIMENT, "some", Compare("accession", "eq", 1))
    plan = Plan(Select(("Run",), None, where, Page(BY_ACCESSION, 0), RUN_ROWS, count=True))
    store.write(runs(2000, experiments=400))
    assert store.execute(plan, [3, "CRX0007"], ["public"])[1] == 5
    assert hits(neo4j_driver, plan, [3, "CRX0007"]) < 200


def test_a_lookup_costs_what_it_finds(store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    """Accessions and IRIs are found by index, whatever the types asked for."""
    store.write(runs(2000, experiments=400))
    rows = Rows((("Experiment", Columns(("title",))), ("Run", Columns(("title",)))))
    plan = Plan(Lookup(0, ("Experiment", "Run"), rows))
    ids = ["CRR00007", "https://example.org/CRX0003", "CRR99999"]
    assert store.execute(plan, [ids], ["public"]) == [["Experiment", ["CRX0003"]], ["Run", ["CRR00007"]]]
    assert hits(neo4j_driver, plan, [ids]) < 60
