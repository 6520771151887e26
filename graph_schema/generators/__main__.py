"""Write every file that follows from the schema, or with `--check` tell which are stale (exit 1)."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from graph_schema.generators.er_diagram import write_er_diagram
from graph_schema.generators.glossary import write_glossary
from graph_schema.generators.jsonld_context import write_context
from graph_schema.generators.neo4j_indexes import write_neo4j_indexes
from graph_schema.generators.ontology import write_ontology
from graph_schema.generators.python_model import write_python_model
from graph_schema.generators.record_schema import write_record_schema
from graph_schema.generators.reference_pages import write_data_model, write_reference, write_vocabularies
from graph_schema.generators.shapes import write_shapes
from graph_schema.generators.source import SCHEMA_FILE, SchemaSource, read_schema
from graph_schema.generators.sqlite_tables import write_sqlite_tables
from graph_schema.generators.tables import Model, build_model

ROOT = SCHEMA_FILE.parents[1]


OUTPUTS: Mapping[str, Callable[[Model, SchemaSource], str]] = {
    "graph_schema/model.py": lambda model, _: write_python_model(model),
    "graph_store/sqlite/schema.sql": lambda model, _: write_sqlite_tables(model),
    "graph_store/neo4j/schema.cypher": lambda model, _: write_neo4j_indexes(model),
    "ontologies/context.jsonld": lambda model, source: write_context(model, source, SCHEMA_FILE),
    "ontologies/shapes.ttl": lambda model, _: write_shapes(model, SCHEMA_FILE),
    "ontologies/vocabulary.ttl": lambda model, source: write_ontology(model, source, SCHEMA_FILE),
    "docs/record.schema.json": lambda model, _: write_record_schema(model, SCHEMA_FILE),
    "docs/data-model.svg": lambda model, _: write_er_diagram(model),
    "docs/data-model.md": write_data_model,
    "docs/reference/schema.md": write_reference,
    "docs/reference/vocabularies.md": write_vocabularies,
    "docs/glossary.md": lambda model, _: write_glossary(model),
}
"""The writer of each generated file, by its path below the checkout."""


def outputs() -> Iterator[tuple[str, str]]:
    """Path below the checkout and text of each generated file."""
    source = read_schema()
    model = build_model(source)
    return ((name, write(model, source)) for name, write in OUTPUTS.items())


def stale(files: Iterator[tuple[str, str]], root: Path) -> list[str]:
    """The files whose text is another than the one given, or that are not there."""
    return [name for name, text in files if not (root / name).is_file() or (root / name).read_text("utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m graph_schema.generators", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is stale")
    if parser.parse_args(arguments).check:
        old = stale(outputs(), ROOT)
        sys.stderr.writelines(f"stale: {name} (run python -m graph_schema.generators)\n" for name in old)
        return 1 if old else 0
    for name, text in outputs():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
