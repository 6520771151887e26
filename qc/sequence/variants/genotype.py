"""GT: alleles with signs between them that say whether they are phased (section 1.6.2)."""

import re
from functools import lru_cache

from qc.sequence.variants.rules import Rules
from qc.sequence.variants.teller import shown

SHAPE = re.compile(rb"(?P<first>[/|]?)(?:[0-9]++|\.)(?:[/|](?:[0-9]++|\.))*+")
LONGEST = 1 << 16
"""Longest genotype, in bytes: more alleles than any pool has."""
SIGNS = re.compile(rb"[/|]")


def ploidy(genotype: bytes) -> int:
    """How many alleles a genotype names; 0 for a lone missing value, whose ploidy is not known."""
    if genotype == b".":
        return 0
    return len(SIGNS.findall(genotype.lstrip(b"/|"))) + 1


def phased(genotype: bytes) -> list[bool]:
    """Which alleles are phased; without a sign before it the first is, if no sign says otherwise (4.5)."""
    signs = SIGNS.findall(genotype)
    if genotype[:1] not in {b"/", b"|"}:
        signs = [b"/" if b"/" in signs else b"|", *signs]
    return [sign == b"|" for sign in signs]


def genotype_fault(genotype: bytes, alternates: int, rules: Rules) -> tuple[bool, str] | None:
    """What is wrong with a genotype at a record with so many alternates, and whether it is an error; None if sound.

    Where ALT is missing some programs still name allele 1, the one that they did not find: a warning.
    """
    found = SHAPE.fullmatch(genotype) if len(genotype) <= LONGEST else None
    if found is None:
        return True, f"{shown(genotype)} is no genotype"
    if found["first"] and not rules.phase_prefix:
        return True, f"{shown(genotype)} begins with a phasing sign, which 4.4 introduced"
    numbers = [allele for allele in SIGNS.split(genotype.lstrip(b"/|")) if allele != b"."]
    highest = max((int(allele[:10]) for allele in numbers), default=0)
    if highest <= alternates:
        return None
    return highest > max(alternates, 1), f"{shown(genotype)} names the allele {highest} of {alternates}"


@lru_cache(512)
def allele_pattern(alternates: int) -> bytes:
    """One allele of a genotype, as a pattern; of many alternates only the first hundred."""
    names = b"|".join(b"%d" % number for number in range(min(alternates, 100), 9, -1))
    single = b"[0-%d.]" % min(alternates, 9)
    return b"(?:" + names + b"|" + single + b")" if names else single


def genotype_pattern(alternates: int, alleles: int | None) -> bytes:
    """A genotype of so many alleles, as a pattern; None for any number. Without a phasing sign at the start."""
    one = allele_pattern(alternates)
    if alleles is None:
        return one + b"(?:[/|]" + one + b")*+"
    return one + b"[/|]" + b"[/|]".join([one] * (alleles - 1)) if alleles > 1 else one
