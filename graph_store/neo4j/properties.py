"""Slots of a node as Neo4j properties, and back.

A property is named by the slot's camelCase alias; structures are JSON texts, dates ISO strings. Beside them stand
shadows no client sees: `<alias>Folded` (ASCII capitals made small; only where that differs), by which text is
searched, `<alias>Sort`, by which it is ordered, `searchText`, the words of full text, and `_contributions`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson

from graph_schema.definition import Slot
from graph_schema.model import RELATIONSHIPS, SLOTS
from graph_schema.names import fold, sort_key
from graph_store.statement import EdgeState, NodeState
from graph_store.words import node_document

CONTRIBUTIONS = "_contributions"
SAID = "_said"
SEARCH_TEXT = "searchText"
FOLDED_RANGES = frozenset({"string", "text", "uri"})


@cache
def _by_alias(node_type: str) -> dict[str, Slot]:
    return {slot.alias: slot for slot in SLOTS[node_type].values()}


@cache
def _edge_slots(relationship: str) -> dict[str, str]:
    """Snake_case names of a relationship's properties by alias."""
    return {slot.alias: slot.name for slot in RELATIONSHIPS[relationship].properties}


def _shadows(slot: Slot, value: Any) -> dict[str, Any]:
    """The shadow properties of one value."""
    shadows = {}
    if slot.range in FOLDED_RANGES and not slot.many and (folded := fold(value)) != value:
        shadows[f"{slot.alias}Folded"] = folded
    if slot.sort_key:
        shadows[f"{slot.alias}Sort"] = sort_key(value)
    return shadows


def encoded(node_type: str, state: NodeState) -> dict[str, Any]:
    """All properties of a node."""
    properties: dict[str, Any] = {
        CONTRIBUTIONS: orjson.dumps(state.contributions).decode(),
        SEARCH_TEXT: node_document(node_type, state.slots),
    }
    for name, value in state.slots.items():
        slot = SLOTS[node_type][name]
        properties[slot.alias] = value
        properties.update(_shadows(slot, value))
    return properties


def decoded(node_type: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """The slots of a node's properties: lists native, structures as text, shadows left out."""
    known = _by_alias(node_type)
    return {known[alias].name: value for alias, value in properties.items() if alias in known}


def parsed(node_type: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """The slots of a node's properties in the model's order with structures parsed, as exports read them."""
    slots = decoded(node_type, properties)
    return {
        name: orjson.loads(slots[name]) if slot.range == "structure" else slots[name]
        for name, slot in SLOTS[node_type].items()
        if name in slots
    }


def encoded_edge(relationship: str, state: EdgeState) -> dict[str, Any]:
    """All properties of a relationship."""
    names = {name: alias for alias, name in _edge_slots(relationship).items()}
    return {SAID: state.said, **{names[name]: value for name, value in state.properties.items()}}


def decoded_edge(relationship: str, properties: Mapping[str, Any]) -> EdgeState:
    """A relationship as stored."""
    names = _edge_slots(relationship)
    return EdgeState({names[alias]: value for alias, value in properties.items() if alias in names}, properties[SAID])
