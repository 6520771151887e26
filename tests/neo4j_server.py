"""One real Neo4j per test run, for every test marked `neo4j`.

`GSAGRAPH_TEST_NEO4J=neo4j://host:port` (with `GSAGRAPH_NEO4J_USER`, `GSAGRAPH_NEO4J_PASSWORD`) names a running
server to use: its graph is deleted. Otherwise one is started on a free port; `GSAGRAPH_TEST_NEO4J_VERSION` chooses
another version than the long-term one (`newest` needs Java 21 or newer). Where Java or Maven is missing the tests are skipped.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import neo4j
import pytest

from graph_store.neo4j import artifact, server

GROUP = pytest.mark.xdist_group("neo4j")


class Neo4jAddress(NamedTuple):
    """Where the tests' server is, and who may write to it."""

    url: str
    user: str
    password: str


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker run all tests that need the server, so that one server is started."""
    for item in items:
        if item.get_closest_marker("neo4j"):
            item.add_marker(GROUP)


def wanted_version() -> str:
    """The version of Neo4j the tests start."""
    wanted = os.environ.get("GSAGRAPH_TEST_NEO4J_VERSION", artifact.VERSION)
    return artifact.NEWEST_VERSION if wanted == "newest" else wanted


def _given() -> Neo4jAddress | None:
    url = os.environ.get("GSAGRAPH_TEST_NEO4J")
    user, password = (os.environ.get(f"GSAGRAPH_NEO4J_{name}", "") for name in ("USER", "PASSWORD"))
    return Neo4jAddress(url, user or server.USER, password) if url else None


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jAddress]:
    """The address of a running Neo4j, the same for the whole run."""
    if given := _given():
        yield given
        return
    if lacking := artifact.missing(wanted_version()):
        pytest.skip(lacking)
    home: Path = tmp_path_factory.mktemp("neo4j")
    with server.start_server(home, wanted_version()) as running:
        yield Neo4jAddress(running.url, server.USER, running.password)


@pytest.fixture(scope="session")
def neo4j_driver(neo4j_server: Neo4jAddress) -> Iterator[neo4j.Driver]:
    """A driver of the tests' own, to look behind the store."""
    login = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.url, auth=login, notifications_min_severity="OFF") as driver:
        yield driver


def empty(driver: neo4j.Driver) -> None:
    """Delete everything; constraints, indexes and the mark of the layout stay, which saves making them anew."""
    driver.execute_query("MATCH (n) WHERE NOT n:GsagraphMeta DETACH DELETE n")
    driver.execute_query("MATCH (m:GsagraphMeta) SET m.generation = 0")


def _environment(address: Neo4jAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GSAGRAPH_NEO4J_USER", address.user)
    monkeypatch.setenv("GSAGRAPH_NEO4J_PASSWORD", address.password)


@pytest.fixture
def neo4j_url(neo4j_server: Neo4jAddress, neo4j_driver: neo4j.Driver, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty Neo4j store, with the variables set that let `open_store` in."""
    empty(neo4j_driver)
    _environment(neo4j_server, monkeypatch)
    return neo4j_server.url


@pytest.fixture(scope="module")
def neo4j_module_url(neo4j_server: Neo4jAddress, neo4j_driver: neo4j.Driver) -> Iterator[str]:
    """As `neo4j_url`, kept for all tests of a module."""
    empty(neo4j_driver)
    with pytest.MonkeyPatch.context() as patch:
        _environment(neo4j_server, patch)
        yield neo4j_server.url
