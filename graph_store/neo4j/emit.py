"""A query plan as one Cypher statement that answers one record with one value.

    emit(plan) -> "RETURN [COLLECT { MATCH (n1:Run) … RETURN [n1.accession, COLLECT { … }] }, …] AS answer"

Answers are positional lists (`graph_store.plan`); a statement's text depends on the plan's shape alone. Values are
`$p0` …, the viewer's scopes `$scopes`; `arguments` makes them. Lists, rows and facets are written by
`graph_store.neo4j.rows`, conditions and steps by `conditions`, full text, neighbourhoods and counts by `graph`.
"""

from collections.abc import Sequence
from typing import Any

from graph_store.neo4j.conditions import Variables, param, visible
from graph_store.neo4j.graph import neighbourhood, search, search_argument, statistics
from graph_store.neo4j.labels import NODE, is_any, type_name
from graph_store.neo4j.rows import pair_row, select
from graph_store.plan import Lookup, Neighbourhood, Plan, Search, Select, Statistics


def emit(plan: Plan) -> str:
    """The Cypher text of a plan: one statement, one record, one column `answer`."""
    return f"{_root(plan)} AS answer"


def _root(plan: Plan) -> str:
    variables = Variables()
    match plan.root:
        case Select():
            return f"RETURN {select(plan.root, None, variables)}"
        case Lookup():
            return _lookup(plan.root, variables)
        case Search():
            return search(plan.root, variables)
        case Neighbourhood():
            return neighbourhood(plan.root)
        case Statistics():
            return statistics()


def _lookup(root: Lookup, variables: Variables) -> str:
    node, ids = variables.node(), param(root.ids)
    tests = [f"({node}.accession IN {ids} OR {node}.iri IN {ids})", visible(node), *is_any(node, root.types)]
    found = f"MATCH ({node}:{NODE}) WHERE {' AND '.join(tests)}"
    ordered = f"WITH {node} ORDER BY {type_name(node, root.types)}, {node}.accession"
    return f"RETURN COLLECT {{ {found} {ordered} RETURN {pair_row(root.rows, root.types, node, variables)} }}"


def arguments(plan: Plan, values: Sequence[Any], scopes: Sequence[str]) -> dict[str, Any]:
    """The parameters a statement is run with; the text of a search is made a query of the index."""
    given: dict[str, Any] = {f"p{position}": value for position, value in enumerate(values)}
    if isinstance(plan.root, Search):
        given[f"p{plan.root.text}"] = search_argument(str(values[plan.root.text]))
    return {**given, "scopes": list(scopes)}
