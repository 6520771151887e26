"""One SAM record, looked at exactly: every fault of its eleven columns with what stands there (specification 1.4).

The compiled pass (`sam_kernel`) has found that something is wrong; here it is said what. `Names` is what the header
tells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qc.sequence.alignment.aux_tags import is_whole, optional_faults
from qc.sequence.alignment.header import Header, shown
from qc.sequence.alignment.header_values import LONGEST, NAME
from qc.sequence.alignment.sam_faults import (
    CIGAR,
    CIGAR_CLIP,
    CIGAR_LENGTH,
    COLUMNS,
    FLAG,
    FLAG_BITS,
    MAPQ,
    MATE_PAST_END,
    NO_REFERENCES,
    NOT_ASCII,
    PAST_END,
    PNEXT,
    POS,
    QNAME,
    QUAL,
    QUAL_LENGTH,
    REFERENCE,
    RNAME,
    RNEXT,
    SEQ,
    TLEN,
    UNPLACED,
    Said,
)

_QNAME = re.compile(rb"[!-?A-~]{1,254}")
_NAME = re.compile(NAME)
_OPERATION = re.compile(rb"([0-9]{1,9})([MIDNSHPX=])")
_CIGAR = re.compile(rb"([0-9]{1,9}[MIDNSHPX=])+")
_CLIPS = re.compile(rb"H?S?[^HS]*S?H?")
_SEQ = re.compile(rb"[A-Za-z=.]+")
_QUAL = re.compile(rb"[!-~]+")
TOO_LARGE = 1 << 28
RESERVED = 0xF000
NUMBERS = (
    (1, "FLAG", FLAG, 0, 65535),
    (3, "POS", POS, 0, LONGEST),
    (4, "MAPQ", MAPQ, 0, 255),
    (7, "PNEXT", PNEXT, 0, LONGEST),
    (8, "TLEN", TLEN, -LONGEST, LONGEST),
)
"""Column (from 0), name, kind of fault and range of the columns that hold numbers."""
NEEDED = frozenset((FLAG, POS, PNEXT, CIGAR, SEQ, QUAL))
"""Faults of columns after which nothing can be said of columns among each other."""


@dataclass(frozen=True, slots=True)
class Names:
    """What records refer to: length of each reference (0 where its end does not bind), read groups, programs."""

    references: dict[bytes, int] = field(default_factory=dict)
    groups: frozenset[bytes] = frozenset()
    programs: frozenset[bytes] = frozenset()


def names_of(header: Header) -> Names:
    """The names of a header."""
    return Names(
        {one.name.encode("latin-1", "replace"): 0 if one.circular else one.length for one in header.references},
        frozenset(group.id.encode() for group in header.read_groups),
        frozenset(name.encode() for name in header.programs),
    )


def record_faults(line: bytes, names: Names) -> list[Said]:
    """Every fault of one line without its line end, in the order of its columns; nothing for a clean one."""
    columns = line.split(b"\t")
    if len(columns) < 11:
        return [Said(COLUMNS, f"{len(columns)} columns: {shown(line)}")]
    said = list(_column_faults(columns, names))
    if NEEDED.isdisjoint(one.kind for one in said):
        said += _sense(columns, names)
    said += optional_faults(columns[11:], names.groups, names.programs)
    if not line.isascii():
        odd = next(number for number, column in enumerate(columns, 1) if not column.isascii())
        return [Said(NOT_ASCII, f"column {odd} holds a byte that is not ASCII")]
    return said


def _column_faults(columns: Sequence[bytes], names: Names) -> Iterator[Said]:
    """What single columns do wrong."""
    if not _QNAME.fullmatch(columns[0]):
        yield Said(QNAME, f"QNAME {shown(columns[0])} of {len(columns[0])} characters")
    for column, name, kind, least, most in NUMBERS:
        if not is_whole(columns[column], least, most):
            yield Said(kind, f"{name} is {shown(columns[column])}")
    yield from _reference(columns[2], "RNAME", RNAME, names)
    if columns[6] != b"=":
        yield from _reference(columns[6], "RNEXT", RNEXT, names)
    yield from _cigar(columns[5])
    if columns[9] != b"*" and not _SEQ.fullmatch(columns[9]):
        yield Said(SEQ, f"SEQ {shown(columns[9])}")
    if not _QUAL.fullmatch(columns[10]):
        yield Said(QUAL, f"QUAL {shown(columns[10])}")


def _reference(name: bytes, column: str, kind: int, names: Names) -> Iterator[Said]:
    if name == b"*" or name in names.references:
        return
    if not _NAME.fullmatch(name):
        yield Said(kind, f"{column} {shown(name)} is no reference name")
    elif names.references:
        yield Said(REFERENCE, f"{column} {shown(name)} is not in the header")
    else:
        yield Said(NO_REFERENCES, f"{column} {shown(name)}, and the header has no @SQ line")


def _cigar(cigar: bytes) -> Iterator[Said]:
    if cigar == b"*":
        return
    if not _CIGAR.fullmatch(cigar) or any(int(size) >= TOO_LARGE for size, _ in _OPERATION.findall(cigar)):
        yield Said(CIGAR, f"CIGAR {shown(cigar)}")
    elif not _clips_at_ends(b"".join(kind for _, kind in _OPERATION.findall(cigar))):
        yield Said(CIGAR_CLIP, f"CIGAR {shown(cigar)} clips inside")


def _clips_at_ends(operations: bytes) -> bool:
    """Whether H stands only first and last, and S only there or beside H."""
    return bool(_CLIPS.fullmatch(operations))


def _covered(cigar: bytes, kinds: bytes) -> int:
    """Bases that the operations of `kinds` cover."""
    return sum(int(size) for size, kind in _OPERATION.findall(cigar) if kind in kinds)


def _sense(columns: Sequence[bytes], names: Names) -> Iterator[Said]:
    """What sound columns do wrong among each other."""
    cigar, bases, qualities = columns[5], columns[9], columns[10]
    if cigar != b"*" and bases != b"*" and _covered(cigar, b"MIS=X") != len(bases):
        yield Said(CIGAR_LENGTH, f"CIGAR covers {_covered(cigar, b'MIS=X')} bases, SEQ has {len(bases)}")
    if qualities != b"*" and bases == b"*":
        yield Said(QUAL, "QUAL without SEQ")
    elif qualities != b"*" and len(qualities) != len(bases):
        yield Said(QUAL_LENGTH, f"{len(bases)} bases, {len(qualities)} qualities")
    if int(columns[1]) & RESERVED:
        yield Said(FLAG_BITS, f"FLAG {int(columns[1])} sets reserved bits")
    yield from _places(columns, names)


def _places(columns: Sequence[bytes], names: Names) -> Iterator[Said]:
    """Where a record and its mate lie on their references."""
    name, position = columns[2], int(columns[3])
    mate = name if columns[6] == b"=" else columns[6]
    limit = names.references.get(mate, 0)
    if 0 < limit < int(columns[7]):
        yield Said(MATE_PAST_END, f"PNEXT is {int(columns[7])}, {shown(mate)} has {limit} bases")
    if int(columns[1]) & 4:
        return
    limit = names.references.get(name, 0)
    last = position + max(_covered(columns[5], b"MDN=X"), 1) - 1
    if name == b"*" or position == 0:
        yield Said(UNPLACED, "flag 4 is not set, and RNAME or POS is missing")
    elif 0 < limit < last:
        yield Said(PAST_END, f"the alignment ends at {last}, {shown(name)} has {limit} bases")
