"""Everything there is: counts, open references, streams of nodes and relationships, the state of the database."""

from collections.abc import Iterator, Sequence
from typing import Any

import neo4j

from graph_schema.model import NODE_TYPES, RELATIONSHIPS
from graph_store.neo4j.conditions import visible
from graph_store.neo4j.labels import NODE, UNRESOLVED, type_name
from graph_store.neo4j.layout import SCHEMA, meta, statements
from graph_store.neo4j.properties import decoded_edge, parsed
from graph_store.neo4j.query import query
from graph_store.protocol import Edge, StoreStatistics, Unresolved

OPEN = (
    f"MATCH (u:{UNRESOLVED})-[e]-() WITH DISTINCT e, startNode(e) AS a, endNode(e) AS b"
    " RETURN type(e) AS type, {source} AS source_type, a.accession AS source,"
    " {target} AS target_type, b.accession AS target ORDER BY type, source_type, source, target_type, target LIMIT $first"
)
OPEN_COUNTS = f"MATCH (:{UNRESOLVED})-[e]-() WITH DISTINCT e RETURN type(e) AS type, count(*) AS number"
EDGES = (
    "MATCH (a:{near}) WHERE {visible_a} AND a.accession IS NOT NULL WITH a ORDER BY a.accession"
    " CALL (a) {{ MATCH (a)-[e:{kind}]->(b) WHERE {visible_b}"
    " RETURN b.accession AS target, {far} AS target_type, properties(e) AS properties ORDER BY target, target_type }}"
    " RETURN {source} AS source_type, a.accession AS source, target_type, target, properties"
)
FAULTS = {
    f"MATCH (n:{NODE}) WHERE n.scope IS NULL OR n.iri IS NULL OR n.accession IS NULL": "nodes without identity or scope",
    f"MATCH (n:{NODE}) WHERE n.searchText IS NULL": "nodes missing in the full text",
    f"MATCH (n:{NODE}) WHERE n._contributions IS NULL": "nodes without any contribution",
    f"MATCH (n:{NODE}:{UNRESOLVED})": "nodes both loaded and open",
    f"MATCH (n:{UNRESOLVED}) WHERE NOT EXISTS {{ (n)--() }}": "nodes only referred to, by nothing",
    "MATCH (n)-[e]->() WHERE e._said IS NULL": "relationships nobody stated",
}


def _counts(names: Sequence[str], pattern: str) -> str:
    """One list of counts, each answered by Neo4j's own counters."""
    return "[" + ", ".join(f"COUNT {{ {pattern.format(name)} }}" for name in names) + "]"


def statistics(session: neo4j.Session) -> StoreStatistics:
    """Loaded nodes per type, resolved relationships per type, and how many references are open."""
    types, kinds = sorted(NODE_TYPES), sorted(RELATIONSHIPS)
    with session.begin_transaction() as transaction:
        text = f"RETURN {_counts(types, '(:{})')} AS nodes, {_counts(kinds, '()-[:{}]->()')} AS edges"
        totals = next(query(transaction, text))
        referred = f"MATCH (n:{UNRESOLVED}) RETURN {type_name('n', types)} AS type, count(*) AS number"
        waiting = {row["type"]: row["number"] for row in query(transaction, referred)}
        open_edges = {row["type"]: row["number"] for row in query(transaction, OPEN_COUNTS)}
    return StoreStatistics(
        _left(types, totals["nodes"], waiting), _left(kinds, totals["edges"], open_edges), sum(open_edges.values())
    )


def _left(names: Sequence[str], totals: Sequence[int], less: dict[str, int]) -> dict[str, int]:
    left = {name: total - less.get(name, 0) for name, total in zip(names, totals, strict=True)}
    return {name: number for name, number in left.items() if number}


def unresolved(session: neo4j.Session, first: int) -> list[Unresolved]:
    """The first open references, by relationship, source and target."""
    text = OPEN.format(source=type_name("a", NODE_TYPES), target=type_name("b", NODE_TYPES))
    return [Unresolved(**record.data()) for record in query(session, text, first=first)]


def nodes(session: neo4j.Session, node_type: str, scopes: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Every visible node of a type by accession: snake_case slots, structures parsed."""
    text = f"MATCH (n:{node_type}) WHERE {visible('n')} AND n.accession IS NOT NULL"
    for record in query(session, f"{text} RETURN properties(n) AS slots ORDER BY n.accession", scopes=list(scopes)):
        yield parsed(node_type, record["slots"])


def edges(session: neo4j.Session, relationship: str, scopes: Sequence[str]) -> Iterator[Edge]:
    """Every visible relationship of a type, by source and target (accession, then type).

    Sources are walked in index order, one type or all, so that nothing is sorted as a whole.
    """
    known = RELATIONSHIPS[relationship]
    text = EDGES.format(
        near=known.sources[0] if len(known.sources) == 1 else NODE,
        kind=relationship,
        visible_a=visible("a"),
        visible_b=visible("b"),
        source=type_name("a", known.sources),
        far=type_name("b", known.targets),
    )
    for record in query(session, text, scopes=list(scopes)):
        properties = decoded_edge(relationship, record["properties"]).properties
        yield Edge(
            relationship, record["source_type"], record["source"], record["target_type"], record["target"], properties
        )


def check(session: neo4j.Session) -> list[str]:
    """What is wrong with the database, in words."""
    return [*_missing_indexes(session), *_faults(session)]


def _missing_indexes(session: neo4j.Session) -> Iterator[str]:
    """Indexes (constraints have one each) that are not there or not online."""
    online = {
        row["name"] for row in query(session, "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name")
    }
    for statement in statements(SCHEMA.read_text(encoding="utf-8")):
        name = statement.split(" IF NOT EXISTS", maxsplit=1)[0].rsplit(" ", maxsplit=1)[-1]
        if name not in online:
            yield f"the index {name} is missing or not online"


def _faults(session: neo4j.Session) -> Iterator[str]:
    for pattern, what in FAULTS.items():
        found = next(query(session, f"{pattern} RETURN count(*) AS number"))["number"]
        if found:
            yield f"{found} {what}"


def info(session: neo4j.Session, url: str) -> dict[str, Any]:
    """Kind, versions, location, sizes, and the generation: how many batches changed something."""
    component = next(
        query(session, "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition")
    )
    sizes = f"RETURN COUNT {{ (:{NODE}) }} AS nodes, COUNT {{ ()-->() }} AS relationships"
    return {
        "kind": "neo4j",
        "location": url,
        "neo4j_version": component["version"],
        "edition": component["edition"],
        **meta(session),
        **next(query(session, sizes)).data(),
    }
