"""Search, neighbourhood and statistics as SQL: common table expressions over `node`, `edge`, `search`."""

from graph_schema.model import NODE_TYPES, RELATIONSHIPS
from graph_store.plan import Neighbourhood
from graph_store.sqlite.column import SCOPES, listed, literal, quoted, visible

SYMMETRIC = tuple(sorted(name for name, relationship in RELATIONSHIPS.items() if relationship.symmetric))

BEGINS = (
    "(n.accession >= :typed AND n.accession < :typed_end OR n.accession >= :capital AND n.accession < :capital_end)"
)
HIT = (
    "hit AS MATERIALIZED (SELECT * FROM ("
    f"SELECT n.id, n.type, n.accession FROM node n WHERE {BEGINS} AND n.type IN {{types}} AND {{visible}}"
    " UNION ALL SELECT n.id, n.type, n.accession FROM search CROSS JOIN node n ON n.id = search.rowid"
    f" WHERE search MATCH :words AND NOT {BEGINS} AND n.type IN {{types}} AND {{visible}}"
    ") LIMIT {cap})"
)
"""The nodes a search finds: by the beginning of the accession, then by words, each once."""


def neighbourhood_sql(around: Neighbourhood) -> str:
    """The statement of a neighbourhood: seeds, ranked neighbours, and what is among them."""
    wanted = f"(SELECT value FROM json_each(:p{around.ids}))"
    seed = f"SELECT n.id FROM node n WHERE (n.accession IN {wanted} OR n.iri IN {wanted}) AND {visible('n')}"
    near = (
        "SELECT i.near, i.relationship, i.direction, n.id AS far,"
        " row_number() OVER (PARTITION BY i.near, i.relationship, i.direction ORDER BY n.accession, n.type) AS place"
        f" FROM ({_incident('seed', around.steps)}) i CROSS JOIN node n ON n.id = i.far WHERE {visible('n')}"
    )
    chosen = f"SELECT id FROM seed UNION SELECT far FROM near WHERE place <= :p{around.first}"
    tables = f"seed AS MATERIALIZED ({seed}), near AS MATERIALIZED ({near}), chosen AS MATERIALIZED ({chosen})"
    answers = ", ".join((_nodes(), _edges(), _cut(f":p{around.first}")))
    return f"WITH {tables} SELECT json_array({answers})"


def _incident(nodes: str, steps: tuple[str, ...] | None, condition: str = "") -> str:
    """Every relationship of some nodes as (near, relationship, direction, far); symmetric self-loops once."""
    kinds = f" AND e.type IN {listed(steps)}" if steps is not None else ""
    both = f"e.type IN {listed(SYMMETRIC)}"
    return (
        f"SELECT e.src AS near, e.type AS relationship, CASE WHEN {both} THEN 'both' ELSE 'out' END AS direction,"
        f" e.dst AS far FROM {nodes} s CROSS JOIN edge e ON e.src = s.id{kinds}{condition}"
        f" UNION ALL SELECT e.dst, e.type, CASE WHEN {both} THEN 'both' ELSE 'in' END, e.src"
        f" FROM {nodes} s CROSS JOIN edge e ON e.dst = s.id{kinds}{condition} WHERE NOT (e.src = e.dst AND {both})"
    )


def _grouped(row: str, rows: str, alias: str = "r") -> str:
    """The rows of a statement in its order as one JSON list (a limit keeps SQLite from dropping the order)."""
    return f"json((SELECT json_group_array({row}) FROM ({rows} LIMIT -1) {alias}))"


def title_sql(alias: str) -> str:
    """The title of a node of any type: the slot its type is called by."""
    cases = (
        f"WHEN {literal(kind.name)} THEN (SELECT t.{quoted(kind.title_slot)} FROM {quoted(kind.name)} t"
        f" WHERE t.id = {alias}.id)"
        for kind in NODE_TYPES.values()
    )
    return f"CASE {alias}.type {' '.join(cases)} END"


def _nodes() -> str:
    degrees = _grouped(
        "json_array(relationship, direction, type, n)",
        "SELECT i.relationship, i.direction, o.type, count(*) AS n"
        f" FROM ({_incident('(SELECT v.id)', None)}) i CROSS JOIN node o ON o.id = i.far WHERE {visible('o')}"
        " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    )
    return _grouped(
        f"json_array(v.type, v.accession, v.iri, {title_sql('v')}, {degrees})",
        "SELECT n.* FROM chosen CROSS JOIN node n ON n.id = chosen.id ORDER BY n.type, n.accession",
        "v",
    )


def _edges() -> str:
    return _grouped(
        "json_array(source_type, source, type, target_type, target)",
        "SELECT s.type AS source_type, s.accession AS source, e.type, t.type AS target_type, t.accession AS target"
        " FROM chosen CROSS JOIN edge e ON e.src = chosen.id CROSS JOIN chosen far ON far.id = e.dst"
        " CROSS JOIN node s ON s.id = e.src CROSS JOIN node t ON t.id = e.dst ORDER BY 1, 2, 3, 4, 5",
    )


def _cut(first: str) -> str:
    return _grouped(
        "json_array(type, accession, relationship, direction, n)",
        f"SELECT n.type, n.accession, near.relationship, near.direction, count(*) - {first} AS n"
        f" FROM near CROSS JOIN node n ON n.id = near.near GROUP BY near.near, 3, 4 HAVING count(*) > {first}"
        " ORDER BY 1, 2, 3, 4",
    )


def statistics_sql() -> str:
    """The statement of the counts. Relationships with a hidden end are taken off the whole, so that
    a graph with little hidden is counted by its indexes.
    """
    hidden = f"hidden AS MATERIALIZED (SELECT id FROM node WHERE (scope IN {SCOPES}) IS NOT TRUE)"
    off = (
        "off AS MATERIALIZED (SELECT type, count(*) AS n FROM ("
        "SELECT e.type, e.src, e.dst FROM hidden CROSS JOIN edge e ON e.src = hidden.id"
        " UNION SELECT e.type, e.src, e.dst FROM hidden CROSS JOIN edge e ON e.dst = hidden.id) GROUP BY type)"
    )
    nodes = _grouped(
        "json_array(type, n)",
        f"SELECT type, count(*) AS n FROM node WHERE scope IN {SCOPES} GROUP BY type ORDER BY type",
    )
    relationships = _grouped(
        "json_array(type, n)",
        "SELECT w.type, w.n - coalesce(off.n, 0) AS n FROM (SELECT type, count(*) AS n FROM edge GROUP BY type) w"
        " LEFT JOIN off ON off.type = w.type WHERE w.n > coalesce(off.n, 0) ORDER BY w.type",
    )
    return f"WITH {hidden}, {off} SELECT json_array({nodes}, {relationships})"
