"""What fingerprints say against the metadata: one person under two names, two under one, samples exchanged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qc.sequence.genotype.comparison import LEAST_SITES, Likeness, compare
from qc.sequence.genotype.fingerprint import Fingerprint
from qc.sequence.remarks import Remarks


@dataclass(frozen=True, slots=True)
class Declared:
    """A fingerprint, the file it was made of, and the individual (or sample) that the metadata declares for it.

    An empty individual is none: such a file is compared with no other.
    """

    file: str
    individual: str
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Pair:
    """Two declared fingerprints, by number, and how alike they are."""

    one: int
    other: int
    likeness: Likeness


def pairs(declared: Sequence[Declared]) -> list[Pair]:
    """All pairs of declared individuals with sites enough to tell."""
    prints = [one.fingerprint for one in declared]
    found = []
    for number, one in enumerate(declared):
        for step, alike in enumerate(compare(one.fingerprint, prints[number + 1 :])):
            if alike.told and one.individual and declared[number + 1 + step].individual:
                found.append(Pair(number, number + 1 + step, alike))
    return found


def judge(declared: Sequence[Declared]) -> list[Remarks]:
    """The remarks on each file, in the order given: E_SAMPLE_SWAP, W_SAME_INDIVIDUAL, W_GENOTYPE_DIFFERS."""
    remarks = [Remarks(one.file) for one in declared]
    found = pairs(declared)
    told = _swaps(declared, found)
    for number, partner in told.items():
        own, other = declared[number].individual, declared[partner]
        remarks[number].add(
            "E_SAMPLE_SWAP", f"the genotypes are those of {other.individual} ({other.file}), not of {own}"
        )
    for pair in found:
        if pair.one not in told and pair.other not in told:
            _tell(declared, pair, remarks)
    for one, said in zip(declared, remarks, strict=True):
        if len(declared) > 1 and one.fingerprint.known < LEAST_SITES:
            said.add("I_FEW_SITES", f"{one.fingerprint.known} sites with a genotype, {LEAST_SITES} are needed")
    return remarks


def _tell(declared: Sequence[Declared], pair: Pair, remarks: Sequence[Remarks]) -> None:
    """Say of both files of a pair what the metadata and the genotypes disagree on."""
    one, other, alike = declared[pair.one], declared[pair.other], pair.likeness
    figures = f"IBS0 {alike.ibs0:.3f} and {alike.identical:.1%} identical at {alike.sites} sites"
    for number, partner in ((pair.one, other), (pair.other, one)):
        if one.individual != other.individual and alike.same:
            remarks[number].add("W_SAME_INDIVIDUAL", f"as {partner.file} of {partner.individual}: {figures}")
        elif one.individual == other.individual and not alike.same:
            remarks[number].add("W_GENOTYPE_DIFFERS", f"from {partner.file} of the same individual: {figures}")


def _swaps(declared: Sequence[Declared], found: Iterable[Pair]) -> dict[int, int]:
    """Files that stand for each other, each with a file it is truly alike.

    A file is astray if it is unlike all other files of its individual and like one of another individual's; two
    individuals are exchanged if each has a file astray to the other.
    """
    at_home: set[int] = set()
    apart: set[int] = set()
    away: dict[int, int] = {}
    for pair in found:
        together = declared[pair.one].individual == declared[pair.other].individual
        if together:
            (at_home if pair.likeness.same else apart).update((pair.one, pair.other))
        elif pair.likeness.same:
            away.setdefault(pair.one, pair.other)
            away.setdefault(pair.other, pair.one)
    astray = {number: partner for number, partner in away.items() if number in apart and number not in at_home}
    ways = {(declared[number].individual, declared[partner].individual) for number, partner in astray.items()}
    return {
        number: partner
        for number, partner in astray.items()
        if (declared[partner].individual, declared[number].individual) in ways
    }
