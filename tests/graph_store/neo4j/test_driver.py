"""Where a store URL leads, with whose login, and what errors become."""

from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError, ClientError, Neo4jError, ServiceUnavailable, SessionExpired, TransientError

from graph_schema.errors import QueryTimeout, StoreError, StoreUnavailable
from graph_store import open_store
from graph_store.neo4j import driver
from graph_store.neo4j.server import free_port
from tests.neo4j_server import Neo4jAddress


def failure(kind: type[Neo4jError], code: str, message: str = "a message nobody matches") -> Neo4jError:
    """An error as the server reports it."""
    error = Neo4jError._hydrate_neo4j(code=code, message=message)
    assert isinstance(error, kind)
    return error


def became(error: BaseException, timeout: float | None = None) -> StoreError:
    with pytest.raises(StoreError) as caught, driver.translated("neo4j://there:1", timeout):
        raise error
    return caught.value


def test_an_address_is_server_database_and_login() -> None:
    """The path is the database; user and password come from the environment."""
    where = driver.address(
        "neo4j+s://db.example:7688/graph", {"GSAGRAPH_NEO4J_USER": "u", "GSAGRAPH_NEO4J_PASSWORD": "p"}
    )
    assert where == driver.Address("neo4j+s://db.example:7688", "graph", "u", "p")


def test_an_address_has_defaults() -> None:
    """User and database are called neo4j where nothing else is said."""
    assert driver.address("neo4j://h", {}) == driver.Address("neo4j://h", "neo4j", "neo4j", "")


def test_the_password_may_stand_in_a_file(tmp_path: Path) -> None:
    """The line's end is no part of it; the variable itself goes first."""
    kept = tmp_path / "secret"
    kept.write_text("s3cret\n")
    assert driver.address("bolt://h", {"GSAGRAPH_NEO4J_PASSWORD_FILE": str(kept)}).password == "s3cret"
    both = {"GSAGRAPH_NEO4J_PASSWORD_FILE": str(kept), "GSAGRAPH_NEO4J_PASSWORD": "other"}
    assert driver.address("bolt://h", both).password == "other"


def test_a_missing_password_file_is_told(tmp_path: Path) -> None:
    """A secret that cannot be read is no empty password."""
    with pytest.raises(StoreUnavailable, match="cannot be read"):
        driver.address("bolt://h", {"GSAGRAPH_NEO4J_PASSWORD_FILE": str(tmp_path / "none")})


def test_a_password_is_never_shown() -> None:
    """Neither an address as text nor a refused URL repeats it."""
    assert "hidden" not in repr(driver.Address("neo4j://h", "d", "u", "hidden"))
    with pytest.raises(StoreUnavailable) as caught:
        driver.address("neo4j://user:hidden@host:1", {})
    assert "hidden" not in caught.value.message + caught.value.hint
    assert caught.value.code == "BAD_STORE_URL"


@pytest.mark.parametrize("url", ["neo4j://", "bolt:///graph", "neo4j:host"])
def test_an_address_without_host_is_refused(url: str) -> None:
    """A URL has to name a server."""
    with pytest.raises(StoreUnavailable) as caught:
        driver.address(url, {})
    assert caught.value.code == "BAD_STORE_URL"


def test_nobody_listening_is_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed port is STORE_UNAVAILABLE with a hint, and no traceback of the driver's."""
    monkeypatch.setenv("GSAGRAPH_NEO4J_PASSWORD", "x")
    with pytest.raises(StoreUnavailable, match="cannot be reached") as caught:
        open_store(f"bolt://127.0.0.1:{free_port()}")
    assert caught.value.code == "STORE_UNAVAILABLE"
    assert "./dev neo4j" in caught.value.hint


@pytest.mark.neo4j
def test_a_wrong_password_is_told_with_the_variables(
    neo4j_server: Neo4jAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused login names the variables to set, and repeats no password."""
    monkeypatch.setenv("GSAGRAPH_NEO4J_USER", neo4j_server.user)
    monkeypatch.setenv("GSAGRAPH_NEO4J_PASSWORD", "wr0ng-secret")
    with pytest.raises(StoreUnavailable, match="refuses this user and password") as caught:
        open_store(neo4j_server.url)
    assert "GSAGRAPH_NEO4J_PASSWORD" in caught.value.hint
    assert "wr0ng-secret" not in caught.value.message


@pytest.mark.neo4j
def test_an_unknown_database_is_told(neo4j_url: str) -> None:
    """A database the server does not have is a readable error."""
    with pytest.raises(StoreUnavailable, match="no such database"):
        open_store(f"{neo4j_url}/nosuchgraph")


@pytest.mark.parametrize("code", sorted(driver.TIMEOUTS))
def test_time_limits_become_query_timeout(code: str) -> None:
    """Both codes of an overdue transaction, with the limit in the message."""
    error = became(failure(ClientError, code), 2.5)
    assert isinstance(error, QueryTimeout)
    assert "2.5 s" in error.message


@pytest.mark.parametrize("code", sorted(driver.OUT_OF_MEMORY))
def test_lack_of_memory_is_not_a_fault_of_the_store(code: str) -> None:
    """The asker can do something about it: ask for less."""
    error = became(failure(TransientError, code))
    assert (error.code, error.hint) == ("QUERY_TOO_LARGE", driver.HINT_LESS)


@pytest.mark.parametrize("kind", [ServiceUnavailable, SessionExpired])
def test_a_lost_server_is_unavailable(kind: type[Exception]) -> None:
    """Whatever the driver calls it, the server cannot be reached."""
    assert isinstance(became(kind("gone")), StoreUnavailable)


def test_a_refused_login_is_unavailable() -> None:
    """Told by its class, not by its text."""
    error = became(failure(AuthError, "Neo.ClientError.Security.Unauthorized"))
    assert isinstance(error, StoreUnavailable)
    assert error.hint == driver.HINT_LOGIN


def test_other_errors_keep_their_code_and_first_line() -> None:
    """What follows the first line would repeat the statement."""
    error = became(failure(ClientError, "Neo.ClientError.Statement.SyntaxError", "Invalid input\nMATCH (secret)"))
    assert type(error) is StoreError
    assert error.message == "neo4j://there:1: Invalid input"
    assert error.hint == "Neo.ClientError.Statement.SyntaxError"


def test_the_driver_is_closed_when_the_server_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection pool is left behind (an unclosed driver would warn, and warnings are errors)."""
    made: list[neo4j.Driver] = []
    build = neo4j.GraphDatabase.driver

    def remember(*args: object, **settings: object) -> neo4j.Driver:
        made.append(build(*args, **settings))
        return made[-1]

    monkeypatch.setattr(neo4j.GraphDatabase, "driver", remember)
    with pytest.raises(StoreUnavailable):
        driver.connect(driver.Address(f"bolt://127.0.0.1:{free_port()}", "neo4j", "neo4j", "x"))
    assert [one._closed for one in made] == [True]
