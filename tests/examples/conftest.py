"""The example graph, built and loaded once for each module and kind of store, and asked through HTTP."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from api.app import create_app
from api.settings import Settings
from cli.load_pipeline import Pipeline, load_all
from cli.load_report import LoadReport
from examples.build import HERE, build
from graph_store import open_store
from loaders.source import open_source

QUERIES = HERE / "queries"
KINDS = ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)]
TOKENS = {
    "reviewer": ["review"],
    "granted": ["dataset:HRA900001"],
    "operator": ["review", "withheld", "dataset:HRA900001"],
}

Ask = Callable[..., Awaitable[dict[str, Any]]]


def load(url: str, paths: list[Path]) -> LoadReport:
    """Load files into a store, as `gsagraph load` does."""
    report = LoadReport()
    store = open_store(url, write=True)
    try:
        load_all(((open_source(path), True) for path in paths), Pipeline(store, report))
    finally:
        store.close()
    return report


def files(folder: Path) -> list[Path]:
    """Every file of a folder and its folders, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as it is built, ready to be loaded."""
    folder = tmp_path_factory.mktemp("built") / "example"
    build(folder)
    return folder


@pytest.fixture(scope="module", params=KINDS)
def example_url(request: pytest.FixtureRequest, example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a store that holds the example."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'example.db'}"
    else:
        url = request.getfixturevalue("neo4j_module_url")
    load(url, files(example_folder))
    return url


@pytest.fixture(scope="module")
def service(example_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    """The service over the example, with one token for each kind of reader."""
    path = tmp_path_factory.mktemp("tokens") / "tokens.toml"
    rows = [
        f'[[token]]\nsha256 = "{hashlib.sha256(name.encode()).hexdigest()}"\nscopes = {scopes!r}\nnote = "{name}"\n'
        for name, scopes in TOKENS.items()
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    app = create_app(Settings(store=example_url, tokens=str(path)))
    yield app
    app.state.engine.close()


@pytest.fixture
def ask(service: Starlette) -> Ask:
    """The data of an answer to a GraphQL text, for nobody in particular or for the bearer of a token."""

    async def asked(query: str, variables: dict[str, Any] | None = None, token: str | None = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with AsyncClient(
            transport=ASGITransport(service), base_url="http://gsagraph.test", headers=headers
        ) as client:
            answer = await client.post("/graphql", json={"query": query, "variables": variables or {}})
        body = answer.json()
        assert (answer.status_code, body.get("errors")) == (200, None)
        return body["data"]

    return asked


@pytest.fixture
def question(ask: Ask) -> Ask:
    """The answer to a question of `examples/queries/`, with the variables beside it or with others."""

    async def asked(name: str, /, token: str | None = None, **others: Any) -> dict[str, Any]:
        beside = QUERIES / f"{name}.json"
        variables = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
        return await ask((QUERIES / f"{name}.graphql").read_text(encoding="utf-8"), variables | others, token)

    return asked
