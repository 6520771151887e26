"""The stores the contract is held against: `store` is an empty one, `make_store()` makes another.

Every test that asks for either runs once for each kind of store.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph_store import open_store
from graph_store.protocol import Store
from tests.neo4j_server import empty

KINDS = ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture(params=KINDS)
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes an empty store, open for writing; the one made before is closed."""
    made: list[Store] = []

    def make() -> Store:
        for before in made:
            before.close()
        url = empty_url(request, tmp_path / f"store{len(made)}.db")
        made.append(open_store(url, write=True))
        return made[-1]

    yield make
    for store in made:
        store.close()


def empty_url(request: pytest.FixtureRequest, path: Path) -> str:
    """The URL of a store with nothing in it, of the kind a test runs for."""
    if request.node.callspec.params["make_store"] == "sqlite":
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("neo4j_url")
    empty(request.getfixturevalue("neo4j_driver"))
    return url


@pytest.fixture
def store(make_store: Callable[[], Store]) -> Store:
    """An empty store, open for writing."""
    return make_store()
