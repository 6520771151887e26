"""Slots of a visited node as SQL expressions: where they stand, how they are answered and ordered.

A node of one type is visited in its own table; where several types are possible, in the table
`node` (id, type, accession, iri, scope), and other slots are fetched from the type's table.
"""

from graph_schema.definition import Slot
from graph_schema.model import SLOTS

SCOPES = "(SELECT value FROM json_each(:scopes))"
"""The viewer's scopes as the right side of IN."""

IN_NODE_TABLE = frozenset({"accession", "iri", "scope"})


def quoted(name: str) -> str:
    """A name of the model as an SQL name."""
    return f'"{name}"'


def literal(name: str) -> str:
    """A name of the model as an SQL text."""
    return f"'{name}'"


def listed(names: tuple[str, ...]) -> str:
    """Names of the model as the right side of IN."""
    return f"({', '.join(map(literal, names))})"


def table(types: tuple[str, ...]) -> str:
    """The table where nodes of these types are visited."""
    return quoted(types[0]) if len(types) == 1 else "node"


def slot_of(types: tuple[str, ...], name: str) -> Slot:
    """The slot by its name; several types agree on the slots they share."""
    return next(SLOTS[node_type][name] for node_type in types if name in SLOTS[node_type])


def column(alias: str, types: tuple[str, ...], name: str, suffix: str = "") -> str:
    """A slot's stored value at a visited node; `suffix` picks a shadow column."""
    if len(types) == 1 or (name in IN_NODE_TABLE and not suffix):
        return f"{alias}.{quoted(name + suffix)}"
    cases = (
        f"WHEN {literal(kind)} THEN (SELECT t.{quoted(name + suffix)} FROM {quoted(kind)} t WHERE t.id = {alias}.id)"
        for kind in types
        if name in SLOTS[kind]
    )
    return f"CASE {alias}.type {' '.join(cases)} END"


def order_column(alias: str, types: tuple[str, ...], name: str) -> str:
    """The value a slot is ordered by: its shadow column where it has a sort key."""
    return column(alias, types, name, "_sort" if slot_of(types, name).sort_key else "")


def answered(slot: Slot, expression: str) -> str:
    """A stored value as it goes into the JSON answer."""
    if slot.range == "structure":
        return expression
    if slot.many:
        return f"json({expression})"
    if slot.range == "boolean":
        return f"json(CASE {expression} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
    return expression


def visible(alias: str) -> str:
    """The test every visited node must pass: its scope is one of the viewer's.

    The plus keeps SQLite from starting at an index of scopes, which tells little.
    """
    return f"+{alias}.scope IN {SCOPES}"


def typed(alias: str, types: tuple[str, ...]) -> list[str]:
    """The condition that a node visited in the table `node` is of one of these types."""
    return [f"{alias}.type IN {listed(types)}"] if len(types) > 1 else []
