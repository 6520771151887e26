"""Optional fields of one SAM record, looked at exactly: every fault with what stands there (SAM specification 1.5).

The compiled pass (`optional_kernel`) has found that something is wrong; here it is said what.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from qc.sequence.alignment.characters import TYPES
from qc.sequence.alignment.header import shown
from qc.sequence.alignment.sam_faults import AUX, AUX_TWICE, AUX_TYPE, AUX_VALUE, PROGRAM, READ_GROUP, Said

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9]):([AifZHB]):(.*)", re.DOTALL)
_INTEGER = re.compile(rb"[-+]?[0-9]{1,18}")
_REAL = re.compile(rb"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?")
_VALUES = {
    b"A": re.compile(rb"[!-~]"),
    b"Z": re.compile(rb"[ !-~]*"),
    b"H": re.compile(rb"([0-9A-F][0-9A-F])*"),
}
RANGES = {
    b"c": (-(1 << 7), (1 << 7) - 1),
    b"C": (0, (1 << 8) - 1),
    b"s": (-(1 << 15), (1 << 15) - 1),
    b"S": (0, (1 << 16) - 1),
    b"i": (-(1 << 31), (1 << 31) - 1),
    b"I": (0, (1 << 32) - 1),
}
"""The range of each integer subtype of B."""
INFINITE = 3.4028235677973366e38
"""What has no finite value in the 32 bits of type f begins here."""
LEAST, MOST = -(1 << 31), (1 << 32) - 1
"""The range of type i: what BAM can hold."""


def is_whole(text: bytes, least: int, most: int) -> bool:
    """Whether the text is a whole number in the range."""
    return bool(_INTEGER.fullmatch(text)) and least <= int(text) <= most


def is_single(text: bytes) -> bool:
    """Whether the text is a number that type f can hold."""
    return bool(_REAL.fullmatch(text)) and abs(float(text)) < INFINITE


def is_array(text: bytes) -> bool:
    """Whether the text is an array of type B; the part before the first comma is its subtype."""
    kind, *values = text.split(b",")
    if kind == b"f":
        return all(map(is_single, values))
    return kind in RANGES and all(is_whole(value, *RANGES[kind]) for value in values)


def is_value(kind: bytes, text: bytes) -> bool:
    """Whether the text is a value of the type."""
    if kind == b"i":
        return is_whole(text, LEAST, MOST)
    if kind == b"f":
        return is_single(text)
    return is_array(text) if kind == b"B" else bool(_VALUES[kind].fullmatch(text))


def optional_faults(fields: Sequence[bytes], groups: Collection[bytes], programs: Collection[bytes]) -> Iterator[Said]:
    """Every fault of the optional fields of one record.

    `groups` and `programs` are the identifiers of the header; an empty collection means that there are none to compare
    with.
    """
    seen: set[bytes] = set()
    for field in fields:
        found = _FIELD.fullmatch(field)
        if found is None:
            yield Said(AUX, f"not TAG:TYPE:VALUE: {shown(field)}")
            continue
        tag, kind, value = found.groups()
        if tag in seen:
            yield Said(AUX_TWICE, f"{tag.decode()} stands twice")
        seen.add(tag)
        if not is_value(kind, value):
            yield Said(AUX_VALUE, f"{shown(field)} is no value of type {kind.decode()}")
            continue
        yield from _meaning(tag, kind, value, groups, programs)


def _meaning(
    tag: bytes, kind: bytes, value: bytes, groups: Collection[bytes], programs: Collection[bytes]
) -> Iterator[Said]:
    """What the specification says of this tag: its type, and the name it refers to."""
    defined = chr(TYPES[tag[0] << 8 | tag[1]])
    if defined not in ("\0", kind.decode()):
        yield Said(AUX_TYPE, f"{tag.decode()} has type {kind.decode()}, defined is {defined}")
    elif tag == b"RG" and groups and value not in groups:
        yield Said(READ_GROUP, f"the read group {shown(value)} is not in the header")
    elif tag == b"PG" and programs and value not in programs:
        yield Said(PROGRAM, f"the program {shown(value)} is not in the header")
