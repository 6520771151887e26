"""The variable-length integers of CRAM."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment.cram_numbers import Numbers, Short


def _itf8(value: int) -> bytes:
    """Four bits at the end, the rest in front, in as few bytes as hold it."""
    value &= 0xFFFFFFFF
    for more, limit in ((0, 7), (1, 14), (2, 21), (3, 28)):
        if value < 1 << limit:
            first = (0xFF00 >> more & 0xFF) | value >> (8 * more)
            return bytes([first]) + (value & (1 << 8 * more) - 1).to_bytes(more, "big")
    return bytes([0xF0 | value >> 28]) + ((value >> 4) & 0xFFFFFF).to_bytes(3, "big") + bytes([value & 15])


def _ltf8(value: int) -> bytes:
    value &= (1 << 64) - 1
    for more in range(8):
        if value < 1 << (7 * more + 7):
            first = (0xFF00 >> more & 0xFF) | value >> (8 * more)
            return bytes([first]) + (value & (1 << 8 * more) - 1).to_bytes(more, "big")
    return b"\xff" + value.to_bytes(8, "big")


@given(st.integers(-(2**31), 2**31 - 1))
def test_numbers_of_32_bits(value: int) -> None:
    """Each is read back, and nothing is left."""
    numbers = Numbers(_itf8(value))
    assert numbers.itf8() == value
    assert numbers.at == len(numbers.data)


@given(st.integers(-(2**63), 2**63 - 1))
def test_numbers_of_64_bits(value: int) -> None:
    """Each is read back, and nothing is left."""
    numbers = Numbers(_ltf8(value))
    assert numbers.ltf8() == value
    assert numbers.at == len(numbers.data)


@given(st.integers(-(2**31), 2**31 - 1), st.integers(0, 4))
def test_a_number_that_is_cut(value: int, kept: int) -> None:
    """Its end is missed, not made up."""
    encoded = _itf8(value)
    if kept < len(encoded):
        with pytest.raises(Short):
            Numbers(encoded[:kept]).itf8()


def test_numbers_follow_each_other() -> None:
    """A fixed one, a negative one, bytes."""
    numbers = Numbers(b"\xfe\xff\xff\xff" + _itf8(-2) + b"ab")
    assert (numbers.int32(), numbers.itf8(), numbers.take(2)) == (-2, -2, b"ab")
    with pytest.raises(Short):
        numbers.byte()
