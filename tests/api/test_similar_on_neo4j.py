"""`similarImages` on a real Neo4j: the same hits as on the embedded store, which are those of the definition."""

import pytest

from api.execute import Engine, Request
from api.image_index import make_index
from api.session import OpenStore
from api.settings import Settings
from graph_store.open import open_store
from tests.api.coded_images import coded_graph, nearest, uid

pytestmark = pytest.mark.neo4j

QUERY = """query ($image: ID, $where: ImagingSeriesWhere) {
  similarImages(image: $image, where: $where) { distance node { accession } }
}"""


@pytest.fixture(scope="module")
def engine(neo4j_module_url):
    """The service over the coded images on a server."""
    store = open_store(neo4j_module_url, write=True)
    store.write(coded_graph())
    store.close()
    made = Engine(OpenStore(neo4j_module_url), Settings(store=neo4j_module_url))
    yield made
    made.close()


@pytest.mark.parametrize("scopes", [("public",), ("public", "review")])
@pytest.mark.parametrize(
    ("where", "series"), [(None, ("1.9.1", "1.9.2", "1.9.3")), ({"modality": {"eq": "MR"}}, ("1.9.2",))]
)
def test_the_nearest_are_exact(engine, scopes, where, series):
    """By distance and UID, hidden images left out, with and without a filter."""
    body = engine.execute(Request(QUERY, {"image": uid(0), **({"where": where} if where else {})}), scopes).body
    found = [(hit["distance"], hit["node"]["accession"]) for hit in body["data"]["similarImages"]]
    assert found == nearest(0, scopes, series)[:30]


def test_every_page_is_read(engine, monkeypatch):
    """Pages of one statement after the other hold all codes once."""
    whole = make_index(engine.store(), ("public",)).versions["untrained-1"].codes
    monkeypatch.setattr("api.image_index.AT_ONCE", 7)
    paged = make_index(engine.store(), ("public",)).versions["untrained-1"].codes
    assert paged.ids.tolist() == whole.ids.tolist()
    assert paged.words.tolist() == whole.words.tolist()
