"""Figures of a file: lengths, positions, offsets, and what is said of the file as a whole."""

import random
import statistics
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence import lengths
from qc.sequence.fastq.figures import Statistics
from qc.sequence.fastq.offset import decide
from qc.sequence.fastq.positions import BOUNDS, EVERY, RUN, Positions
from tests.qc.sequence.fastq.plain import read

LENGTHS = st.lists(st.one_of(st.integers(0, 300), st.integers(0, 4_000_000)), min_size=1, max_size=300)


@given(drawn=LENGTHS)
def test_lengths_are_exact_and_the_histogram_holds_all(drawn: list[int]) -> None:
    """Median and deviation as the standard library has them; rows are bounded, ascending, without gap or overlap."""
    values, counts = np.unique(np.array(drawn, np.int64), return_counts=True)
    found = lengths.figures(values, counts)
    assert found["median"] == statistics.median_low(drawn)
    assert found["sd"] == pytest.approx(statistics.pstdev(drawn), abs=1e-5)
    assert (found["min"], found["max"]) == (min(drawn), max(drawn))
    rows = lengths.histogram(values, counts)
    assert len(rows) <= lengths.ROWS
    assert all(first[1] < second[0] for first, second in pairwise(rows))
    for first, last, count in rows:
        assert count == sum(first <= length <= last for length in drawn)
    assert sum(row[2] for row in rows) == len(drawn)


def test_rows_of_a_histogram_are_equal_steps_or_equal_ratios() -> None:
    """Lengths near each other by steps, lengths over magnitudes by ratios; each row ends before the next begins."""
    near = np.arange(100, 300, dtype=np.int64)
    assert lengths.histogram(near, near)[:2] == [[100, 103, 406], [104, 107, 422]]
    far = np.array([*range(1, 100), 1_000_000], np.int64)
    rows = lengths.histogram(far, np.ones(100, np.int64))
    assert rows[0] == [1, 1, 1]
    assert rows[-1][1:] == [1_000_000, 1]


def test_no_read_has_no_length() -> None:
    """Figures of nothing are empty or null."""
    none = np.zeros(0, np.int64)
    assert lengths.figures(none, none) == {}
    assert lengths.histogram(none, none) == []
    empty = Statistics().metrics()
    unknown = ("mean_quality", "quality_offset", "quality_encoding", "gc_content", "gc_content_all")
    assert [empty[name] for name in unknown] == [None] * 5
    assert (empty["reads"], empty["q30_fraction"], empty["quality_histogram"]) == (0, 0.0, {})


@pytest.mark.parametrize(
    ("characters", "encoding", "code"),
    [
        ("#,:F", "phred33", ""),
        ("!~", "phred33", ""),
        ("?", "phred33", ""),
        ("FGHIJK", "phred33", ""),
        ("~", "phred33", ""),
        ("Bh", "phred64", "I_PHRED64"),
        ("@L", "phred64", "I_PHRED64"),
        (";h", "solexa64", "I_SOLEXA64"),
        (":h", "phred33", ""),
        ("", "phred33", ""),
    ],
)
def test_the_offset_is_told_by_the_characters_of_the_file(characters: str, encoding: str, code: str) -> None:
    """Low characters tell 33, high ones without low ones 64; what fits both is 33."""
    found = decide(dict.fromkeys(map(ord, characters), 5))
    assert (found.encoding, found.code) == (encoding, code)
    assert found.value == (33 if encoding == "phred33" else 64)


def test_two_encodings_are_told_by_reads_of_either() -> None:
    """Wide ranges alone, as consensus reads have them, are no sign; reads that fit one offset only are."""
    wide = {ord("#"): 9, ord("h"): 9}
    assert decide(wide, low_reads=50, high_reads=50, reads=100).code == "W_PHRED_RANGE"
    assert decide(wide, low_reads=99, high_reads=0, reads=100).code == ""
    assert decide(wide).code == ""


def test_positions_have_bins_of_their_own_at_first() -> None:
    """One position a bin up to 256, then sixteen bins double it; no gap."""
    assert BOUNDS[:257].tolist() == list(range(257)) or BOUNDS[255] == 255
    assert (np.diff(BOUNDS) > 0).all()
    assert len(BOUNDS) < 600


def test_figures_by_position(tmp_path: Path) -> None:
    """Mean, quartiles and shares at each position of the reads that reach it."""
    found = read(tmp_path, b"@a\nACG\n+\n#5I\n@b\nAU\n+\nII\n@c\nNt\n+\nI?\n").metrics["per_position"]
    assert found["reads"] == 3
    assert found["bins"] == [[1, 1], [2, 2], [3, 3]]
    assert found["quality_mean"] == [27.3333, 30.0, 40.0]
    assert found["quality_quartiles"] == [[2, 40, 40], [20, 30, 40], [40, 40, 40]]
    assert found["bases"]["A"] == [0.666667, 0.0, 0.0]
    assert found["bases"]["T"] == [0.0, 0.666667, 0.0]
    assert found["bases"]["G"] == [0.0, 0.0, 1.0]
    assert found["bases"]["N"] == [0.333333, 0.0, 0.0]


def test_the_sample_is_the_same_in_any_blocks() -> None:
    """Runs of records are chosen by their number in the file, not by the blocks they come in."""
    total = 2 * RUN * EVERY + 5
    text = np.frombuffer(bytearray(b"AI" + bytes(128)), np.uint8)
    generator = random.Random(1)
    positions, before = Positions(), 0
    while before < total:
        count = min(generator.randrange(1, 5000), total - before)
        ones = np.ones(count, np.int64)
        positions.take(text, 0 * ones, ones, ones, before)
        before += count
    assert positions.metrics(33)["reads"] == 2 * RUN + 5


def test_few_characters_are_counted_by_comparison() -> None:
    """Up to four or eight characters that nearly all qualities are; none where there are more."""
    statistics_ = Statistics()
    assert statistics_.common(8).tolist() == []
    statistics_.tallies.quality[[35, 44, 58, 70]] = [1, 2, 3, 4]
    assert statistics_.common(8).tolist() == [70, 58, 44, 35]
    statistics_.tallies.quality[60] = 9
    assert statistics_.common(8).tolist() == [60, 70, 58, 44, 35, 10, 10, 10]
    statistics_.tallies.quality[80:90] = 1
    assert statistics_.common(8).tolist() == []
