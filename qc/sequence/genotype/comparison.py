"""Comparing fingerprints: bit operations and population counts over 64 sites at a time, in compiled code.

IBS0 is the share of common sites where one sample has two reference alleles and the other two alternative ones. It is
next to nothing between files of one person, and also between parent and child; the share of identical genotypes tells
these apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import unmanaged
from qc.sequence.fastq.vector import popcount
from qc.sequence.genotype.fingerprint import Fingerprint

Planes = NDArray[np.uint64]

LEAST_SITES = 100
"""Common sites below which nothing is said."""
MOST_IBS0 = 0.01
LEAST_IDENTICAL = 0.85
"""Limits of one person's files: errors of calling stay below and above them; a parent's child has about 0.6."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two samples compared: common sites, the share of opposite homozygotes and that of identical genotypes."""

    sites: int
    ibs0: float
    identical: float

    @property
    def told(self) -> bool:
        """Whether there are sites enough to say anything."""
        return self.sites >= LEAST_SITES

    @property
    def same(self) -> bool:
        """Whether both are of one person (or of identical twins)."""
        return self.told and self.ibs0 <= MOST_IBS0 and self.identical >= LEAST_IDENTICAL


@unmanaged
def count_pairs(one: Planes, others: NDArray[np.uint64], counts: NDArray[np.int64]) -> None:
    """For each of `others` (n × 3 × words): common sites, opposite homozygotes and identical genotypes, to `counts`."""
    for row in range(others.shape[0]):
        common = opposite = identical = 0
        for word in range(one.shape[1]):
            a, b, c = one[0, word], one[1, word], one[2, word]
            d, e, f = others[row, 0, word], others[row, 1, word], others[row, 2, word]
            common += popcount((a | b | c) & (d | e | f))
            opposite += popcount((a & f) | (c & d))
            identical += popcount((a & d) | (b & e) | (c & f))
        counts[row, 0] = common
        counts[row, 1] = opposite
        counts[row, 2] = identical


def stacked(prints: Sequence[Fingerprint]) -> Planes:
    """The planes of fingerprints as one array, for `compare_planes`."""
    return np.stack([one.planes for one in prints])


def compare_planes(one: Planes, others: Planes) -> NDArray[np.int64]:
    """Common sites, opposite homozygotes and identical genotypes of one sample against many, a row each."""
    counts = np.zeros((len(others), 3), np.int64)
    count_pairs(one, others, counts)
    return counts


def likeness(common: int, opposite: int, identical: int) -> Likeness:
    """The likeness of a row of `compare_planes`."""
    return (
        Likeness(common, round(opposite / common, 6), round(identical / common, 6)) if common else Likeness(0, 0.0, 0.0)
    )


def compare(one: Fingerprint, others: Sequence[Fingerprint]) -> list[Likeness]:
    """One sample against many. Raises ValueError where the panels differ, since their bits mean other sites."""
    if any(other.panel != one.panel or other.sites != one.sites for other in others):
        raise ValueError("fingerprints of different panels cannot be compared")
    if not others:
        return []
    return [likeness(*row) for row in compare_planes(one.planes, stacked(others)).tolist()]
