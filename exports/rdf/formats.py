"""N-Triples, Turtle and JSON-LD from sorted pieces, as streams of bytes.

Each format is a head, one block per subject, what stands between blocks, and a tail. Very long
subjects are told in several blocks, so that memory does not grow with them. All three say the same
triples; no blank node occurs in any.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple

import orjson

from exports.rdf.statements import ATTRIBUTE, SEPARATOR, Piece
from exports.rdf.terms import RDF_TYPE, XSD, iri
from graph_schema.model import PREFIXES

LINES_PER_BLOCK = 5_000

NAMESPACES: dict[str, str] = {
    **PREFIXES,
    "attr": ATTRIBUTE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
}
"""Prefixes written into Turtle and JSON-LD."""

_TYPE = iri(RDF_TYPE)
_LOCAL = rb"([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)"
_LITERAL = re.compile(rb'("(?:[^"\\]|\\.)*")(?:\^\^(<[^>]*>))?')
_INTEGER, _BOOLEAN = iri(XSD + "integer"), iri(XSD + "boolean")


class Format(NamedTuple):
    """One format: its name and media type, and how a file of it begins, goes on and ends."""

    name: str
    media_type: str
    head: bytes
    between: bytes
    tail: bytes


def _prefix_lines() -> bytes:
    return b"".join(b"@prefix %b: %b .\n" % (name.encode(), iri(start)) for name, start in sorted(NAMESPACES.items()))


def _prefix(start: str) -> str | dict[str, str | bool]:
    """A namespace in a JSON-LD context; one that ends in no delimiter must say that it is a prefix."""
    return start if start.endswith(("/", "#")) else {"@id": start, "@prefix": True}


def formats() -> dict[str, Format]:
    """The formats by name."""
    context = orjson.dumps({name: _prefix(start) for name, start in sorted(NAMESPACES.items())})
    return {
        "nt": Format("nt", "application/n-triples", b"", b"", b""),
        "ttl": Format("ttl", "text/turtle", _prefix_lines() + b"\n", b"\n", b""),
        "jsonld": Format(
            "jsonld", "application/ld+json", b'{"@context":' + context + b',"@graph":[\n', b",\n", b"\n]}\n"
        ),
    }


class Block(NamedTuple):
    """The bytes of one subject, and how many triples they say."""

    data: bytes
    triples: int
    starts_subject: bool


def blocks(pieces: Iterable[Piece], name: str) -> Iterator[Block]:
    """The blocks of sorted pieces in a format; join them with its `between`."""
    render = _RENDERERS[name]
    for subject, group in groupby(pieces, key=attrgetter("subject")):
        lines = _lines(group)
        first = True
        while chunk := list(islice(lines, LINES_PER_BLOCK)):
            yield Block(render(iri(subject), chunk), len(chunk), first)
            first = False


def document(pieces: Iterable[Piece], name: str) -> bytes:
    """A whole document of pieces in any order."""
    form = formats()[name]
    ordered = sorted(set(pieces), key=lambda piece: (piece.subject.encode(), piece.rank, piece.lines))
    return form.head + form.between.join(block.data for block in blocks(ordered, name)) + form.tail


def _lines(pieces: Iterable[Piece]) -> Iterator[bytes]:
    for piece in pieces:
        yield from piece.lines.split(SEPARATOR)


def _ntriples(subject: bytes, lines: Sequence[bytes]) -> bytes:
    return b"".join([b"%b %b .\n" % (subject, line) for line in lines])


def _by_predicate(lines: Sequence[bytes]) -> dict[bytes, list[bytes]]:
    """Objects by predicate, in the order predicates first occur."""
    said: dict[bytes, list[bytes]] = {}
    for line in lines:
        predicate, _, value = line.partition(b" ")
        said.setdefault(predicate, []).append(value)
    return said


def _turtle(subject: bytes, lines: Sequence[bytes]) -> bytes:
    parts = [
        b"%b %b" % (b"a" if predicate == _TYPE else _short(predicate), b", ".join(map(_turtle_term, values)))
        for predicate, values in _by_predicate(lines).items()
    ]
    return b"%b %b .\n" % (_turtle_term(subject), b" ;\n    ".join(parts))


def _turtle_term(term: bytes) -> bytes:
    if term[:1] == b"<":
        return _short(term)
    match = _LITERAL.fullmatch(term)
    if match is None or match[2] is None:
        return term
    if match[2] in (_INTEGER, _BOOLEAN):
        return match[1][1:-1]
    return match[1] + b"^^" + _short(match[2])


_STARTS = {start.encode(): name.encode() for name, start in sorted(NAMESPACES.items(), reverse=True)}
_PREFIXED = re.compile(
    rb"<(" + b"|".join(map(re.escape, sorted(_STARTS, key=len, reverse=True))) + rb")" + _LOCAL + rb">"
)


@lru_cache(maxsize=16384)
def _short(term: bytes) -> bytes:
    """An IRI as prefixed name, where one of the namespaces fits and the rest needs no escape."""
    match = _PREFIXED.fullmatch(term)
    return _STARTS[match[1]] + b":" + match[2] if match else term


def _json(subject: bytes, lines: Sequence[bytes]) -> bytes:
    said = _by_predicate(lines)
    parts = [b'"@id":' + _json_text(subject)]
    for predicate, values in said.items():
        if predicate == _TYPE:
            parts.append(b'"@type":[' + b",".join(map(_json_name, values)) + b"]")
        else:
            parts.append(_json_name(predicate) + b":[" + b",".join(map(_json_term, values)) + b"]")
    return b"{" + b",".join(parts) + b"}"


def _json_text(term: bytes) -> bytes:
    """The address of an IRI as JSON text: what may stand in an IRI needs no escape there."""
    return b'"' + term[1:-1] + b'"'


def _json_name(term: bytes) -> bytes:
    short = _short(term)
    return _json_text(short) if short[:1] == b"<" else b'"' + short + b'"'


def _json_term(term: bytes) -> bytes:
    if term[:1] == b"<":
        return b'{"@id":' + _json_text(term) + b"}"
    match = _LITERAL.fullmatch(term)
    if match is None or match[2] is None:
        return b'{"@value":' + term + b"}"
    return b'{"@value":' + match[1] + b',"@type":' + _json_name(match[2]) + b"}"


_RENDERERS = {"nt": _ntriples, "ttl": _turtle, "jsonld": _json}
