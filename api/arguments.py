"""Arguments of a list of nodes into the plan's words: `where`, `orderBy`, `first`, `after`.

An operand left out is no filter; an explicit null is refused, because "no filter" and "has no
value" are both easy to mean. Values become parameters; what stays in the plan is its shape.
"""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.fields import owner, sortable, target
from api.limits import Limits
from graph_schema.definition import RelationField, Slot
from graph_schema.errors import QueryRefused
from graph_schema.names import fold
from graph_store.plan import All, AnyOf, Compare, Has, IsNull, Not, Operator, OrderKey, Quantifier, Via, Where

OPERATORS: dict[str, Operator] = {
    "eq": "eq",
    "in": "in",
    "contains": "contains",
    "startsWith": "starts_with",
    "gt": "gt",
    "gte": "gte",
    "lt": "lt",
    "lte": "lte",
    "has": "has",
}
FOLDED = ("contains", "startsWith")
QUANTIFIERS: tuple[Quantifier, ...] = ("some", "none", "every")


@dataclass(slots=True)
class Values:
    """The parameters of one plan, by position, and how many conditions were read."""

    limits: Limits
    given: list[Any] = field(default_factory=list)
    conditions: int = 0

    def add(self, value: Any) -> int:
        """A new parameter; its position."""
        self.given.append(value)
        return len(self.given) - 1

    def condition(self) -> None:
        """One more condition; QueryRefused above the limit."""
        self.conditions += 1
        self.limits.check("filter_conditions", self.conditions)


def via(relation: RelationField) -> Via:
    """The step a relation field walks."""
    return Via(relation.relationships, relation.direction, relation.targets, relation.many)


def where(type_name: str, given: Mapping[str, Any] | None, values: Values, level: int = 1) -> Where:
    """The conditions of a `…Where` input; none is always true."""
    values.limits.check("filter_depth", level)
    parts = [part for name, value in (given or {}).items() for part in _field(type_name, name, value, values, level)]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _field(type_name: str, name: str, value: Any, values: Values, level: int) -> Iterator[Where]:
    _refuse_null(name, value)
    if name in ("and", "or"):
        parts = tuple(where(type_name, part, values, level + 1) for part in _list(values, name, value))
        yield All(parts) if name == "and" else AnyOf(parts)
    elif name == "not":
        yield Not(where(type_name, value, values, level + 1))
    elif name in owner(type_name).slots:
        yield from _conditions(owner(type_name).slots[name], value, values)
    else:
        yield from _relation(owner(type_name).relations[name], value, values, level)


def _conditions(slot: Slot, given: Mapping[str, Any], values: Values) -> Iterator[Where]:
    for name, operand in given.items():
        _refuse_null(f"{slot.alias}: {{ {name} }}", operand)
        values.condition()
        if name == "isNull":
            yield IsNull(slot.name, operand)
        elif name == "in":
            yield Compare(slot.name, "in", values.add(list(_list(values, name, operand))))
        else:
            yield Compare(slot.name, OPERATORS[name], values.add(fold(operand) if name in FOLDED else operand))


def _relation(relation: RelationField, given: Mapping[str, Any], values: Values, level: int) -> Iterator[Where]:
    values.condition()
    if not relation.many:
        yield Has(via(relation), "some", where(target(relation), given, values, level + 1))
        return
    for quantifier in QUANTIFIERS:
        if quantifier in given:
            _refuse_null(f"{relation.name}: {{ {quantifier} }}", given[quantifier])
            yield Has(via(relation), quantifier, where(target(relation), given[quantifier], values, level + 1))


def _list(values: Values, name: str, given: Sequence[Any]) -> Sequence[Any]:
    values.limits.check("list_length", len(given), name)
    return given


def _refuse_null(name: str, value: Any) -> None:
    if value is None:
        raise QueryRefused(
            f"null is not an operand of `{name}`",
            code="NULL_OPERAND",
            hint="leave the operand out for no filter, or ask with isNull: true",
        )


def order(type_name: str, given: Sequence[Mapping[str, Any]] | None) -> tuple[OrderKey, ...]:
    """The keys of an order; it ends in the accession, and what would come behind that is dropped."""
    keys: dict[str, OrderKey] = {}
    for item in given or ():
        key = _order_key(type_name, item)
        keys.setdefault(key.slot, key)
        if key.slot == "accession":
            break
    keys.setdefault("accession", OrderKey("accession", descending=False))
    return tuple(keys.values())


def _order_key(type_name: str, given: Mapping[str, Any]) -> OrderKey:
    if len(given) != 1:
        raise QueryRefused(
            f"an entry of orderBy has {len(given)} fields, but must have exactly one",
            code="BAD_ORDER",
            hint="write orderBy: [{ releaseDate: DESC }, { title: ASC }]",
        )
    ((name, direction),) = given.items()
    _refuse_null(f"orderBy: {{ {name} }}", direction)
    slot = owner(type_name).slots[name]
    assert sortable(slot)
    word = direction.value if isinstance(direction, enum.Enum) else direction
    return OrderKey(slot.name, descending=word == "DESC")


def first(given: Mapping[str, Any], limits: Limits, default: int) -> int:
    """How many nodes are asked for; QueryRefused above the limit or below nought, never cut."""
    wanted = given.get("first")
    if wanted is None:
        return default
    if wanted < 0:
        raise QueryRefused(f"first: {wanted} is below nought", code="BAD_FIRST", hint="give a number from 0")
    limits.check("first", wanted)
    return int(wanted)
