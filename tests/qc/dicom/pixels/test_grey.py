"""Frames of any kind become 8-bit grey that detectors can compare."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from qc.dicom.pixels.grey import grey, greys, halved, shrunk


def test_values_are_spread_over_all_of_grey():
    """The low end is black, the high end white, the middle grey."""
    image = grey(np.arange(10_000, dtype=np.int16).reshape(100, 100) - 3000)
    assert (image.min(), image.max()) == (0, 255)
    assert abs(int(image[50, 0]) - 128) < 3


def test_padding_takes_no_part_of_the_range():
    """A frame that is mostly padding far below is spread over the values of the body."""
    frame = np.full((100, 100), -32768, dtype=np.int16)
    frame[40:60, 40:60] = np.arange(400).reshape(20, 20)
    image = grey(frame)
    assert image[40, 40] == 0
    assert image[59, 59] == 255
    assert abs(int(image[50, 40]) - 128) < 5


def test_a_line_too_fine_for_the_sample_is_still_seen():
    """One bright pixel on plain ground is white, not lost between the sampled rows."""
    frame = np.zeros((90, 90), dtype=np.uint16)
    frame[46, 46] = 9
    assert grey(frame)[46, 46] == 255


def test_colours_become_their_mean():
    """Blue words on black are not lost, as they would be by luminance."""
    frame = np.zeros((30, 30, 3), dtype=np.uint8)
    frame[10:20, 10:20, 2] = 255
    assert grey(frame)[15, 15] == 255


def test_blank_frames_are_black():
    """Where all values are the same there is nothing to spread."""
    assert not grey(np.full((8, 8), 77, dtype=np.uint8)).any()


def test_numbers_that_are_none_are_black():
    """Float pixels may hold NaN and infinities; no warning is raised."""
    frame = np.linspace(0, 1, 900, dtype=np.float32).reshape(30, 30)
    frame[0, :3] = np.nan, np.inf, -np.inf
    image = grey(frame)
    assert image[0, 0] == image[0, 2] == 0
    assert image[-1, -1] == 255


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.uint32, ">i2"])
@settings(max_examples=30)
@given(data=st.data())
def test_order_of_values_is_kept(dtype, data):
    """What is brighter in the frame is not darker in grey."""
    frame = data.draw(hnp.arrays(dtype, (9, 9)))
    image = grey(frame).ravel()
    assert (np.diff(image[np.argsort(frame.ravel(), kind="stable")].astype(int)) >= 0).all()


def test_halving_takes_the_mean_of_four():
    """An odd row and column at the end are left out."""
    image = np.array([[0, 4, 9], [8, 8, 9], [1, 1, 1]], dtype=np.uint8)
    assert halved(image).tolist() == [[5]]


def test_shrinking_stops_at_the_size_asked_for():
    """No side is longer, and not more is lost than need be."""
    assert shrunk(np.zeros((700, 300), np.uint8), 384).shape == (350, 150)
    assert shrunk(np.zeros((384, 1), np.uint8), 384).shape == (384, 1)


def test_ground_far_below_the_body_is_shown_in_a_second_image():
    """With padding far below, one image spreads the body, the other all; without, one is enough."""
    frame = np.full((60, 60), -2000, dtype=np.int16)
    frame[10:50, 10:50] = np.arange(1600).reshape(40, 40) // 10
    body, whole = greys(frame)
    assert (body[10, 10], whole[10, 10]) == (0, int(255 * 2000 / (2000 + 159)))
    assert (greys(frame[10:50, 10:50])[0] == grey(frame[10:50, 10:50])).all()
    assert len(greys(frame[10:50, 10:50])) == 1
