"""Input types of the schema: `RunWhere`, `RunListWhere`, `RunOrderBy` and the operators on one slot."""

from collections.abc import Iterator
from typing import Any

from api.building import Field, Registry, many
from api.fields import NODE, NUMBERS, owner, ranged, sortable, target
from api.scalars import Long, SortOrder
from graph_schema.definition import RelationField, Slot
from graph_schema.model import NODE_TYPES

OPERATORS = {
    "eq": "Equal to this value.",
    "in": "Equal to one of these values; an empty list matches nothing.",
    "contains": "Contains this text; the case of ASCII letters is ignored.",
    "startsWith": "Begins with this text; the case of ASCII letters is ignored.",
    "gt": "After (greater than) this value.",
    "gte": "This value or after (greater).",
    "lt": "Before (less than) this value.",
    "lte": "This value or before (less).",
    "has": "One of the slot's values is this one.",
    "isNull": "True: has no value. False: has a value.",
}
TEXT = ("eq", "in", "contains", "startsWith")
RANGE = ("gt", "gte", "lt", "lte")

KINDS: dict[str, tuple[str, Any, tuple[str, ...]]] = {
    "TextFilter": ("a text, code or vocabulary value", str, (*TEXT, "isNull")),
    "AccessionFilter": ("an accession", str, (*TEXT, *RANGE, "isNull")),
    "DateFilter": ("a date as ISO text (`2024-05-31`), compared as text", str, (*TEXT, *RANGE, "isNull")),
    "LongFilter": ("a whole number", Long, ("eq", "in", *RANGE, "isNull")),
    "FloatFilter": ("a number", float, ("eq", "in", *RANGE, "isNull")),
    "BooleanFilter": ("a truth value", bool, ("eq", "isNull")),
    "TextListFilter": ("a list of texts", str, ("has", "isNull")),
    "LongListFilter": ("a list of whole numbers", Long, ("has", "isNull")),
    "FloatListFilter": ("a list of numbers", float, ("has", "isNull")),
    "PresenceFilter": ("whether there is a value", bool, ("isNull",)),
}


def filter_kind(slot: Slot) -> str:
    """The name of the operators' input type for a slot."""
    if slot.range == "structure":
        return "PresenceFilter"
    if slot.many:
        return {"integer": "LongListFilter", "float": "FloatListFilter"}.get(slot.range, "TextListFilter")
    if slot.name == "accession":
        return "AccessionFilter"
    if slot.range in NUMBERS:
        return "LongFilter" if slot.range == "integer" else "FloatFilter"
    if slot.range == "boolean":
        return "BooleanFilter"
    return "DateFilter" if ranged(slot) else "TextFilter"


def define_inputs(registry: Registry) -> None:
    """All input types of the schema."""
    for name, (what, value, operators) in KINDS.items():
        fields = [Field(operator, _operand(operator, value) | None, OPERATORS[operator]) for operator in operators]
        registry.input_type(name, f"Conditions on {what}. All given ones must hold; null never matches.", fields)
    for name in (*NODE_TYPES, NODE):
        registry.input_type(
            f"{name}Where", f"Conditions on a {name}. All given ones must hold.", list(_where(registry, name))
        )
        registry.input_type(
            f"{name}ListWhere", f"Conditions on the {name} nodes of a relation.", _list_where(registry, name)
        )
        registry.input_type(
            f"{name}OrderBy", f"One key of an order of {name} nodes: exactly one field is given.", _order(name)
        )


def _operand(operator: str, value: Any) -> Any:
    if operator == "isNull":
        return bool
    return many(value) if operator == "in" else value


def _where(registry: Registry, name: str) -> Iterator[Field]:
    own = registry.raw(f"{name}Where")
    yield Field("and", many(own) | None, "Every one of these holds; with none: true.")
    yield Field("or", many(own) | None, "At least one of these holds; with none: false.")
    yield Field("not", own | None, "This does not hold; where a value is null, its comparison does not hold.")
    for alias, slot in owner(name).slots.items():
        yield Field(alias, registry.raw(filter_kind(slot)) | None, slot.description)
    for alias, relation in owner(name).relations.items():
        yield Field(alias, _relation_where(registry, relation) | None, _relation_text(relation))


def _relation_where(registry: Registry, relation: RelationField) -> Any:
    return registry.raw(f"{target(relation)}{'ListWhere' if relation.many else 'Where'}")


def _relation_text(relation: RelationField) -> str:
    if relation.many:
        return f"By quantifier. {relation.description}"
    return f"Holds where there is such a node and it fulfils this. {relation.description}"


def _list_where(registry: Registry, name: str) -> list[Field]:
    where = registry.raw(f"{name}Where") | None
    return [
        Field("some", where, "At least one fulfils this."),
        Field("none", where, "None fulfils this."),
        Field("every", where, "All fulfil this; holds where there are none."),
    ]


def _order(name: str) -> list[Field]:
    return [
        Field(alias, SortOrder | None, f"By: {slot.description}")
        for alias, slot in owner(name).slots.items()
        if sortable(slot)
    ]
