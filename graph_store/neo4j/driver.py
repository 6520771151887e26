"""The way to a server: settings from the environment, the driver, and errors in our own words.

Errors are told apart by their code, never by their text.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph_schema.errors import QueryTimeout, StoreError, StoreUnavailable

DEFAULT_USER = "neo4j"
DEFAULT_DATABASE = "neo4j"
CONNECT_SECONDS = 10.0

TIMEOUTS = frozenset(
    {
        "Neo.ClientError.Transaction.TransactionTimedOut",
        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    }
)
OUT_OF_MEMORY = frozenset(
    {
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        "Neo.TransientError.General.TransactionOutOfMemoryError",
        "Neo.TransientError.General.OutOfMemoryError",
    }
)
NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"

HINT_REACH = "is the server running there? ./dev neo4j starts one; GSAGRAPH_STORE names another"
HINT_LOGIN = "set GSAGRAPH_NEO4J_USER and GSAGRAPH_NEO4J_PASSWORD (or GSAGRAPH_NEO4J_PASSWORD_FILE)"
HINT_LESS = "ask for less, or filter more"


@dataclass(frozen=True, slots=True)
class Address:
    """A server, a database in it, and who we are; the password is never shown."""

    server: str
    database: str
    user: str
    password: str = field(repr=False)


def _password(environment: Mapping[str, str]) -> str:
    if given := environment.get("GSAGRAPH_NEO4J_PASSWORD"):
        return given
    kept = environment.get("GSAGRAPH_NEO4J_PASSWORD_FILE")
    if not kept:
        return ""
    try:
        return Path(kept).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreUnavailable(f"the password file {kept} cannot be read", hint=HINT_LOGIN) from error


def address(url: str, environment: Mapping[str, str] = os.environ) -> Address:
    """Where a store URL leads: `neo4j://host:port`, with `/database` behind it for another than `neo4j`."""
    parts = urlsplit(url)
    if not parts.hostname or "@" in parts.netloc:
        raise StoreUnavailable(
            f"{parts.scheme}://{parts.hostname or ''} is no address of a server",
            code="BAD_STORE_URL",
            hint=f"write neo4j://host:port without user and password; {HINT_LOGIN}",
        )
    server = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    user = environment.get("GSAGRAPH_NEO4J_USER") or DEFAULT_USER
    return Address(server, parts.path.strip("/") or DEFAULT_DATABASE, user, _password(environment))


def connect(where: Address) -> neo4j.Driver:
    """A driver that has reached the server; StoreUnavailable where it cannot."""
    driver = _driver(where)
    try:
        with translated(where.server):
            driver.verify_connectivity()
    except BaseException:
        driver.close()
        raise
    return driver


def _driver(where: Address) -> neo4j.Driver:
    try:
        return neo4j.GraphDatabase.driver(
            where.server,
            auth=(where.user, where.password),
            connection_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=CONNECT_SECONDS,
            notifications_min_severity="OFF",
            user_agent="gsagraph",
        )
    except (ConfigurationError, ValueError) as error:
        raise StoreUnavailable(f"{where.server} is no address of a server: {error}", code="BAD_STORE_URL") from error


@contextmanager
def translated(server: str, timeout: float | None = None) -> Iterator[None]:
    """Turn what the driver and the server say into our errors."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise _translation(error, server, timeout) from error


def _translation(error: Neo4jError | DriverError, server: str, timeout: float | None) -> StoreError:
    code = getattr(error, "code", None) or ""
    if isinstance(error, AuthError):
        return StoreUnavailable(f"{server} refuses this user and password", hint=HINT_LOGIN)
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return StoreUnavailable(f"{server} cannot be reached", hint=HINT_REACH)
    if code == NO_DATABASE:
        return StoreUnavailable(f"{server} has no such database", hint="leave the database out of the URL")
    if code in TIMEOUTS:
        return QueryTimeout(f"the query took longer than {timeout or 0:g} s", hint=HINT_LESS)
    if code in OUT_OF_MEMORY:
        return StoreError(
            "the query needs more memory than the server gives it", code="QUERY_TOO_LARGE", hint=HINT_LESS
        )
    said = str(getattr(error, "message", None) or error).partition("\n")[0]
    return StoreError(f"{server}: {said}", hint=code or "gsagraph store check")
