"""Bases at sites, and the genotypes called from their counts."""

import numpy as np
import pytest

from qc.sequence.genotype.pileup import call, place_in_read


@pytest.mark.parametrize(
    ("reference", "alternative", "other", "genotype"),
    [
        (8, 0, 0, 0),
        (7, 0, 0, -1),
        (19, 1, 0, 0),
        (18, 2, 0, -1),
        (8, 2, 0, 1),
        (5, 5, 0, 1),
        (2, 8, 0, 1),
        (1, 9, 0, -1),
        (1, 19, 0, 2),
        (0, 30, 3, 2),
        (0, 30, 4, -1),
        (0, 0, 50, -1),
        (0, 0, 0, -1),
    ],
)
def test_genotypes_follow_shares(reference: int, alternative: int, other: int, genotype: int) -> None:
    """Depth, the share of the alternative base, and third bases decide; what lies between is not called."""
    assert call(np.array([reference]), np.array([alternative]), np.array([other])).tolist() == [genotype]


@pytest.mark.parametrize(
    ("cigar", "offset", "place"),
    [
        ([(0, 10)], 0, 0),
        ([(0, 10)], 9, 9),
        ([(0, 10)], 10, None),
        ([(4, 3), (0, 10)], 2, 5),
        ([(5, 3), (0, 10)], 2, 2),
        ([(0, 2), (1, 4), (0, 5)], 2, 6),
        ([(0, 2), (2, 4), (0, 5)], 3, None),
        ([(0, 2), (3, 4), (0, 5)], 6, 2),
        ([(7, 2), (8, 1)], 2, 2),
        ([(0, 2), (6, 3), (0, 2)], 2, 2),
        ([], 0, None),
    ],
)
def test_places_in_reads_follow_the_cigar(cigar: list[tuple[int, int]], offset: int, place: int | None) -> None:
    """Clips and insertions lie in the read alone, gaps in the reference alone."""
    assert place_in_read(cigar, offset) == place
