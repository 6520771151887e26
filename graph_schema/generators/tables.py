"""From the YAML as read to the tables of the model: the tuples of `graph_schema.definition`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from graph_schema.definition import NodeType, Range, RelationField, Relationship, Slot, Vocabulary, VocabularyTerm
from graph_schema.generators.relation_fields import relation_fields
from graph_schema.generators.source import ROOT_CLASS, SchemaSource, annotation, chinese
from graph_schema.names import camel

PLAIN_RANGES = frozenset(get_args(Range)) - {"structure"}


@dataclass(frozen=True, slots=True)
class Model:
    """Everything `graph_schema/model.py` holds, before it is written."""

    version: str
    prefixes: dict[str, str]
    node_types: dict[str, NodeType]
    structures: dict[str, tuple[Slot, ...]]
    relationships: dict[str, Relationship]
    relation_fields: dict[str, dict[str, RelationField]]
    vocabularies: dict[str, Vocabulary]
    personal: dict[str, tuple[str, ...]]


def build_model(source: SchemaSource) -> Model:
    """The tables of a schema."""
    node_types = {name: _node_type(source, name, definition) for name, definition in source.node_classes()}
    relationships = {rel.type: rel for rel in _relationships(source, tuple(node_types))}
    return Model(
        version=source.version,
        prefixes=dict(sorted(source.prefixes.items())),
        node_types=node_types,
        structures={name: _stored_slots(source, name) for name, _ in source.structure_classes()},
        relationships=relationships,
        relation_fields=relation_fields(source, node_types, relationships.values()),
        vocabularies={name: _vocabulary(source, name, enum) for name, enum in source.enums.items()},
        personal={name: _personal_slots(source, name) for name in node_types},
    )


def _node_type(source: SchemaSource, name: str, definition: dict[str, Any]) -> NodeType:
    return NodeType(
        name=name,
        code=definition["annotations"]["code"],
        path=definition["annotations"]["path"],
        root=definition["annotations"]["root"],
        classes=source.expand_all(f"{definition['class_uri']} {annotation(definition, 'classes', '')}"),
        title_slot=definition["annotations"]["title_slot"],
        slots=_stored_slots(source, name),
        description=definition["description"],
        description_zh=chinese(definition),
    )


def _stored_slots(source: SchemaSource, class_name: str) -> tuple[Slot, ...]:
    return tuple(
        table_slot(source, name, definition)
        for name, definition in source.slots_of(class_name)
        if "relationship" not in definition["annotations"]
    )


def table_slot(source: SchemaSource, name: str, definition: dict[str, Any]) -> Slot:
    """The table row of one slot of a class."""
    wanted = definition["range"]
    structure = wanted if annotation(source.classes.get(wanted, {}), "structure", default=False) else None
    if not (structure or wanted in source.enums or wanted in PLAIN_RANGES):
        raise ValueError(f"slot {name}: unknown range {wanted}")
    return Slot(
        name=name,
        alias=camel(name),
        range="structure" if structure else "string" if wanted in source.enums else wanted,
        many=definition.get("multivalued", False),
        required=definition.get("required", False) or definition.get("identifier", False),
        pattern=definition.get("pattern"),
        iri=source.expand(definition["slot_uri"]),
        vocabulary=wanted if wanted in source.enums else None,
        structure=structure,
        access=annotation(definition, "access", "public"),
        facet=annotation(definition, "facet", default=False),
        search=annotation(definition, "search", default=False),
        sort_key=annotation(definition, "sort_key", default=False),
        description=definition["description"],
        description_zh=chinese(definition),
    )


def _relationships(source: SchemaSource, types: tuple[str, ...]) -> Iterable[Relationship]:
    for name, definition in source.relationship_slots():
        usages = {t: use for t in types for slot, use in source.slots_of(t) if slot == name}
        yield _relationship(source, name, definition, usages, types)


def _relationship(
    source: SchemaSource,
    name: str,
    definition: dict[str, Any],
    usages: dict[str, dict[str, Any]],
    types: tuple[str, ...],
) -> Relationship:
    targets_of = {owner: _targets(use, types) for owner, use in usages.items()}
    reached = {target for targets in targets_of.values() for target in targets}
    inverse = annotation(definition, "inverse_predicates", "")
    own_inverse = {owner: annotation(use, "inverse_predicates", "") for owner, use in usages.items()}
    return Relationship(
        type=definition["annotations"]["relationship"],
        slot=name,
        alias=camel(name),
        sources=tuple(usages),
        targets=tuple(t for t in types if t in reached),
        symmetric=annotation(definition, "symmetric", default=False),
        properties=tuple(
            table_slot(source, prop, {"annotations": {}, **source.slots[prop]})
            for prop in annotation(definition, "properties", "").split()
        ),
        predicates=source.expand_all(definition["annotations"]["predicates"]),
        inverse_predicates=source.expand_all(inverse),
        description=definition["description"],
        description_zh=chinese(definition),
        targets_of=targets_of,
        inverse_predicates_of={
            owner: source.expand_all(text) for owner, text in own_inverse.items() if text != inverse
        },
    )


def _targets(usage: dict[str, Any], types: tuple[str, ...]) -> tuple[str, ...]:
    wanted = [part["range"] for part in usage.get("any_of", ())] or [usage["range"]]
    return types if wanted == [ROOT_CLASS] else tuple(wanted)


def _vocabulary(source: SchemaSource, name: str, enum: dict[str, Any]) -> Vocabulary:
    terms = tuple(_term(source, str(value), entry or {}) for value, entry in enum["permissible_values"].items())
    return Vocabulary(name=name, open=annotation(enum, "open", default=False), terms=terms)


def _term(source: SchemaSource, value: str, entry: dict[str, Any]) -> VocabularyTerm:
    iri = source.expand(entry["meaning"]) if "meaning" in entry else None
    return VocabularyTerm(value, iri, entry.get("description", ""), chinese(entry))


def _personal_slots(source: SchemaSource, class_name: str) -> tuple[str, ...]:
    return tuple(
        name for name, slot in source.slots.items() if class_name in annotation(slot, "personal_in", "").split()
    )
