"""Counting bases and qualities, against plain Python."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment.bam_sequence import count_bases, count_qualities, is_over, length_bin, levels_of
from qc.sequence.alignment.metrics import bin_bounds
from qc.sequence.alignment.words import Bytes


def _padded(data: bytes, before: int = 0) -> Bytes:
    """The data with other bytes around it, which must not be counted."""
    return np.frombuffer(b"\x5a" * before + data + b"\x5a" * 64, np.uint8).copy()


@given(st.lists(st.integers(0, 15), max_size=200), st.integers(0, 9))
def test_bases_are_counted_by_their_codes(codes: list[int], before: int) -> None:
    """The last half byte of an odd length is no base."""
    nibbles = [*codes, 7][: len(codes) + len(codes) % 2]
    text = _padded(bytes(nibbles[i] << 4 | nibbles[i + 1] for i in range(0, len(nibbles), 2)), before)
    bases = np.zeros(16, np.int64)
    found = count_bases(text, before, len(codes), bases)
    assert bases.tolist() == [codes.count(code) for code in range(16)]
    assert found == (codes.count(2) + codes.count(4), sum(codes.count(code) for code in (1, 2, 4, 8)))


@given(
    st.one_of(st.binary(max_size=200), st.lists(st.sampled_from([2, 11, 25, 37]), max_size=200).map(bytes)),
    st.lists(st.integers(0, 255), max_size=8, unique=True),
)
def test_qualities_are_counted_whatever_levels_are_known(data: bytes, levels: list[int]) -> None:
    """Known levels make it faster, never different."""
    qualities = np.zeros((8, 256), np.int64)
    total = count_qualities(_padded(data, 3), 3, len(data), np.array(levels, np.uint8), qualities)
    assert total == sum(data)
    assert qualities.sum(axis=0).tolist() == [data.count(value) for value in range(256)]
    assert is_over(_padded(data, 3), 3, len(data)) == any(value > 93 for value in data)


def test_levels_are_the_values_seen_if_they_are_few() -> None:
    """The most frequent first; none where there are more than eight."""
    qualities = np.zeros((8, 256), np.int64)
    assert levels_of(qualities).tolist() == []
    qualities[0, 2], qualities[3, 37], qualities[7, 37] = 3, 2, 2
    assert levels_of(qualities).tolist() == [37, 2]
    qualities[1, :9] = 1
    assert levels_of(qualities).tolist() == []


@pytest.mark.parametrize("length", [0, 1, 16_383, 16_384, 16_447, 16_448, 32_767, 32_768, 99_999, 2**31 - 1])
def test_a_length_lies_within_the_bounds_of_its_bin(length: int) -> None:
    """Bins are exact for short reads and within 1/256 for long ones."""
    first, last = bin_bounds(length_bin(length))
    assert first <= length <= last
    assert last - first <= length / 256
