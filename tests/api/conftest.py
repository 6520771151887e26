"""The small graph in a store, and the service over it: with HTTP (`client`) and without (`ask`)."""

import hashlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from api.app import create_app
from api.execute import Engine, Request
from api.session import OpenStore
from api.settings import Settings
from graph_store.open import open_store
from tests.api.graph import graph

TOKENS = {
    "reviewer": ["review"],
    "granted": ["dataset:HRA000001"],
    "operator": ["review", "withheld", "dataset:HRA000001"],
}


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small graph in an embedded store, written once."""
    url = f"sqlite:///{tmp_path_factory.mktemp('graph') / 'graph.db'}"
    store = open_store(url, write=True)
    store.write(graph())
    store.close()
    return url


@pytest.fixture(scope="session")
def settings(store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The default settings over the small graph, with three tokens."""
    rows = [
        f'[[token]]\nsha256 = "{hashlib.sha256(name.encode()).hexdigest()}"\nscopes = {scopes!r}\nnote = "{name}"\n'
        for name, scopes in TOKENS.items()
    ]
    path: Path = tmp_path_factory.mktemp("tokens") / "tokens.toml"
    path.write_text("\n".join(rows), encoding="utf-8")
    return Settings(store=store_url, tokens=str(path))


@pytest.fixture(scope="session")
def engine(settings: Settings) -> Iterator[Engine]:
    """The GraphQL service without HTTP."""
    made = Engine(OpenStore(settings.store), settings)
    yield made
    made.close()


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Starlette]:
    """The whole application."""
    made = create_app(settings)
    yield made
    made.state.engine.close()


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[AsyncClient]:
    """A client of the application, without a network; faults come as answers, as with a server."""
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://gsagraph.test") as made:
        yield made


@pytest.fixture(scope="session")
def ask(engine: Engine):
    """A question of an anonymous reader, or of one with scopes; the data, no errors allowed."""

    def asked(query: str, scopes: tuple[str, ...] = ("public",), **variables: Any) -> Any:
        answer = engine.execute(Request(query, variables), scopes)
        assert "errors" not in answer.body, answer.body["errors"]
        return answer.body["data"]

    return asked
