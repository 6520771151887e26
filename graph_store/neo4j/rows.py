"""Rows, pages, counts and facets of a plan as Cypher: the recursive part of a statement.

Each list is a `COLLECT {}` in which filter, order and limit come before the children are expanded.
Conditions, steps and orders are written by `graph_store.neo4j.conditions`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from graph_schema.names import camel
from graph_store.neo4j.conditions import (
    Variables,
    beyond,
    conditions,
    edge_of,
    once,
    order,
    param,
    slot_of,
    step,
    visible,
)
from graph_store.neo4j.labels import labels
from graph_store.neo4j.lead import chain, conjuncts, leading
from graph_store.neo4j.ordered import indexed_key, ordered_page
from graph_store.plan import All, Branch, Columns, FacetCount, OrderKey, Pick, Rows, Select, Via

BY_ACCESSION = (OrderKey("accession", descending=False),)
NOTHING = Columns(())


def row(columns: Columns, node: str, variables: Variables) -> str:
    """One row: slots, properties of the relationship that led here, branches."""
    values = [f"{node}.{camel(slot)}" for slot in columns.slots]
    values += [f"{edge_of(node)}.{camel(name)}" for name in columns.properties]
    values += [branch_value(branch, node, variables) for branch in columns.branches]
    return f"[{', '.join(values)}]"


def typed_row(rows: Rows, types: Sequence[str], node: str, variables: Variables) -> str:
    """A row, or `[type, row]` where several types are possible."""
    if len(types) == 1:
        return row(dict(rows.by_type).get(types[0], NOTHING), node, variables)
    return pair_row(rows, types, node, variables)


def pair_row(rows: Rows, types: Sequence[str], node: str, variables: Variables) -> str:
    """`[type, row]` by the node's label; a type nothing is read of has an empty row."""
    by_type = dict(rows.by_type)
    pairs = [(name, f"['{name}', {row(by_type.get(name, NOTHING), node, variables)}]") for name in sorted(types)]
    if len(pairs) == 1:
        return pairs[0][1]
    return "CASE " + " ".join(f"WHEN {node}:{name} THEN {text}" for name, text in pairs) + " END"


def branch_value(branch: Branch, parent: str, variables: Variables) -> str:
    """What a branch answers below its parent."""
    if isinstance(branch, Pick):
        return pick(branch, parent, variables)
    return select(branch, parent, variables)


def pick(branch: Pick, parent: str, variables: Variables) -> str:
    """The row of the one node at the end of a step, or null."""
    node, types = variables.node(), branch.via.targets
    first = f"ORDER BY {order(BY_ACCESSION, node, types)} LIMIT 1"
    text = f"MATCH {step(parent, branch.via, node, named=not once(branch.via))} WHERE {visible(node)}"
    text += f" WITH {_kept(branch.via, node)} {first} RETURN {typed_row(branch.rows, types, node, variables)}"
    return f"COLLECT {{ {text} }}[0]"


class Match(NamedTuple):
    """A MATCH clause and what goes on behind it: the node, once, or with the relationship that led to it."""

    text: str
    kept: str


def _match(branch: Select, parent: str | None, node: str, variables: Variables, further: Sequence[str] = ()) -> Match:
    if parent is None or branch.via is None:
        return _match_root(branch, node, variables, further)
    tests = [*conditions(branch.where, node, branch.types, variables), *further]
    via = replace(branch.via, targets=branch.types)
    pattern = step(parent, via, node, named=not once(via))
    return Match(f"MATCH {pattern} WHERE {' AND '.join(tests)}", _kept(via, node))


def _kept(via: Via, node: str) -> str:
    return f"DISTINCT {node}" if once(via) else f"{node}, {edge_of(node)}"


def _match_root(branch: Select, node: str, variables: Variables, further: Sequence[str]) -> Match:
    start = f"({node}:{labels(branch.types)})"
    lead = leading(branch.where)
    if lead is None:
        tests = [*conditions(branch.where, node, branch.types, variables), *further]
        return Match(f"MATCH {start} WHERE {' AND '.join(tests)}", node)
    way = chain(lead, node, variables)
    rest = All(tuple(part for part in conjuncts(branch.where) if part is not lead))
    tests = [*way.tests, *conditions(rest, node, branch.types, variables), *further]
    clauses = " ".join(f"MATCH {pattern}" for pattern in (start, *way.patterns))
    return Match(f"{clauses} WHERE {' AND '.join(tests)}", f"DISTINCT {node}")


def _rows(branch: Select, rows: Rows, parent: str | None, variables: Variables) -> str:
    node, page = variables.node(), branch.page
    row_of = typed_row(rows, branch.types, node, variables)
    if page is not None and (key := indexed_key(branch)):
        tests = conditions(branch.where, node, branch.types, variables)
        return f"COLLECT {{ {ordered_page(branch, key, page, node, tests)} RETURN {row_of} }}"
    keys = page.order if page else BY_ACCESSION
    further = beyond(page, node, branch.types) if page else []
    if branch.via is None:  # lets the planner walk an index in the page's order
        further.append(f"{node}.accession IS NOT NULL")
    match = _match(branch, parent, node, variables, further)
    text = f"{match.text} WITH {match.kept} ORDER BY {order(keys, node, branch.types)}"
    text += f" LIMIT {param(page.first)}" if page else ""
    return f"COLLECT {{ {text} RETURN {row_of} }}"


def _count(branch: Select, parent: str | None, variables: Variables) -> str:
    match = _match(branch, parent, variables.node(), variables)
    distinct = f" RETURN {match.kept}" if match.kept.startswith("DISTINCT") else ""
    return f"COUNT {{ {match.text}{distinct} }}"


def _facet(branch: Select, facet: FacetCount, parent: str | None, variables: Variables) -> str:
    """Values and how often they occur, most frequent first, then by value."""
    node = variables.node()
    value = f"{node}.{camel(facet.slot)}"
    match = _match(branch, parent, node, variables)
    found = match.text + (f" WITH {match.kept}" if match.kept.startswith("DISTINCT") else "")
    found += f" UNWIND {value} AS value" if slot_of(branch.types, facet.slot).many else f" WITH {value} AS value"
    first = f"ORDER BY number DESC, value LIMIT {param(facet.first)} RETURN [value, number]"
    counted = _counted if parent is None else _counted_below
    return f"COLLECT {{ {counted(found)} {first} }}"


def _counted(found: str) -> str:
    return f"{found} WITH value, count(*) AS number WHERE value IS NOT NULL WITH value, number"


def _counted_below(found: str) -> str:
    """Count without an aggregating function, which Cypher does not take beside the parent's values."""
    return (
        f"WITH COLLECT {{ {found} RETURN value }} AS found UNWIND found AS value WITH DISTINCT found, value"
        " WHERE value IS NOT NULL WITH value, size([one IN found WHERE one = value]) AS number"
    )


def select(branch: Select, parent: str | None, variables: Variables) -> str:
    """`[rows, total, facets]`, cut behind the last part asked for."""
    parts = [_rows(branch, branch.rows, parent, variables) if branch.rows is not None else "null"]
    parts += [_count(branch, parent, variables) if branch.count else "null"]
    facets = [_facet(branch, facet, parent, variables) for facet in branch.facets]
    parts += [f"[{', '.join(facets)}]" if facets else "null"]
    while len(parts) > 1 and parts[-1] == "null":
        parts.pop()
    return f"[{', '.join(parts)}]"
