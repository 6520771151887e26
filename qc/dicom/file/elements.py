"""A data set as spans of bytes (PS3.5 7.1 to 7.5): tag, VR and positions of each element, and the items of sequences.

Values are never copied or decoded here. Every position is checked against the end of what holds it, so that a file
that was cut off, or a length that lies, raises `Quarantined` and never gives half an element.
"""

import struct
from bisect import bisect_left
from dataclasses import dataclass, field
from mmap import mmap
from operator import itemgetter
from typing import NamedTuple

from qc.dicom.file.dictionary import SEQUENCE_VR, private_vr, vr
from qc.dicom.file.encoding import (
    IMPLICIT,
    ITEM,
    ITEM_END,
    LONG_VRS,
    SEQUENCE_END,
    SHORT_VRS,
    UNDEFINED,
    Encoding,
)
from qc.dicom.outcome import Quarantined

Data = bytes | mmap
PIXEL_DATA = 0x7FE00010
FIRST_PIXELS = 0x7FE00008  # float pixel data; whatever cannot be read behind pixels is surplus
MOST_ELEMENTS = 2_000_000
DEEPEST = 24
_VRS = {name.encode(): (name, name in LONG_VRS) for name in LONG_VRS | SHORT_VRS}


class Element(NamedTuple):
    """One element: its value is `data[value:end]`; it stands in `data[start:next]`, delimiters included."""

    tag: int
    vr: str
    start: int
    value: int
    end: int
    next: int
    items: "Sequence | None" = None


class Item(NamedTuple):
    """One item of a sequence: its elements stand in `data[value:end]`."""

    value: int
    end: int
    undefined: bool
    elements: list[Element]


class Sequence(NamedTuple):
    """The items of a sequence, the encoding inside them, and whether the sequence ends by a delimiter.

    `told_vr` is the VR that the element's header names: a sequence may be told as UN (PS3.5 6.2.2).
    """

    items: list[Item]
    encoding: Encoding
    undefined: bool
    told_vr: str = SEQUENCE_VR


class Broken(Quarantined):
    """The data set cannot be read from `position` on."""

    def __init__(self, code: str, position: int) -> None:
        super().__init__(code)
        self.position = position


@dataclass(slots=True)
class DataSet:
    """The elements of a data set, in ascending order; it ends at `end`, which is the end of what can be read."""

    elements: list[Element]
    end: int
    surplus: bool = False  # something stands behind the pixels that is no element
    unsorted: bool = False
    by_tag: dict[int, Element] = field(init=False)

    def __post_init__(self) -> None:
        self.by_tag = {element[0]: element for element in self.elements}


def walk(data: Data, start: int, end: int, encoding: Encoding) -> DataSet:
    """The elements of a whole data set.

    What stands behind the pixel data and cannot be read as further elements is left out and said to be surplus.
    Quarantined with TRUNCATED or ELEMENT_UNREADABLE where anything else cannot be read.
    """
    walker = _Walker(data)
    elements: list[Element] = []
    try:
        stop = walker.elements(elements, start, end, encoding, 0)
    except Broken:
        stop = elements[-1].next if elements else start
        readable = elements and elements[-1].tag >= FIRST_PIXELS
        if not readable and (not elements or any(data[stop:end])):
            raise
    return DataSet(elements, stop, surplus=stop < end, unsorted=walker.unsorted)


