"""The ways to walk from one node type to others: forward and back fields of every relationship."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph_schema.definition import Direction, NodeType, RelationField, Relationship
from graph_schema.generators.source import SchemaSource, annotation


def relation_fields(
    source: SchemaSource, node_types: Mapping[str, NodeType], relationships: Iterable[Relationship]
) -> dict[str, dict[str, RelationField]]:
    """All fields by owner and name.

    Equal names of one owner become one field over all of their relationships and targets
    (`children` are those of MOTHER and of FATHER).
    """
    fields: dict[str, dict[str, RelationField]] = {name: {} for name in node_types}
    for relationship in relationships:
        for field in _fields_of(source, node_types, relationship):
            _add(fields[field.owner], field)
    for owner, named in fields.items():
        clashing = named.keys() & {slot.alias for slot in node_types[owner].slots}
        if clashing:
            raise ValueError(f"{owner}: field and slot share the names {sorted(clashing)}")
    return fields


def _add(named: dict[str, RelationField], field: RelationField) -> None:
    old = named.setdefault(field.name, field)
    if old is field:
        return
    if (old.direction, old.many) != (field.direction, field.many):
        raise ValueError(f"{field.owner}.{field.name}: two relationships of different shape")
    same_relationship = field.relationships == old.relationships
    named[field.name] = old._replace(
        relationships=tuple(dict.fromkeys(old.relationships + field.relationships)),
        targets=tuple(dict.fromkeys(old.targets + field.targets)),
        description=old.description if same_relationship else f"{old.description}; {field.description}",
        description_zh=old.description_zh if same_relationship else f"{old.description_zh};{field.description_zh}",
    )


def _fields_of(source: SchemaSource, node_types: Mapping[str, NodeType], rel: Relationship) -> Iterator[RelationField]:
    for owner, targets in rel.targets_of.items():
        usage = dict(source.slots_of(owner))[rel.slot]
        for target in targets:
            yield _forward(rel, owner, target, usage)
            if not rel.symmetric:
                yield _back(rel, owner, target, usage, node_types[owner].root or owner)
            elif owner != target:
                yield _forward(rel, target, owner, usage)


def _forward(rel: Relationship, owner: str, target: str, usage: dict[str, Any]) -> RelationField:
    return RelationField(
        owner=owner,
        name=_forward_name(annotation(usage, "forward", ""), target),
        relationships=(rel.type,),
        direction=_direction(rel),
        targets=(target,),
        many=usage.get("multivalued", False),
        description=rel.description,
        description_zh=rel.description_zh,
    )


def _back(rel: Relationship, owner: str, target: str, usage: dict[str, Any], root: str) -> RelationField:
    return RelationField(
        owner=target,
        name=annotation(usage, "back", root),
        relationships=(rel.type,),
        direction="in",
        targets=(owner,),
        many=annotation(usage, "back_many", default=True),
        description=f"{owner} nodes that name this one as {rel.description[0].lower()}{rel.description[1:]}",
        description_zh=f"以此为“{rel.description_zh}”的 {owner}",
    )


def _direction(rel: Relationship) -> Direction:
    return "both" if rel.symmetric else "out"


def _forward_name(text: str, target: str) -> str:
    """The name of `a=X b=Y` for a target, or the one plain name."""
    pairs = (part.split("=") for part in text.split() if "=" in part)
    return next((name for name, wanted in pairs if wanted == target), text)
