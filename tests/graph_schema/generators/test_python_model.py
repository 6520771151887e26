"""The text of the model: Python that gives the tables back."""

import ast

from graph_schema.generators.python_model import write_python_model
from graph_schema.generators.tables import build_model


def test_the_text_gives_the_tables_back(small_source):
    """Running the text makes equal tables, whatever quotes the texts hold."""
    model = build_model(small_source)
    space = {}
    exec(write_python_model(model), space)
    assert space["NODE_TYPES"] == model.node_types
    assert space["RELATIONSHIPS"] == model.relationships
    assert space["RELATION_FIELDS"] == model.relation_fields
    assert space["VOCABULARIES"] == model.vocabularies
    assert space["STRUCTURES"] == model.structures
    assert space["PREFIXES"] == model.prefixes
    assert space["PERSONAL_SLOTS"] == model.personal
    assert space["SCHEMA_VERSION"] == "9.9.9"
    assert list(space["SLOTS"]["Book"]) == ["accession", "genre", "notes"]


def test_a_slot_that_many_types_share_is_written_once(small_source):
    """Variants of a slot get numbers; equal slots are one variable."""
    text = write_python_model(build_model(small_source))
    names = [node.targets[0].id for node in ast.parse(text).body if isinstance(node, ast.Assign)]
    assert names.count("_accession") == 1
    assert [name for name in names if name.startswith("_notes")] == ["_notes", "_notes__2"]
