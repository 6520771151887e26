"""Searching text 64 bytes at a time, against plain Python."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from qc.sequence.alignment.sam_text import byte_at, is_printed, is_text, next_tab, tabs

TEXTS = st.lists(
    st.sampled_from([b"\t", b"A", b" ", b"~", b"!", b"\x7f", b"\x1f", b"\xff", b"ACGT" * 20]), max_size=40
).map(b"".join)


def padded(text: bytes) -> NDArray[np.uint8]:
    """The text with 64 bytes behind it that would be found if they were looked at."""
    return np.frombuffer(text + b"\t\x01" * 32, np.uint8)


@given(TEXTS, st.integers(0, 80))
def test_tabs_are_found_within_bounds(text: bytes, start: int) -> None:
    """The next one, and the first eleven; none behind the end."""
    start = min(start, len(text))
    places = [at for at in range(start, len(text)) if text[at : at + 1] == b"\t"]
    assert next_tab(padded(text), start, len(text)) == (places[0] if places else len(text))
    found = np.zeros(16, np.int64)
    number = tabs(padded(text), start, len(text), found, 11)
    assert found[:number].tolist() == places[:11]


@given(TEXTS)
def test_printable_text_is_told(text: bytes) -> None:
    """With blanks and without."""
    assert is_text(padded(text), 0, len(text)) == all(32 <= byte <= 126 for byte in text)
    assert is_printed(padded(text), 0, len(text)) == all(33 <= byte <= 126 for byte in text)


def test_bytes_are_signed_numbers() -> None:
    """The difference of two is not taken modulo 256."""
    assert byte_at(padded(b"\x01"), 0) - byte_at(padded(b"\xff"), 0) == -254
