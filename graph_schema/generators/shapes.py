"""Writes `ontologies/shapes.ttl`: LinkML's SHACL, adapted.

Property shapes get names, texts their Chinese, and vocabularies, dates and structures are as our RDF
has them.
"""

from pathlib import Path

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph_schema.definition import Slot
from graph_schema.generators.linkml_outputs import linkml_shapes
from graph_schema.generators.tables import Model
from graph_schema.generators.turtle import texts, write_turtle

SHAPES = "https://w3id.org/gsagraph/shapes/"
DATE_TYPES = (XSD.date, XSD.gYearMonth, XSD.gYear)
BYTE_SIZE = "http://www.w3.org/ns/dcat#byteSize"  # DCAT 3 asks for xsd:nonNegativeInteger
CLASS_OF_ALL = "https://w3id.org/gsagraph/vocab/Node"


def write_shapes(model: Model, schema_file: Path) -> str:
    """The text of `ontologies/shapes.ttl`."""
    graph = linkml_shapes(schema_file)
    graph.remove((None, SH.ignoredProperties, None))
    graph.remove((URIRef(CLASS_OF_ALL), None, None))  # abstract: its slots are in the shape of each type
    for name, slots in _slots_by_class(model).items():
        shape = next(shape for shape in graph.subjects(RDF.type, SH.NodeShape) if str(shape).endswith(f"/{name}"))
        _describe_class(graph, shape, model, name)
        for prop in list(graph.objects(shape, SH.property)):
            slot = slots.get(str(graph.value(prop, SH.path)))
            alias = _adapt(graph, prop, slot, model)
            _rename(graph, shape, prop, URIRef(f"{SHAPES}{name}-{alias}"))
    return write_turtle(_reachable(graph), {**model.prefixes, "sh": str(SH), "shapes": SHAPES})


def _slots_by_class(model: Model) -> dict[str, dict[str, Slot]]:
    """Slots by class and IRI, of node types and structures."""
    classes = {name: node_type.slots for name, node_type in model.node_types.items()} | model.structures
    return {name: {slot.iri: slot for slot in slots} for name, slots in classes.items()}


def _describe_class(graph: Graph, shape: Node, model: Model, name: str) -> None:
    node_type = model.node_types.get(name)
    if node_type is not None:
        graph.remove((shape, RDFS.comment, None))
        for text in texts(node_type.description, node_type.description_zh):
            graph.add((shape, RDFS.comment, text))


def _adapt(graph: Graph, prop: Node, slot: Slot | None, model: Model) -> str:
    """Describe and adapt the shape of a slot, or of a relationship where there is none; its alias."""
    alias = slot.alias if slot else str(graph.value(prop, SH.path)).rsplit("/", 1)[-1]
    described = slot or next(rel for rel in model.relationships.values() if rel.alias == alias)
    graph.remove((prop, SH.description, None))
    for text in texts(described.description, described.description_zh):
        graph.add((prop, SH.description, text))
    graph.add((prop, SH.name, Literal(alias)))
    if slot is None:
        graph.remove((prop, SH["class"], URIRef(CLASS_OF_ALL)))
    else:
        _adapt_slot(graph, prop, slot, model)
    return alias


def _adapt_slot(graph: Graph, prop: Node, slot: Slot, model: Model) -> None:
    if slot.structure:
        graph.set((prop, SH.nodeKind, SH.IRI))
    elif slot.iri == BYTE_SIZE:
        graph.set((prop, SH.datatype, XSD.nonNegativeInteger))
    elif slot.range == "date":
        graph.remove((prop, SH.datatype, None))
        graph.add((prop, SH["or"], _list(graph, [_constraint(graph, SH.datatype, kind) for kind in DATE_TYPES])))
    elif slot.vocabulary:
        graph.remove((prop, SH["in"], None))
        graph.add((prop, SH.datatype, XSD.string))
        vocabulary = model.vocabularies[slot.vocabulary]
        if not vocabulary.open:
            graph.add((prop, SH["in"], _list(graph, [Literal(term.value) for term in vocabulary.terms])))


def _constraint(graph: Graph, predicate: URIRef, value: Node) -> Node:
    node = BNode()
    graph.add((node, predicate, value))
    return node


def _list(graph: Graph, members: list[Node]) -> Node:
    return Collection(graph, BNode(), members).uri


def _rename(graph: Graph, shape: Node, prop: Node, name: URIRef) -> None:
    for predicate, value in list(graph.predicate_objects(prop)):
        graph.add((name, predicate, value))
    graph.remove((prop, None, None))
    graph.remove((shape, SH.property, prop))
    graph.add((shape, SH.property, name))


def _reachable(graph: Graph) -> Graph:
    """The graph without blank nodes that nothing refers to any more."""
    kept = Graph()
    waiting: list[Node] = [node for node in set(graph.subjects()) if isinstance(node, URIRef)]
    while waiting:
        node = waiting.pop()
        for predicate, value in graph.predicate_objects(node):
            kept.add((node, predicate, value))
            if isinstance(value, BNode):
                waiting.append(value)
    return kept
