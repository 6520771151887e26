"""Writes `ontologies/vocabulary.ttl`: LinkML's OWL, adapted.

Our flags are taken out; Chinese texts, external super-classes and super-properties are put in;
vocabularies are SKOS concept schemes beside string properties.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph_schema.definition import Relationship, Slot, Vocabulary
from graph_schema.generators.linkml_outputs import linkml_ontology
from graph_schema.generators.source import SchemaSource, annotation, chinese
from graph_schema.generators.tables import Model
from graph_schema.generators.turtle import texts, write_turtle


def write_ontology(model: Model, source: SchemaSource, schema_file: Path) -> str:
    """The text of `ontologies/vocabulary.ttl`."""
    graph = linkml_ontology(schema_file)
    gg = source.prefixes["gg"]
    _drop_enums(graph, gg, model.vocabularies)
    _drop_flags(graph, gg, _annotation_names(source))
    for _, personal in source.personal_slots():
        _remove(graph, URIRef(source.expand(personal["slot_uri"])))
    for declared in source.slots.values():
        if annotation(declared, "derived", default=False):
            _describe(graph, URIRef(source.expand(declared["slot_uri"])), declared["description"], chinese(declared))
    for name in source.classes:
        _describe(graph, URIRef(gg + name), source.classes[name]["description"], chinese(source.classes[name]))
    for node_type in model.node_types.values():
        for parent in node_type.classes[1:]:
            graph.add((URIRef(node_type.classes[0]), RDFS.subClassOf, URIRef(parent)))
    for slot in _all_slots(model):
        _state_slot(graph, slot)
    for relationship in model.relationships.values():
        _state_relationship(graph, gg, relationship)
    for vocabulary in model.vocabularies.values():
        _state_vocabulary(graph, gg, vocabulary, source)
    return write_turtle(graph, {**model.prefixes, "owl": str(OWL)})


def _annotation_names(source: SchemaSource) -> set[str]:
    definitions = [*source.classes.values(), *source.slots.values(), *source.enums.values()]
    return {name for definition in definitions for name in definition.get("annotations", ())}


def _drop_flags(graph: Graph, gg: str, names: Iterable[str]) -> None:
    """Take out our annotations and links of a thing to itself: they say nothing in OWL."""
    for name in names:
        graph.remove((None, URIRef(gg + name), None))
    for subject, value in list(graph.subject_objects(SKOS.exactMatch)):
        if subject == value:
            graph.remove((subject, SKOS.exactMatch, value))


def _drop_enums(graph: Graph, gg: str, vocabularies: Mapping[str, Vocabulary]) -> None:
    """Take out the classes LinkML makes of vocabularies and of their values, and what restricts to them."""
    for name in vocabularies:
        enum = URIRef(gg + name)
        for value in [*graph.subjects(RDFS.subClassOf, enum), enum]:
            _remove(graph, value)
        for restriction in list(graph.subjects(OWL.allValuesFrom, enum)):
            graph.remove((None, None, restriction))
            _remove(graph, restriction)


def _remove(graph: Graph, node: Node) -> None:
    """Take out a node with the blank nodes that only it holds."""
    held = [value for value in graph.objects(node) if isinstance(value, BNode)]
    graph.remove((node, None, None))
    for value in held:
        _remove(graph, value)


def _all_slots(model: Model) -> Iterable[Slot]:
    groups = [node_type.slots for node_type in model.node_types.values()]
    groups += [*model.structures.values(), *(rel.properties for rel in model.relationships.values())]
    return dict.fromkeys(slot for group in groups for slot in group)


def _state_slot(graph: Graph, slot: Slot) -> None:
    subject = URIRef(slot.iri)
    if slot.vocabulary:
        graph.remove((subject, RDF.type, None))
        graph.add((subject, RDF.type, OWL.DatatypeProperty))
        graph.set((subject, RDFS.range, XSD.string))
    _describe(graph, subject, slot.description, slot.description_zh)
    graph.set((subject, RDFS.label, Literal(slot.alias)))
    graph.remove((subject, SKOS.prefLabel, None))


def _state_relationship(graph: Graph, gg: str, relationship: Relationship) -> None:
    subject = URIRef(gg + relationship.alias)
    _describe(graph, subject, relationship.description, relationship.description_zh)
    graph.set((subject, RDFS.label, Literal(relationship.alias)))
    graph.remove((subject, SKOS.prefLabel, None))
    for predicate in relationship.predicates[1:]:
        graph.add((subject, RDFS.subPropertyOf, URIRef(predicate)))


def _describe(graph: Graph, subject: Node, english: str, chinese_text: str) -> None:
    graph.remove((subject, SKOS.definition, None))
    for text in texts(english, chinese_text):
        graph.add((subject, SKOS.definition, text))


def _state_vocabulary(graph: Graph, gg: str, vocabulary: Vocabulary, source: SchemaSource) -> None:
    scheme = URIRef(gg + vocabulary.name)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    enum = source.enums[vocabulary.name]
    _describe(graph, scheme, enum["description"], chinese(enum))
    for term in vocabulary.terms:
        concept = URIRef(f"{scheme}#{quote(term.value, safe='')}")
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, SKOS.notation, Literal(term.value)))
        _describe(graph, concept, term.description, term.description_zh)
        if term.iri:
            graph.add((concept, SKOS.closeMatch, URIRef(term.iri)))
