"""The JSON-LD context: names expand to the IRIs of the model."""

import json

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.plugins.shared.jsonld.context import Context

from graph_schema.generators.__main__ import ROOT
from graph_schema.model import NODE_TYPES, RELATIONSHIPS


@pytest.fixture(scope="module")
def context():
    """The committed context, as JSON."""
    return json.loads((ROOT / "ontologies" / "context.jsonld").read_text("utf-8"))


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_names_expand_to_the_same_iris_as_in_the_model(context, node_type):
    """For types, slots and relationships; `iri` is the subject itself."""
    read = Context(context["@context"])
    assert read.expand(node_type) == NODE_TYPES[node_type].classes[0]
    for slot in NODE_TYPES[node_type].slots:
        assert read.expand(slot.alias) == ("@id" if slot.name == "iri" else slot.iri)
    for rel in RELATIONSHIPS.values():
        assert read.expand(rel.alias) == rel.predicates[0]


def test_personal_fields_have_no_name_in_the_context(context):
    """What is never stored is not offered to writers of JSON."""
    assert not {"submitterEmail", "applicantName", "birthDate"} & context["@context"].keys()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_record_in_json_becomes_triples(context):
    """Vocabulary values are plain literals, relationships are links, numbers and dates are typed."""
    document = {
        **context,
        "iri": "https://w3id.org/gsagraph/run/CRR000001",
        "type": "Run",
        "accession": "CRR000001",
        "accessType": "open",
        "releaseDate": "2020-01-02",
        "spots": 7,
        "ofExperiment": "https://w3id.org/gsagraph/experiment/CRX000001",
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    run, gg = URIRef(document["iri"]), "https://w3id.org/gsagraph/vocab/"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert set(graph) == {
        (run, RDF.type, URIRef(gg + "Run")),
        (run, URIRef("http://purl.org/dc/terms/identifier"), Literal("CRR000001")),
        (run, URIRef(gg + "accessType"), Literal("open")),
        (run, URIRef("http://purl.org/dc/terms/issued"), Literal("2020-01-02", datatype=URIRef(xsd + "date"))),
        (run, URIRef(gg + "spots"), Literal(7)),
        (run, URIRef(gg + "ofExperiment"), URIRef("https://w3id.org/gsagraph/experiment/CRX000001")),
    }
