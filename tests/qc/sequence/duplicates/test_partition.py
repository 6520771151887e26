"""Equal values among many are found by compiled tables as numpy finds them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.duplicates.partition import BUCKET, equal_in, scatter


def words(values: list[int]) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    return np.array(values, np.uint64)


def found_in(values: list[int], room: int = 1000) -> tuple[int, list[int], list[int]]:
    """Number of different values, the values found again, and the different ones, both sorted."""
    buffer, found = words(values), np.zeros(room, np.uint64)
    different, kept = equal_in(buffer, 64, np.empty(len(values), np.uint64), found, 0)
    return different, sorted(found[:kept].tolist()), sorted(buffer[:different].tolist())


WORD = st.one_of(st.sampled_from([0, 1, 2, 2**63, 2**64 - 1]), st.integers(0, 2**64 - 1))


@given(st.lists(WORD, max_size=200))
def test_any_values_give_what_counting_gives(values: list[int]) -> None:
    """0 and the largest word included."""
    again = sorted(value for at, value in enumerate(values) if value in values[:at])
    assert found_in(values) == (len(set(values)), again, sorted(set(values)))


@pytest.mark.parametrize("number", [BUCKET - 1, BUCKET + 1, 50_000])
def test_more_values_than_a_table_holds_are_split(number: int) -> None:
    """Three values that return among many that do not."""
    values = np.random.default_rng(5).integers(0, 2**64, number, np.uint64).tolist()
    different, again, distinct = found_in([*values, values[7], values[-1], values[7]])
    assert (different, again) == (number, sorted([values[7], values[7], values[-1]]))
    assert distinct == sorted(values)


def test_values_of_one_bucket_only_take_a_larger_table() -> None:
    """Hashes that are not spread at all are slower, not wrong."""
    values = list(range(3 * BUCKET))
    assert found_in([*values, 17]) == (3 * BUCKET, [17], values)


def test_found_values_beyond_the_room_are_counted_only() -> None:
    """The number of different values stays exact."""
    different, again, _ = found_in([5] * 10 + [6] * 10, room=4)
    assert (different, len(again)) == (2, 4)


@given(st.lists(WORD, max_size=100), st.integers(0, 56), st.integers(1, 8))
def test_scattering_orders_by_the_bits_asked_for(values: list[int], shift: int, bits: int) -> None:
    """Nothing is lost, and each bucket holds the words of its bits in the order they came."""
    target, starts = np.empty(len(values), np.uint64), np.zeros((1 << bits) + 1, np.int64)
    scatter(words(values), shift, bits, target, starts)
    assert target.tolist() == sorted(values, key=lambda value: (value >> shift) & ((1 << bits) - 1))
    assert starts[-1] == len(values)
    assert [(value >> shift) & ((1 << bits) - 1) for value in target.tolist()] == [
        bucket for bucket in range(1 << bits) for _ in range(starts[bucket], starts[bucket + 1])
    ]
