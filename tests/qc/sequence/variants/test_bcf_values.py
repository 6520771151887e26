"""Typed values of BCF, against a plain encoder of the specification's section on types."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.variants.bcf_values import MISSING, BrokenRecord, Cursor, rendered

SIZES = {1: (8, "b"), 2: (16, "h"), 3: (32, "i")}


def described(kind, size):
    """The descriptor of a vector, with its length behind it where it does not fit."""
    if size < 15:
        return bytes([size << 4 | kind])
    return bytes([0xF0 | kind, 0x12]) + struct.pack("<h", size)


def integers(kind, values, padding=0):
    """A typed vector of integers (None is missing), padded with ends of vector."""
    missing = MISSING[kind]
    words = [missing if value is None else value for value in values] + [missing + 1] * padding
    return described(kind, len(words)) + struct.pack(f"<{len(words)}{SIZES[kind][1]}", *words)


@given(st.sampled_from([1, 2, 3]), st.data())
def test_integers_are_read_back(kind, data):
    """Every width, missing values and padding."""
    half = 1 << (SIZES[kind][0] - 1)
    values = data.draw(st.lists(st.none() | st.integers(-half + 8, half - 1), min_size=1, max_size=40))
    encoded = integers(kind, values, data.draw(st.integers(0, 3)))
    expected = b",".join(b"." if value is None else b"%d" % value for value in values)
    assert Cursor(encoded).text() == expected
    assert Cursor(encoded).integers() == [value for value in values if value is not None]


@given(st.lists(st.floats(width=32, allow_nan=False), min_size=1, max_size=20))
def test_floats_are_read_back(values):
    """The text tells the same single-precision number."""
    encoded = described(5, len(values)) + struct.pack(f"<{len(values)}f", *values)
    found = [struct.unpack("<f", struct.pack("<f", float(word)))[0] for word in Cursor(encoded).text().split(b",")]
    assert found == values


@given(st.binary(max_size=40).filter(lambda text: not text.endswith(b"\0")))
def test_strings_are_read_back(text):
    """A string of no length is missing; padding is no part of it."""
    assert Cursor(described(7, len(text)) + text).text() == (text or b".")
    assert Cursor(described(7, len(text) + 3) + text + bytes(3)).text() == (text or b".")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x04",
        b"\x18",
        b"\x11",
        b"\x21\x01",
        b"\x47ACA",
        b"\xf1",
        b"\xf1\x11",
        b"\xf1\x11\xff",
        b"\xf1\x15\0\0\0\0",
        b"\x21\x81\x01",
    ],
)
def test_what_contradicts_itself_is_broken(data):
    """Types BCF does not have, values past the end, negative lengths, values after the end of a vector."""
    with pytest.raises(BrokenRecord):
        Cursor(data).text()


@given(st.binary(max_size=30))
def test_nothing_is_read_beyond_the_record(data):
    """Any bytes are read or broken, and the place stays within them."""
    for read in (Cursor.text, Cursor.integer, Cursor.integers, Cursor.descriptor):
        cursor = Cursor(data)
        with suppress(BrokenRecord):
            read(cursor)
        assert 0 <= cursor.at <= len(data)


def test_missing_values():
    """A missing value of each type, and a missing vector."""
    assert rendered(b"\x80", 1) == b"."
    assert rendered(b"\x01\x00\x80\x7f", 5) == b"."
    assert rendered(b"\x00\x00\xc0\x7f", 5) == b"nan"
    assert Cursor(b"\x00").text() == Cursor(b"\x01").text() == Cursor(b"\x07").text() == b"."
