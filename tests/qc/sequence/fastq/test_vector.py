"""Vector operations against plain Python."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.compiled import unmanaged
from qc.sequence.fastq.naming import Text
from qc.sequence.fastq.vector import (
    WIDTH,
    below_mask,
    equal_mask,
    fold,
    leading_zeros,
    load_word,
    popcount,
    trailing_zeros,
)

WORDS = st.integers(0, 2**64 - 1)


@unmanaged
def masks(text: Text, at: int, byte: int) -> tuple[int, int, int]:
    """Equal and lesser bytes of 64, and eight bytes as a word."""
    return equal_mask(text, at, byte), below_mask(text, at, byte), load_word(text, at)


@unmanaged
def bits(left: int, right: int) -> tuple[int, int, int, int]:
    """Count, trailing and leading zeros of a word, and the folded product of two."""
    return popcount(left), trailing_zeros(left), leading_zeros(left), fold(left, right)


@given(text=st.binary(min_size=80, max_size=80), at=st.integers(0, 16), byte=st.integers(0, 255))
def test_masks_compare_each_of_64_bytes(text: bytes, at: int, byte: int) -> None:
    """Bit i is about the byte i places on; bytes are unsigned; words begin with their lowest byte."""
    equal, below, word = masks(np.frombuffer(text, np.uint8), at, np.uint8(byte))
    part = text[at : at + WIDTH]
    assert equal == sum((one == byte) << place for place, one in enumerate(part))
    assert below == sum((one < byte) << place for place, one in enumerate(part))
    assert word == int.from_bytes(text[at : at + 8], "little")


@given(left=WORDS, right=WORDS)
def test_words_are_counted_and_multiplied(left: int, right: int) -> None:
    """Set bits, zeros at either end (64 of zero), and the halves of the product by exclusive or."""
    product = left * right
    assert bits(np.uint64(left), np.uint64(right)) == (
        left.bit_count(),
        (left & -left).bit_length() - 1 if left else 64,
        64 - left.bit_length(),
        product % 2**64 ^ product >> 64,
    )
