"""JSON Lines of our own records: one JSON object a line, as `docs/records.md` describes it.

A line that is no record is refused with its number; the others load. What the model refuses about a
record is found later, by the pipeline, for all formats alike.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from graph_schema.accession import PRE_ACCESSION, detect
from graph_schema.model import NODE_TYPES
from graph_schema.names import snake
from graph_schema.record import Record, Relation
from loaders.source import Source
from loaders.text import EDGES, without_emails
from qc.finding import Finding

FORMAT = "records"
VERSION = "1"

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BREAKS = re.compile(r"\S\s*[\t\r\n]\s*\S")
MEMBERS = frozenset({"type", "accession", "slots", "relationships", "derived"})
RELATIONSHIP_MEMBERS = frozenset({"type", "to", "toType", "properties", "reverse"})


class NotARecord(ValueError):
    """A line that is no record; `code` says why, `node_type` of which type it would have been."""

    def __init__(self, code: str, message: str, node_type: str | None = None) -> None:
        super().__init__(message)
        self.code, self.node_type = code, node_type


def matches(source: Source) -> bool:
    """Text that begins with an object of JSON and soon names a type or an accession."""
    begins = source.kind == "json" and source.head.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"{")
    return begins and any(member in source.head for member in (b'"type"', b'"accession"'))


def read(source: Source) -> Iterator[Record | Finding]:
    """A record for each line that is one, a finding for each other."""
    for number, line in lines(source):
        location = f"line {number}"
        try:
            made = record(line, source, location)
            public = replace(made, slots=_public(made.slots))
            if public != made:
                message = "an e-mail address was taken out"
                yield source.finding(
                    "PERSONAL_DATA_REMOVED", "warning", location, message, "addresses are never stored",
                    made.type, made.accession,
                )  # fmt: skip
            yield public
        except NotARecord as error:
            yield source.finding(
                error.code, "error", location, str(error), "correct the line and load again", error.node_type
            )


def _public(value: Any) -> Any:
    """A value with the e-mail addresses in all its texts taken out."""
    if isinstance(value, str):
        return without_emails(value)
    if isinstance(value, dict):
        return {name: _public(part) for name, part in value.items()}
    return [_public(part) for part in value] if isinstance(value, list) else value


def lines(source: Source) -> Iterator[tuple[int, bytes | None]]:
    """Filled lines with their numbers from 1; None for one that is longer than the limit."""
    limit = source.limits.line
    with source.open() as stream:
        number = 0
        while line := stream.readline(limit + 1):
            number += 1
            if len(line) > limit:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(limit)
                yield number, None
            elif stripped := line.removeprefix(BYTE_ORDER_MARK).strip():
                yield number, stripped


def record(line: bytes | None, source: Source, location: str) -> Record:
    """The record of a line; NotARecord says why it is none."""
    if line is None:
        raise NotARecord("LINE_TOO_LONG", f"the line is longer than {source.limits.line} bytes")
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NotARecord("LINE_NOT_JSON", f"the line is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise NotARecord("LINE_NOT_RECORD", "the line is not a JSON object")
    node_type = _type(value)
    return Record(
        node_type,
        _accession(value, node_type),
        _slots(value, node_type),
        tuple(_relation(part, node_type) for part in _list(value, "relationships", node_type)),
        source.provenance(location, FORMAT, VERSION),
        derived=value.get("derived") is True,
    )


def _type(value: dict[str, Any]) -> str:
    node_type = value.get("type")
    if not isinstance(node_type, str) or node_type not in NODE_TYPES:
        raise NotARecord("UNKNOWN_TYPE", f"{node_type!r} is no node type")
    unknown = sorted(set(value) - MEMBERS)
    if unknown:
        raise NotARecord("LINE_NOT_RECORD", f"a record has no member {unknown[0]!r}", node_type)
    return node_type


def _accession(value: dict[str, Any], node_type: str) -> str:
    token = value.get("accession")
    if not isinstance(token, str) or not token.strip(EDGES):
        raise NotARecord("NO_ACCESSION", f"a {node_type} without accession cannot be loaded", node_type)
    found = detect(token)
    if found and found.kind == PRE_ACCESSION:
        raise NotARecord("PRE_ACCESSION", f"{token!r} is a pre-accession: private, and never an identity", node_type)
    if BREAKS.search(token):
        raise NotARecord("NOT_AN_ACCESSION", f"{token!r} holds a line break or a tab", node_type)
    return found.value if found and found.node_type == node_type else token.strip(EDGES)


def _slots(value: dict[str, Any], node_type: str) -> dict[str, Any]:
    slots = value.get("slots", {})
    if not isinstance(slots, dict):
        raise NotARecord("LINE_NOT_RECORD", "slots is not an object", node_type)
    return {_snake(name): part for name, part in slots.items() if part is not None}


def _snake(name: str) -> str:
    """The snake_case name; one that is no camelCase stays, and the model refuses it."""
    try:
        return snake(name)
    except ValueError:
        return name


def _list(value: dict[str, Any], member: str, node_type: str) -> list[Any]:
    parts = value.get(member, [])
    if not isinstance(parts, list):
        raise NotARecord("LINE_NOT_RECORD", f"{member} is not a list", node_type)
    return parts


def _relation(part: Any, node_type: str) -> Relation:
    if not isinstance(part, dict) or not isinstance(part.get("type"), str) or set(part) - RELATIONSHIP_MEMBERS:
        raise NotARecord(
            "LINE_NOT_RECORD", "a relationship is an object with type, to, toType, properties, reverse", node_type
        )
    target, properties = part.get("to"), part.get("properties", {})
    if not isinstance(target, str) or not isinstance(properties, dict):
        raise NotARecord(
            "LINE_NOT_RECORD", "a relationship names its target by an accession, its properties by an object", node_type
        )
    found = detect(target)
    return Relation(
        part["type"],
        found.value if found and found.node_type else target.strip(EDGES),
        part.get("toType"),
        {_snake(name): value for name, value in properties.items() if value is not None},
        reverse=part.get("reverse") is True,
    )
