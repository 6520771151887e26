"""The JSON Schema of the record format: what it takes and what it refuses."""

import json

import jsonschema_rs
import pytest

from graph_schema.generators.__main__ import ROOT
from graph_schema.model import NODE_TYPES, RELATIONSHIPS
from graph_schema.names import snake
from graph_schema.record import Record, Relation
from graph_schema.validation import validate


@pytest.fixture(scope="module")
def schema():
    """The committed JSON Schema."""
    return json.loads((ROOT / "docs" / "record.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def validator(schema):
    """A validator that reads it as draft 2020-12."""
    return jsonschema_rs.Draft202012Validator(schema)


RUN = {
    "type": "Run",
    "accession": "CRR000001",
    "slots": {"title": "肝", "spots": 2**63 - 1, "releaseDate": "2020-01", "attributes": [{"name": "a", "value": "b"}]},
    "relationships": [{"type": "OF_EXPERIMENT", "to": "CRX000001", "toType": "Experiment", "properties": {}}],
}


def _with(**changes):
    return {**RUN, **changes}


@pytest.mark.parametrize(
    "record",
    [
        RUN,
        {"type": "Taxon", "accession": "NCBITaxon:9606"},
        _with(slots={"accessType": "controlled", "runDate": "2012-03-01T05:06:07Z", "assemblyUrl": "https://x/y"}),
        _with(slots={"title": None, "accessType": None, "attributes": None, "spots": None, "releaseDate": None}),
        _with(slots={"fileType": "a type nobody knows"}),
        _with(relationships=[{"type": "OUTPUT_OF", "to": "CRR000001/abc", "toType": "File", "reverse": True}]),
        _with(relationships=[{"type": "XREF", "to": "GSE1", "reverse": True}]),
        {
            "type": "Experiment",
            "accession": "ERX000001",
            "relationships": [{"type": "USES_SAMPLE", "to": "ERS1", "properties": {"memberName": "a", "spots": 1}}],
        },
        {"type": "Sample", "accession": "SAMC000001", "slots": {"latitude": 39.5, "longitude": 116}},
    ],
)
def test_right_records_are_accepted(validator, record):
    """Any type, reduced dates, open vocabularies, relationships either way, properties."""
    assert validator.is_valid(record), [error.message for error in validator.iter_errors(record)]


@pytest.mark.parametrize(
    "record",
    [
        [],
        {},
        {"type": "Run"},
        {"accession": "CRR000001"},
        {"type": "Study", "accession": "X"},
        _with(accession=" "),
        _with(accession=7),
        _with(extra=1),
        _with(slots={"library_strategy": "WGS"}),
        _with(slots={"libraryStrategy": "WGS"}),
        _with(slots={"provenance": []}),
        _with(slots={"spots": 2**63}),
        _with(slots={"spots": "7"}),
        _with(slots={"spots": 7.5}),
        _with(slots={"releaseDate": "01/02/2020"}),
        _with(slots={"releaseDate": "2020-13"}),
        _with(slots={"runDate": "noon"}),
        _with(slots={"assemblyUrl": "no address"}),
        _with(slots={"accessType": "Open"}),
        _with(slots={"attributes": {"name": "a"}}),
        _with(slots={"attributes": [None]}),
        _with(slots={"attributes": [{"nam": "a"}]}),
        _with(slots={"scope": "everyone"}),
        _with(slots={"md5": "abc"}),
        {"type": "File", "accession": "F", "slots": {"md5": "xyz"}},
        _with(relationships={"type": "OF_EXPERIMENT", "to": "CRX000001"}),
        _with(relationships=[{"type": "OF_EXPERIMENT"}]),
        _with(relationships=[{"type": "OF_EXPERIMENT", "to": ""}]),
        _with(relationships=[{"type": "OF_EXPERIMENT", "to": "A", "toType": "Sample"}]),
        _with(relationships=[{"type": "USES_SAMPLE", "to": "A"}]),
        _with(relationships=[{"type": "OUTPUT_OF", "to": "A"}]),
        _with(relationships=[{"type": "OF_EXPERIMENT", "to": "A", "properties": {"spots": 1}}]),
        _with(relationships=[{"type": "OF_EXPERIMENT", "to": "A", "reverse": True}]),
        {"type": "BioProject", "accession": "A", "slots": {"submitterEmail": "a@example.org"}},
    ],
)
def test_wrong_records_are_refused(validator, record):
    """Unknown names, wrong types, patterns, closed vocabularies, ends that do not fit, personal fields."""
    assert not validator.is_valid(record)


def test_it_is_a_schema_itself(schema):
    """The file is valid JSON Schema and has a definition for each type."""
    assert jsonschema_rs.meta.is_valid(schema)
    assert set(NODE_TYPES) <= schema["$defs"].keys()


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_slots_of_the_schema_are_those_of_the_model(schema, node_type):
    """All slots but accession (beside them) and provenance (the loader's), described."""
    properties = schema["$defs"][f"{node_type}Slots"]["properties"]
    expected = {slot.name for slot in NODE_TYPES[node_type].slots} - {"accession", "provenance"}
    assert {snake(name) for name in properties} == expected
    assert all(entry["description"] for entry in properties.values())


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_relationships_of_the_schema_are_those_of_the_model(validator, node_type):
    """A relationship is accepted at a type exactly where the program accepts it."""
    for name in RELATIONSHIPS:
        for reverse in (False, True):
            record = Record(node_type, "A", {}, (Relation(name, "B", reverse=reverse),))
            line = {
                "type": node_type,
                "accession": "A",
                "relationships": [{"type": name, "to": "B", "reverse": reverse}],
            }
            assert validator.is_valid(line) is (not validate(record)), (name, reverse)
