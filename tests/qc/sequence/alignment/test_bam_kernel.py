"""Bins of the index, and blocks that end anywhere."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment.bam_kernel import RECORDS, ROWS, bin_of, new_walk, walk_block
from tests.qc.sequence.alignment.built import bin_of as tried
from tests.qc.sequence.alignment.built import named


@given(st.integers(0, 2**29 - 2), st.integers(1, 2**20))
def test_bins_equal_those_of_trying_all_levels(begin: int, length: int) -> None:
    """The smallest bin that holds the alignment."""
    end = min(begin + length, 2**29)
    assert bin_of(begin, end) == tried(begin, end)


def test_bins_at_the_edges_of_a_level() -> None:
    """The figures of the specification: five levels of bins."""
    assert [bin_of(0, 1), bin_of(0, 1 << 14), bin_of(0, (1 << 14) + 1), bin_of(0, (1 << 26) + 1)] == [
        4681,
        4681,
        585,
        0,
    ]


def test_a_block_with_more_records_than_rows_is_taken_in_turns() -> None:
    """Nothing is lost where a block holds very many small records."""
    record = bytes(named("a", bases="", qualities=b"", fields=b""))
    text = np.frombuffer(record * (ROWS + 5) + bytes(64), np.uint8).copy()
    walk = new_walk(np.zeros(0, np.int64), [], 0, by_name=False)
    used, rows = walk_block(walk, text, len(text) - 64)
    assert (used, rows) == (ROWS * len(record), ROWS)
    assert walk_block(walk, text[used:], len(text) - 64 - used) == (5 * len(record), 5)
    assert walk.state[RECORDS] == ROWS + 5
