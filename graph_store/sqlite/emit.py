"""A plan as one SQL statement that answers one record holding one JSON text.

The text is a pure function of the plan: names come from the model, aliases from the depth (`n1` the
visited node, `e1` the edge that led to it, `k1` the page it is on), and every value is a parameter,
`:p0` … by position and `:scopes`. At each level the page is cut before anything below it is read.
"""

from dataclasses import replace

from graph_schema.model import SLOTS
from graph_store.plan import (
    Branch,
    Columns,
    FacetCount,
    Lookup,
    Neighbourhood,
    Pick,
    Plan,
    Rows,
    Search,
    Select,
    Statistics,
)
from graph_store.sqlite.column import answered, column, listed, literal, quoted, slot_of, table, typed, visible
from graph_store.sqlite.graph import HIT, neighbourhood_sql, statistics_sql
from graph_store.sqlite.page import BY_ACCESSION, after_parts, after_sql, order_sql
from graph_store.sqlite.where import reached, where_sql


def emit(plan: Plan) -> str:
    """The statement of a plan; it answers one row with one text."""
    match plan.root:
        case Select():
            return f"SELECT {_select(plan.root, None, 1)}"
        case Lookup():
            return _lookup(plan.root)
        case Search():
            return _search(plan.root)
        case Neighbourhood():
            return neighbourhood_sql(plan.root)
        case Statistics():
            return statistics_sql()


def _select(select: Select, parent: str | None, depth: int) -> str:
    parts = [
        _page(select, select.rows, parent, depth) if select.rows else "NULL",
        f"(SELECT count(*) FROM {_matching(select, parent, depth, [])})" if select.count else "NULL",
        _facets(select, parent, depth) if select.facets else "NULL",
    ]
    while len(parts) > 1 and parts[-1] == "NULL":
        parts.pop()
    return f"json_array({', '.join(parts)})"


def _matching(select: Select, parent: str | None, depth: int, conditions: list[str]) -> str:
    """FROM and WHERE over the visible nodes of a selection."""
    test = where_sql(select.where, select.types, depth, top=parent is None)
    tests = conditions if test == "1" else [test, *conditions]
    if parent is not None and select.via is not None:
        return reached(replace(select.via, targets=select.types), parent, depth, tests)
    alias = f"n{depth}"
    tests = [*typed(alias, select.types), visible(alias), *tests]
    return f"{table(select.types)} {alias} WHERE {' AND '.join(tests)}"


def _page(select: Select, rows: Rows, parent: str | None, depth: int) -> str:
    alias, page = f"n{depth}", select.page
    parts = after_parts(page, select.types, alias) if page and parent is None else []
    if page and parts:
        cut = f"LIMIT :p{page.first}"
        ranges = (
            f"SELECT id FROM (SELECT {alias}.id FROM {_matching(select, parent, depth, [test])} ORDER BY {order} {cut})"
            for test, order in parts
        )
        return _read(f"SELECT id FROM ({' UNION ALL '.join(ranges)}) {cut}", select.types, rows, depth)
    order = page.order if page else BY_ACCESSION
    matching = _matching(select, parent, depth, after_sql(page, select.types, alias) if page else [])
    props = f", e{depth}.props" if any(columns.properties for _, columns in rows.by_type) else ""
    ids = (
        f"SELECT {alias}.id{props} FROM {matching}"
        f" ORDER BY {order_sql(order, select.types, alias)} LIMIT {f':p{page.first}' if page else -1}"
    )
    return _read(ids, select.types, rows, depth)


def _read(ids: str, types: tuple[str, ...], rows: Rows, depth: int) -> str:
    """The rows of the nodes whose ids a statement lists in order."""
    alias, page = f"n{depth}", f"k{depth}"
    return (
        f"json((SELECT json_group_array({_row(types, rows, depth, f'{page}.props')})"
        f" FROM ({ids}) {page} CROSS JOIN {table(types)} {alias} ON {alias}.id = {page}.id))"
    )


