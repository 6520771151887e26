"""Constraints and indexes of a database, and what the store says of itself in the node `GsagraphMeta`.

`schema.cypher` is generated from the model and applied when a database is first written to.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import neo4j

from graph_schema.errors import InvalidRecord, StoreUnavailable
from graph_schema.model import SCHEMA_VERSION
from graph_schema.names import camel
from graph_store.neo4j.labels import NODE
from graph_store.neo4j.query import command, query
from graph_store.statement import Statement

SCHEMA = Path(__file__).with_name("schema.cypher")
MARK = """MERGE (m:GsagraphMeta {name: 'store'})
ON CREATE SET m.schemaVersion = $version, m.generation = 0, m.identity = randomUUID()"""
META = "MATCH (m:GsagraphMeta {name: 'store'}) RETURN m.schemaVersion AS schema_version, m.generation AS generation"
STATE = "MATCH (m:GsagraphMeta {name: 'store'}) RETURN coalesce(m['identity'], '') + ' ' + m.generation AS state"
AWAIT_SECONDS = 300
LONGEST_BYTES = 8_000
RANGE_INDEX = re.compile(r"FOR \(n:(?P<label>\w+)\) (?:ON|REQUIRE) (?P<keys>\(n\..*|n\..*)")
PROPERTY = re.compile(r"\bn\.(\w+)")


def statements(text: str) -> list[str]:
    """The statements of a schema file: one a line, comments left out."""
    lines = (line.strip() for line in text.splitlines())
    return [line.removesuffix(";") for line in lines if line and not line.startswith("//")]


@cache
def indexed() -> dict[str, frozenset[str]]:
    """The properties in range indexes by label."""
    found: dict[str, set[str]] = {}
    for statement in statements(SCHEMA.read_text(encoding="utf-8")):
        if match := RANGE_INDEX.search(statement):
            found.setdefault(match["label"], set()).update(PROPERTY.findall(match["keys"]))
    return {label: frozenset(properties) for label, properties in found.items()}


def require_indexable(statement: Statement) -> None:
    """InvalidRecord where a value is longer than an index holds, which would fail the whole batch."""
    long = [name for name, value in statement.slots.items() if _is_long(value)]
    too_long = [name for name in long if camel(name) in indexed()[statement.key.type] | indexed()[NODE]]
    too_long += [f"{edge.type} to" for edge in statement.edges if _is_long(edge.source[1]) or _is_long(edge.target[1])]
    if too_long:
        raise InvalidRecord(
            f"{statement.key.type} {statement.key.accession[:80]}: {too_long[0]} is longer than {LONGEST_BYTES} bytes",
            hint="such a value is found by index, which holds no longer ones",
        )


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > LONGEST_BYTES // 4 and len(value.encode()) > LONGEST_BYTES


def meta(session: neo4j.Session) -> dict[str, Any]:
    """What the store says of itself; empty for a database never written to."""
    return next((record.data() for record in query(session, META)), {})


def state(session: neo4j.Session) -> str:
    """A mark of the content; databases laid out by earlier versions have no identity of their own."""
    return str(next(query(session, STATE))["state"])


def lay_out(session: neo4j.Session) -> None:
    """Apply constraints and indexes, wait until they are ready, and mark the database; does nothing twice."""
    if not meta(session):
        with session.begin_transaction() as transaction:
            for statement in statements(SCHEMA.read_text(encoding="utf-8")):
                command(transaction, statement)
            transaction.commit()
        command(session, "CALL db.awaitIndexes($seconds)", seconds=AWAIT_SECONDS)
        command(session, MARK, version=SCHEMA_VERSION)


def require_schema(session: neo4j.Session, url: str) -> None:
    """StoreUnavailable unless the database is a store of the schema this program was built with."""
    said = meta(session)
    if not said:
        raise StoreUnavailable(
            f"there is no graph at {url}",
            hint="load something first: gsagraph load PATH… (GSAGRAPH_STORE or --store names the store)",
        )
    if said["schema_version"] != SCHEMA_VERSION:
        raise StoreUnavailable(
            f"{url} has schema {said['schema_version']}, this program {SCHEMA_VERSION}",
            code="SCHEMA_MISMATCH",
            hint="load the sources again into an empty database, or use the program the store was made with",
        )
