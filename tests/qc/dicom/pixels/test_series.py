"""What stays the same in all images of a series is ink; bodies, air and padding are not."""

import numpy as np
import pytest

from bench.burned_text import line_mask
from qc.dicom.pixels.frames import frames
from qc.dicom.pixels.rectangle import Rectangle, covered
from qc.dicom.pixels.series import SeriesPixels
from tests.qc.dicom.pixels.images import body, moved, real, real_frame

NAMES = ("CT_small.dcm", "J2K_pixelrep_mismatch.dcm", "examples_overlay.dcm", "JPEG2000.dcm")


def rectangles(stack):
    series = SeriesPixels()
    shape = ()
    for frame in stack:
        series.add(frame)
        shape = frame.shape
    return series.rectangles(*shape[:2])


def inked(stack, mask, place, value):
    """The stack with one line drawn at the same place in every image."""
    left, top = place
    height, width = mask.shape
    for frame in stack:
        part = frame[top : top + height, left : left + width].astype(float)
        frame[top : top + height, left : left + width] = np.rint(part * (1 - mask) + value * mask)
        yield frame


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [3, 12])
def test_stacks_without_ink_give_nothing(name, count):
    """Not one rectangle on stacks made of real CT, MR and scintigraphy, padding and air included."""
    assert rectangles(moved(real_frame(name), count)) == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_every_burned_line_is_found_in_a_stack_of_twelve(name, seed):
    """A hard or soft line anywhere: something of it is found, and nothing anywhere else."""
    frame, rng = real_frame(name), np.random.default_rng(seed)
    mask = line_mask(rng, chinese=False)
    height, width = mask.shape
    while width + 4 > frame.shape[1]:
        mask = line_mask(rng, chinese=False)
        height, width = mask.shape
    left, top = (
        int(rng.integers(2, size - length - 1))
        for size, length in zip(frame.shape[::-1], mask.shape[::-1], strict=True)
    )
    value = float(np.percentile(frame, 99.5)) * 1.2
    found = covered(rectangles(inked(moved(frame, 12, seed), mask, (left, top), value)), *frame.shape)
    line = covered([Rectangle(left, top, width, height)], *frame.shape)
    near = covered([Rectangle(left, top, width, height).grown(12)], *frame.shape)
    assert (found & line).any()
    assert not (found & ~near).any()


def test_words_on_plain_ground_are_covered_whole():
    """On air, where all stays the same, edges of the letters tell; the rectangle holds the line."""
    mask = line_mask(np.random.default_rng(8), chinese=False)
    height, width = mask.shape
    (found,) = rectangles(inked(moved(body(200, 400), 4), mask, (3, 4), 700))
    assert found.left <= 3
    assert found.top <= 4
    assert found.left + found.width >= 3 + width
    assert found.top + found.height >= 4 + height


def test_the_static_parts_of_a_real_ultrasound_loop_are_found():
    """Parameters at both sides and the bar at the bottom; the moving heart is not."""
    loop = list(frames(real("examples_ybr_color.dcm")))
    found = covered(rectangles(loop), 240, 320)
    assert found[228:238, 60:260].mean() > 0.9
    assert found[60:100, 297:315].mean() > 0.6
    assert not found[60:200, 80:240].any()


def test_two_images_say_nothing():
    """Neighbours of one body are too much alike to tell ink by."""
    mask = line_mask(np.random.default_rng(8), chinese=False)
    assert rectangles(inked(moved(body(200, 400), 2), mask, (3, 4), 700)) == ()


@pytest.mark.parametrize("count", [3, 12])
def test_copies_of_one_image_say_nothing(count):
    """The same picture again and again holds nothing but edges that stay."""
    assert rectangles([body()] * count) == ()


def test_a_couch_that_stays_is_no_ink():
    """A bright line below a moving body stays in place, but its noise does not."""
    rng = np.random.default_rng(3)

    def slices():
        for frame in moved(body(200, 200), 14):
            frame[170:172, 20:180] = 600
            yield frame + np.rint(rng.normal(0, 6, frame.shape)).astype(np.int16)

    assert rectangles(slices()) == ()


def test_images_of_different_sizes_are_kept_apart():
    """A localiser among slices neither disturbs them nor is judged by them; memory stays bounded."""
    mask = line_mask(np.random.default_rng(8), chinese=False)
    series = SeriesPixels()
    for frame in inked(moved(body(200, 400), 4), mask, (3, 4), 700):
        series.add(frame)
    for size in range(50, 60):
        series.add(body(size, size))
    assert len(series.rectangles(200, 400)) == 1
    assert series.rectangles(50, 50) == ()
    assert len(series._stacks) == 4


def test_colour_stacks_are_judged_by_all_channels():
    """Words that differ from their ground in one channel only."""
    rng = np.random.default_rng(4)
    mask = line_mask(np.random.default_rng(8), chinese=False) > 0.5

    def slices():
        for _ in range(5):
            frame = rng.integers(60, 110, (60, 300, 3)).astype(np.uint8)
            frame[20 : 20 + mask.shape[0], 10 : 10 + mask.shape[1]][mask] = (250, 250, 0)
            yield frame

    (found,) = rectangles(slices())
    assert abs(found.left - 10) < 6
    assert abs(found.top - 20) < 6


def test_frames_given_are_not_changed():
    """The first frame is kept, not written to."""
    first, second = body(seed=0), body(seed=1)
    before = first.copy()
    series = SeriesPixels()
    series.add(first)
    series.add(second)
    assert (first == before).all()
