"""The tables of characters against the expressions of the specification."""

import re

from qc.sequence.alignment.characters import (
    BASE,
    BLANKED,
    CLASSES,
    CODES,
    DIGIT,
    HEX,
    OPERATIONS,
    PRINTED,
    QNAME,
    RNAME,
    RNAME_FIRST,
    TYPES,
)
from qc.sequence.alignment.header_values import NAME

EXPRESSIONS = {
    QNAME: rb"[!-?A-~]",
    RNAME: rb"[0-9A-Za-z!#$%&*+./:;=?@^_|~-]",
    RNAME_FIRST: rb"[0-9A-Za-z!#$%&+./:;?@^_|~-]",
    BASE: rb"[A-Za-z=.]",
    PRINTED: rb"[!-~]",
    BLANKED: rb"[ !-~]",
    DIGIT: rb"[0-9]",
    HEX: rb"[0-9A-F]",
}


def test_classes_are_the_expressions() -> None:
    """All 256 bytes of all eight classes."""
    for kind, expression in EXPRESSIONS.items():
        wanted = [bool(re.fullmatch(expression, bytes([byte]))) for byte in range(256)]
        assert [bool(CLASSES[byte] & kind) for byte in range(256)] == wanted


def test_names_are_a_first_and_further_characters() -> None:
    """The header's expression is made of the same two classes."""
    for byte in range(256):
        assert bool(re.fullmatch(NAME, bytes([byte]))) == bool(CLASSES[byte] & RNAME_FIRST)
        assert bool(re.fullmatch(NAME, b"a" + bytes([byte]))) == bool(CLASSES[byte] & RNAME)


def test_codes_operations_and_types() -> None:
    """Numbers of BAM, and a type for each predefined tag."""
    assert [int(CODES[sign]) for sign in b"=ACMGRSVTWYHKDBNacgtnU."] == [*range(16), 1, 2, 4, 8, 15, 8, 15]
    assert [int(OPERATIONS[sign]) for sign in b"MIDNSHP=XBm"] == [*range(9), 255, 255]
    assert {tag: chr(TYPES[tag[0] << 8 | tag[1]]) for tag in (b"NM", b"RG", b"TS", b"ML", b"XX")} == {
        b"NM": "i",
        b"RG": "Z",
        b"TS": "A",
        b"ML": "B",
        b"XX": "\0",
    }
