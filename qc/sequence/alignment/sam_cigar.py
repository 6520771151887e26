"""CIGAR as text, read by compiled code (SAM specification 1.4.6)."""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.characters import OPERATIONS
from qc.sequence.alignment.sam_faults import CIGAR, CIGAR_CLIP, CLEAN
from qc.sequence.alignment.sam_text import byte_at
from qc.sequence.compiled import unmanaged

Bytes = NDArray[np.uint8]

QUERY, COVERED, OPERATIONS_READ = range(3)
"""Places in `sizes`: bases covered in the read and in the reference, number of operations."""
SOFT, HARD = 4, 5
LONGEST = 1 << 28
"""Lengths of operations are below this, since BAM has 28 bits for them."""
DIGITS = 9
START, LEADING, SOFT_LEADING, INSIDE, TRAILING, CLOSED, BROKEN = range(7)


@unmanaged
def next_phase(phase: int, kind: int) -> int:
    """Where a CIGAR stands after one more operation: H only first or last, S only beside H or an end.

    START: nothing yet; LEADING: one H; SOFT_LEADING: an S behind nothing but H; INSIDE: anything else; TRAILING: an S
    that only H may follow; CLOSED: the last H; BROKEN: something stands where it may not.
    """
    if kind == HARD:
        return LEADING if phase == START else CLOSED if phase < CLOSED else BROKEN
    if phase >= TRAILING:
        return BROKEN
    if kind == SOFT:
        return SOFT_LEADING if phase <= LEADING else TRAILING
    return INSIDE


@unmanaged
def read_cigar(text: Bytes, start: int, end: int, sizes: NDArray[np.int64], operations: NDArray[np.int64]) -> int:
    """The fault of the CIGAR `text[start:end]`, or CLEAN; `sizes` gets its sizes, `operations` bases by operation."""
    sizes[:3] = 0
    if end - start == 1 and text[start] == 42:
        return CLEAN
    at, phase = start, START
    while at < end:
        size, begin = 0, at
        while at < end and 48 <= text[at] <= 57 and at - begin < DIGITS:
            size = size * 10 + byte_at(text, at) - 48
            at += 1
        if at in (begin, end) or OPERATIONS[byte_at(text, at)] > 8 or size >= LONGEST:
            return CIGAR
        kind = byte_at(OPERATIONS, byte_at(text, at))
        phase = next_phase(phase, kind)
        operations[kind] += size
        if kind < 2 or kind == SOFT or kind > 6:
            sizes[QUERY] += size
        if kind in (0, 2, 3) or kind > 6:
            sizes[COVERED] += size
        sizes[OPERATIONS_READ] += 1
        at += 1
    if sizes[OPERATIONS_READ] == 0:
        return CIGAR
    return CIGAR_CLIP if phase == BROKEN else CLEAN
