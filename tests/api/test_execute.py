"""Requests from text to answer: order, names, statements, introspection, failures."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
import pytest
from graphql import get_introspection_query

from api.errors import RequestRefused
from api.execute import Engine, Request
from api.session import OpenStore
from graph_schema.iri import node_iri
from graph_schema.record import Record, Relation
from graph_store.open import open_store
from graph_store.plan import Plan


class Counting:
    """A store that counts its statements."""

    def __init__(self, url: str) -> None:
        self.store = open_store(url)
        self.asked: list[Plan] = []

    def execute(self, plan: Plan, values: Sequence[Any], scopes: Sequence[str], timeout: float | None = None) -> Any:
        self.asked.append(plan)
        return self.store.execute(plan, values, scopes, timeout)

    def close(self) -> None:
        self.store.close()


@pytest.fixture
def counting(settings):
    """An engine over a counting store."""
    store = Counting(settings.store)
    engine = Engine(OpenStore(settings.store, store), settings)
    yield engine, store
    engine.close()


DEEP = """{ bioProjects { totalCount nodes { accession datasets { totalCount nodes { title experiments { totalCount edges { cursor node {
  accession samples { edges { memberName node { accession individual { accession mother { accession } } } } }
  runs { pageInfo { endCursor } nodes { accession files { nodes { name md5 size } } } } } } } } } } } }"""


@pytest.mark.parametrize(
    ("document", "statements"),
    [
        (DEEP, 1),
        ("{ a: runs { totalCount } b: runs { nodes { accession experiment { accession } } } }", 2),
        (
            '{ node(id: "CRX000001") { accession ... on Experiment { runs { nodes { accession files { totalCount } } } } } }',
            1,
        ),
        ('{ search(text: "colon") { totalCount nodes { accession ... on Dataset { bioProject { title } } } } }', 1),
        ('{ subgraph(ids: ["CRX000001", "CRX000002"]) { nodes { degree { count } } edges { relation } } }', 1),
        ("{ statistics { nodes { count } relationships { count } } }", 1),
        ('{ resolve(ids: ["CRR000001", "CRX000001", "x"]) { state } }', 1),
        (
            '{ runs { facets(fields: ["archive", "releaseState"]) { field buckets { value count } } totalCount nodes { accession } } }',
            1,
        ),
        ("{ __typename __schema { queryType { name } } }", 0),
    ],
)
def test_a_selection_is_one_statement_a_root(counting, document, statements):
    """However deep, however many rows."""
    engine, store = counting
    answer = engine.execute(Request(document), ("public",))
    assert "errors" not in answer.body
    assert len(store.asked) == answer.statements == statements


def test_a_plan_depends_on_the_shape_only(counting):
    """Aliases, values and the order of selection do not change what the store prepares."""
    engine, store = counting
    for document in (
        "{ runs(first: 1, where: { bases: { eq: 1 } }) { nodes { bases accession title } } }",
        "{ x: runs(first: 7, where: { bases: { eq: 5 } }) { y: nodes { title z: accession bases } } }",
    ):
        engine.execute(Request(document), ("public",))
    assert store.asked[0] == store.asked[1]


def test_an_answer_keeps_the_clients_names_and_order(ask):
    """Aliases, merged fields, fragments and constants, in the order of their first mention."""
    document = """query { z: runs(first: 1) { __typename n: nodes { ...f b: bases accession __typename experiment { x: __typename } ...f } nodes { title } } __typename }
      fragment f on Run { title experiment { accession } }"""
    assert orjson.dumps(ask(document)) == orjson.dumps(
        {
            "z": {
                "__typename": "RunConnection",
                "n": [
                    {
                        "title": "run 1",
                        "experiment": {"accession": "CRX000002", "x": "Experiment"},
                        "b": 1000,
                        "accession": "CRR000001",
                        "__typename": "Run",
                    }
                ],
                "nodes": [{"title": "run 1"}],
            },
            "__typename": "Query",
        }
    )


@pytest.mark.parametrize(
    ("skip", "include", "there"),
    [(False, True, True), (True, True, False), (False, False, False), (True, False, False)],
)
def test_skip_and_include_decide_together(ask, skip, include, there):
    """On fields, inline fragments and spreads; with variables."""
    document = "query($s: Boolean!, $i: Boolean!) { runs(first: 1) { nodes { accession title @skip(if: $s) @include(if: $i) ... @skip(if: $s) @include(if: $i) { bases } ...f @skip(if: $s) @include(if: $i) } } } fragment f on Run { alias }"
    node = ask(document, s=skip, i=include)["runs"]["nodes"][0]
    assert set(node) == ({"accession", "title", "bases", "alias"} if there else {"accession"})


def test_one_field_under_two_names_has_two_arguments(ask):
    """Each alias is a list of its own."""
    found = ask(
        '{ node(id: "CRX000001") { ... on Experiment { up: runs(first: 1) { nodes { accession } } down: runs(first: 1, orderBy: { accession: DESC }) { nodes { accession } } } } }'
    )["node"]
    assert found == {"up": {"nodes": [{"accession": "CRR000004"}]}, "down": {"nodes": [{"accession": "CRR000012"}]}}


def test_pools_tell_the_members_properties_on_the_edge(ask):
    """Forward and back."""
    found = ask(
        '{ node(id: "CRX000001") { ... on Experiment { samples { edges { memberName spots node { accession } } } } } }'
    )["node"]["samples"]["edges"]
    assert found == [
        {"memberName": "a", "spots": 5, "node": {"accession": "SAMC000001"}},
        {"memberName": "b", "spots": None, "node": {"accession": "SAMC000002"}},
    ]
    back = ask(
        '{ node(id: "SAMC000002") { ... on Sample { experiments { edges { memberName node { accession } } } } } }'
    )["node"]["experiments"]["edges"]
    assert back == [{"memberName": "b", "node": {"accession": "CRX000001"}}]


def test_relations_to_any_type_answer_the_interface(ask):
    """A report is about something; the fragment of its type applies."""
    found = ask(
        "{ qcReports { nodes { about { __typename accession ... on Run { bases } ... on Sample { tissue } } } } }"
    )["qcReports"]["nodes"]
    assert found == [{"about": {"__typename": "Run", "accession": "CRR000001", "bases": 1000}}]


def test_children_are_those_of_both_parents_fields(ask):
    """A set of relationships walked back."""
    found = ask(
        '{ node(id: "HRI000002") { ... on Individual { children { totalCount nodes { accession mother { accession } } } } } }'
    )["node"]["children"]
    assert found == {"totalCount": 1, "nodes": [{"accession": "HRI000001", "mother": {"accession": "HRI000002"}}]}


def test_structures_are_lists_of_objects(ask):
    """Unknown columns of a source are kept and told."""
    found = ask("{ samples { nodes { attributes { n: name value unit __typename } } } }")["samples"]["nodes"]
    assert found == [
        {"attributes": [{"n": "note", "value": "乙", "unit": None, "__typename": "Attribute"}]},
        {"attributes": None},
    ]


def test_floats_dates_and_numbers_are_json_of_their_kind(ask):
    """1.25 is a number, a date is text."""
    assert ask("{ imagingSeries { nodes { sliceThickness } } }")["imagingSeries"]["nodes"] == [{"sliceThickness": 1.25}]
    assert ask("{ runs(first: 1) { nodes { releaseDate } } }")["runs"]["nodes"] == [{"releaseDate": "2024-02-01"}]


def test_introspection_is_answered_whole(engine):
    """What tools ask when they start; kept, and the same the second time."""
    first, second = (
        engine.execute(Request(get_introspection_query(input_value_deprecation=True)), ("public",)).body
        for _ in range(2)
    )
    assert first == second
    assert "Run" in {kind["name"] for kind in first["data"]["__schema"]["types"]}


def test_introspection_stands_beside_other_fields_and_takes_variables(ask):
    """In the client's order, with its own arguments."""
    query = "query($n: String!) { runs { totalCount } t: __type(name: $n) { name ...k } } fragment k on __Type { kind }"
    assert orjson.dumps(ask(query, n="Run")) == b'{"runs":{"totalCount":10},"t":{"name":"Run","kind":"OBJECT"}}'
    assert ask(query, n="Nothing")["t"] is None


