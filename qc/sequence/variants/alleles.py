"""REF and ALT: what alleles may look like, and what kind each is (section 1.6.1, sections on breakends)."""

import re
from dataclasses import dataclass, field
from enum import Enum

from qc.sequence.variants.rules import Rules
from qc.sequence.variants.teller import shown

BASES = re.compile(rb"[ACGTNacgtn]+")
STARRED = re.compile(rb"[ACGTNacgtn*]+")
SYMBOL = re.compile(rb"([ACGTNacgtn]*)<([^\s,<>]+)>")
"""A symbolic allele; bases before it are the shorthand for an inserted contig of the assembly file."""
SINGLE = re.compile(rb"\.[ACGTNacgtn]+|[ACGTNacgtn]+\.")
PAIRED = re.compile(
    rb"(?P<left>[ACGTNacgtn]+|\.)?(?P<open>[\[\]])(?P<mate>[^\s,\[\]]+):(?P<at>[0-9]+)(?P=open)"
    rb"(?P<right>[ACGTNacgtn]+|\.)?"
)
UNSPECIFIED = frozenset({b"*", b"NON_REF", b"X"})
"""Symbols for "any other allele": <*> of the specification, <NON_REF> of GATK, <X> of samtools."""


class Kind(Enum):
    """What an alternate allele is."""

    MISSING = "missing"
    BASES = "bases"
    OVERLAP = "overlap"
    SYMBOLIC = "symbolic"
    UNSPECIFIED = "unspecified"
    BREAKEND = "breakend"


SYMBOLIC = frozenset({Kind.SYMBOLIC, Kind.BREAKEND, Kind.UNSPECIFIED})
"""Kinds whose alleles say nothing without INFO, or another record."""


@dataclass(frozen=True, slots=True)
class Alternates:
    """The ALT column: its alleles with their kinds; `faults` says (must, what) of what is wrong.

    `number` is how many alternates a genotype can name: 0 for the missing value. `symbolic` tells whether an allele is
    other than bases.
    """

    alleles: tuple[bytes, ...]
    kinds: tuple[Kind, ...]
    faults: tuple[tuple[bool, str], ...] = ()
    number: int = field(init=False)
    symbolic: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", 0 if self.kinds == (Kind.MISSING,) else len(self.alleles))
        object.__setattr__(self, "symbolic", not SYMBOLIC.isdisjoint(self.kinds))

    def symbols(self) -> list[str]:
        """The IDs of the symbolic alleles."""
        found = (SYMBOL.fullmatch(one) for one in self.alleles)
        return [symbol[2].decode("utf-8", "replace") for symbol in found if symbol is not None and not symbol[1]]


NONE = Alternates((b".",), (Kind.MISSING,))


def read_alternates(text: bytes, ref: bytes, rules: Rules) -> Alternates:
    """Read the ALT column of a record with this REF."""
    if text == b".":
        return NONE
    alleles = tuple(text.split(b","))
    faults: list[tuple[bool, str]] = []
    kinds = tuple(_kind(one, rules, faults) for one in alleles)
    if any(kind is Kind.MISSING for kind in kinds):
        faults.append((True, "the missing value stands beside alleles"))
    if ref in alleles:
        faults.append((True, f"{shown(ref)} is the reference itself"))
    if len(set(alleles)) < len(alleles) and _twice(alleles, kinds):
        faults.append((False, "an allele is listed twice"))
    return Alternates(alleles, kinds, tuple(faults))


def _twice(alleles: tuple[bytes, ...], kinds: tuple[Kind, ...]) -> bool:
    """Whether an allele stands twice; equal symbolic alleles can be different ones."""
    told = [one for one, kind in zip(alleles, kinds, strict=True) if kind is not Kind.SYMBOLIC]
    return len(set(told)) < len(told)


def _kind(allele: bytes, rules: Rules, faults: list[tuple[bool, str]]) -> Kind:
    if BASES.fullmatch(allele):
        return Kind.BASES
    if allele == b"*":
        return Kind.OVERLAP
    if allele == b".":
        return Kind.MISSING
    symbol = SYMBOL.fullmatch(allele)
    if symbol is not None:
        return _symbolic(symbol[2], rules, faults)
    if SINGLE.fullmatch(allele) or _paired(allele):
        return Kind.BREAKEND
    if STARRED.fullmatch(allele):
        return Kind.BASES
    if allele == b"X" and not rules.strict:
        # What old samtools wrote for "any other allele".
        faults.append((False, "the allele X is written <*> now"))
        return Kind.UNSPECIFIED
    faults.append((True, f"{shown(allele)} is no allele" if allele else "an allele is empty"))
    return Kind.BASES


def _symbolic(name: bytes, rules: Rules, faults: list[tuple[bool, str]]) -> Kind:
    first, colon, _ = name.partition(b":")
    if colon and first.decode("utf-8", "replace") not in rules.types:
        faults.append((True, f"{shown(name)} has a subtype of none of the structural types"))
    return Kind.UNSPECIFIED if name in UNSPECIFIED else Kind.SYMBOLIC


def _paired(allele: bytes) -> bool:
    """Whether it is a breakend with its mate: bases stand on exactly one side."""
    found = PAIRED.fullmatch(allele)
    if found is None or (found["left"] is None) == (found["right"] is None):
        return False
    mate = found["mate"]
    return not ({b"<", b">"} & {mate[:1], mate[-1:]}) or (mate[:1] == b"<" and mate[-1:] == b">" and len(mate) > 2)


def trimmed(pos: int, ref: bytes, alt: bytes) -> tuple[int, bytes, bytes]:
    """Position and alleles without the bases they share at the end, then at the start; upper case."""
    ref, alt = ref.upper(), alt.upper()
    if len(ref) == len(alt) == 1:
        return pos, ref, alt
    shared = 0
    while shared < min(len(ref), len(alt)) - 1 and ref[-1 - shared] == alt[-1 - shared]:
        shared += 1
    if shared:
        ref, alt = ref[:-shared], alt[:-shared]
    start = 0
    while start < min(len(ref), len(alt)) - 1 and ref[start] == alt[start]:
        start += 1
    return pos + start, ref[start:], alt[start:]
