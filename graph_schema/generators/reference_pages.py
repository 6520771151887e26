"""Writes the generated parts of `docs/data-model.md` and the pages under `docs/reference/`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from graph_schema.definition import NodeType, Relationship, Slot, Vocabulary
from graph_schema.generators.source import ROOT_CLASS, SCHEMA_FILE, SchemaSource, annotation, chinese
from graph_schema.generators.tables import Model

DATA_MODEL = SCHEMA_FILE.parents[1] / "docs" / "data-model.md"
MARK = "<!-- below: written by python -m graph_schema.generators -->\n"
NOTICE = "Written by `python -m graph_schema.generators` from `graph_schema/gsagraph.yaml`.\n"


def write_data_model(model: Model, source: SchemaSource, page: Path = DATA_MODEL) -> str:
    """The data model page: its introduction as written by hand, and below the mark tables."""
    introduction, mark, _ = page.read_text("utf-8").partition(MARK)
    if not mark:
        raise ValueError(f"{page.name} has lost its mark: {MARK.strip()}")
    return introduction + mark + "\n" + "\n".join(_data_model_parts(model, source))


def _data_model_parts(model: Model, source: SchemaSource) -> Iterator[str]:
    yield "## Node types\n"
    yield _table(("type", "meaning", "含义", "IRIs", "GraphQL"), map(_type_row, model.node_types.values()))
    yield "## Relationships\n"
    rows = (_relationship_row(model, relationship) for relationship in model.relationships.values())
    yield _table(("type (properties)", "from → to", "forward / back", "meaning", "含义"), rows)
    yield "## Not filled yet\n"
    yield "No loader fills these so far; the source named will.\n"
    yield _table(("slot or relationship", "source that will fill it"), _unfilled(source))
    yield "## Never stored\n"
    yield "Fields of sources that name or reach a person, or are secret. A record that carries one is refused.\n"
    yield _table(("field", "of", "meaning", "含义"), _personal(source))
    yield "## Stored but not answered\n"
    yield "Access class `restricted`: kept in the store, in no answer and in no export.\n"
    yield _table(("slot", "meaning", "含义"), _restricted(model))


def write_reference(model: Model, source: SchemaSource) -> str:
    """The reference of every slot, by node type."""
    core = set(source.classes[ROOT_CLASS]["slots"])
    parts = [
        "# Reference of the schema\n",
        NOTICE,
        "Slots are snake_case in YAML, Python, SQL and Parquet, camelCase in GraphQL, Neo4j, JSON and RDF.",
        "Flags: r required · m many values · f facet · s searched by words · o pages may be ordered by it.\n",
    ]
    parts += ["## Slots of every type\n", _slot_table(source, [s for s in _first(model).slots if s.name in core])]
    for name, node_type in model.node_types.items():
        parts += [f"## {name}\n", f"{node_type.description} — {node_type.description_zh}\n"]
        parts.append(f"RDF types: {', '.join(f'`{iri}`' for iri in node_type.classes)}\n")
        parts.append(_slot_table(source, [slot for slot in node_type.slots if slot.name not in core]))
        parts.append(_table(("field", "to", "many", "meaning"), _field_rows(model, name)))
    for name, slots in model.structures.items():
        parts += [f"## {name} (part of a slot)\n", source.classes[name]["description"] + "\n"]
        parts.append(_slot_table(source, slots))
    return "\n".join(parts)


def write_vocabularies(model: Model, source: SchemaSource) -> str:
    """The reference of every vocabulary, with its terms."""
    parts = ["# Vocabularies\n", NOTICE]
    parts.append("Open vocabularies keep an unknown literal beside a finding; closed ones refuse it.\n")
    for name, vocabulary in model.vocabularies.items():
        enum = source.enums[name]
        kind = "Open." if vocabulary.open else "Closed."
        parts += [f"## {name}\n", f"{enum['description']} — {chinese(enum)}. {kind}\n", _term_table(vocabulary)]
    return "\n".join(parts)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _first(model: Model) -> NodeType:
    return next(iter(model.node_types.values()))


def _type_row(node_type: NodeType) -> tuple[str, ...]:
    link = f"[{node_type.name}](reference/schema.md#{node_type.name.lower()})"
    return link, node_type.description, node_type.description_zh, f"`{node_type.path}/…`", f"`{node_type.root}`"


def _relationship_row(model: Model, relationship: Relationship) -> tuple[str, ...]:
    properties = ", ".join(slot.alias for slot in relationship.properties)
    like = all(targets == (source,) for source, targets in relationship.targets_of.items())
    ends = f"{_names(relationship.sources, model)} → {'the same type' if like else _names(relationship.targets, model)}"
    return (
        f"`{relationship.type}`" + (f" ({properties})" if properties else ""),
        ends + (" (symmetric)" if relationship.symmetric else ""),
        " / ".join(filter(None, (_fields(model, relationship, way) for way in ("out", "both", "in")))),
        relationship.description,
        relationship.description_zh,
    )


def _names(types: tuple[str, ...], model: Model) -> str:
    return "any type" if len(types) == len(model.node_types) else ", ".join(types)


def _fields(model: Model, relationship: Relationship, direction: str) -> str:
    fields = (field for owned in model.relation_fields.values() for field in owned.values())
    found = {f.name for f in fields if f.direction == direction and relationship.type in f.relationships}
    return ", ".join(f"`{name}`" for name in sorted(found))


def _unfilled(source: SchemaSource) -> Iterator[tuple[str, ...]]:
    for name, slot in source.slots.items():
        if annotation(slot, "will_be_filled_by", None):
            yield f"`{annotation(slot, 'relationship', name)}`", annotation(slot, "will_be_filled_by", "")


def _personal(source: SchemaSource) -> Iterator[tuple[str, ...]]:
    for name, slot in source.personal_slots():
        owners = ", ".join(annotation(slot, "personal_in", "").split())
        yield f"`{name}`", owners, slot["description"], chinese(slot)


def _restricted(model: Model) -> Iterator[tuple[str, ...]]:
    for node_type in model.node_types.values():
        for slot in node_type.slots:
            if slot.access == "restricted":
                yield f"`{node_type.name}.{slot.name}`", slot.description, slot.description_zh


def _slot_table(source: SchemaSource, slots: Iterable[Slot]) -> str:
    heads = ("slot", "GraphQL", "range", "flags", "meaning", "含义", "IRI", "filled by")
    return _table(heads, (_slot_row(source, slot) for slot in slots))


def _slot_row(source: SchemaSource, slot: Slot) -> tuple[str, ...]:
    definition = source.slots[slot.name]
    filled = annotation(definition, "filled_by", "")
    return (
        f"`{slot.name}`",
        f"`{slot.alias}`",
        _range(slot),
        _flags(slot),
        slot.description,
        slot.description_zh,
        f"`{definition['slot_uri']}`",
        filled or f"not yet: {annotation(definition, 'will_be_filled_by', '')}",
    )


def _range(slot: Slot) -> str:
    if slot.vocabulary:
        return f"[{slot.vocabulary}](vocabularies.md#{slot.vocabulary.lower()})"
    return slot.structure or slot.range


def _flags(slot: Slot) -> str:
    flags = {"r": slot.required, "m": slot.many, "f": slot.facet, "s": slot.search, "o": slot.sort_key}
    shown = "".join(letter for letter, is_set in flags.items() if is_set)
    return shown if slot.access == "public" else f"{shown} {slot.access}".strip()


def _field_rows(model: Model, owner: str) -> Iterator[tuple[str, ...]]:
    for field in model.relation_fields[owner].values():
        yield f"`{field.name}`", _names(field.targets, model), "yes" if field.many else "one", field.description


def _term_table(vocabulary: Vocabulary) -> str:
    rows = ((f"`{t.value}`", t.iri or "", t.description, t.description_zh) for t in vocabulary.terms)
    return _table(("value", "term", "meaning", "含义"), rows)
