"""Filters and orders of a table as its address says them, and as GraphQL takes them.

`/runs?experiment.platform=BGISEQ&experiment.platform=ILLUMINA&bases.gte=1000000&sort=-releaseDate`:
a parameter is a path of names, then perhaps an operator; the same one twice means either value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.fields import owner, sortable, target
from graph_schema.definition import RelationField, Slot
from graph_schema.errors import QueryRefused
from graph_schema.model import NODE_TYPES

OPERATORS = ("contains", "startsWith", "gt", "gte", "lt", "lte", "isNull")
RANGES = ("gt", "gte", "lt", "lte")
RESERVED = frozenset({"sort", "after", "first", "lang"})
WORDS = {"true": True, "false": False}

Where = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: the relations to walk, the slot, the operator, and the values that were given."""

    param: str
    steps: tuple[RelationField, ...]
    slot: Slot
    operator: str
    values: tuple[str, ...]

    def where(self) -> Where:
        """The condition as a GraphQL `where`."""
        condition: Where = _either([{self.slot.alias: test} for test in self._tests()])
        for step in reversed(self.steps):
            condition = {step.name: {"some": condition} if step.many else condition}
        return condition

    def _tests(self) -> list[Where]:
        """Operators with operands, of which one must hold."""
        values = [typed(self.param, self.slot, self.operator, value) for value in self.values]
        if self.operator == "eq" and len(values) > 1:
            return [{"in": values}]
        return [{self.operator: value} for value in values]


def _either(conditions: list[Where]) -> Where:
    return conditions[0] if len(conditions) == 1 else {"or": conditions}


def typed(param: str, slot: Slot, operator: str, value: str) -> Any:
    """The text of a parameter as the operand the slot wants."""
    try:
        if operator == "isNull" or slot.range == "boolean":
            return WORDS[value.lower()]
        if slot.range == "integer":
            return int(value)
        return float(value) if slot.range == "float" else value
    except (KeyError, ValueError):
        wanted = "true or false" if operator == "isNull" or slot.range == "boolean" else "a number"
        raise QueryRefused(f"{param}={value}: not {wanted}", code="BAD_FILTER", hint=f"write {wanted}") from None


def parse(node_type: str, params: Iterable[tuple[str, str]]) -> list[Filter]:
    """The filters of an address, in the order they appear; empty values say nothing."""
    found: dict[str, Filter] = {}
    for param, value in params:
        if param in RESERVED or not value.strip():
            continue
        read = found.get(param) or _filter(node_type, param)
        if value.strip() not in read.values:
            found[param] = replace(read, values=(*read.values, value.strip()))
    return list(found.values())


def _filter(node_type: str, param: str) -> Filter:
    """The condition a parameter's name stands for, still without values."""
    *names, last = param.split(".")
    operator = last if last in OPERATORS else "eq"
    if operator == "eq":
        names.append(last)
    steps, slot = walk(node_type, param, names)
    if operator in RANGES and not (slot.name == "accession" or slot.range in ("integer", "float", "date", "datetime")):
        raise QueryRefused(
            f"{param}: {slot.alias} has no order", code="BAD_FILTER", hint="use .contains or .startsWith"
        )
    return Filter(param, steps, slot, "has" if slot.many and operator == "eq" else operator, ())


def walk(node_type: str, param: str, names: Sequence[str]) -> tuple[tuple[RelationField, ...], Slot]:
    """The relations and the slot a path of names leads to; QueryRefused where a name is unknown."""
    steps: list[RelationField] = []
    here = node_type
    for name in names[:-1]:
        if name not in owner(here).relations:
            raise _unknown(param, name, here, owner(here).relations)
        steps.append(owner(here).relations[name])
        here = target(steps[-1])
    slots = {alias: slot for alias, slot in owner(here).slots.items() if slot.range != "structure"}
    if not names or names[-1] not in slots:
        raise _unknown(param, names[-1] if names else param, here, slots)
    return tuple(steps), slots[names[-1]]


def _unknown(param: str, name: str, node_type: str, known: Iterable[str]) -> QueryRefused:
    return QueryRefused(
        f"{param}: a {node_type} has no {name}", code="BAD_FILTER", hint=f"known here: {', '.join(known)}"
    )


def where_of(filters: Sequence[Filter]) -> Where | None:
    """All filters together; None where there is none."""
    conditions = [item.where() for item in filters]
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return {"and": conditions}


def order_of(node_type: str, sort: str) -> list[dict[str, str]]:
    """`-releaseDate,title` → `[{releaseDate: DESC}, {title: ASC}]`; QueryRefused for what has no order."""
    keys = [key.strip() for key in sort.split(",") if key.strip()]
    return [{_sortable(node_type, key.removeprefix("-")): "DESC" if key.startswith("-") else "ASC"} for key in keys]


def _sortable(node_type: str, alias: str) -> str:
    slots = owner(node_type).slots
    if alias not in slots or not sortable(slots[alias]):
        known = ", ".join(name for name, slot in slots.items() if sortable(slot))
        raise QueryRefused(
            f"sort={alias}: a {node_type} has no such order", code="BAD_ORDER", hint=f"known here: {known}"
        )
    return alias


def root_type(root: str) -> str:
    """The node type whose list a root field is."""
    return next(name for name, node in NODE_TYPES.items() if node.root == root)
