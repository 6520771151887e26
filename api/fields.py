"""GraphQL field names of the model: which slot or relation each one means, and which ones are left out.

The one place that decides what of the model GraphQL shows; `types.py` builds the schema from it
and `compile.py` reads documents by it, so the two cannot differ.
"""

from dataclasses import dataclass
from functools import cache

from graph_schema.definition import RelationField, Slot
from graph_schema.model import NODE_TYPES, RELATION_FIELDS, RELATIONSHIPS, SLOTS

NODE = "Node"
REQUIRED = ("accession", "iri", "scope")
NUMBERS = ("integer", "float")
DATES = ("date", "datetime")


@dataclass(frozen=True, slots=True)
class Owner:
    """What may be asked of one node type, or of the `Node` interface: slots and relations by GraphQL name."""

    name: str
    slots: dict[str, Slot]
    relations: dict[str, RelationField]


def visible(slot: Slot) -> bool:
    """Restricted slots are stored but never answered; personal ones are never stored."""
    return slot.access == "public"


def ranged(slot: Slot) -> bool:
    """Accessions, numbers and dates may be compared by order; free text may not."""
    return not slot.many and (slot.name == "accession" or slot.range in NUMBERS or slot.range in DATES)


def sortable(slot: Slot) -> bool:
    """What has an order that is equal in every store: ranged slots, and those with a folded sort key."""
    return ranged(slot) or (slot.sort_key and not slot.many)


@cache
def owner(name: str) -> Owner:
    """The fields of a node type, or of `Node`: what every node type has in common."""
    if name == NODE:
        return _interface()
    slots = {slot.alias: slot for slot in SLOTS[name].values() if visible(slot)}
    return Owner(name, slots, dict(RELATION_FIELDS.get(name, {})))


def _interface() -> Owner:
    """Slots that all node types share, in the order of the first type."""
    first, *others = [owner(name) for name in NODE_TYPES]
    slots = {
        alias: slot
        for alias, slot in first.slots.items()
        if all(alias in other.slots and _kind(other.slots[alias]) == _kind(slot) for other in others)
    }
    return Owner(NODE, slots, {})


def _kind(slot: Slot) -> tuple[str, str, bool, str | None]:
    return slot.name, slot.range, slot.many, slot.structure


def target(field: RelationField) -> str:
    """The GraphQL type at the end of a relation: the one type, or `Node` where several are possible."""
    return field.targets[0] if len(field.targets) == 1 else NODE


@cache
def properties(field: RelationField) -> dict[str, Slot]:
    """Properties of the relationship a field walks, by GraphQL name; none where it walks several."""
    if len(field.relationships) > 1:
        return {}
    (name,) = field.relationships
    return {slot.alias: slot for slot in RELATIONSHIPS[name].properties if visible(slot)}


@cache
def connection_name(field: RelationField | None, target_name: str) -> str:
    """The stem of a connection's type names: the target, and the relationships whose properties its edges carry."""
    if field is None or not properties(field):
        return target_name
    return f"{target_name}By{_capital(RELATIONSHIPS[field.relationships[0]].alias)}"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


@cache
def roots() -> dict[str, str]:
    """Root connections: GraphQL field name → node type."""
    return {node.root: name for name, node in NODE_TYPES.items() if node.root is not None}
