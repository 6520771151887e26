"""Little-endian numbers out of bytes and hashes of names, for compiled kernels.

A load compiles to one machine instruction at any address. It checks no bounds: the caller has done so.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from qc.sequence.compiled import inlined
from qc.sequence.fastq.vector import trailing_zeros

Bytes = NDArray[np.uint8]

FIRST = np.uint64(0x9E3779B97F4A7C15)
SECOND = np.uint64(0xBF58476D1CE4E5B9)
THIRD = np.uint64(0x94D049BB133111EB)

signed = cast("Callable[[Any], int]", np.int64)
"""A number as a signed one of 64 bits; kernels mix no signed and unsigned numbers, which would make them fractions."""

ONES = np.uint64(0x0101010101010101)
BLANKS = np.uint64(0x2020202020202020)
GRAPHIC = np.uint64(0x2121212121212121)
HIGH_BITS = np.uint64(0x8080808080808080)


def _load(bits: int, kind: Any) -> Any:
    """A load of `bits` bits of a byte array, as the type `kind`."""

    def generate(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        bytes_at = target.make_array(signature.args[0])(target, builder, arguments[0]).data
        place = builder.gep(bytes_at, [arguments[1]])
        return builder.load(builder.bitcast(place, ir.IntType(bits).as_pointer()), align=1)

    def typed(_context: Any, array: Any, _index: Any) -> Any:
        return kind(array, types.intp), generate

    return intrinsic(typed)


load16 = _load(16, types.uint16)
"""The unsigned 16-bit number at an index."""

load32 = _load(32, types.int32)
"""The signed 32-bit number at an index."""

load64 = _load(64, types.uint64)
"""The 64 bits at an index."""


@inlined
def mixed(word: np.uint64) -> np.uint64:
    """A bijection of 64-bit words in which each bit of the result depends on each bit of `word`."""
    word = (word ^ (word >> np.uint64(30))) * SECOND
    word = (word ^ (word >> np.uint64(27))) * THIRD
    return word ^ (word >> np.uint64(31))


@inlined
def hash_of(text: Bytes, start: int, end: int) -> np.uint64:
    """A 64-bit hash of `text[start:end]`: equal bytes have equal hashes, wherever they stand."""
    word = np.uint64(end - start) * FIRST
    at = start
    while at + 8 <= end:
        word = (word ^ load64(text, at)) * SECOND
        word ^= word >> np.uint64(29)
        at += 8
    tail = np.uint64(0)
    shift = np.uint64(0)
    while at < end:
        tail |= np.uint64(text[at]) << shift
        shift += np.uint64(8)
        at += 1
    return mixed((word ^ tail) * FIRST)


@inlined
def _first_outside(text: Bytes, at: int, end: int, lowest: np.uint64) -> int:
    """The first place from `at` on whose byte is below those of `lowest` or above 126; `end` or later if there is none.

    Eight bytes at once: a subtraction borrows at a byte too low, an addition carries at one too high. Both may spill
    into bytes after the first one found, never before it.
    """
    while at < end:
        word = load64(text, at)
        odd = (((word - lowest) & ~word) | (word + ONES) | word) & HIGH_BITS
        if odd:
            return at + signed(trailing_zeros(odd) >> 3)
        at += 8
    return at


@inlined
def printable_end(text: Bytes, at: int, end: int) -> int:
    """The first place whose byte is not printable (blanks are); `end` or later if there is none."""
    return _first_outside(text, at, end, BLANKS)


@inlined
def graphic_end(text: Bytes, at: int, end: int) -> int:
    """The first place whose byte is a blank or not printable; `end` or later if there is none."""
    return _first_outside(text, at, end, GRAPHIC)
