"""The image that stands for a series."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.images.series import Slice, representative

SLICES = st.lists(
    st.builds(Slice, st.none() | st.integers(-5, 50), st.text("0123456789.", min_size=1), st.none() | st.just("c")),
    unique_by=lambda item: item.uid,
)


@pytest.mark.parametrize(("count", "middle"), [(1, 1), (2, 1), (3, 2), (4, 2), (101, 51)])
def test_the_middle_by_number(count, middle):
    """Of an even number the earlier one of the two."""
    slices = [Slice(number, f"1.{number}", "c") for number in range(1, count + 1)]
    random.Random(count).shuffle(slices)
    assert representative(slices).number == middle


def test_blank_images_do_not_count():
    """Images without a code neither stand for a series nor shift its middle."""
    slices = [Slice(number, f"1.{number}", "c" if number > 6 else None) for number in range(1, 10)]
    assert representative(slices).number == 8
    assert representative(slices[:6]) is None
    assert representative([]) is None


@given(SLICES)
def test_the_order_of_files_does_not_matter(slices):
    """The same image whatever order they come in; images without a number come last, then by UID."""
    assert representative(slices) == representative(slices[::-1])
    found = representative(slices)
    assert found is None or found in slices
