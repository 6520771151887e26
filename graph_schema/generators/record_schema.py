"""Writes `docs/record.schema.json`: the JSON Schema of one line of our own record format.

LinkML gives the definition of each class; here its slots become those of a record: relationships
stand apart with their properties, identity and provenance are left to the loader, dates may be
reduced, open vocabularies take any text, numbers keep within what the stores hold, and null says
nothing.
"""

import json
from pathlib import Path
from typing import Any

from graph_schema.definition import NodeType, Relationship, Slot
from graph_schema.generators.linkml_outputs import linkml_json_definitions
from graph_schema.generators.tables import Model

LARGEST = 2**63 - 1
DATE = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
DATETIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
RANGES: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer", "minimum": -LARGEST - 1, "maximum": LARGEST},
    "float": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "pattern": DATE},
    "datetime": {"type": "string", "pattern": DATETIME},
    "uri": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+$"},
}
IDENTIFIER = {"type": "string", "pattern": "\\S"}


def write_record_schema(model: Model, schema_file: Path) -> str:
    """The text of `docs/record.schema.json`."""
    linkml = linkml_json_definitions(schema_file)
    definitions = {name: _structure(model, linkml[name], slots) for name, slots in model.structures.items()}
    definitions |= {f"{name}Slots": _slots(model, linkml[name], t.slots) for name, t in model.node_types.items()}
    definitions |= {name: _record(model, node_type) for name, node_type in model.node_types.items()}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/gsagraph/record.schema.json",
        "title": "gsagraph record",
        "description": "One node and its relationships, as one JSON object on one line.",
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(model.node_types)}},
        "allOf": [_when(name) for name in model.node_types],
        "$defs": definitions,
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _when(name: str) -> dict[str, Any]:
    condition = {"properties": {"type": {"const": name}}, "required": ["type"]}
    return {"if": condition, "then": {"$ref": f"#/$defs/{name}"}}


def _record(model: Model, node_type: NodeType) -> dict[str, Any]:
    ends = [_relationship(rel, node_type.name) for rel in model.relationships.values() if _touches(rel, node_type.name)]
    return {
        "description": node_type.description,
        "type": "object",
        "required": ["type", "accession"],
        "properties": {
            "type": {"const": node_type.name},
            "accession": IDENTIFIER,
            "slots": {"$ref": f"#/$defs/{node_type.name}Slots"},
            "relationships": {"type": "array", "items": {"oneOf": ends}},
        },
        "additionalProperties": False,
    }


def _slots(model: Model, linkml: dict[str, Any], slots: tuple[Slot, ...]) -> dict[str, Any]:
    stated = [slot for slot in slots if slot.name not in ("accession", "provenance")]
    return _object(model, linkml, stated)


def _structure(model: Model, linkml: dict[str, Any], slots: tuple[Slot, ...]) -> dict[str, Any]:
    return _object(model, linkml, list(slots))


def _object(model: Model, linkml: dict[str, Any], slots: list[Slot]) -> dict[str, Any]:
    properties = {slot.alias: _property(model, slot, linkml["properties"][slot.alias]) for slot in slots}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _property(model: Model, slot: Slot, linkml: dict[str, Any]) -> dict[str, Any]:
    """LinkML's property with its type replaced by what a record may hold."""
    kept = {key: value for key, value in linkml.items() if key in ("description", "pattern")}
    if slot.many:
        return {**kept, "type": ["array", "null"], "items": _one(model, slot)}
    return kept | _or_null(_one(model, slot))


def _one(model: Model, slot: Slot) -> dict[str, Any]:
    if slot.structure:
        return {"$ref": f"#/$defs/{slot.structure}"}
    if slot.vocabulary and not model.vocabularies[slot.vocabulary].open:
        return {"enum": [term.value for term in model.vocabularies[slot.vocabulary].terms]}
    return RANGES.get(slot.range, {"type": "string"})


def _or_null(value: dict[str, Any]) -> dict[str, Any]:
    """The same, or null, which says as little as leaving the name out."""
    if "enum" in value:
        return {"enum": [*value["enum"], None]}
    return {**value, "type": [value["type"], "null"]}


def _touches(relationship: Relationship, node_type: str) -> bool:
    return node_type in relationship.targets_of or node_type in relationship.targets


def _relationship(relationship: Relationship, node_type: str) -> dict[str, Any]:
    """A relationship of the record, outgoing, or with `reverse` pointing at it."""
    outgoing = relationship.targets_of.get(node_type, ())
    incoming = tuple(owner for owner, ends in relationship.targets_of.items() if node_type in ends)
    properties = {slot.alias: _or_null(RANGES.get(slot.range, {"type": "string"})) for slot in relationship.properties}
    return {
        "description": relationship.description,
        "type": "object",
        "required": ["type", "to"] if outgoing else ["type", "to", "reverse"],
        "properties": {
            "type": {"const": relationship.type},
            "to": IDENTIFIER,
            "toType": {"enum": list(dict.fromkeys(outgoing + incoming))},
            "reverse": {"type": "boolean"} if outgoing and incoming else {"const": not outgoing},
            "properties": {"type": "object", "properties": properties, "additionalProperties": False},
        },
        "additionalProperties": False,
    }
