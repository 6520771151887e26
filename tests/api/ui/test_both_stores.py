"""Pages and documents are the same bytes whichever store is behind them."""

import asyncio

import pytest
from httpx import ASGITransport, AsyncClient

from api.app import create_app
from api.settings import Settings
from api.ui import facets
from graph_store import open_store
from tests.api.ui.small_graph import records

pytestmark = pytest.mark.neo4j

PAGES = (
    "/",
    "/search?q=invented",
    "/search?q=HRR000001,OMIX000002,nonsense",
    "/runs?experiment.platform=BGISEQ&sort=-bases&first=5",
    "/runs.csv",
    "/experiment/HRX000001.html",
    "/individual/HRI000002.json",
    "/individual/HRI000001.nt",
    "/dataset/HRA000001.ttl",
    "/graph?ids=HRA000001,HRI000001,HRI000002,HRX000001",
    "/graph?ids=HRX000001&expand=Experiment/runs/HRX000001",
)


@pytest.fixture(scope="module")
def answers(neo4j_module_url: str, page_store: str) -> list[dict[str, tuple[int, str, str]]]:
    """Every page over the embedded store and over Neo4j with the same graph."""
    store = open_store(neo4j_module_url, write=True)
    store.write(records())
    store.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facets, "BUDGET", 60.0)
        return [asyncio.run(_read(url)) for url in (page_store, neo4j_module_url)]


async def _read(url: str) -> dict[str, tuple[int, str, str]]:
    app, found = create_app(Settings(store=url)), {}
    async with AsyncClient(transport=ASGITransport(app), base_url="http://pages.test") as client:
        for path in PAGES:
            told = await client.get(path, headers={"accept": "text/html"})
            found[path] = (told.status_code, told.headers.get("location", ""), told.text)
    app.state.engine.close()
    return found


@pytest.mark.parametrize("path", PAGES)
def test_same_bytes(answers: list[dict[str, tuple[int, str, str]]], path: str) -> None:
    """Status, redirect and body do not depend on the store."""
    embedded, neo4j = (found[path] for found in answers)
    assert embedded == neo4j
    assert embedded[0] in (200, 303)
