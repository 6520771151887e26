"""Roots that are no list of one kind: full text, neighbourhoods, counts of the whole graph, as Cypher.

The text of a search arrives as a map `{query, starts}` made by `search_argument`: a query in Lucene's syntax for an
index that splits at blanks only, and the beginnings of accessions the text may mean.
"""

from collections.abc import Sequence
from typing import Any

from graph_schema.definition import NodeType
from graph_schema.model import NODE_TYPES, RELATIONSHIPS
from graph_schema.names import camel
from graph_store.neo4j.conditions import Variables, param, visible
from graph_store.neo4j.labels import NODE, is_any, type_name
from graph_store.neo4j.rows import pair_row
from graph_store.plan import Neighbourhood, Search
from graph_store.words import SEPARATOR, phrases, starts

SEARCH_INDEX = "search"
NOTHING = f'"{SEPARATOR} {SEPARATOR}"'
"""A phrase no document holds."""


def search_argument(text: str) -> dict[str, Any]:
    """The value a search statement takes for the user's text; nothing is found without letter or digit."""
    found = list(dict.fromkeys(" ".join(phrase) for phrase in phrases(text)))
    if not found:
        return {"query": NOTHING, "starts": []}
    return {"query": " AND ".join(f'"{phrase}"' for phrase in found), "starts": sorted(set(starts(text)))}


def search(root: Search, variables: Variables) -> str:
    """Hits by words or by the beginning of the accession, in order of accession and type, up to the cap."""
    node, text = variables.node(), param(root.text)
    by_words = f"CALL db.index.fulltext.queryNodes('{SEARCH_INDEX}', {text}.query) YIELD node AS {node} RETURN {node}"
    by_start = (
        f"UNWIND {text}.starts AS start MATCH ({node}:{NODE}) WHERE {node}.accession STARTS WITH start RETURN {node}"
    )
    rows = f"COLLECT {{ UNWIND hits[..{param(root.first)}] AS {node} RETURN {pair_row(root.rows, root.types, node, variables)} }}"
    return (
        f"CALL () {{ {by_words} UNION {by_start} }} "
        f"WITH {node} WHERE {' AND '.join([visible(node), *is_any(node, root.types)])} "
        f"WITH {node} ORDER BY {node}.accession, {type_name(node, root.types)} LIMIT {param(root.cap)} "
        f"WITH collect({node}) AS hits RETURN [{rows}{', size(hits)' if root.count else ''}]"
    )


def _symmetric() -> str:
    names = sorted(name for name, relationship in RELATIONSHIPS.items() if relationship.symmetric)
    return ", ".join(f"'{name}'" for name in names)


def _incident(kinds: str) -> str:
    """Visible neighbours `m` of `n` with relationship and direction; a loop is walked both ways, a symmetric one once."""
    ways = (
        f"MATCH (n){left}-[e{kinds}]-{right}(m) WHERE {visible('m')} RETURN type(e) AS relationship,"
        f" CASE WHEN type(e) IN [{_symmetric()}] THEN 'both' ELSE '{direction}' END AS direction, m"
        for left, right, direction in (("", ">", "out"), ("<", "", "in"))
    )
    return f"CALL (n) {{ {' UNION '.join(ways)} }}"


def _title(node: str, types: Sequence[NodeType]) -> str:
    other = [one for one in types if one.title_slot != "title"]
    cases = " ".join(f"WHEN {node}:{one.name} THEN {node}.{camel(one.title_slot)}" for one in other)
    return f"CASE {cases} ELSE {node}.title END" if cases else f"{node}.title"


def neighbourhood(root: Neighbourhood) -> str:
    """Given nodes, their neighbours by relationship and direction, the edges among all, degrees, and what was cut."""
    first = param(root.first)
    parts = [
        f"CALL () {{ {_centres(param(root.ids))} }}",
        f"CALL (centres) {{ {_groups(root.steps, first)} }}",
        f"CALL (centres, groups) {{ CALL (centres, groups) {{ {EVERYONE} }} RETURN collect(n) AS everyone }}",
        f"CALL (everyone) {{ {_nodes()} }}",
        f"CALL (everyone) {{ {_edges()} }}",
        f"CALL (groups) {{ {_cut(first)} }}",
    ]
    return f"{' '.join(parts)} RETURN [nodes, edges, cut]"


EVERY = tuple(sorted(NODE_TYPES))
EVERYONE = "UNWIND centres AS n RETURN n UNION UNWIND groups AS g UNWIND g[3] AS n RETURN n"


def _centres(ids: str) -> str:
    named = f"(n.accession IN {ids} OR n.iri IN {ids})"
    return f"MATCH (n:{NODE}) WHERE {named} AND {visible('n')} RETURN collect(n) AS centres"


def _groups(steps: Sequence[str] | None, first: str) -> str:
    """Neighbours by node, relationship and direction: the first ones, and how many there are."""
    if steps is not None and not steps:
        return "RETURN [] AS groups"
    return (
        f"UNWIND centres AS n {_incident('' if steps is None else ':' + '|'.join(sorted(steps)))}"
        f" WITH n, relationship, direction, m ORDER BY m.accession, {type_name('m', EVERY)}"
        " WITH n, relationship, direction, collect(m) AS found"
        f" RETURN collect([n, relationship, direction, found[..{first}], size(found)]) AS groups"
    )


def _nodes() -> str:
    """Every node with its degrees."""
    degrees = (
        f"{_incident('')} WITH relationship, direction, {type_name('m', EVERY)} AS far, count(*) AS number"
        " ORDER BY relationship, direction, far RETURN collect([relationship, direction, far, number]) AS degrees"
    )
    title = _title("n", list(NODE_TYPES.values()))
    return (
        f"UNWIND everyone AS n CALL (n) {{ {degrees} }}"
        f" WITH n, degrees, {type_name('n', EVERY)} AS kind ORDER BY kind, n.accession"
        f" RETURN collect([kind, n.accession, n.iri, {title}, degrees]) AS nodes"
    )


def _edges() -> str:
    """Relationships among all nodes."""
    ends = f"{type_name('n', EVERY)}, n.accession, type(e), {type_name('m', EVERY)}, m.accession"
    return (
        f"UNWIND everyone AS n MATCH (n)-[e]->(m) WHERE m IN everyone WITH [{ends}] AS edge"
        f" ORDER BY {', '.join(f'edge[{part}]' for part in range(5))} RETURN collect(edge) AS edges"
    )


def _cut(first: str) -> str:
    """What was left out of the neighbours."""
    return (
        f"UNWIND groups AS g WITH g, g[0] AS n WHERE g[4] > {first}"
        f" WITH [{type_name('n', EVERY)}, n.accession, g[1], g[2], g[4] - {first}] AS part"
        f" ORDER BY {', '.join(f'part[{part}]' for part in range(4))} RETURN collect(part) AS cut"
    )


def statistics() -> str:
    """Visible nodes by type, and relationships between visible nodes by type."""
    nodes = (
        f"COLLECT {{ MATCH (n:{NODE}) WHERE {visible('n')} WITH {type_name('n', sorted(NODE_TYPES))} AS kind, count(*) AS number"
        " ORDER BY kind RETURN [kind, number] }"
    )
    edges = (
        f"COLLECT {{ MATCH (n)-[e]->(m) WHERE {visible('n')} AND {visible('m')} WITH type(e) AS kind, count(*) AS number"
        " ORDER BY kind RETURN [kind, number] }"
    )
    return f"RETURN [{nodes}, {edges}]"
