"""Figures a kernel collects over the records of an alignment file."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Counters = NDArray[np.int64]

FLAGS = 1 << 16
LONGEST = 1 << 14
"""Read lengths below this are counted one by one; longer ones in bins of 1/256 of their size."""

BINS = LONGEST + 256 * 20
INSERTS = 2001
"""Insert sizes from 0 to 1999 and, at the end, larger ones."""


class Counts(NamedTuple):
    """Histograms: `flags` and `mapq` over all records; `bases` (4-bit codes), `qualities` (eight tables, to be added),
    `lengths`, `gc` (per cent) over primary records; `operations` (CIGAR bases by operation) over mapped ones; `inserts`
    over first reads of proper pairs; `references` mapped records by reference; `sums` single figures.
    """

    flags: Counters
    mapq: Counters
    bases: Counters
    qualities: Counters
    lengths: Counters
    gc: Counters
    operations: Counters
    inserts: Counters
    references: Counters
    groups: Counters
    sums: NDArray[np.float64]


READS, LENGTH_SUM, LENGTH_SQUARES, SHORTEST, LONGEST_READ, WITH_QUALITY, MEAN_Q30, OTHER_REFERENCE, NO_GROUP = range(9)


def no_counts(references: int, groups: int) -> Counts:
    """Empty histograms for a file of `references` reference sequences and `groups` read groups."""
    sums = np.zeros(9, np.float64)
    sums[SHORTEST] = np.inf
    return Counts(
        np.zeros(FLAGS, np.int64),
        np.zeros(256, np.int64),
        np.zeros(16, np.int64),
        np.zeros((8, 256), np.int64),
        np.zeros(BINS, np.int64),
        np.zeros(101, np.int64),
        np.zeros(16, np.int64),
        np.zeros(INSERTS, np.int64),
        np.zeros(references + 1, np.int64),
        np.zeros(groups + 1, np.int64),
        sums,
    )
