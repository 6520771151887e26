"""Addresses of things and documents: 303 by Accept, suffixes, tombstones, and equal RDF."""

import pytest
from httpx import ASGITransport, AsyncClient
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from api.ui import linked
from exports.rdf import export
from graph_schema.iri import node_iri
from graph_schema.model import NODE_TYPES
from graph_store import open_store
from tests.api.ui.small_graph import MARKUP, records

DCT_TITLE = URIRef("http://purl.org/dc/terms/title")
MEDIA = {
    "html": "text/html",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
}
PARSERS = {"jsonld": "json-ld", "ttl": "turtle", "nt": "nt"}


def graph(text: str, suffix: str) -> Graph:
    return Graph().parse(data=text, format=PARSERS[suffix])


@pytest.mark.parametrize(("suffix", "media"), MEDIA.items())
async def test_things_lead_to_documents(get, suffix: str, media: str) -> None:
    """A thing answers 303 to the document of the form asked for, and says that it depends on Accept and on who asks."""
    thing = await get("/run/HRR000001", accept=media)
    assert (thing.status_code, thing.headers["location"]) == (303, f"/run/HRR000001.{suffix}")
    assert thing.headers["vary"] == "accept, Authorization"
    document = await get(thing.headers["location"])
    assert document.status_code == 200
    assert document.headers["content-type"] == f"{media}; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("*/*", "html"),
        ("application/json;q=0.5, text/turtle;q=0.9", "ttl"),
        ("application/*", "html"),
        ("text/plain", "nt"),
    ],
)
async def test_negotiation(get, accept: str, suffix: str) -> None:
    """Weights and ranges are followed; among equals a page comes first."""
    assert (await get("/run/HRR000001", accept=accept)).headers["location"].endswith(f".{suffix}")


async def test_not_acceptable(get) -> None:
    """What cannot be given is refused with the forms there are."""
    told = await get("/run/HRR000001", accept="image/png")
    assert told.status_code == 406
    assert "text/turtle" in told.text


async def test_language_survives_the_redirect(get) -> None:
    """Parameters of the thing's address go along to the document."""
    assert (await get("/run/HRR000001?lang=zh")).headers["location"] == "/run/HRR000001.html?lang=zh"


@pytest.mark.parametrize("address", ["/run/hrr000001", "/run/%20HRR000001%E2%80%8B", "/run/hrr000001.json"])
async def test_careless_spelling(get, address: str) -> None:
    """An accession is found however it is written; the redirect has the right spelling."""
    told = await get(address)
    assert told.status_code in (200, 303)
    assert told.status_code == 200 or told.headers["location"] == "/run/HRR000001.html"


async def test_links_between_forms(get) -> None:
    """Each document names all forms and the thing it describes."""
    link = (await get("/run/HRR000001.json")).headers["link"]
    for suffix, media in MEDIA.items():
        assert f'</run/HRR000001.{suffix}>; rel="alternate"; type="{media}"' in link
    assert f'<{node_iri("Run", "HRR000001")}>; rel="describes"' in link


async def test_json(get) -> None:
    """The JSON holds filled slots and relations by their GraphQL names, and no empty ones."""
    told = (await get("/experiment/HRX000001.json")).json()
    assert told["type"] == "Experiment"
    assert told["libraryStrategy"] == "WGS"
    assert told["samples"] == {
        "totalCount": 1,
        "edges": [{"memberName": "pool-1", "spots": None, "bases": None, "node": told["samples"]["edges"][0]["node"]}],
    }
    assert told["runs"]["totalCount"] == 20
    assert told["provenance"][0]["source"] == "invented.jsonl"
    assert not {"instrumentModel", "__typename", "access", "mirrors"} & told.keys()


@pytest.mark.parametrize("suffix", PARSERS)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
async def test_rdf_forms_say_the_same(get, suffix: str) -> None:
    """N-Triples, Turtle and JSON-LD of a node are one graph, with its title and relationships, without blank nodes."""
    told = graph((await get(f"/sample/HRS000002.{suffix}")).text, suffix)
    assert isomorphic(told, graph((await get("/sample/HRS000002.nt")).text, "nt"))
    subject = URIRef(node_iri("Sample", "HRS000002"))
    assert (subject, DCT_TITLE, Literal(MARKUP)) in told
    assert (subject, None, URIRef(node_iri("Individual", "HRI000002"))) in told
    assert "_:" not in "".join(str(term.n3()) for triple in told for term in triple if not isinstance(term, Literal))


async def test_documents_are_the_export(get, page_store: str, tmp_path) -> None:
    """All documents together say exactly what the export of the whole graph says."""
    store = open_store(page_store)
    export(store, tmp_path, "nt")
    store.close()
    exported = {line for path in tmp_path.glob("*.nt") for line in path.read_text("utf-8").splitlines()}
    told: set[str] = set()
    for record in records():
        if record.slots["scope"] == "public":
            path = f"/{NODE_TYPES[record.type].path}/{record.accession}.nt"
            told |= set((await get(path)).text.splitlines())
    assert told == exported


async def test_left_out_is_said(get, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that does not tell every relationship says how many it leaves out."""
    assert "gsagraph-left-out" not in (await get("/experiment/HRX000001.nt")).headers
    monkeypatch.setattr(linked.describe, "__defaults__", (15,))
    told = await get("/experiment/HRX000001.nt")
    assert told.headers["gsagraph-left-out"] == "5 relationships"


async def test_symmetric_relationships_keep_their_way() -> None:
    """A relationship stored once leads from the smaller accession to the greater, whichever end is asked."""
    way = next(way for way in linked.ways("Sample") if way.relationship.type == "SAME_SAMPLE")
    first, second = ("Sample", "A1"), ("Sample", "B1")
    assert linked._stored_way(way, first, second) == linked._stored_way(way, second, first) == (first, second)


async def test_withdrawn(get) -> None:
    """A withdrawn record keeps its address: 410 with what is left, in every form."""
    assert (await get("/dataset/OMIX000002")).status_code == 303
    page = await get("/dataset/OMIX000002.html")
    assert page.status_code == 410
    assert "This record was withdrawn by its archive." in page.text
    assert (await get("/dataset/OMIX000002.json")).json()["releaseState"] == "withdrawn"
    assert (await get("/dataset/OMIX000002.nt")).status_code == 410


@pytest.mark.parametrize(
    "path", ["/dataset/CRA000009", "/dataset/CRA000009.json", "/dataset/CRA000009.nt", "/dataset/CRA000008.html"]
)
async def test_unseen_is_unknown(get, path: str) -> None:
    """What a reader may not see is answered exactly like what is not there."""
    unknown = await get(path.replace("CRA000009", "CRA000008"))
    told = await get(path)
    assert told.status_code == 404
    assert told.text.replace("CRA000009", "CRA000008") == unknown.text


async def test_wrong_type_says_where(get) -> None:
    """An accession at the address of another type is 404 with the right address."""
    told = await get("/run/HRX000001", accept="application/json")
    assert told.status_code == 404
    assert told.json()["errors"][0]["extensions"] == {
        "code": "NOT_FOUND",
        "hint": "HRX000001 is of the type Experiment: see /experiment/HRX000001",
    }


async def test_nonsense(get) -> None:
    """What is no accession is 404 with the way to the search."""
    assert (
        "/search" in (await get("/run/nonsense", accept="application/json")).json()["errors"][0]["extensions"]["hint"]
    )


async def test_accession_with_a_slash_and_a_dot(get) -> None:
    """A file's accession holds a slash; a suffix is taken off only at the end."""
    told = await get("/file/HRR000001/d41d8cd98f00b204e9800998ecf8427e.json")
    assert told.json()["md5"] == "d41d8cd98f00b204e9800998ecf8427e"


async def test_head(page_app) -> None:
    """HEAD answers like GET, without a body."""
    async with AsyncClient(transport=ASGITransport(page_app), base_url="http://pages.test") as client:
        told = await client.head("/run/HRR000001")
        assert (told.status_code, told.content) == (303, b"")
