"""Which characters the fields of SAM text may hold, as tables for compiled code (SAM specification 1.4 and 1.5)."""

import numpy as np
from numpy.typing import NDArray

QNAME, RNAME, BASE, PRINTED, BLANKED, DIGIT, HEX, RNAME_FIRST = (1 << bit for bit in range(8))
"""Bits of CLASSES: QNAME, a reference name, SEQ, QUAL and type A, type Z, digits, type H, the first of a name."""

PREDEFINED_TYPES = {
    "i": "AM AS CM CP FI H0 H1 H2 HI IH MN MQ NH NM OP PQ SM TC UQ",
    "Z": "BC BQ BZ CB CC CO CQ CR CS CT CY E2 FS LB MC MD MI MM OA OC OQ OX PG PT PU Q2 QT QX R2 RG RX SA U2",
    "A": "TS",
    "B": "CG FZ ML",
}
"""The types of predefined optional fields (SAMtags, section 1)."""


def _classes() -> NDArray[np.uint8]:
    table = np.zeros(256, np.uint8)
    table[ord("!") : ord("~") + 1] |= QNAME | RNAME | PRINTED | BLANKED | RNAME_FIRST
    table[ord(" ")] |= BLANKED
    table[ord("@")] &= ~np.uint8(QNAME)
    for sign in b"\\,\"`'()[]{}<>":
        table[sign] &= ~np.uint8(RNAME | RNAME_FIRST)
    for sign in b"*=":
        table[sign] &= ~np.uint8(RNAME_FIRST)
    for sign in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=.":
        table[sign] |= BASE
    for sign in b"0123456789":
        table[sign] |= DIGIT | HEX
    for sign in b"ABCDEF":
        table[sign] |= HEX
    return table


def _codes() -> NDArray[np.uint8]:
    table = np.full(256, 15, np.uint8)
    for code, sign in enumerate(b"=ACMGRSVTWYHKDBN"):
        table[sign] = code
        table[bytes([sign]).lower()[0]] = code
    table[ord("U")] = table[ord("u")] = 8
    return table


def _types() -> NDArray[np.uint8]:
    table = np.zeros(1 << 16, np.uint8)
    for kind, tags in PREDEFINED_TYPES.items():
        for tag in tags.encode().split():
            table[tag[0] << 8 | tag[1]] = ord(kind)
    return table


CLASSES = _classes()
"""The classes of each byte, as bits."""

CODES = _codes()
"""The 4-bit code of each base letter, as BAM stores it (4.2); U is T, other letters are N."""

TYPES = _types()
"""The type of a predefined optional field by its two characters, 0 where there is none."""

OPERATIONS = np.full(256, 255, np.uint8)
"""The number of each CIGAR operation, 255 for other bytes."""
OPERATIONS[np.frombuffer(b"MIDNSHP=X", np.uint8)] = np.arange(9, dtype=np.uint8)
