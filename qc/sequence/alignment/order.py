"""Sort orders of alignment files, in compiled code: coordinates, and names in the two customs there are.

SAM leaves the order of names to the program: `natural` compares runs of digits as numbers (samtools), `lexical` byte by
byte (picard, and samtools on request). The header may say which in SS.
"""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.faults import COORDINATES, LEXICAL, NATURAL, Faults, note
from qc.sequence.alignment.words import Bytes, signed
from qc.sequence.compiled import inlined, unmanaged

ZERO, NINE = 48, 57
LONGEST_NAME = 256

PLACE, NAME_LENGTH = range(2)


NONE = -1
NOWHERE = (1 << 63) - 1


def no_order() -> "tuple[NDArray[np.int64], Bytes]":
    """The state before the first record: the last place and the length of the last name, and that name."""
    return np.full(2, NONE, np.int64), np.zeros(LONGEST_NAME + 8, np.uint8)


@unmanaged
def _byte(text: Bytes, at: int, end: int) -> int:
    return signed(text[at]) if at < end else 0


@unmanaged
def _is_digit(byte: int) -> bool:
    return ZERO <= byte <= NINE


@unmanaged
def lexical(a: Bytes, i: int, i_end: int, b: Bytes, j: int, j_end: int) -> int:
    """Below 0, 0 or above 0 as a[i:i_end] sorts before, with or after b[j:j_end], byte by byte."""
    while i < i_end and j < j_end:
        if a[i] != b[j]:
            return signed(a[i]) - signed(b[j])
        i += 1
        j += 1
    return (i_end - i) - (j_end - j)


@unmanaged
def _numbers(a: Bytes, i: int, i_end: int, b: Bytes, j: int, j_end: int) -> tuple[int, int, int]:
    """Compare two runs of digits as numbers: the difference, and where each run ends."""
    while _byte(a, i, i_end) == ZERO:
        i += 1
    while _byte(b, j, j_end) == ZERO:
        j += 1
    difference = 0
    while _is_digit(_byte(a, i, i_end)) and _is_digit(_byte(b, j, j_end)):
        if difference == 0:
            difference = signed(a[i]) - signed(b[j])
        i += 1
        j += 1
    if _is_digit(_byte(a, i, i_end)):
        return 1, i, j
    if _is_digit(_byte(b, j, j_end)):
        return -1, i, j
    return difference, i, j


@unmanaged
def natural(a: Bytes, i: int, i_end: int, b: Bytes, j: int, j_end: int) -> int:
    """Below 0, 0 or above 0 as a[i:i_end] sorts before, with or after b[j:j_end], runs of digits as numbers.

    Leading zeros make no difference: programs disagree on them, and names that differ by them alone may stand either
    way.
    """
    while i < i_end and j < j_end:
        if _is_digit(a[i]) and _is_digit(b[j]):
            difference, i, j = _numbers(a, i, i_end, b, j, j_end)
            if difference != 0:
                return difference
        elif a[i] != b[j]:
            return signed(a[i]) - signed(b[j])
        else:
            i += 1
            j += 1
    return (i_end - i) - (j_end - j)


@unmanaged
def place_of(reference: int, position: int) -> int:
    """The rank of a record in coordinate order; those without reference come last."""
    if reference < 0:
        return NOWHERE
    return (signed(reference) << 32) + position + 1


@inlined
def in_coordinates(
    last: NDArray[np.int64], reference: int, position: int, record: int, byte: int, faults: Faults
) -> None:
    """Note a record that stands before the one in front of it."""
    place = place_of(reference, position)
    if place < last[PLACE]:
        note(faults, COORDINATES, record, byte, 0, 0)
    last[PLACE] = place


@unmanaged
def in_names(
    last: NDArray[np.int64], name: Bytes, text: Bytes, start: int, end: int, record: int, byte: int, faults: Faults
) -> None:
    """Note a name that sorts before the one in front of it, in each of the two customs."""
    length = last[NAME_LENGTH]
    if length >= 0:
        if natural(text, start, end, name, 0, length) < 0:
            note(faults, NATURAL, record, byte, 0, 0)
        if lexical(text, start, end, name, 0, length) < 0:
            note(faults, LEXICAL, record, byte, 0, 0)
    length = min(end - start, LONGEST_NAME)
    for i in range(length):
        name[i] = text[start + i]
    last[NAME_LENGTH] = length
