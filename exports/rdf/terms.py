"""RDF terms as N-Triples bytes, in canonical lexical forms only (a store must not have to rewrite any).

Text is NFC; control characters are escaped; integers have no leading zeros, doubles are the shortest
decimal form, times are UTC. A date that is none is written as the plain text it is. The escapes used
are those JSON knows too, so a literal's quoted part is a JSON string as it stands.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from graph_schema.definition import Slot

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
BYTE_SIZE = "http://www.w3.org/ns/dcat#byteSize"

Encoder = Callable[[Any], bytes]

_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord('"'): '\\"',
    ord("\\"): "\\\\",
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f]')
_ILLEGAL_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S")
_PARTIAL_DATES = {4: ("%Y", "gYear"), 7: ("%Y-%m", "gYearMonth")}
_DATE_SHAPE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def iri(address: str) -> bytes:
    """An IRI between angle brackets, with the signs that may not stand in one percent-encoded."""
    return f"<{_legal(address)}>".encode("utf-8", "replace")


def _legal(address: str) -> str:
    return _ILLEGAL_IN_IRI.sub(lambda sign: f"%{ord(sign[0]):02X}", address)


def text(value: Any) -> bytes:
    """A plain literal."""
    return f'"{_escaped(str(value))}"'.encode("utf-8", "replace")


def _escaped(value: str) -> str:
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    return value.translate(_ESCAPES) if _NEEDS_ESCAPE.search(value) else value


def typed(lexical: str, datatype: str) -> bytes:
    """A literal of an XML Schema datatype, its lexical form already canonical."""
    return f'"{lexical}"^^<{XSD}{datatype}>'.encode()


def integer(value: Any) -> bytes:
    """A whole number."""
    return typed(str(int(value)), "integer")


def size(value: Any) -> bytes:
    """A size in bytes, as DCAT 3 wants it."""
    return typed(str(int(value)), "nonNegativeInteger")


def double(value: Any) -> bytes:
    """A number as xsd:double, in its shortest decimal form: `1000`, `0.5`."""
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        return typed("NaN" if number.is_nan() else "INF" if number > 0 else "-INF", "double")
    lexical = format(number, "f")
    return typed(lexical.rstrip("0").rstrip(".") if "." in lexical else lexical, "double")


def boolean(value: Any) -> bytes:
    """A truth value."""
    return typed("true" if value else "false", "boolean")


def day(value: Any) -> bytes:
    """A date, a month or a year by its length; what is none of these as plain text."""
    lexical = str(value)
    if not _DATE_SHAPE.fullmatch(lexical):
        return text(lexical)
    try:
        if len(lexical) == len("2026-01-01"):
            date.fromisoformat(lexical)
            return typed(lexical, "date")
        form, datatype = _PARTIAL_DATES[len(lexical)]
        datetime.strptime(lexical, form)  # noqa: DTZ007
        return typed(lexical, datatype)
    except ValueError:
        return text(lexical)


def moment(value: Any) -> bytes:
    """A time: UTC where its zone is known, without a fraction that says nothing; a bare date as date."""
    lexical = str(value)
    if _DATE_SHAPE.fullmatch(lexical):
        return day(lexical)
    try:
        time = datetime.fromisoformat(lexical)
        zone = "" if time.tzinfo is None else "Z"
        time = time if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return text(lexical)
    fraction = f".{time.microsecond:06d}".rstrip("0") if time.microsecond else ""
    return typed(f"{time.replace(microsecond=0, tzinfo=None).isoformat()}{fraction}{zone}", "dateTime")


def address(value: Any) -> bytes:
    """An absolute web address as IRI; anything else as text of type anyURI."""
    lexical = str(value).strip()
    if _ABSOLUTE.match(lexical):
        return iri(lexical)
    return text(lexical) + f"^^<{XSD}anyURI>".encode()


_ENCODERS: dict[str, Encoder] = {
    "string": text,
    "text": text,
    "integer": integer,
    "float": double,
    "boolean": boolean,
    "date": day,
    "datetime": moment,
    "uri": address,
}


def encoder(slot: Slot) -> Encoder:
    """How the values of a slot are written."""
    return size if slot.iri == BYTE_SIZE else _ENCODERS[slot.range]
