"""Values of INFO and FORMAT fields against their Number and Type (section 1.3)."""

import re
from functools import lru_cache

from qc.sequence.variants.definition import Definition
from qc.sequence.variants.reserved import Kind

FLOAT = rb"(?:[-+]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][-+]?[0-9]++)?|[-+]?(?i:inf(?:inity)?|nan))"
"""A number; the text's pattern and, what programs also write, one that ends with its point."""

PATTERNS = {
    "Integer": rb"[-+]?[0-9]{1,9}+",
    "Number": FLOAT,
    "Float": FLOAT,
    "Character": rb"[^,\x80-\xff]",
    "String": rb"[^,]++",
    "Flag": rb"[01]?",
}
"""One value by its type; a longer integer or a character beyond ASCII is looked at by `wrong_type`."""

KINDS: dict[Kind, bytes] = {
    "count": rb"\+?[0-9]{1,9}+",
    "frequency": rb"(?:0|1|1\.0*+|0?\.[0-9]++|(?:0?\.[0-9]++|[0-9](?:\.[0-9]*+)?)[eE]-[0-9]++|[-+]?0(?:\.0*+)?)",
    "cigar": rb"(?:[0-9]++[MIDNSHPX=])++",
}
"""One value by its meaning, where a reserved key has one."""

WHOLE = re.compile(rb"[-+]?[0-9]++")
REAL = re.compile(FLOAT)
CIGAR = re.compile(KINDS["cigar"])
LOWEST, HIGHEST = -(2**31) + 8, 2**31 - 1
"""Integers that fit both VCF and BCF."""


@lru_cache(4096)
def pattern(type_: str, kind: Kind, count: int | None) -> re.Pattern[bytes]:
    """Matches a sound field of `count` values (None: any number): at once, without a look at the single values."""
    return re.compile(listed(single(type_, kind), count))


def single(type_: str, kind: Kind) -> bytes:
    """The pattern of one value, or of the missing one."""
    return rb"(?:" + (KINDS[kind] if kind else PATTERNS.get(type_, PATTERNS["String"])) + rb"|\.)"


def listed(value: bytes, count: int | None) -> bytes:
    """The pattern of `count` values with commas between, or of a single missing value."""
    if count is None:
        return value + rb"(?:," + value + rb")*+"
    if count > 4096:
        return rb"(?!)"
    if count == 0:
        return rb"\."
    if count == 1:
        return value
    # Written out a list is matched faster than as a repetition.
    values = rb",".join([value] * count) if count <= 32 else value + rb"(?:," + value + rb"){%d}" % (count - 1)
    return rb"(?:" + values + rb"|\.)"


def wrong_number(value: bytes, accepted: tuple[int, ...] | None) -> int | None:
    """How many values there are, where that is a wrong number; None where it is right or a single missing value."""
    if accepted is None or value == b".":
        return None
    found = value.count(b",") + 1 if value else 0
    return None if found in accepted else found


def wrong_type(value: bytes, definition: Definition) -> bytes | None:
    """The first value that is not of the type; None where all are."""
    judge = _JUDGES.get(definition.type)
    if judge is None:
        return None
    if definition.type == "Flag":
        return None if judge(value) else value
    return next((one for one in value.split(b",") if one != b"." and not judge(one)), None)


def wrong_meaning(value: bytes, kind: Kind) -> bytes | None:
    """The first value of the right type that a reserved key cannot mean; None where all can."""
    for one in value.split(b",") if kind else ():
        if one == b".":
            continue
        if kind == "cigar":
            sound = CIGAR.fullmatch(one) is not None
        else:
            number = float(one) if REAL.fullmatch(one) else 0.0
            sound = number >= 0 if kind == "count" else not (number < 0 or number > 1)
        if not sound:
            return one
    return None


def _integer(value: bytes) -> bool:
    return WHOLE.fullmatch(value) is not None and len(value) < 12 and LOWEST <= int(value) <= HIGHEST


def _real(value: bytes) -> bool:
    return REAL.fullmatch(value) is not None


def _character(value: bytes) -> bool:
    return len(value) == 1 or len(value.decode("utf-8", "replace")) == 1


def _flag(value: bytes) -> bool:
    return value in {b"", b"0", b"1"}


_JUDGES = {"Integer": _integer, "Float": _real, "Number": _real, "Character": _character, "Flag": _flag}