def test_operations_are_picked_by_name(engine):
    """One alone needs none; several need one; a wrong one is refused."""
    both = "query A { a: __typename } query B { b: __typename }"
    assert engine.execute(Request(both, {}, "B"), ("public",)).body == {"data": {"b": "Query"}}
    for name in (None, "", "C"):
        with pytest.raises(RequestRefused) as refused:
            engine.execute(Request(both, {}, name), ("public",))
        assert refused.value.code == "OPERATION_NEEDED"


def test_variables_have_defaults(ask):
    """Left out, they take the default; given, they do not."""
    query = "query($n: Int = 2) { runs(first: $n) { nodes { accession } } }"
    assert len(ask(query)["runs"]["nodes"]) == 2
    assert len(ask(query, n=3)["runs"]["nodes"]) == 3


def test_an_ambiguous_accession_is_an_error_of_its_field(tmp_path, settings):
    """The other fields stand; with a type, it is answered."""
    url = f"sqlite:///{tmp_path / 'two.db'}"
    store = open_store(url, write=True)
    store.write(
        [
            Record(kind, "X1", {"accession": "X1", "iri": node_iri(kind, "X1"), "scope": "public"})
            for kind in ("Run", "Sample")
        ]
    )
    store.close()
    engine = Engine(OpenStore(url), settings)
    body = engine.execute(
        Request('{ node(id: "X1") { accession } one: node(id: "X1", type: Run) { __typename } }'), ("public",)
    ).body
    assert body["data"] == {"node": None, "one": {"__typename": "Run"}}
    (error,) = body["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["node"], "AMBIGUOUS_ID")
    engine.close()


def test_a_statement_that_takes_too_long_is_an_error_of_its_field(tmp_path, settings):
    """QUERY_TIMEOUT with a path; nothing of the store's own words."""
    url = f"sqlite:///{tmp_path / 'large.db'}"
    store = open_store(url, write=True)
    runs = [
        Record(
            "Run",
            f"CRR{n:06}",
            {"accession": f"CRR{n:06}", "iri": node_iri("Run", f"CRR{n:06}"), "scope": "public", "title": f"t{n}"},
            (Relation("OF_EXPERIMENT", "CRX000001"),),
        )
        for n in range(3000)
    ]
    store.write(
        [
            Record(
                "Experiment",
                "CRX000001",
                {"accession": "CRX000001", "iri": node_iri("Experiment", "CRX000001"), "scope": "public"},
            ),
            *runs,
        ]
    )
    store.close()
    engine = Engine(OpenStore(url), replace(settings, query_seconds=0.001, max_cost=10**9))
    slow = '{ a: runs(first: 900) { nodes { experiment { runs(first: 900, where: { title: { contains: "t" } }) { totalCount nodes { experiment { runs(where: { title: { contains: "x" } }) { totalCount } } } } } } } b: __typename }'
    body = engine.execute(Request(slow), ("public",)).body
    assert body["data"] == {"a": None, "b": "Query"}
    (error,) = body["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["a"], "QUERY_TIMEOUT")
    engine.close()


def test_questions_at_once_are_answered_each(engine):
    """Threads of the service share nothing of a request."""

    async def all_at_once() -> list[Any]:
        asked = [
            engine.ask(Request("query($n: Int) { runs(first: $n) { nodes { accession } } }", {"n": n % 5}), ("public",))
            for n in range(40)
        ]
        return await asyncio.gather(*asked)

    answers = asyncio.run(all_at_once())
    assert [len(answer.body["data"]["runs"]["nodes"]) for answer in answers] == [n % 5 for n in range(40)]


def test_a_document_is_read_once(engine):
    """Parsed and validated by text; errors are kept as well."""
    for text in ("{ runs { totalCount } }", "{ nothing }", "{"):
        assert engine.documents.get(text) is engine.documents.get(text)