@dataclass(slots=True)
class _Walker:
    data: Data
    count: int = 0
    unsorted: bool = False

    def elements(self, found: list[Element], position: int, end: int, encoding: Encoding, depth: int) -> int:
        """Read elements into `found` until `end`, or until an item delimiter; gives the position behind."""
        if depth > DEEPEST:
            raise Broken("ELEMENT_UNREADABLE", position)
        begin = position
        try:
            read = self._implicit if encoding.implicit else self._explicit
            position = read(found, position, end, encoding, depth)
        except struct.error:
            raise Broken("TRUNCATED", found[-1].next if found else begin) from None
        self.count += len(found)
        repeated = self.unsorted and len({element.tag for element in found}) != len(found)
        if self.count > MOST_ELEMENTS or repeated:
            raise Quarantined("ELEMENT_UNREADABLE")
        return position

    def _explicit(self, found: list[Element], position: int, end: int, encoding: Encoding, depth: int) -> int:
        data, header, add, last = self.data, encoding.short.unpack_from, found.append, -1
        long, make = encoding.long.unpack_from, tuple.__new__
        while position < end:
            group, number, name, length = header(data, position)
            tag = group << 16 | number
            if tag <= last:
                if last >= FIRST_PIXELS and not depth:
                    return position
                self._disorder(tag, last, position)
            known = _VRS.get(name)
            if known is None:
                if tag == ITEM_END and depth:
                    return position
                raise Broken("ELEMENT_UNREADABLE", position)
            kind, wide = known
            value = position + 8
            if wide:
                *_, reserved, length = long(data, position)
                value = position + 12
                if reserved:
                    raise Broken("ELEMENT_UNREADABLE", position)  # two bytes that nobody reads, but anybody writes
            if kind == "SQ" or length == UNDEFINED or kind == "UN":
                position = self._holder(found, tag, kind, (position, value, length), end, encoding, depth)
            else:
                stop = value + length
                if stop > end:
                    raise Broken("TRUNCATED", position)
                add(make(Element, (tag, kind, position, value, stop, stop, None)))
                position = stop
            last = tag
        return position

    def _implicit(self, found: list[Element], position: int, end: int, encoding: Encoding, depth: int) -> int:
        data, header, add, last = self.data, encoding.plain.unpack_from, found.append, -1
        make = tuple.__new__
        while position < end:
            group, number, length = header(data, position)
            tag = group << 16 | number
            if tag <= last:
                if last >= FIRST_PIXELS and not depth:
                    return position
                self._disorder(tag, last, position)
            if group == 0xFFFE:
                if tag == ITEM_END and depth:
                    return position
                raise Broken("ELEMENT_UNREADABLE", position)
            kind, value = self._vr(found, tag), position + 8
            if kind == "SQ" or length == UNDEFINED:
                position = self._holder(found, tag, kind, (position, value, length), end, encoding, depth)
            else:
                stop = value + length
                if stop > end:
                    raise Broken("TRUNCATED", position)
                add(make(Element, (tag, kind, position, value, stop, stop, None)))
                position = stop
            last = tag
        return position

    def _disorder(self, tag: int, last: int, position: int) -> None:
        """Elements out of order are read, for they can be sorted; the same tag twice is not (PS3.5 7.1)."""
        if tag == last:
            raise Broken("ELEMENT_UNREADABLE", position)
        self.unsorted = True

    def _vr(self, found: list[Element], tag: int) -> str:
        """The VR of an element whose header names none; that of a private one hangs on its creator."""
        if not tag >> 16 & 1:
            return vr(tag)
        number = tag & 0xFFFF
        if number < 0x100:
            return "LO"
        creator_tag = tag & 0xFFFF0000 | number >> 8
        index = bisect_left(found, (creator_tag,))
        if index == len(found) or found[index].tag != creator_tag:
            return "UN"
        creator = self.data[found[index].value : found[index].end]
        return private_vr(tag, creator.decode("latin-1").strip(" \0"))

    def _holder(
        self,
        found: list[Element],
        tag: int,
        kind: str,
        place: tuple[int, int, int],
        end: int,
        encoding: Encoding,
        depth: int,
    ) -> int:
        """An element that holds items, fragments, or something unknown; gives the position behind it."""
        position, value, length = place
        if length == UNDEFINED and tag == PIXEL_DATA and kind != "SQ":
            stop, after = self._fragments(value, end, encoding)
            found.append(Element(tag, kind, position, value, stop, after))
            return after
        if length != UNDEFINED and value + length > end:
            raise Broken("TRUNCATED", position)
        inside, real = encoding, kind
        if kind == "UN":
            inside, real = IMPLICIT, self._vr(found, tag)
        if real == SEQUENCE_VR or length == UNDEFINED:
            stop, after, items = self._sequence(value, length, end, inside, depth)
            sequence = Sequence(items, inside, length == UNDEFINED, kind)
            found.append(Element(tag, SEQUENCE_VR, position, value, stop, after, sequence))
            return after
        stop = value + length
        found.append(Element(tag, "UN", position, value, stop, stop))
        return stop

    def _sequence(
        self, position: int, length: int, end: int, encoding: Encoding, depth: int
    ) -> tuple[int, int, list[Item]]:
        """The items of a sequence, its end, and the position behind it (PS3.5 7.5.1)."""
        data, plain = self.data, encoding.plain.unpack_from
        items: list[Item] = []
        limit = end if length == UNDEFINED else position + length
        while position < limit:
            group, number, size = plain(data, position)
            tag, value = group << 16 | number, position + 8
            if tag == SEQUENCE_END and length == UNDEFINED:
                if value > end or size:
                    raise Broken("ELEMENT_UNREADABLE" if size else "TRUNCATED", position)
                return position, value, items
            if tag != ITEM:
                raise Broken("ELEMENT_UNREADABLE", position)
            position, item = self._item(value, size, limit, encoding, depth)
            items.append(item)
        if length == UNDEFINED or position != limit:
            raise Broken("TRUNCATED", position)
        return limit, limit, items

    def _item(self, value: int, size: int, limit: int, encoding: Encoding, depth: int) -> tuple[int, Item]:
        """One item, and the position behind it."""
        elements: list[Element] = []
        if size == UNDEFINED:
            stop = self.elements(elements, value, limit, encoding, depth + 1)
            group, number, zero = encoding.plain.unpack_from(self.data, stop)
            if (group << 16 | number) != ITEM_END or zero or stop + 8 > limit:
                raise Broken("TRUNCATED", stop)
            return stop + 8, Item(value, stop, undefined=True, elements=elements)
        stop = value + size
        if stop > limit:
            raise Broken("TRUNCATED", value)
        if self.elements(elements, value, stop, encoding, depth + 1) != stop:
            raise Broken("ELEMENT_UNREADABLE", stop)
        return stop, Item(value, stop, undefined=False, elements=elements)

    def _fragments(self, position: int, end: int, encoding: Encoding) -> tuple[int, int]:
        """The end of encapsulated pixel data and the position behind it (PS3.5 A.4)."""
        for fragment in fragments(self.data, position, end, encoding):
            position = fragment[1]
        return position, position + 8


def fragments(data: Data, position: int, end: int, encoding: Encoding) -> list[tuple[int, int]]:
    """Start and end of each fragment of encapsulated pixel data, the offset table first (PS3.5 A.4)."""
    found: list[tuple[int, int]] = []
    unpack = encoding.plain.unpack_from
    while position + 8 <= end:
        group, number, length = unpack(data, position)
        tag, value = group << 16 | number, position + 8
        if tag == SEQUENCE_END and not length:
            return found
        if tag != ITEM:
            raise Broken("ELEMENT_UNREADABLE", position)
        if length == UNDEFINED or value + length > end:
            raise Broken("TRUNCATED", position)
        found.append((value, value + length))
        position = value + length
    raise Broken("TRUNCATED", position)


def ascending(elements: list[Element]) -> list[Element]:
    """Elements in ascending order of tags (PS3.5 7.1)."""
    return sorted(elements, key=itemgetter(0))
