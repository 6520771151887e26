"""The application over the small graph of the pages, and a reader without a network."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from api.app import create_app
from api.settings import Settings
from tests.api.ui.small_graph import build

Get = Callable[..., Awaitable[Response]]


@pytest.fixture(scope="session")
def page_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small graph in an embedded store, written once."""
    return build(tmp_path_factory.mktemp("pages") / "pages.db")


@pytest.fixture(scope="session")
def page_app(page_store: str) -> Iterator[Starlette]:
    """The whole application over it."""
    made = create_app(Settings(store=page_store))
    yield made
    made.state.engine.close()


@pytest.fixture
async def get(page_app: Starlette) -> AsyncIterator[Get]:
    """Read an address as a browser does: `await get("/runs", lang="zh")`; redirects are not followed."""
    async with AsyncClient(transport=ASGITransport(page_app), base_url="http://pages.test") as client:

        async def read(path: str, accept: str = "text/html,*/*;q=0.8", **headers: str) -> Response:
            return await client.get(
                path, headers={"accept": accept, **{k.replace("_", "-"): v for k, v in headers.items()}}
            )

        yield read
