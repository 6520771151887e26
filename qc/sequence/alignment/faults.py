"""Faults a kernel finds in records: how it notes them, and the remarks they become.

A kernel cannot say remarks. It counts each kind of fault in `counts[kind]` and keeps the places of the first hundred
in `places[kind]`: record (from 1), byte (offset in the decoded stream), and two figures for the message.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qc.finding import Severity
from qc.sequence.alignment.words import signed
from qc.sequence.compiled import unmanaged
from qc.sequence.remarks import KEPT, Remarks

# Kinds are numbers of numpy: for each plain number that is an argument numba would compile `note` once more.
LENGTHS, NAME, REFERENCE, MATE_REFERENCE, POSITION, MATE_POSITION = map(signed, range(6))
FLAG, CIGAR, CIGAR_CLIP, CIGAR_LENGTH, PAST_END, QUALITY = map(signed, range(6, 12))
AUX, AUX_VALUE, AUX_TWICE, READ_GROUP, UNPLACED, BIN = map(signed, range(12, 18))
COORDINATES, NATURAL, LEXICAL, MATE, MATE_MISSING, TWICE, LONG_CIGAR, TOO_LONG = map(signed, range(18, 26))
AUX_TAG = signed(26)

KINDS = 27
RECORD, BYTE, ONE, OTHER = range(4)

MESSAGES = {
    LENGTHS: ("E_BAM_RECORD", "block_size is {}, the fields in it need {} bytes"),
    NAME: ("E_QNAME", "QNAME of {} bytes: not ended by NUL, empty, or with a byte that is not printable ({})"),
    REFERENCE: ("E_REF_RANGE", "refID {} of {} references"),
    MATE_REFERENCE: ("E_REF_RANGE", "next refID {} of {} references"),
    POSITION: ("E_POS", "pos {} (0-based; -1 means none)"),
    MATE_POSITION: ("E_PNEXT", "next pos {} (0-based; -1 means none)"),
    FLAG: ("W_FLAG", "FLAG {}: reserved bits are set"),
    CIGAR: ("E_CIGAR", "operation {} is none of 0 to 8 (operation number {})"),
    CIGAR_CLIP: ("E_CIGAR_CLIP", "a clip inside CIGAR (operation number {} of {})"),
    CIGAR_LENGTH: ("E_CIGAR_LENGTH", "CIGAR covers {} bases, SEQ has {}"),
    PAST_END: ("E_PAST_END", "the alignment ends at {}, the reference at {}"),
    QUALITY: ("E_SAM_QUAL", "quality {} at base {}; the highest is 93"),
    AUX: ("E_AUX", "an optional field is cut or of unknown type {} (field number {})"),
    AUX_TAG: ("W_AUX_TAG", "a tag is not a letter and a letter or digit (field number {}, type {})"),
    AUX_VALUE: ("E_AUX_VALUE", "the value of an optional field breaks its type {} (field number {})"),
    AUX_TWICE: ("E_AUX_DUP", "an optional field stands twice (field number {})"),
    READ_GROUP: ("E_RG_UNDECLARED", "the read names a read group that the header lacks"),
    UNPLACED: ("W_UNPLACED", "mapped (FLAG {}) and without reference or position"),
    BIN: ("I_BAM_BIN", "bin is {}, computed {}"),
    COORDINATES: ("E_BAM_ORDER", "SO is coordinate, and the record stands before the one in front of it"),
    NATURAL: ("E_BAM_ORDER", "SO is queryname, and the name sorts before the one in front of it"),
    LEXICAL: ("E_BAM_ORDER", "SO is queryname, and the name sorts (byte by byte) before the one in front of it"),
    MATE: ("W_MATE", "RNEXT, PNEXT or the mate's bits of FLAG disagree with the mate"),
    MATE_MISSING: ("E_MATE_MISSING", "the read is paired and its mate is not in the file"),
    TWICE: ("W_DUP_READ", "the read stands twice as primary record"),
    TOO_LONG: ("W_RECORD_LENGTH", "a record of {} bytes is counted, not looked into"),
    LONG_CIGAR: ("E_CIGAR", "the CG field does not fit the placeholder CIGAR ({} against {} bases)"),
}
"""Code and message of each kind; the braces take the two figures."""


class Faults(NamedTuple):
    """What a kernel found: `counts` by kind, `places` of the first ones of each kind."""

    counts: NDArray[np.int64]
    places: NDArray[np.int64]


def no_faults() -> Faults:
    """Empty tables."""
    return Faults(np.zeros(KINDS, np.int64), np.zeros((KINDS, KEPT, 4), np.int64))


@unmanaged
def note(faults: Faults, kind: int, record: int, byte: int, one: int, other: int) -> None:
    """Count a fault and keep its place if it is among the first of its kind."""
    number = faults.counts[kind]
    if number < faults.places.shape[1]:
        place = faults.places[kind, number]
        place[RECORD] = record
        place[BYTE] = byte
        place[ONE] = one
        place[OTHER] = other
    faults.counts[kind] = number + 1


def tell(faults: Faults, kinds: "tuple[int, ...]", remarks: Remarks, *, severity: Severity | None = None) -> None:
    """Say what was found of `kinds`, as bad as their codes are unless `severity` says; all are counted."""
    for kind in kinds:
        number = int(faults.counts[kind])
        code, message = MESSAGES[kind]
        for place in faults.places[kind, : min(number, KEPT)].tolist():
            record, byte, one, other = place
            remarks.add(code, message.format(one, other), byte=byte, records=(record,), severity=severity)
        if number > KEPT:
            remarks.add(code, times=number - KEPT, severity=severity)
