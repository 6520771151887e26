"""Writes `ontologies/context.jsonld`: LinkML's context with vocabulary slots as plain strings."""

import json
from pathlib import Path

from graph_schema.generators.linkml_outputs import linkml_context
from graph_schema.generators.source import SchemaSource
from graph_schema.generators.tables import Model


def write_context(model: Model, source: SchemaSource, schema_file: Path) -> str:
    """The text of `ontologies/context.jsonld`; terms are the camelCase names, `iri` is `@id`."""
    context = linkml_context(schema_file)
    for _, personal in source.personal_slots():
        context.pop(personal["alias"])
    for node_type in model.node_types.values():
        for slot in node_type.slots:
            if slot.vocabulary:
                context[slot.alias].pop("@context", None)
    ordered = {"@version": 1.1, "type": "@type", **dict(sorted(context.items()))}
    return json.dumps({"@context": ordered}, indent=1, ensure_ascii=False) + "\n"
