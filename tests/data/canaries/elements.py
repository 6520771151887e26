"""Data elements as a tree of bytes, and their encoding in any transfer syntax (PS3.5 chapter 7, PS3.10 chapter 7).

Written apart from the engine and from pydicom's writer: a canary needs what both refuse to write, such as
sequences stored as UN, bytes in another character set than the declared one, and bytes behind the end.
Values are held in little endian order, whatever they are written in.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

IMPLICIT, EXPLICIT, BIG, DEFLATED = (
    "1.2.840.10008.1.2",
    "1.2.840.10008.1.2.1",
    "1.2.840.10008.1.2.2",
    "1.2.840.10008.1.2.1.99",
)
LONG = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"})
WORD = {"US": 2, "SS": 2, "OW": 2, "AT": 2, "UL": 4, "SL": 4, "FL": 4, "OF": 4, "OL": 4, "FD": 8, "OD": 8, "SV": 8, "UV": 8, "OV": 8}  # fmt: skip
ITEM, ITEM_END, SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
UNDEFINED = 0xFFFFFFFF
CAST = {2: "<u2", 4: "<u4", 8: "<u8"}


@dataclass(frozen=True, slots=True)
class Element:
    """One data element: a value, or items, or the fragments of encapsulated pixel data."""

    tag: int
    vr: str
    value: bytes = b""
    items: tuple["Elements", ...] | None = None
    fragments: tuple[bytes, ...] | None = None
    undefined: bool = False


class Elements(dict[int, Element]):
    """The elements of a data set or of an item by their tags."""

    def put(self, name: str | int, value: bytes, vr: str = "") -> None:
        """Set an element of a plain value; the dictionary knows the VR of a keyword."""
        number = tag(name)
        self[number] = Element(number, vr or dictionary_VR(number).split(" ")[0], value)

    def put_items(self, name: str | int, items: Iterable["Elements"], *, undefined: bool = False) -> None:
        """Set a sequence."""
        self[tag(name)] = Element(tag(name), "SQ", items=tuple(items), undefined=undefined)

    def put_unknown(self, name: str | int, items: Iterable["Elements"]) -> None:
        """Set a sequence as UN of undefined length, its items in implicit little endian (PS3.5 6.2.2 note 5)."""
        value = b"".join(_item(item, Encoding(explicit=False), undefined=True) for item in items)
        self[tag(name)] = Element(tag(name), "UN", value + _header(SEQUENCE_END, 0, Encoding()), undefined=True)

    def text(self, name: str | int) -> str:
        """A value of the default repertoire, without its padding."""
        element = self.get(tag(name))
        return element.value.decode("latin-1").rstrip(" \0") if element else ""

    def number(self, name: str, default: int = 0) -> int:
        """An unsigned short, such as Rows."""
        element = self.get(tag(name))
        return struct.unpack("<H", element.value[:2])[0] if element and len(element.value) >= 2 else default


@dataclass(frozen=True, slots=True)
class Encoding:
    """How elements are written: with their VR or without, and in which byte order."""

    explicit: bool = True
    order: str = "<"


@dataclass(slots=True)
class File:
    """All bytes of a DICOM file, the parts that no data set holds included."""

    elements: Elements
    syntax: str
    meta: Elements = field(default_factory=Elements)
    preamble: bytes = bytes(128)
    behind: bytes = b""

    def encode(self) -> bytes:
        """The file."""
        body = encode(self.elements, encoding_of(self.syntax))
        if self.syntax == DEFLATED:
            deflater = zlib.compressobj(wbits=-15)
            body = deflater.compress(body) + deflater.flush()
            body += bytes(len(body) % 2)
        return self.preamble.ljust(128, b"\0") + b"DICM" + self._meta() + body + self.behind

    def _meta(self) -> bytes:
        own = Elements(self.meta)
        own.put(0x00020001, b"\0\1", "OB")
        own.put("MediaStorageSOPClassUID", uid(self.elements.text("SOPClassUID")))
        own.put("MediaStorageSOPInstanceUID", uid(self.elements.text("SOPInstanceUID")))
        own.put("TransferSyntaxUID", uid(self.syntax))
        own.put("ImplementationClassUID", uid("1.2.3.4.5"))
        body = encode(own, Encoding())
        return _header(0x00020000, 4, Encoding(), "UL") + struct.pack("<I", len(body)) + body


def encoding_of(syntax: str) -> Encoding:
    """The encoding of a transfer syntax."""
    return Encoding(explicit=syntax != IMPLICIT, order=">" if syntax == BIG else "<")


def encode(elements: Elements, encoding: Encoding) -> bytes:
    """The elements in the order of their tags."""
    return b"".join(_element(elements[number], encoding) for number in sorted(elements))


def tag(name: str | int) -> int:
    """The number of an attribute."""
    found = name if isinstance(name, int) else tag_for_keyword(name)
    assert found is not None, name
    return found


def uid(value: str) -> bytes:
    """A UID with its padding."""
    return value.encode() + b"\0" * (len(value) % 2)


def padded(value: bytes, pad: bytes = b" ") -> bytes:
    """A value of even length."""
    return value + pad * (len(value) % 2)


def swapped(value: bytes, vr: str) -> bytes:
    """A value in big endian order; a rest that fills no word stays."""
    size = WORD.get(vr, 1)
    whole = len(value) // size * size
    return value if size == 1 else np.frombuffer(value[:whole], CAST[size]).byteswap().tobytes() + value[whole:]


def from_dataset(dataset: Dataset, *, big: bool = False) -> Elements:
    """The elements of a data set that pydicom read, their values untouched but for the byte order."""
    raw = {int(number): dataset.get_item(number).value for number in list(dataset.keys())}
    return Elements({number: _read(dataset[number], value, big) for number, value in raw.items()})


def _read(element: DataElement, value: Any, big: bool) -> Element:
    if element.VR == "SQ":
        return Element(int(element.tag), "SQ", items=tuple(from_dataset(item, big=big) for item in element.value))
    vr = element.VR if len(element.VR) == 2 else "OW"
    if not isinstance(value, bytes | None):  # the character set alone was read already
        value = (value if isinstance(value, str) else "\\".join(value)).encode()
    value = value or b""
    return Element(int(element.tag), vr, padded(swapped(value, vr) if big else value, b"\0"))


def _element(element: Element, encoding: Encoding) -> bytes:
    if element.items is not None:
        body = b"".join(_item(item, encoding, undefined=element.undefined) for item in element.items)
        body += _header(SEQUENCE_END, 0, encoding) if element.undefined else b""
    elif element.fragments is not None:
        body = b"".join(
            _header(ITEM, len(part), encoding) + part
            for part in [padded(fragment, b"\0") for fragment in element.fragments]
        )
        body += _header(SEQUENCE_END, 0, encoding)
        element = replace(element, undefined=True)
    else:
        body = padded(element.value, b"\0" if element.vr in {"OB", "UN", "UI"} else b" ")
        body = swapped(body, element.vr) if encoding.order == ">" else body
    size = UNDEFINED if element.undefined else len(body)
    return _header(element.tag, size, encoding, element.vr) + body


def _item(elements: Elements, encoding: Encoding, *, undefined: bool) -> bytes:
    body = encode(elements, encoding)
    if undefined:
        return _header(ITEM, UNDEFINED, encoding) + body + _header(ITEM_END, 0, encoding)
    return _header(ITEM, len(body), encoding) + body


def _header(number: int, size: int, encoding: Encoding, vr: str = "") -> bytes:
    head = struct.pack(encoding.order + "HH", number >> 16, number & 0xFFFF)
    if not encoding.explicit or not vr:
        return head + struct.pack(encoding.order + "I", size)
    if vr in LONG:
        return head + vr.encode() + b"\0\0" + struct.pack(encoding.order + "I", size)
    return head + vr.encode() + struct.pack(encoding.order + "H", size)


def numbers(vr: str, values: Sequence[float]) -> bytes:
    """Binary numbers of a VR, little endian."""
    letter = {
        "US": "H",
        "SS": "h",
        "UL": "I",
        "SL": "i",
        "FL": "f",
        "FD": "d",
        "SV": "q",
        "UV": "Q",
        "OF": "f",
        "OD": "d",
    }[vr]
    return struct.pack(f"<{len(values)}{letter}", *values)
