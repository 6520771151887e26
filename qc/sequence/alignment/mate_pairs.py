"""Mates that stand side by side, as in files ordered by name: compiled, one row after the other."""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.bam_kernel import (
    MATE_REVERSE,
    MATE_UNMAPPED,
    NOT_PRIMARY,
    PAIRED,
    REVERSE,
    UNMAPPED,
    Columns,
    Rows,
)
from qc.sequence.alignment.faults import MATE, MATE_MISSING, TWICE, Faults, note
from qc.sequence.alignment.words import signed
from qc.sequence.compiled import unmanaged

UNKNOWN_END, FIRST, LAST, MIDDLE, SINGLE = range(5)
"""Which end of its template a read is; SINGLE for one that has no mate."""

SEEN, RECORD, BYTE, FLAG, REFERENCE, POSITION, MATE_REFERENCE, MATE_POSITION = range(8)
NAME = SINGLE + 1
"""The row of the state that holds the hash of the template's name; PAIRS counts templates with both ends."""
PAIRS = 1


def no_template() -> NDArray[np.int64]:
    """The state before the first record: for each class of reads the last primary record of the open template."""
    return np.zeros((NAME + 1, 8), np.int64)


@unmanaged
def class_of(flag: int) -> int:
    """Which end of its template a primary record is."""
    return (flag >> 6) & 3 if flag & PAIRED else SINGLE


@unmanaged
def agrees(one: Rows, other: Rows) -> bool:
    """Whether what a record says of its mate is true of that mate; what it does not say (`*`, 0) is not wrong."""
    flag, actual = one[FLAG], other[FLAG]
    if (flag & MATE_UNMAPPED != 0) != (actual & UNMAPPED != 0):
        return False
    if not actual & UNMAPPED and (flag & MATE_REVERSE != 0) != (actual & REVERSE != 0):
        return False
    if one[MATE_REFERENCE] < 0:
        return True
    if one[MATE_REFERENCE] != other[REFERENCE]:
        return False
    return bool(one[MATE_POSITION] < 0 or one[MATE_POSITION] == other[POSITION])


@unmanaged
def close_template(held: NDArray[np.int64], faults: Faults) -> None:
    """Judge the template whose records have all been seen, and forget it."""
    first, last = held[FIRST], held[LAST]
    if held[UNKNOWN_END, SEEN] + held[MIDDLE, SEEN] == 0 and first[SEEN] + last[SEEN] > 0:
        if first[SEEN] == 0 or last[SEEN] == 0:
            alone = last if first[SEEN] == 0 else first
            note(faults, MATE_MISSING, alone[RECORD], alone[BYTE], 0, 0)
        else:
            held[NAME, PAIRS] += 1
            if not (agrees(first, last) and agrees(last, first)):
                note(faults, MATE, last[RECORD], last[BYTE], 0, 0)
    held[:NAME, SEEN] = 0


@unmanaged
def _hold(held: NDArray[np.int64], columns: Columns, row: int, record: int, faults: Faults) -> None:
    """Take a primary record into the open template."""
    kept = held[class_of(columns.flag[row])]
    if kept[SEEN] > 0 and class_of(columns.flag[row]) in (FIRST, LAST, SINGLE):
        note(faults, TWICE, record, columns.byte[row], kept[RECORD], 0)
    kept[SEEN] += 1
    kept[RECORD], kept[BYTE], kept[FLAG] = record, columns.byte[row], columns.flag[row]
    kept[REFERENCE], kept[POSITION] = columns.reference[row], columns.position[row]
    kept[MATE_REFERENCE], kept[MATE_POSITION] = columns.mate_reference[row], columns.mate_position[row]


@unmanaged
def pair_neighbours(
    held: NDArray[np.int64], columns: Columns, records: Rows, rows: int, unnamed: np.uint64, faults: Faults
) -> int:
    """Go through rows whose records of one name are neighbours: how many are mapped.

    `unnamed` is the hash of `*`, whose reads are no template. Call `close_template` after the last row.
    """
    mapped = 0
    for row in range(rows):
        flag, name = columns.flag[row], columns.name[row]
        mapped += flag & UNMAPPED == 0
        if flag & NOT_PRIMARY or name == unnamed:
            continue
        if signed(name) != held[NAME, 0]:
            close_template(held, faults)
            held[NAME, 0] = signed(name)
        _hold(held, columns, row, records[row], faults)
    return mapped
