"""What LinkML's own generators make of the schema, with the flags that fit; all without dates.

They see the same YAML files as `source`; the passes in `jsonld_context`, `shapes`, `ontology` and
`record_schema` add what LinkML leaves out: Chinese texts and vocabularies as plain strings.
"""

import json
from pathlib import Path
from typing import Any

from linkml.generators.jsonldcontextgen import ContextGenerator
from linkml.generators.jsonschemagen import JsonSchemaGenerator
from linkml.generators.owlgen import OwlSchemaGenerator
from linkml.generators.shaclgen import ShaclGenerator
from rdflib import Graph


def linkml_context(schema_file: Path) -> dict[str, Any]:
    """The JSON-LD context, by term."""
    text = ContextGenerator(str(schema_file), metadata=False).serialize()
    context: dict[str, Any] = json.loads(text)["@context"]
    return context


def linkml_shapes(schema_file: Path) -> Graph:
    """The SHACL shapes, open to further properties."""
    text = ShaclGenerator(str(schema_file), metadata=False, closed=False, default_language="en").serialize()
    return Graph().parse(data=text, format="turtle")


def linkml_ontology(schema_file: Path) -> Graph:
    """The OWL classes and properties, with the IRIs the shapes use."""
    generator = OwlSchemaGenerator(
        str(schema_file),
        metadata=False,
        use_native_uris=False,
        metaclasses=False,
        type_objects=False,
        consolidate_cardinality_axioms=True,
        skip_vacuous_min_zero_cardinality_axioms=True,
        skip_vacuous_local_range_axioms=True,
    )
    return Graph().parse(data=generator.serialize(), format="turtle")


def linkml_json_definitions(schema_file: Path) -> dict[str, Any]:
    """The JSON Schema definitions of all classes, by name."""
    definitions: dict[str, Any] = json.loads(JsonSchemaGenerator(str(schema_file), metadata=False).serialize())["$defs"]
    return definitions
