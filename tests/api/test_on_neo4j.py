"""The same questions on a real Neo4j: the bytes of the embedded store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from api.errors import RequestRefused
from api.execute import Engine, Request
from api.session import OpenStore
from api.settings import Settings
from graph_store.open import open_store
from tests.api.graph import graph
from tests.api.random_documents import SCOPES, documents

pytestmark = pytest.mark.neo4j

EXAMPLES = Path(__file__).parents[2] / "examples" / "queries"


@pytest.fixture(scope="module")
def both(settings: Settings, neo4j_module_url: str) -> Iterator[tuple[Engine, Engine]]:
    """The service over the embedded store and over Neo4j, with the same small graph."""
    store = open_store(neo4j_module_url, write=True)
    store.write(graph())
    store.close()
    wide = replace(settings, max_aliases=10_000, max_fields=100_000, max_repeats=10_000, max_cost=10**12)
    made = tuple(Engine(OpenStore(url), replace(wide, store=url)) for url in (settings.store, neo4j_module_url))
    yield made  # type: ignore[misc]
    for engine in made:
        engine.close()


def answers(
    both: tuple[Engine, Engine], document: str, scopes: tuple[str, ...], **variables: object
) -> list[bytes | str]:
    """What each store answers, or the code of its refusal."""
    found: list[bytes | str] = []
    for engine in both:
        try:
            found.append(orjson.dumps(engine.execute(Request(document, dict(variables)), scopes).body))
        except RequestRefused as refused:
            found.append(refused.code)
    return found


@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents(), scopes=st.sampled_from(SCOPES))
def test_random_documents_are_answered_alike(both, document, scopes):
    """Lists, filters, orders, facets, fragments, scopes: byte for byte."""
    embedded, server = answers(both, document, scopes)
    assert embedded == server


@pytest.mark.parametrize(
    "document",
    [
        '{ search(text: "colon") { totalCount totalCountIsExact nodes { __typename accession title } } }',
        '{ search(text: "结肠", first: 1) { totalCount nodes { accession } } }',
        '{ subgraph(ids: ["CRX000001", "HRI000002"], first: 1) { nodes { id type label degree { relation direction type count } } edges { source relation target } remaining cut { node relation direction count } } }',
        "{ statistics { nodes { type count } relationships { type count } } }",
        '{ resolve(ids: ["crr000001", "CRR999999", "x"]) { input accession state iri } }',
        '{ node(id: "SAMC000001") { ... on Sample { crossReferences { totalCount edges { method node { __typename accession } } } attributes { name value } } } }',
    ],
)
@pytest.mark.parametrize("scopes", SCOPES)
def test_lookups_are_answered_alike(both, document, scopes):
    """Search, subgraph, statistics, resolve, node, for every viewer."""
    embedded, server = answers(both, document, scopes)
    assert embedded == server
    assert b"errors" not in embedded


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.graphql")), ids=lambda path: path.stem)
def test_example_questions_run_on_both(both, path):
    """Every example question, with its variables: no errors, the same bytes."""
    variables = path.with_suffix(".json")
    given = orjson.loads(variables.read_bytes()) if variables.is_file() else {}
    embedded, server = answers(both, path.read_text("utf-8"), ("public",), **given)
    assert embedded == server
    assert b'"errors"' not in embedded
