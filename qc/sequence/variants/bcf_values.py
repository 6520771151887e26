"""Typed values of BCF: read within the bounds of their record, never beyond (section 6.3)."""

from dataclasses import dataclass
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

SINGLE = Struct("<f")

WIDTHS = {0: 0, 1: 1, 2: 2, 3: 4, 5: 4, 7: 1}
"""Bytes of one value by its type; 0 is missing without a type, 5 a float, 7 a character."""

INTEGERS = {1: "<i1", 2: "<i2", 3: "<i4"}
MISSING = {1: -(1 << 7), 2: -(1 << 15), 3: -(1 << 31)}
"""The missing value of each integer type; the next is the end of a vector, then six are reserved."""

SCALARS = {0x11: 1, 0x12: 2, 0x13: 4}
"""Bytes of a single integer by its descriptor."""

MISSING_FLOAT, END_FLOAT = 0x7F800001, 0x7F800002


class BrokenRecord(Exception):
    """A record whose bytes contradict each other; says how."""


@dataclass(slots=True)
class Cursor:
    """A place in the bytes of one record; every read is checked against their end."""

    data: bytes
    at: int = 0

    def take(self, length: int) -> bytes:
        """The next bytes. Raises BrokenRecord where there are fewer."""
        end = self.at + length
        if length < 0 or end > len(self.data):
            raise BrokenRecord(f"a value of {length} bytes reaches past the end of its record")
        taken = self.data[self.at : end]
        self.at = end
        return taken

    def descriptor(self) -> tuple[int, int]:
        """Type and number of the values that follow. Raises BrokenRecord."""
        first = self.take(1)[0]
        kind, size = first & 15, first >> 4
        if kind not in WIDTHS:
            raise BrokenRecord(f"a value of type {kind}, which BCF does not have")
        if size == 15:
            size = self.integer()
            if size < 0:
                raise BrokenRecord("a vector of negative length")
        return kind, size

    def integer(self) -> int:
        """One typed integer. Raises BrokenRecord."""
        data, at = self.data, self.at
        width = SCALARS.get(data[at], 0) if at < len(data) else 0
        end = at + 1 + width
        if not width or end > len(data):
            raise BrokenRecord("no single integer where one must stand")
        self.at = end
        return int.from_bytes(data[at + 1 : end], "little", signed=True)

    def integers(self) -> list[int]:
        """A typed vector of integers, without missing and ending values. Raises BrokenRecord."""
        kind, size = self.descriptor()
        if kind not in {0, *INTEGERS}:
            raise BrokenRecord("no integers where they must stand")
        values = array(self.take(size * WIDTHS[kind]), kind).tolist() if kind else []
        return [value for value in values if value > MISSING[kind] + 1]

    def text(self) -> bytes:
        """A typed value as VCF writes it. Raises BrokenRecord."""
        kind, size = self.descriptor()
        return rendered(self.take(size * WIDTHS[kind]), kind)


def array(data: bytes, kind: int) -> NDArray[Any]:
    """The values of one type, as they are stored; floats as their bits."""
    return np.frombuffer(data, np.dtype(INTEGERS.get(kind, "<u4")))


def rendered(data: bytes, kind: int) -> bytes:
    """A vector as VCF writes it, commas between; a dot for nothing. Raises BrokenRecord."""
    if kind == 7:
        return data.rstrip(b"\0") or b"."
    if not data:
        return b"."
    words = _floats(data) if kind == 5 else _integers(data, kind)
    return b",".join(words) or b"."


def _integers(data: bytes, kind: int) -> list[bytes]:
    width, missing = WIDTHS[kind], MISSING[kind]
    values = [int.from_bytes(data, "little", signed=True)] if len(data) == width else array(data, kind).tolist()
    return [b"." if value == missing else b"%d" % value for value in _before_end(values, missing + 1)]


def _floats(data: bytes) -> list[bytes]:
    values = [int.from_bytes(data, "little")] if len(data) == 4 else array(data, 5).tolist()
    return [b"." if bits == MISSING_FLOAT else real(bits) for bits in _before_end(values, END_FLOAT)]


def _before_end(values: list[int], end: int) -> list[int]:
    """The values up to the end of the vector; only ends may follow it. Raises BrokenRecord."""
    if end not in values:
        return values
    first = values.index(end)
    if any(value != end for value in values[first:]):
        raise BrokenRecord("a value stands after the end of its vector")
    return values[:first]


def real(bits: int) -> bytes:
    """A float of these bits as VCF writes it."""
    return b"%.9g" % SINGLE.unpack(bits.to_bytes(4, "little"))[0]
