"""What one INFO or FORMAT key holds: how many values of which type."""

from dataclasses import dataclass
from functools import lru_cache
from math import comb

from qc.sequence.variants.reserved import Kind, Reserved

COPY_NUMBERS = frozenset({"CNL", "CNP"})
"""Keys reserved with Number G whose text asks for one value for each copy number: any number of values is taken."""

MANY = 1 << 24
"""More values than any line holds: counts beyond it are not computed."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A key with its Number and Type; `declared` in the header, or else known from the specification."""

    key: str
    number: str
    type: str
    kind: Kind = ""
    declared: bool = True

    @classmethod
    def of(cls, key: str, reserved: Reserved) -> "Definition":
        """The definition the specification gives a key that the header does not declare."""
        return cls(key, held(key, reserved.number), reserved.type, reserved.kind, declared=False)


def held(key: str, number: str) -> str:
    """The Number a field's values are counted by; -1 was the dot before the letters came."""
    return "." if number == "-1" or (key in COPY_NUMBERS and number == "G") else number


@lru_cache(4096)
def counts(number: str, alternates: int, ploidy: int) -> tuple[int, ...] | None:
    """How many values a field of this Number has, None for any; several where ALT is missing (`alternates` 0).

    At a site without alternates programs write the fields as for none or as for one; both are taken. A ploidy of 0
    is not known: any number of genotypes is taken.
    """
    if number.isdigit():
        return (min(int(number[:9]), MANY),)
    if number in {"A", "LA"}:
        return (alternates or 1,) if number == "A" else (alternates,)
    if number in {"R", "LR"}:
        return (alternates + 1,) if alternates or number == "LR" else (1, 2)
    if number in {"G", "LG"} and ploidy:
        one = genotypes(alternates, ploidy)
        return (one,) if alternates or number == "LG" else (one, genotypes(1, ploidy))
    if number == "P" and ploidy:
        return (ploidy,)
    return None


def genotypes(alternates: int, ploidy: int) -> int:
    """How many unordered genotypes there are: combinations with repetition of the alleles."""
    if ploidy > 64 or alternates > 1024:
        return MANY
    return min(comb(alternates + ploidy, ploidy), MANY)
