"""Nodes and relationships as statements: pieces of what is said of one subject, in a fixed order.

A `Piece` holds a subject, a rank, and lines of `<predicate> object` in N-Triples. The templates are
made once per node type from `graph_schema.model`; only slots of access class `public` are in them.
How pieces become a file of one format is in `exports.rdf.formats`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

import orjson

from exports.rdf.terms import RDF_TYPE, RDFS_LABEL, Encoder, encoder, iri, text
from graph_schema.definition import Relationship, Slot
from graph_schema.iri import DEFAULT_BASE, base_iri, node_iri
from graph_schema.model import NODE_TYPES, RELATIONSHIPS, STRUCTURES
from graph_schema.vocabulary import null_flavour
from graph_store.protocol import Edge

VOCAB = DEFAULT_BASE + "vocab/"
ATTRIBUTE = VOCAB + "attr/"
EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SSSOM_MAPPING = "https://w3id.org/sssom/Mapping"
PROPERTY_VALUE = "https://schema.org/PropertyValue"
SEPARATOR = b"\x01"
"""Between the lines of a piece: a sign that no term holds unescaped."""

_IDENTITY = frozenset({"SAME_INDIVIDUAL", "SAME_SAMPLE", "MIRROR_OF"})
_NOT_WRITTEN = frozenset({"iri"})


class Piece(NamedTuple):
    """Part of what is said of a subject: lines of `<predicate> object`; pieces go by rank."""

    subject: str
    rank: int
    lines: bytes


class _SlotTemplate(NamedTuple):
    place: int
    predicate: bytes
    encode: Encoder
    many: bool


class _StructureTemplate(NamedTuple):
    slot: str
    structure: str
    predicate: bytes
    classes: bytes
    parts: tuple[tuple[str, bytes, Encoder], ...]


class Template(NamedTuple):
    """What is written of each node of a type: its classes, its label, its slots, its structures."""

    classes: bytes
    label: str | None
    slots: Mapping[str, _SlotTemplate]
    structures: tuple[_StructureTemplate, ...]


def _line(predicate: str, term: bytes) -> bytes:
    return iri(predicate) + b" " + term


def _types(classes: Iterable[str]) -> bytes:
    return SEPARATOR.join(_line(RDF_TYPE, iri(name)) for name in classes)


@cache
def template(node_type: str) -> Template:
    """The template of a node type, made from the model's public slots."""
    definition = NODE_TYPES[node_type]
    public = [slot for slot in definition.slots if slot.access == "public" and slot.name not in _NOT_WRITTEN]
    titled = next((slot for slot in public if slot.name == definition.title_slot), None)
    return Template(
        _types(definition.classes),
        titled.name if titled and titled.iri != RDFS_LABEL else None,
        {
            slot.name: _SlotTemplate(place, iri(slot.iri) + b" ", encoder(slot), slot.many)
            for place, slot in enumerate(public)
            if not slot.structure
        },
        tuple(_structure(slot, slot.structure) for slot in public if slot.structure),
    )


def _structure(slot: Slot, structure: str) -> _StructureTemplate:
    parts = tuple(
        (part.alias, iri(part.iri) + b" ", encoder(part)) for part in STRUCTURES[structure] if part.access == "public"
    )
    classes = (VOCAB + structure, *((PROPERTY_VALUE,) if structure == "Attribute" else ()))
    return _StructureTemplate(slot.name, structure, iri(slot.iri) + b" ", _types(classes), parts)


def node_pieces(node_type: str, slots: Mapping[str, Any]) -> list[Piece]:
    """The pieces of one node: itself, and the IRI-named nodes of its structures."""
    form = template(node_type)
    subject = node_iri(node_type, slots["accession"])
    lines = [form.classes, *_slot_lines(form, slots)]
    links: list[Piece] = []
    for structure in form.structures:
        for element in slots.get(structure.slot) or ():
            said, link = _element(subject, structure, element)
            lines.extend(said)
            links.extend(link)
    return [Piece(subject, 0, SEPARATOR.join(dict.fromkeys(lines))), *dict.fromkeys(links)]


