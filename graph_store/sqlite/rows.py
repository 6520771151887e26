"""Slots of a node as a row of its type's table, and back."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import orjson

from graph_schema.definition import Slot
from graph_schema.model import NODE_TYPES, SLOTS
from graph_schema.names import sort_key

CODE_SHIFT = 40
"""A node's id holds the code of its type above this bit, a counter below."""


@cache
def columns(node_type: str) -> tuple[Slot, ...]:
    """The slots of a type in the order its rows are read and written."""
    return tuple(SLOTS[node_type].values())


@cache
def insert_sql(node_type: str) -> str:
    """Writes a whole row, in place of one with the same id; values come from `encoded`."""
    names = [slot.name for slot in columns(node_type)]
    names += [f"{slot.name}_sort" for slot in columns(node_type) if slot.sort_key]
    quoted = ", ".join(f'"{name}"' for name in names)
    return f'INSERT OR REPLACE INTO "{node_type}" (id, {quoted}) VALUES (?{", ?" * len(names)})'


@cache
def select_sql(node_type: str) -> str:
    """Reads id and slots, for `decoded`; the caller adds WHERE."""
    quoted = ", ".join(f'"{slot.name}"' for slot in columns(node_type))
    return f'SELECT id, {quoted} FROM "{node_type}"'


@cache
def _places(node_type: str) -> tuple[dict[str, int], dict[str, int], int]:
    """Where each slot and each shadow stands in a row of `insert_sql`, and how long the row is."""
    names = [slot.name for slot in columns(node_type)]
    shadows = [slot.name for slot in columns(node_type) if slot.sort_key]
    places = {name: place for place, name in enumerate(names, 1)}
    return places, {name: place for place, name in enumerate(shadows, len(names) + 1)}, len(names) + len(shadows) + 1


def encoded(node_type: str, number: int, slots: Mapping[str, Any]) -> list[Any]:
    """The values of `insert_sql` for one node."""
    places, shadows, length = _places(node_type)
    row: list[Any] = [None] * length
    row[0] = number
    for name, value in slots.items():
        row[places[name]] = orjson.dumps(value).decode() if isinstance(value, list) else value
        if name in shadows:
            row[shadows[name]] = sort_key(value)
    return row


def decoded(node_type: str, row: Sequence[Any]) -> dict[str, Any]:
    """The slots of a row of `select_sql`: lists native, structures as text, absent ones left out."""
    named = zip(columns(node_type), row[1:], strict=True)
    return {slot.name: _value(slot, value) for slot, value in named if value is not None}


def _value(slot: Slot, value: Any) -> Any:
    if slot.range == "structure":
        return value
    if slot.many:
        return orjson.loads(value)
    return bool(value) if slot.range == "boolean" else value


def parsed(node_type: str, slots: Mapping[str, Any]) -> dict[str, Any]:
    """Stored slots with their structures parsed, as exports read them."""
    known = SLOTS[node_type]
    return {name: orjson.loads(value) if known[name].range == "structure" else value for name, value in slots.items()}


def first_id(node_type: str) -> int:
    """The smallest id a node of the type can have."""
    return NODE_TYPES[node_type].code << CODE_SHIFT


def last_id(node_type: str) -> int:
    """The greatest id a node of the type can have."""
    return first_id(node_type) | ((1 << CODE_SHIFT) - 1)
