"""Binary numbers read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.rewriting.numbers import SIZES, read_numbers, write_numbers


@pytest.mark.parametrize(
    ("vr", "raw", "mark", "numbers"),
    [
        ("US", b"\1\0\2\0", "<", (1, 2)),
        ("US", b"\1\0\2\0", ">", (256, 512)),
        ("SL", b"\xff\xff\xff\xff", "<", (-1,)),
        ("AT", b"\x10\0\x20\0", "<", (0x00100020,)),
        ("FD", b"\0\0\0\0\0\0\xf0?", "<", (1.0,)),
        ("SV", bytes(8), "<", (0,)),
        ("US", b"", "<", ()),
        ("UL", b"\1\0\0", "<", None),
        ("AT", b"\1\0", "<", None),
    ],
)
def test_numbers_are_read_in_their_byte_order(vr, raw, mark, numbers):
    """A length that fits no number of them is refused."""
    assert read_numbers(vr, raw, mark) == numbers


@pytest.mark.parametrize(
    ("vr", "number"), [("US", -1), ("SL", 1 << 31), ("UL", -1), ("FL", 1e300), ("SL", float("nan"))]
)
def test_numbers_that_do_not_fit_are_not_written(vr, number):
    """No wrap-around."""
    assert write_numbers(vr, [number], "<") is None


@given(
    st.sampled_from(sorted(set(SIZES) - {"AT", "FL", "FD"})),
    st.lists(st.integers(0, 32767), max_size=5),
    st.sampled_from("<>"),
)
def test_what_is_written_is_read(vr, numbers, mark):
    """In both byte orders."""
    assert read_numbers(vr, write_numbers(vr, numbers, mark), mark) == tuple(numbers)
