"""Everything there is: counts, open references, and streams of nodes and relationships for exports."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apsw
import orjson

from graph_store.protocol import Edge, StoreStatistics, Unresolved
from graph_store.sqlite.column import literal, visible
from graph_store.sqlite.rows import decoded, parsed, select_sql

ENDS = "FROM edge e CROSS JOIN node s ON s.id = e.src CROSS JOIN node t ON t.id = e.dst"
OPEN = f"SELECT e.type, s.type, s.accession, t.type, t.accession {ENDS} WHERE s.scope IS NULL OR t.scope IS NULL"


def statistics(connection: apsw.Connection) -> StoreStatistics:
    """Loaded nodes per type, resolved relationships per type, and how many references are open."""
    loaded_sql = "SELECT type, count(*) FROM node WHERE scope IS NOT NULL GROUP BY type ORDER BY type"
    with connection:
        loaded = _counts(connection, loaded_sql)
        stored = _counts(connection, "SELECT type, count(*) FROM edge GROUP BY type ORDER BY type")
        waiting = _counts(connection, _open_counts())
    resolved = {kind: count - waiting.get(kind, 0) for kind, count in stored.items()}
    return StoreStatistics(loaded, {kind: n for kind, n in resolved.items() if n}, sum(waiting.values()))


def _counts(connection: apsw.Connection, sql: str) -> dict[str, int]:
    rows: list[Any] = connection.execute(sql).fetchall()
    return dict(rows)


def _open_counts() -> str:
    far = "SELECT e.src, e.type, e.dst FROM node g CROSS JOIN edge e ON e.{end} = g.id WHERE g.scope IS NULL"
    return f"SELECT type, count(*) FROM ({far.format(end='src')} UNION {far.format(end='dst')}) GROUP BY type"


def unresolved(connection: apsw.Connection, first: int) -> list[Unresolved]:
    """The first open references, by relationship, source and target."""
    rows: Iterable[Any] = connection.execute(f"{OPEN} ORDER BY 1, 2, 3, 4, 5 LIMIT ?", (first,))
    return [Unresolved(*row) for row in rows]


def nodes(connection: apsw.Connection, node_type: str, scopes: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Every visible node of a type by accession: snake_case slots, structures parsed."""
    sql = f"{select_sql(node_type)} n WHERE {visible('n')} ORDER BY n.accession"
    for row in connection.execute(sql, {"scopes": orjson.dumps(list(scopes)).decode()}):
        yield parsed(node_type, decoded(node_type, row))


def edges(connection: apsw.Connection, relationship: str, scopes: Sequence[str]) -> Iterator[Edge]:
    """Every visible relationship of a type, by source and target (accession, then type)."""
    sql = (
        f"SELECT e.type, s.type, s.accession, t.type, t.accession, e.props {ENDS}"
        f" WHERE e.type = {literal(relationship)} AND {visible('s')} AND {visible('t')} ORDER BY 3, 2, 5, 4"
    )
    rows: Iterable[Any] = connection.execute(sql, {"scopes": orjson.dumps(list(scopes)).decode()})
    for kind, source_type, source, target_type, target, props in rows:
        yield Edge(kind, source_type, source, target_type, target, orjson.loads(props) if props else {})
