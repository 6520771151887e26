"""Sums in which pairs that agree cancel out."""

import numpy as np

from qc.sequence.alignment.mate_sums import SUMS, suspected


def test_all_sums_that_are_not_zero_are_suspected_in_a_small_file() -> None:
    """Each of them stands for few names."""
    sums = np.zeros(SUMS, np.uint64)
    sums[[3, 70, 4_095]] = 9
    assert np.flatnonzero(suspected(sums, 1000, 10_000)).tolist() == [3, 70, 4_095]


def test_so_many_sums_are_suspected_as_the_records_allow() -> None:
    """With a hundred records for each sum, a thousand records belong to ten sums; one sum is always looked at."""
    sums = np.ones(SUMS, np.uint64)
    assert np.flatnonzero(suspected(sums, 100 * SUMS, 1000)).tolist() == list(range(10))
    assert np.flatnonzero(suspected(sums, 100 * SUMS, 1)).tolist() == [0]
