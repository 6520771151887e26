"""One meta-information line: `##key=value`, or `##key=<key=value,…>` (section 1.4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

FIELD = re.compile(
    rb'\s*+(?P<key>[^=,"]++)='
    rb'(?:"(?P<quoted>(?:[^"\\]++|\\.)*+)"|(?P<list>\[[^\]]*+\]|<[^<>"]*+>)|(?P<plain>[^,"]*+))\s*+(?P<end>,|\Z)',
    re.DOTALL,
)
"""One `key=value` of a structured line, up to its comma or the end."""

DESCRIPTION = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
"""A value of `<"text">`: neither pairs nor plain; some programs write it."""


UNJOINED = re.compile(r"(?:ALT|FILTER|INFO|FORMAT|contig|SAMPLE|PEDIGREE|META)\s*<")
"""The key of a structured line that lacks the equals sign before its bracket."""

MOST_FIELDS = 1000
"""Fields of one line; more are refused."""


@dataclass(frozen=True, slots=True)
class MetaLine:
    """One line: its key and either `value` (unstructured) or `fields` in order; `quoted` names the quoted fields.

    `fault` says what is wrong with its form, if anything; `repeated` names a field that stands twice.
    """

    key: str
    value: bytes | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    quoted: frozenset[str] = frozenset()
    fault: str | None = None
    repeated: str | None = None
    spaced: bool = False


def read_meta(line: bytes) -> MetaLine:
    """Read a line that begins with `##`; never raises, see `MetaLine.fault`."""
    key, equals, value = line.partition(b"=")
    name = key[2:].decode("utf-8", "replace")
    if not equals or not name.strip() or UNJOINED.match(name):
        return MetaLine(name, value, fault="is no pair of key and value")
    if not value.startswith(b"<") or name == "pedigreeDB":
        return MetaLine(name, value)
    body = value.rstrip()
    if not body.endswith(b">"):
        return MetaLine(name, None, fault="does not end with >")
    return _structured(name, body[1:-1])


def _structured(name: str, body: bytes) -> MetaLine:
    if DESCRIPTION.fullmatch(body):
        return MetaLine(name, body)
    fields: dict[str, str] = {}
    quoted: set[str] = set()
    repeated = None
    at = number = 0
    spaced = False
    while at < len(body) or not fields:
        found = FIELD.match(body, at)
        number += 1
        if found is None or number > MOST_FIELDS:
            return MetaLine(name, None, fields, frozenset(quoted), _fault(body, at))
        key = found["key"].decode("utf-8", "replace")
        spaced = spaced or body[at : at + 1].isspace()
        text = found["quoted"] if found["quoted"] is not None else (found["list"] or found["plain"] or b"")
        repeated = key if key in fields else repeated
        fields[key] = text.decode("utf-8", "replace")
        if found["quoted"] is not None:
            quoted.add(key)
        if found["end"] == b"," and found.end() == len(body):
            return MetaLine(name, None, fields, frozenset(quoted), "ends with a comma")
        at = found.end()
    return MetaLine(name, None, fields, frozenset(quoted), None, repeated, spaced)


def _fault(body: bytes, at: int) -> str:
    rest = body[at : at + (1 << 16)]
    if not rest.strip():
        return "has no fields"
    if b"=" not in rest.partition(b",")[0]:
        return "has a field without value: a comma or quotation mark inside a value must be quoted or escaped"
    return "has quotation marks that do not pair"