def _slot_lines(form: Template, slots: Mapping[str, Any]) -> Iterator[bytes]:
    label = slots.get(form.label) if form.label else None
    if label:
        yield _line(RDFS_LABEL, text(label))
    present = [(form.slots[name], value) for name, value in slots.items() if name in form.slots and value is not None]
    for (_, predicate, encode, many), value in sorted(present, key=_place):
        for one in value if many else (value,):
            yield predicate + encode(one)


def _place(present: tuple[_SlotTemplate, Any]) -> int:
    return present[0].place


def _element(subject: str, form: _StructureTemplate, element: Mapping[str, Any]) -> tuple[list[bytes], list[Piece]]:
    """What an element of a structure adds to its node, and the node of its own that it may need.

    Attributes are written as one property each; only those with a unit or a term get a node too.
    """
    compact = []
    if form.structure == "Attribute" and element.get("name") and element.get("value") is not None:
        compact = [_line(ATTRIBUTE + quote(str(element["name"]), safe=""), text(element["value"]))]
        if not (element.get("unit") or element.get("term")):
            return compact, []
    link = link_iri(subject, form.slot, orjson.dumps(element, option=orjson.OPT_SORT_KEYS).decode())
    said = [
        predicate + encode(element[alias]) for alias, predicate, encode in form.parts if element.get(alias) is not None
    ]
    if form.structure == "MissingReason":
        said.append(_line(VOCAB + "nullFlavour", text(null_flavour(str(element.get("reason", ""))))))
    return [*compact, form.predicate + iri(link)], [Piece(link, 0, SEPARATOR.join([form.classes, *said]))]


def link_iri(*parts: str) -> str:
    """The IRI of a node that only joins others, named by a hash of its parts."""
    told = "\x1f".join(parts).encode("utf-8", "replace")
    return f"{base_iri()}link/{hashlib.blake2b(told, digest_size=16).hexdigest()}"


@cache
def _ranks() -> dict[str, int]:
    """The place of each predicate of relationships, in the model's order."""
    walked = (p for known in RELATIONSHIPS.values() for p in (*known.predicates, *_inverses(known)))
    return {predicate: place for place, predicate in enumerate(dict.fromkeys(walked), start=1)}


def _inverses(known: Relationship) -> list[str]:
    return [*known.inverse_predicates, *(p for own in known.inverse_predicates_of.values() for p in own)]


def forward_pieces(edge: Edge, *, public: bool = True) -> list[Piece]:
    """What a relationship says of its source, and the node of its properties where it has any.

    A plain `skos:exactMatch` is written only where both ends are `public`.
    """
    source, target = node_iri(edge.source_type, edge.source), node_iri(edge.target_type, edge.target)
    predicates = [p for p in RELATIONSHIPS[edge.type].predicates if public or p != EXACT_MATCH]
    pieces = [Piece(source, _ranks()[predicate], _line(predicate, iri(target))) for predicate in predicates]
    said = _property_lines(edge)
    return [*pieces, _link(edge, source, target, said)] if said else pieces


def inverse_pieces(edge: Edge) -> list[Piece]:
    """What a relationship says of its target, where both directions are written."""
    known = RELATIONSHIPS[edge.type]
    predicates = known.inverse_predicates_of.get(edge.source_type, known.inverse_predicates)
    source, target = node_iri(edge.source_type, edge.source), node_iri(edge.target_type, edge.target)
    return [Piece(target, _ranks()[predicate], _line(predicate, iri(source))) for predicate in predicates]


def _property_lines(edge: Edge) -> list[bytes]:
    known = [slot for slot in RELATIONSHIPS[edge.type].properties if slot.access == "public"]
    return [
        iri(slot.iri) + b" " + encoder(slot)(value)
        for slot in known
        for value in _values(slot, edge.properties.get(slot.name))
    ]


def _values(slot: Slot, value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if slot.many else (value,)


def _link(edge: Edge, source: str, target: str, said: Sequence[bytes]) -> Piece:
    classes = [RDF + "Statement", *([SSSOM_MAPPING] if edge.type in _IDENTITY else [])]
    lines = [
        _types(classes),
        _line(RDF + "subject", iri(source)),
        _line(RDF + "predicate", iri(RELATIONSHIPS[edge.type].predicates[0])),
        _line(RDF + "object", iri(target)),
        *said,
    ]
    return Piece(link_iri(edge.type, source, target), 0, SEPARATOR.join(lines))
