"""Deflated data within a bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.file.deflate import deflate, inflate
from qc.dicom.outcome import Quarantined


@given(st.binary(max_size=5000))
def test_what_is_deflated_is_inflated_again(data):
    """And the stream has even length, the padding being no residue but one byte."""
    stream = deflate(data)
    assert len(stream) % 2 == 0
    again, residue = inflate(stream)
    assert again == data
    assert residue <= 1


def test_bytes_behind_the_stream_are_counted():
    """They are no part of the data set."""
    stream = deflate(b"data")
    assert inflate(stream + b"SECRET")[1] >= 6


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (deflate(bytes(5_000_000)), "DECOMPRESSION_BOMB"),
        (deflate(bytes(range(256)) * 9)[:-20], "TRUNCATED"),
        (b"", "TRUNCATED"),
        (b"\xff" * 20, "ELEMENT_UNREADABLE"),
    ],
)
def test_bombs_and_broken_streams_are_refused(data, code):
    """Nothing is inflated beyond the bound."""
    with pytest.raises(Quarantined) as refusal:
        inflate(data, bound=3_000_000)
    assert refusal.value.code == code
