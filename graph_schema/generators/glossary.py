"""Writes `docs/glossary.md`: every term of the schema in English and Chinese, by name."""

from collections.abc import Iterator

from graph_schema.generators.tables import Model

HEAD = """# Glossary

Terms of the schema in English and Chinese. Written by `python -m graph_schema.generators`.

| term | kind | meaning | 含义 |
|---|---|---|---|
"""


def write_glossary(model: Model) -> str:
    """The text of `docs/glossary.md`."""
    rows = sorted(set(_rows(model)), key=lambda row: (row[0].lower(), row))
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _rows(model: Model) -> Iterator[tuple[str, str, str, str]]:
    for node_type in model.node_types.values():
        yield node_type.name, "node type", node_type.description, node_type.description_zh
        for slot in node_type.slots:
            yield slot.alias, "slot", slot.description, slot.description_zh
    for rel in model.relationships.values():
        yield rel.type, "relationship", rel.description, rel.description_zh
        for slot in rel.properties:
            yield slot.alias, "property", slot.description, slot.description_zh
