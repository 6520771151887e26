"""Lengths of records in bounded memory."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence import lengths as figures_of_lengths
from qc.sequence.fasta import lengths
from qc.sequence.fasta.lengths import LengthCounts, rounded


@given(st.lists(st.lists(st.integers(0, 50)), max_size=5))
def test_figures_are_those_of_the_plain_list(parts):
    """Whatever the portions in which the lengths come."""
    counts = LengthCounts()
    for part in parts:
        counts.take(np.array(part, np.int64))
    every = sorted(length for part in parts for length in part)
    figures = counts.figures()
    assert counts.number == len(every)
    if every:
        assert (figures["min"], figures["max"]) == (every[0], every[-1])
        assert figures["median"] == every[(len(every) - 1) // 2]
        assert figures["mean"] == pytest.approx(sum(every) / len(every), abs=1e-6)
        assert sum(row[2] for row in counts.histogram()) == len(every)


def test_no_record_has_no_lengths():
    """A negative length stands for none."""
    counts = LengthCounts()
    counts.take(np.array([-1, -1]))
    assert (counts.number, counts.histogram()) == (0, [])
    assert counts.figures() == figures_of_lengths.figures(np.empty(0, np.int64), np.empty(0, np.int64))


def test_many_distinct_lengths_are_rounded_and_their_number_kept(monkeypatch):
    """Past the bound the figures stay within one part in five hundred."""
    monkeypatch.setattr(lengths, "DISTINCT", 1000)
    monkeypatch.setattr(lengths, "WAITING", 100)
    counts = LengthCounts()
    for start in range(0, 50_000, 50):
        counts.take(np.arange(start, start + 50))
    figures = counts.figures()
    assert counts.number == 50_000
    assert figures["median"] == pytest.approx(25_000, rel=1 / 500)
    assert figures["max"] == pytest.approx(49_999, rel=1 / 500)
    assert len(counts._values) < 8000


def test_rounding_keeps_ten_binary_digits():
    """Small numbers stay, and none grows."""
    values = np.array([0, 1, 1023, 1024, 1025, 2047, 5_000_001])
    assert rounded(values).tolist() == [0, 1, 1023, 1024, 1024, 2046, 4_997_120]
