"""Words in tables of numbers are found, and tables are not taken for words."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.rewriting.hidden import hides_words, reads_as_words


@pytest.mark.parametrize("vr", ["OW", "OB"])
@pytest.mark.parametrize(
    "words", [b"ZHANG^XIAOMING", b"Lazennuni Sagupinggu", b"id=AB123456", b"Kaidogag", b"\0\0\0wang.daming_1980\0\0"]
)
def test_words_in_a_table_are_found(words, vr):
    """Wherever they stand among zeros or grey values."""
    assert hides_words(vr, words, "<")
    assert hides_words(vr, bytes(100) + words + bytes(100), ">")


@pytest.mark.parametrize("bits", [8, 12, 16])
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("step", [1, 3, 7, 16, 257])
def test_ramps_are_no_words(bits, order, step):
    """Look-up tables rise or fall, in their high bytes or in their low ones."""
    ramp = np.arange(0, min(1 << bits, 65536), step)
    for table in (ramp, ramp[::-1]):
        assert not hides_words("OW", table.astype(f"{order}u2").tobytes(), order)
    assert not hides_words("OB", (ramp & 0xFF)[: 256 // min(step, 64)].astype("u1").tobytes(), order)


@pytest.mark.parametrize("shape", [np.sqrt, np.square, np.log1p, np.tanh])
def test_curves_of_contrast_are_no_words(shape):
    """Gamma, logarithm and sigmoid of sixteen bits."""
    curve = shape(np.linspace(0, 3, 4096))
    scaled = (curve / curve.max() * 65535).astype("<u2")
    assert not hides_words("OW", scaled.tobytes(), "<")


@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=50))
def test_coordinates_are_no_words(values):
    """Any coordinates in millimetres."""
    assert not hides_words("OF", struct.pack(f"<{len(values)}f", *values), "<")
    assert not hides_words("OD", struct.pack(f">{len(values)}d", *values), ">")


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=40))
def test_small_letters_as_floating_point_numbers_are_found(text):
    """No coordinate is as great."""
    data = text.encode()
    assert hides_words("OF", data[: len(data) // 4 * 4], "<")
    assert hides_words("OD", data[: len(data) // 8 * 8], "<")


def test_an_index_is_no_word_and_a_value_of_odd_length_is_none():
    """Indices count points; what is no whole number of words is not what its VR says."""
    assert not hides_words("OL", struct.pack("<4I", 0, 1, 2, 1_000_000), "<")
    assert hides_words("OL", b"Zorbaikm", "<")
    assert hides_words("OF", b"abc", "<")


@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=32))
def test_letters_in_a_list_of_short_numbers_are_found(text):
    """Whatever letters they are."""
    assert reads_as_words(text.encode())


@given(st.lists(st.integers(0, 8191), min_size=1, max_size=16))
def test_sizes_and_counts_are_no_letters(values):
    """Rows, columns, frames and matrices are smaller than two letters."""
    assert not reads_as_words(np.array(values, "<u2").tobytes())
