"""The optional fields of one BAM record, in compiled code (SAM specification, section 4.2.4)."""

import numpy as np

from qc.sequence.alignment.faults import AUX, AUX_TAG, AUX_TWICE, AUX_VALUE, Faults, note
from qc.sequence.alignment.words import Bytes, load16, load32, printable_end, signed
from qc.sequence.compiled import inlined, unmanaged

A, Z, H, B = ord("A"), ord("Z"), ord("H"), ord("B")
SIZES = np.zeros(256, np.int64)
for _type, _size in {"A": 1, "c": 1, "C": 1, "s": 2, "S": 2, "i": 4, "I": 4, "f": 4, "d": 8}.items():
    SIZES[ord(_type)] = _size
"""Bytes of a value by its type; `d` (a double) is not in the specification, but programs read and write it."""

RG = ord("R") | ord("G") << 8
CG = ord("C") | ord("G") << 8
UNSIGNED = ord("I")
CUT = -1


@unmanaged
def _text_end(text: Bytes, at: int, end: int) -> int:
    """The place of the NUL that ends a text, or -1."""
    while at < end and text[at] != 0:
        at += 1
    return at if at < end else CUT


@unmanaged
def _is_hexadecimal(text: Bytes, start: int, end: int) -> bool:
    wrong = (end - start) & 1 == 1
    for at in range(start, end):
        byte = text[at]
        wrong |= not (48 <= byte <= 57 or 65 <= byte <= 70 or 97 <= byte <= 102)
    return not wrong


@inlined
def _is_letter(byte: int) -> bool:
    return 65 <= (byte & 0xDF) <= 90


@unmanaged
def _array_end(text: Bytes, at: int, end: int) -> int:
    """The end of a B value whose subtype is at `at`, or -1."""
    if at + 5 > end or text[at] in (A, 100):
        return CUT
    size, number = signed(SIZES[text[at]]), signed(load32(text, at + 1))
    if size == 0 or number < 0 or number > (end - at - 5) // size:
        return CUT
    return at + 5 + size * number


@inlined
def _value_end(text: Bytes, kind: int, at: int, end: int) -> int:
    """Where the value that begins at `at` is over, or -1 if it does not fit or its type is unknown."""
    if kind == Z:
        found = printable_end(text, at, end)
        if found < end and text[found] == 0:
            return found + 1
    if kind in (Z, H):
        found = _text_end(text, at, end)
        return found + 1 if found != CUT else CUT
    if kind == B:
        return _array_end(text, at, end)
    size = SIZES[kind]
    return at + size if size > 0 and at + size <= end else CUT


@inlined
def _is_well_formed(text: Bytes, kind: int, start: int, end: int) -> bool:
    """Whether a value keeps to its type: printable characters, hexadecimal digits in pairs."""
    if kind == Z:
        return printable_end(text, start, end - 1) >= end - 1
    if kind == H:
        return _is_hexadecimal(text, start, end - 1)
    return kind != A or 33 <= text[start] <= 126


@unmanaged
def _stood_before(text: Bytes, first: int, at: int, end: int) -> bool:
    """Whether the tag at `at` stands among the fields that begin at `first`."""
    tag = load16(text, at)
    while first < at:
        if load16(text, first) == tag:
            return True
        first = _value_end(text, text[first + 2], first + 3, end)
    return False


@inlined
def walk_fields(text: Bytes, start: int, end: int, record: int, byte: int, faults: Faults) -> tuple[int, int, int]:
    """Check all fields: the places of the RG value and its end (0, 0 if none), and of the CG array (0 if none)."""
    at, number, seen = start, 0, np.uint64(0)
    group, group_end, cigar = 0, 0, 0
    while at < end:
        number += 1
        kind = text[at + 2] if at + 3 <= end else 0
        after = _value_end(text, kind, at + 3, end) if at + 3 <= end else CUT
        if after == CUT:
            note(faults, AUX, record, byte, kind, number)
            return group, group_end, cigar
        tag = signed(load16(text, at))
        if not _is_letter(text[at]) or not (_is_letter(text[at + 1]) or 48 <= text[at + 1] <= 57):
            note(faults, AUX_TAG, record, byte, number, kind)
        if not _is_well_formed(text, kind, at + 3, after):
            note(faults, AUX_VALUE, record, byte, kind, number)
        bit = np.uint64(1) << np.uint64((tag * 40503 >> 7) & 63)
        if seen & bit and _stood_before(text, start, at, end):
            note(faults, AUX_TWICE, record, byte, number, 0)
        seen |= bit
        if tag == RG and kind == Z:
            group, group_end = at + 3, after - 1
        elif tag == CG and kind == B and text[at + 3] == UNSIGNED:
            cigar = at + 4
        at = after
    return group, group_end, cigar
