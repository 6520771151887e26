"""Pixels stored as words: tails, padding, unused bits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.outcome import Quarantined
from qc.dicom.pixel_words import PixelFormat, clean_words

TWELVE = PixelFormat(2, 3, bits_stored=12, high_bit=11)


def words(*numbers: int, big: bool = False) -> memoryview:
    """Words of 16 bits."""
    return memoryview(np.array(numbers, dtype=">u2" if big else "<u2").tobytes())


@pytest.mark.parametrize(
    ("pixels", "size"),
    [
        (PixelFormat(4, 5), 40),
        (PixelFormat(4, 5, samples=3, bits_allocated=8, bits_stored=8, high_bit=7, frames=2), 120),
        (PixelFormat(4, 5, samples=3, bits_allocated=8, bits_stored=8, high_bit=7, photometric="YBR_FULL_422"), 40),
        (PixelFormat(3, 3, bits_allocated=1, bits_stored=1, high_bit=0), 2),
    ],
)
def test_the_size_of_pixels(pixels, size):
    """Rows × Columns × samples × frames × bits; two samples where colour is subsampled."""
    assert pixels.size == size


@pytest.mark.parametrize(
    "change", [{"bits_allocated": 13}, {"high_bit": 16}, {"bits_stored": 0}, {"rows": 0}, {"frames": 0}, {"samples": 0}]
)
def test_numbers_that_describe_no_pixels_are_refused(change):
    """Stored bits must fit into allocated ones."""
    fields = {"rows": 2, "columns": 3} | change
    with pytest.raises(Quarantined) as refusal:
        PixelFormat(**fields).check()
    assert refusal.value.code == "PIXELS_UNREADABLE"


def test_clean_words_stay_the_same_bytes():
    """The same view comes back."""
    data = words(0, 1, 2, 3, 4, 0xFFF)
    assert clean_words(data, TWELVE) == (data, set())
    assert clean_words(data, TWELVE)[0] is data


def test_bytes_behind_the_last_pixel_are_cut():
    """To an even length."""
    data = memoryview(bytes(words(1, 2, 3, 4, 5, 6)) + b"SMITH^JOHN")
    cleaned, findings = clean_words(data, TWELVE)
    assert bytes(cleaned) == bytes(words(1, 2, 3, 4, 5, 6))
    assert findings == {"SURPLUS_PIXELS"}


def test_too_few_bytes_are_refused():
    """One less is too few."""
    with pytest.raises(Quarantined) as refusal:
        clean_words(words(1, 2, 3, 4, 5, 6)[:-1], TWELVE)
    assert refusal.value.code == "PIXELS_SHORT"


@pytest.mark.parametrize(
    ("data", "swapped", "cleaned", "findings"),
    [
        (b"\1\2\3", False, b"\1\2\3\0", set()),
        (b"\1\2\3\0", False, b"\1\2\3\0", set()),
        (b"\1\2\3S", False, b"\1\2\3\0", {"SURPLUS_PIXELS"}),
        (b"\1\2\3SMITH", False, b"\1\2\3\0", {"SURPLUS_PIXELS"}),
        (b"\2\1\0\3", True, b"\2\1\0\3", set()),
        (b"\2\1S\3", True, b"\2\1\0\3", {"SURPLUS_PIXELS"}),
    ],
)
def test_an_odd_number_of_bytes_is_padded_by_zero(data, swapped, cleaned, findings):
    """In big-endian words the padding stands before the last pixel."""
    pixels = PixelFormat(1, 3, bits_allocated=8, bits_stored=8, high_bit=7, swapped=swapped)
    result = clean_words(memoryview(data), pixels)
    assert (bytes(result[0]), result[1]) == (cleaned, findings)


@pytest.mark.parametrize("big", [False, True])
def test_unused_bits_are_cleared(big):
    """Letters in the upper four bits go, pixels stay."""
    pixels = PixelFormat(2, 3, bits_stored=12, high_bit=11, big_endian=big)
    cleaned, findings = clean_words(words(0x5001, 0x3FFF, 0x0002, 0x4D03, 4, 5, big=big), pixels)
    assert bytes(cleaned) == bytes(words(1, 0xFFF, 2, 0xD03, 4, 5, big=big))
    assert findings == {"UNUSED_BITS"}


def test_bits_below_the_pixel_are_cleared_too():
    """High Bit 15 with 12 bits stored leaves four bits at the lower end."""
    pixels = PixelFormat(1, 2, bits_stored=12, high_bit=15)
    assert bytes(clean_words(words(0x1235, 0xFFF0), pixels)[0]) == bytes(words(0x1230, 0xFFF0))


@pytest.mark.parametrize(
    ("numbers", "expected", "findings"),
    [
        ((0xFFFF, 0x07FF, 0xF800), (0xFFFF, 0x07FF, 0xF800), set()),
        ((0x0FFF, 0x07FF, 0x0800), (0x0FFF, 0x07FF, 0x0800), set()),
        ((0xFFFF, 0x07FF, 0x0800), (0xFFFF, 0x07FF, 0xF800), {"UNUSED_BITS"}),
        ((0x5FFF, 0x47FF, 0x5800), (0xFFFF, 0x07FF, 0xF800), {"UNUSED_BITS"}),
    ],
)
def test_signed_pixels_mean_the_same_afterwards(numbers, expected, findings):
    """Unused bits all zero, or all repeating the sign, stay; else the sign is written out, with the same meaning."""
    pixels = PixelFormat(1, 3, bits_stored=12, high_bit=11, signed=True)
    cleaned, found = clean_words(words(*numbers), pixels)
    assert [((n & 0xFFF) ^ 0x800) - 0x800 for n in np.frombuffer(cleaned, "<u2").tolist()] == [-1, 2047, -2048]
    assert (bytes(cleaned), found) == (bytes(words(*expected)), findings)


def test_the_padding_value_stays():
    """Scanners mark what is outside the field of view by a number that the stored bits cannot hold."""
    pixels = PixelFormat(1, 3, bits_stored=12, high_bit=11, padding=0xF830)
    assert clean_words(words(0xF830, 5, 0xF830), pixels)[1] == set()
    assert bytes(clean_words(words(0xF830, 0xF005, 7), pixels)[0]) == bytes(words(0xF830, 5, 7))


@given(
    st.integers(1, 16),
    st.integers(0, 15),
    st.booleans(),
    st.lists(st.integers(0, 0xFFFF), min_size=1, max_size=8),
)
def test_masking_keeps_every_pixel_and_nothing_else(stored, above, signed, numbers):
    """For any place of the stored bits in the word."""
    high = min(15, stored - 1 + above)
    pixels = PixelFormat(1, len(numbers), bits_stored=stored, high_bit=high, signed=signed)
    shift, mask = high + 1 - stored, (1 << stored) - 1
    after = np.frombuffer(clean_words(words(*numbers), pixels)[0], "<u2").tolist()
    assert [n >> shift & mask for n in after] == [n >> shift & mask for n in numbers]
    upper = ((1 << 16) - 1) ^ ((1 << (high + 1)) - 1)
    assert all(n & upper in (0, upper) and not n & ((1 << shift) - 1) for n in after)
    assert signed or not any(n & upper for n in after)


def test_words_of_eight_and_thirty_two_bits():
    """The same rule for other sizes."""
    small = PixelFormat(1, 2, bits_allocated=8, bits_stored=6, high_bit=5)
    assert bytes(clean_words(memoryview(b"\xc1\x3f"), small)[0]) == b"\x01\x3f"
    large = PixelFormat(1, 1, bits_allocated=32, bits_stored=24, high_bit=23)
    assert bytes(clean_words(memoryview(b"\1\2\3S"), large)[0]) == b"\1\2\3\0"


def test_single_bits_have_no_unused_ones():
    """Segmentations are packed."""
    pixels = PixelFormat(4, 4, bits_allocated=1, bits_stored=1, high_bit=0)
    assert clean_words(memoryview(b"\xff\xff"), pixels)[1] == set()
