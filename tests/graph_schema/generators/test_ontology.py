"""The OWL: it reads, bears the model's IRIs, and is free of what only our generators need."""

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef

from graph_schema.generators.__main__ import ROOT
from graph_schema.model import NODE_TYPES, RELATIONSHIPS, SLOTS, VOCABULARIES

GG = Namespace("https://w3id.org/gsagraph/vocab/")


@pytest.fixture(scope="module")
def ontology():
    """The committed ontology."""
    return Graph().parse(ROOT / "ontologies" / "vocabulary.ttl")


@pytest.mark.parametrize("name", NODE_TYPES)
def test_each_type_is_a_class_below_the_external_ones(ontology, name):
    """Our class comes with its super-classes and both descriptions."""
    assert (GG[name], RDF.type, OWL.Class) in ontology
    parents = set(ontology.objects(GG[name], RDFS.subClassOf))
    assert {URIRef(iri) for iri in NODE_TYPES[name].classes[1:]} | {GG.Node} <= parents
    node_type = NODE_TYPES[name]
    assert set(ontology.objects(GG[name], SKOS.definition)) == {
        Literal(node_type.description, lang="en"),
        Literal(node_type.description_zh, lang="zh"),
    }


def test_slots_are_datatype_properties_also_with_vocabularies(ontology):
    """A vocabulary value is a string in our RDF, so its slot is no object property."""
    for slot in SLOTS["Experiment"].values():
        if slot.structure is None and slot.name != "iri" and slot.range != "uri":
            assert list(ontology.objects(URIRef(slot.iri), RDF.type)) == [OWL.DatatypeProperty], slot.name
        if slot.vocabulary:
            assert list(ontology.objects(URIRef(slot.iri), RDFS.range)) == [XSD.string]


def test_relationships_are_object_properties_below_the_external_ones(ontology):
    """Their predicates of other vocabularies are super-properties."""
    for rel in RELATIONSHIPS.values():
        assert (GG[rel.alias], RDF.type, OWL.ObjectProperty) in ontology
        assert {URIRef(iri) for iri in rel.predicates[1:]} == set(ontology.objects(GG[rel.alias], RDFS.subPropertyOf))
        assert ((GG[rel.alias], RDF.type, OWL.SymmetricProperty) in ontology) is rel.symmetric


def test_vocabularies_are_concept_schemes(ontology):
    """Each value is a concept with its notation; no class is made of it."""
    for name, vocabulary in VOCABULARIES.items():
        assert (GG[name], RDF.type, SKOS.ConceptScheme) in ontology
        assert (GG[name], RDF.type, OWL.Class) not in ontology
        concepts = set(ontology.subjects(SKOS.inScheme, GG[name]))
        notations = {str(ontology.value(concept, SKOS.notation)) for concept in concepts}
        assert notations == {term.value for term in vocabulary.terms}


def test_concepts_know_their_terms(ontology):
    """The mapped term is a close match; Hi-C is the right one."""
    hi_c = ontology.value(None, SKOS.notation, Literal("Hi-C"))
    assert list(ontology.objects(hi_c, SKOS.closeMatch)) == [URIRef("http://purl.obolibrary.org/obo/OBI_0002440")]


def test_flags_of_the_generators_do_not_leak(ontology):
    """Facets, fillers and field names are no statements about the world."""
    used = {str(predicate) for predicate in ontology.predicates()}
    assert not {str(GG) + name for name in ("facet", "filled_by", "forward", "relationship", "code", "open")} & used
    assert not [s for s, o in ontology.subject_objects(SKOS.exactMatch) if s == o]


def test_personal_fields_are_not_published(ontology):
    """What is never stored has no place in the vocabulary either."""
    assert not list(ontology.predicate_objects(GG.submitterEmail))
    assert not list(ontology.subject_predicates(GG.submitterEmail))


def test_what_only_the_export_makes_is_declared(ontology):
    """The null flavour beside a missing reason is made for RDF; readers find what it means."""
    assert (GG.nullFlavour, RDF.type, OWL.DatatypeProperty) in ontology
    assert {text.language for text in ontology.objects(GG.nullFlavour, SKOS.definition)} == {"en", "zh"}


def test_no_blank_node_dangles(ontology):
    """Each blank node is held by exactly one statement."""
    blanks = {node for node in ontology.subjects() if isinstance(node, BNode)}
    assert all(len(list(ontology.subject_predicates(node))) == 1 for node in blanks)
