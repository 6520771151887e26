"""Whether mates agree, in bounded memory for files in any order: sums in which a pair that agrees cancels out.

Each read adds a hash of its name and own place, and takes off a hash of its name and the place it says its mate has. The
sums are kept by the first bits of the names' hashes, so that a second reading can look at few names only. They tell
nothing of a file in which mates are missing.
"""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.bam_kernel import MATE_REVERSE, MATE_UNMAPPED, REVERSE, UNMAPPED, Columns
from qc.sequence.alignment.mate_pairs import FIRST, LAST, class_of
from qc.sequence.alignment.words import FIRST as FIRST_FACTOR
from qc.sequence.alignment.words import SECOND, mixed, signed
from qc.sequence.compiled import unmanaged

Sums = NDArray[np.uint64]

BITS = 12
SUMS = 1 << BITS
SHIFT = np.uint64(64 - BITS)


@unmanaged
def _told(name: np.uint64, end: int, reference: int, position: int, unmapped: bool, reverse: bool) -> np.uint64:
    """A hash of what is true, or said, of one end of a template; the strand counts only where it is mapped."""
    state = np.uint64(end) | np.uint64(unmapped) << np.uint64(2) | np.uint64(reverse and not unmapped) << np.uint64(3)
    place = np.uint64(reference + 1) << np.uint64(32) ^ np.uint64(position + 1)
    return mixed(name ^ state * SECOND ^ place * FIRST_FACTOR)


@unmanaged
def add_read(sums: Sums, columns: Columns, row: int) -> None:
    """Add a first or last read."""
    flag, name = columns.flag[row], columns.name[row]
    end = class_of(flag)
    own = _told(name, end, columns.reference[row], columns.position[row], flag & UNMAPPED != 0, flag & REVERSE != 0)
    said = _told(
        name,
        FIRST + LAST - end,
        columns.mate_reference[row],
        columns.mate_position[row],
        flag & MATE_UNMAPPED != 0,
        flag & MATE_REVERSE != 0,
    )
    sums[signed(name >> SHIFT)] += own - said


def suspected(sums: Sums, records: int, most: int) -> NDArray[np.bool_]:
    """The sums that are not zero, so many of them that about `most` records belong to them."""
    marked = np.zeros(SUMS, np.bool_)
    marked[np.flatnonzero(sums)[: max(1, most * SUMS // max(records, 1))]] = True
    return marked
