"""What RDF says of nodes and relationships, told by rdflib from the model, without our templates."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import orjson
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph_schema.definition import Slot
from graph_schema.iri import node_iri
from graph_schema.model import NODE_TYPES, RELATIONSHIPS, STRUCTURES
from graph_store.protocol import Edge

BASE = "https://w3id.org/gsagraph/"
GG = BASE + "vocab/"
FLAVOURS = {
    "not applicable": "NA",
    "not collected": "NASK",
    "restricted access": "MSK",
    "missing: human-identifiable": "MSK",
}
IDENTITY = ("SAME_INDIVIDUAL", "SAME_SAMPLE", "MIRROR_OF")
PARTIAL = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def node_graph(node_type: str, slots: Mapping[str, Any]) -> Graph:
    """The triples of one node."""
    graph = Graph()
    definition = NODE_TYPES[node_type]
    subject = URIRef(node_iri(node_type, slots["accession"]))
    for name in definition.classes:
        graph.add((subject, RDF.type, URIRef(name)))
    if slots.get(definition.title_slot):
        graph.add((subject, RDFS.label, plain(slots[definition.title_slot])))
    for slot in definition.slots:
        value = slots.get(slot.name)
        if value is None or slot.access != "public" or slot.name == "iri":
            continue
        for one in value if slot.many else [value]:
            add_value(graph, subject, slot, one)
    return graph


def add_value(graph: Graph, subject: URIRef, slot: Slot, value: Any) -> None:
    """One value of one slot."""
    if slot.structure is None:
        graph.add((subject, URIRef(slot.iri), term(slot, value)))
        return
    if slot.structure == "Attribute" and value.get("name") and value.get("value") is not None:
        graph.add((subject, URIRef(GG + "attr/" + quote(value["name"], safe="")), plain(value["value"])))
        if not value.get("unit") and not value.get("term"):
            return
    text = orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    link = link_of(str(subject), slot.name, text)
    graph.add((subject, URIRef(slot.iri), link))
    graph.add((link, RDF.type, URIRef(GG + slot.structure)))
    if slot.structure == "Attribute":
        graph.add((link, RDF.type, URIRef("https://schema.org/PropertyValue")))
    if slot.structure == "MissingReason":
        graph.add((link, URIRef(GG + "nullFlavour"), Literal(FLAVOURS.get(value["reason"], "NI"))))
    for part in STRUCTURES[slot.structure]:
        if value.get(part.alias) is not None:
            graph.add((link, URIRef(part.iri), term(part, value[part.alias])))


def edge_graph(edge: Edge) -> Graph:
    """The triples of one relationship between public nodes."""
    graph = Graph()
    known = RELATIONSHIPS[edge.type]
    source = URIRef(node_iri(edge.source_type, edge.source))
    target = URIRef(node_iri(edge.target_type, edge.target))
    for predicate in known.predicates:
        graph.add((source, URIRef(predicate), target))
    for predicate in known.inverse_predicates_of.get(edge.source_type, known.inverse_predicates):
        graph.add((target, URIRef(predicate), source))
    said = [
        (slot, edge.properties[slot.name]) for slot in known.properties if edge.properties.get(slot.name) is not None
    ]
    if said:
        link = link_of(edge.type, str(source), str(target))
        graph.add((link, RDF.type, RDF.Statement))
        if edge.type in IDENTITY:
            graph.add((link, RDF.type, URIRef("https://w3id.org/sssom/Mapping")))
        graph.add((link, RDF.subject, source))
        graph.add((link, RDF.predicate, URIRef(known.predicates[0])))
        graph.add((link, RDF.object, target))
        for slot, value in said:
            for one in value if slot.many else [value]:
                graph.add((link, URIRef(slot.iri), term(slot, one)))
    return graph


def whole_graph(nodes: Iterable[tuple[str, Mapping[str, Any]]], edges: Iterable[Edge]) -> Graph:
    """The triples of nodes and relationships."""
    graph = Graph()
    for node_type, slots in nodes:
        graph += node_graph(node_type, slots)
    for edge in edges:
        graph += edge_graph(edge)
    return graph


def link_of(*parts: str) -> URIRef:
    """The IRI of a link node."""
    return URIRef(BASE + "link/" + hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest())


def plain(value: Any) -> Literal:
    """A plain literal, NFC."""
    return Literal(unicodedata.normalize("NFC", str(value)))


def term(slot: Slot, value: Any) -> Node:
    """A value as the slot's range has it."""
    if slot.range == "integer":
        size = slot.iri == "http://www.w3.org/ns/dcat#byteSize"
        return Literal(str(value), datatype=XSD.nonNegativeInteger if size else XSD.integer)
    if slot.range == "float":
        return Literal(float(value))
    if slot.range == "boolean":
        return Literal(bool(value))
    if slot.range in ("date", "datetime"):
        return time(str(value))
    if slot.range == "uri":
        return address(str(value))
    return plain(value)


def time(text: str) -> Node:
    """A date, month, year or time; plain text where it is none."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        try:
            datetime.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
        except ValueError:
            return plain(text)
        return Literal(text, datatype=PARTIAL[len(text)])
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return plain(text)
    return Literal(moment.astimezone(UTC) if moment.tzinfo else moment)


def address(text: str) -> Node:
    """An absolute address as IRI."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S", text.strip()):
        return URIRef(re.sub(r'[\x00-\x20<>"{}|\\^`\x7f]', lambda sign: f"%{ord(sign[0]):02X}", text.strip()))
    return Literal(unicodedata.normalize("NFC", text.strip()), datatype=XSD.anyURI)


def triples(graph: Graph) -> set[tuple[Node, Node, Node]]:
    """The graph as a set; it holds no blank nodes, so equality of sets is equality of graphs."""
    return set(graph)