def _row(types: tuple[str, ...], rows: Rows, depth: int, props: str, *, tagged: bool = False) -> str:
    """One row, with its type where several are possible; unread types are empty rows."""
    alias, by_type = f"n{depth}", dict(rows.by_type)
    nothing = Columns(())
    if len(types) == 1:
        row = _values(alias, types[0], by_type.get(types[0], nothing), depth, props)
        return f"json_array({literal(types[0])}, {row})" if tagged else row
    cases = " ".join(
        f"WHEN {literal(kind)} THEN (SELECT {_values(f't{depth}', kind, by_type.get(kind, nothing), depth, props)}"
        f" FROM {quoted(kind)} t{depth} WHERE t{depth}.id = {alias}.id)"
        for kind in types
    )
    return f"json_array({alias}.type, json(CASE {alias}.type {cases} END))"


def _values(alias: str, kind: str, columns: Columns, depth: int, props: str) -> str:
    slots = (answered(SLOTS[kind][name], f"{alias}.{quoted(name)}") for name in columns.slots)
    properties = (f"json({props} -> '$.{name}')" for name in columns.properties)
    branches = (f"json({_branch(branch, depth + 1)})" for branch in columns.branches)
    return f"json_array({', '.join([*slots, *properties, *branches])})"


def _branch(branch: Branch, depth: int) -> str:
    parent = f"n{depth - 1}.id"
    return _select(branch, parent, depth) if isinstance(branch, Select) else _pick(branch, parent, depth)


def _pick(pick: Pick, parent: str, depth: int) -> str:
    targets = pick.via.targets
    row = _row(targets, pick.rows, depth, f"e{depth}.props")
    order = order_sql(BY_ACCESSION, targets, f"n{depth}")
    return f"(SELECT {row} FROM {reached(pick.via, parent, depth, [])} ORDER BY {order} LIMIT 1)"


def _facets(select: Select, parent: str | None, depth: int) -> str:
    counts = (f"json({_facet(select, facet, parent, depth)})" for facet in select.facets)
    return f"json_array({', '.join(counts)})"


def _facet(select: Select, facet: FacetCount, parent: str | None, depth: int) -> str:
    slot = slot_of(select.types, facet.slot)
    value = column(f"n{depth}", select.types, facet.slot)
    matching = _matching(select, parent, depth, [f"{value} IS NOT NULL"])
    counted = f"SELECT {value} AS value FROM {matching}"
    if slot.many:
        counted = f"SELECT j.value FROM ({counted}) v CROSS JOIN json_each(v.value) j"
    shown = "value" if slot.many else answered(slot, "value")
    return (
        f"(SELECT json_group_array(json_array({shown}, n)) FROM (SELECT value, count(*) AS n FROM ({counted})"
        f" GROUP BY value ORDER BY n DESC, value LIMIT :p{facet.first}))"
    )


def _lookup(lookup: Lookup) -> str:
    wanted = f"(SELECT value FROM json_each(:p{lookup.ids}))"
    tests = f"(n1.accession IN {wanted} OR n1.iri IN {wanted}) AND n1.type IN {listed(lookup.types)}"
    ids = f"SELECT n1.id FROM node n1 WHERE {tests} AND {visible('n1')} ORDER BY n1.type, n1.accession LIMIT -1"
    return f"SELECT {_tagged(ids, lookup.types, lookup.rows)}"


def _tagged(ids: str, types: tuple[str, ...], rows: Rows) -> str:
    row = _row(types, rows, 1, "NULL", tagged=True)
    return f"json((SELECT json_group_array({row}) FROM ({ids}) k1 CROSS JOIN {table(types)} n1 ON n1.id = k1.id))"


def _search(search: Search) -> str:
    ids = f"SELECT id FROM hit ORDER BY accession, type LIMIT :p{search.first}"
    total = ", (SELECT count(*) FROM hit)" if search.count else ""
    hit = HIT.format(types=listed(search.types), visible=visible("n"), cap=f":p{search.cap}")
    return f"WITH {hit} SELECT json_array({_tagged(ids, search.types, search.rows)}{total})"
