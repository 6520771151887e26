"""CIGAR of one BAM record, in compiled code (SAM specification, section 1.4.6 and, for long ones, 4.2.2)."""

from qc.sequence.alignment.counts import Counters
from qc.sequence.alignment.faults import CIGAR, CIGAR_CLIP, Faults, note
from qc.sequence.alignment.words import Bytes, load32, signed
from qc.sequence.compiled import inlined, unmanaged

MATCH, INSERTION, DELETION, SKIP, SOFT, HARD, PAD, EQUAL, DIFFERENT = range(9)
ON_QUERY = 1 << MATCH | 1 << INSERTION | 1 << SOFT | 1 << EQUAL | 1 << DIFFERENT
ON_REFERENCE = 1 << MATCH | 1 << DELETION | 1 << SKIP | 1 << EQUAL | 1 << DIFFERENT


@inlined
def operation(text: Bytes, start: int, index: int) -> int:
    """Operation and length as stored: length << 4 | operation."""
    return signed(load32(text, start + 4 * index)) & 0xFFFFFFFF


@inlined
def is_placeholder(text: Bytes, start: int, number: int, bases: int) -> bool:
    """Whether CIGAR is kSmN with k the length of SEQ: the real one stands in the CG field."""
    return number == 2 and operation(text, start, 0) == (bases << 4 | SOFT) and (operation(text, start, 1) & 15) == SKIP


@unmanaged
def _clip_inside(text: Bytes, start: int, number: int, index: int, kind: int) -> bool:
    """Whether a clip stands where it may not: H only at the ends, S there or with only H outside of it."""
    if index in (0, number - 1):
        return False
    if kind == HARD:
        return True
    after_hard = index == 1 and (operation(text, start, 0) & 15) == HARD
    before_hard = index == number - 2 and (operation(text, start, number - 1) & 15) == HARD
    return not (after_hard or before_hard)


@inlined
def lengths(
    text: Bytes, start: int, number: int, record: int, byte: int, operations: Counters, faults: Faults
) -> tuple[int, int]:
    """Bases that CIGAR covers on the read and on the reference; notes operations that may not stand there."""
    query, reference = 0, 0
    for index in range(number):
        stored = operation(text, start, index)
        kind, length = stored & 15, stored >> 4
        operations[kind] += length
        if kind > DIFFERENT:
            note(faults, CIGAR, record, byte, kind, index + 1)
        elif kind in (SOFT, HARD) and _clip_inside(text, start, number, index, kind):
            note(faults, CIGAR_CLIP, record, byte, index + 1, number)
        query += length * ((ON_QUERY >> kind) & 1)
        reference += length * ((ON_REFERENCE >> kind) & 1)
    return query, reference
