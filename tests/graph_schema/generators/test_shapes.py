"""The SHACL shapes: they read, they hold for right data, and they find planted faults."""

import pytest
from pyshacl import validate
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef

from graph_schema.generators.__main__ import ROOT
from graph_schema.model import NODE_TYPES, RELATIONSHIPS, STRUCTURES

GG = Namespace("https://w3id.org/gsagraph/vocab/")
SHAPES = Namespace("https://w3id.org/gsagraph/shapes/")
RIGHT = """
PREFIX gg: <https://w3id.org/gsagraph/vocab/>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
PREFIX ex: <https://example.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
ex:run a gg:Run ; dct:identifier "CRR000001" ; gg:scope "public" ; gg:spots 7 ; gg:ofExperiment ex:experiment ;
  dct:issued "2020-01"^^xsd:gYearMonth ; gg:accessType "open" ; gg:fileType "anything" ; schema:additionalProperty ex:a .
ex:a a gg:Attribute ; schema:name "a" ; schema:value "b" .
ex:experiment a gg:Experiment ; dct:identifier "CRX000001" ; gg:scope "public" ; gg:hasTerm ex:term .
ex:term a gg:OntologyTerm ; dct:identifier "OBI:0002117" ; gg:scope "public" .
"""
RUN = URIRef("https://example.org/run")


@pytest.fixture(scope="module")
def shapes():
    """The committed shapes."""
    return Graph().parse(ROOT / "ontologies" / "shapes.ttl")


def _broken_shapes(data, shapes):
    conforms, report, _ = validate(data, shacl_graph=shapes)
    assert conforms is (not list(report.subjects(RDF.type, SH.ValidationResult)))
    return {str(shape).removeprefix(str(SHAPES)) for shape in report.objects(None, SH.sourceShape)}


def test_right_data_conform(shapes):
    """Reduced dates, open vocabularies and named structures are fine."""
    assert _broken_shapes(Graph().parse(data=RIGHT, format="turtle"), shapes) == set()


@pytest.mark.parametrize(
    ("predicate", "value", "shape"),
    [
        ("http://purl.org/dc/terms/identifier", None, "Run-accession"),
        (GG.scope, Literal("everyone"), "Run-scope"),
        (GG.spots, Literal("seven"), "Run-spots"),
        (GG.accessType, Literal("Open"), "Run-accessType"),
        (GG.fileType, Literal(7), "Run-fileType"),
        (GG.ofExperiment, URIRef("https://example.org/a"), "Run-ofExperiment"),
        ("https://schema.org/additionalProperty", BNode("blank"), "Run-attributes"),
        ("http://purl.org/dc/terms/issued", Literal("soon"), "Run-releaseDate"),
    ],
)
def test_a_planted_fault_is_found_at_its_shape(shapes, predicate, value, shape):
    """Missing identity, unknown scope, wrong types, closed vocabularies, wrong ends, blank nodes."""
    data = Graph().parse(data=RIGHT, format="turtle")
    data.remove((RUN, URIRef(predicate), None))
    if value is not None:
        data.add((RUN, URIRef(predicate), value))
    assert _broken_shapes(data, shapes) == {shape}


def test_two_values_of_a_single_slot_are_found(shapes):
    """A slot to one value has at most one."""
    data = Graph().parse(data=RIGHT, format="turtle")
    data.add((RUN, GG.spots, Literal(8)))
    assert _broken_shapes(data, shapes) == {"Run-spots"}


@pytest.mark.parametrize("name", [*NODE_TYPES, *STRUCTURES])
def test_each_class_has_a_shape_with_all_its_slots(shapes, name):
    """Property shapes are named by class and slot, with the model's IRI as path."""
    shape = GG[name]
    assert (shape, SH.targetClass, GG[name]) in shapes
    slots = NODE_TYPES[name].slots if name in NODE_TYPES else STRUCTURES[name]
    expected = {(SHAPES[f"{name}-{slot.alias}"], URIRef(slot.iri)) for slot in slots}
    expected |= {
        (SHAPES[f"{name}-{rel.alias}"], GG[rel.alias]) for rel in RELATIONSHIPS.values() if name in rel.sources
    }
    found = {(prop, shapes.value(prop, SH.path)) for prop in shapes.objects(shape, SH.property)}
    assert found == expected


def test_texts_are_in_both_languages(shapes):
    """Each property shape is described in English and in Chinese."""
    for prop in shapes.objects(None, SH.property):
        assert {text.language for text in shapes.objects(prop, SH.description)} == {"en", "zh"}
