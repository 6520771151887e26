"""Searching SAM text 64 bytes at a time, in compiled code. The text must go on for 64 bytes behind what is searched."""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import unmanaged
from qc.sequence.fastq.naming import low_bits
from qc.sequence.fastq.vector import below_mask, equal_mask, trailing_zeros

Bytes = NDArray[np.uint8]

TAB = np.uint8(9)
_BLANK, _FIRST, _BEHIND = np.uint8(32), np.uint8(33), np.uint8(127)
NONE = np.uint64(0)


@unmanaged
def byte_at(text: Bytes, at: int) -> int:
    """The byte at an index, as a signed number that kernels can reckon with."""
    return np.int64(text[at])  # type: ignore[return-value]


@unmanaged
def next_tab(text: Bytes, start: int, stop: int) -> int:
    """The place of the first tab from `start` on, or `stop`."""
    at = start
    while at < stop:
        mask = equal_mask(text, at, TAB)
        if mask != NONE:
            found: int = at + trailing_zeros(mask)
            return min(found, stop)
        at += 64
    return stop


@unmanaged
def tabs(text: Bytes, start: int, stop: int, places: NDArray[np.int64], most: int) -> int:
    """Write the places of the first tabs, at most `most`, to `places`; gives how many there are."""
    found, at = 0, start
    while at < stop:
        mask = equal_mask(text, at, TAB) & low_bits(min(64, stop - at))
        while mask != NONE:
            places[found] = at + trailing_zeros(mask)
            found += 1
            if found == most:
                return found
            mask &= mask - np.uint64(1)
        at += 64
    return found


@unmanaged
def is_printed(text: Bytes, start: int, stop: int) -> bool:
    """Whether all characters are printable and none is a blank."""
    at = start
    while at < stop:
        odd = below_mask(text, at, _FIRST) | ~below_mask(text, at, _BEHIND)
        if odd & low_bits(min(64, stop - at)) != NONE:
            return False
        at += 64
    return True


@unmanaged
def is_text(text: Bytes, start: int, stop: int) -> bool:
    """Whether all characters are printable or blanks."""
    at = start
    while at < stop:
        odd = below_mask(text, at, _BLANK) | ~below_mask(text, at, _BEHIND)
        if odd & low_bits(min(64, stop - at)) != NONE:
            return False
        at += 64
    return True
