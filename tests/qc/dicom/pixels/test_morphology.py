"""Words are found by their strokes, and bodies are not words."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from bench.burned_text import burned_set, chinese_font
from qc.dicom.pixels.morphology import EIGHT_NEIGHBOURS, connected, spread, words
from qc.dicom.pixels.rectangle import Rectangle, covered
from tests.qc.dicom.pixels.images import CLEAN_TOMOGRAPHY, body, real_frame

BASES = ("693_J2KI.dcm", "CT_small.dcm", "J2K_pixelrep_mismatch.dcm", "examples_overlay.dcm", "JPEG2000.dcm")


def written_on(image, text, place, size, value):
    page = Image.new("L", image.shape[::-1])
    ImageDraw.Draw(page).text(place, text, fill=255, font=ImageFont.load_default(size))
    result = image.copy()
    result[np.asarray(page) > 127] = value
    return result


def share(found, box, shape):
    part = (slice(box.top, box.top + box.height), slice(box.left, box.left + box.width))
    return covered(found, *shape)[part].mean()


@pytest.mark.parametrize("name", CLEAN_TOMOGRAPHY)
def test_real_clean_images_hold_no_words(name):
    """CT and MR that pydicom ships: nothing is found in any of them."""
    assert words(real_frame(name)) == ()


@pytest.mark.parametrize("value", [2000, 1150, 0, 850])
@pytest.mark.parametrize("size", [9, 14, 26])
def test_words_of_any_size_and_contrast_are_found_on_a_body(size, value):
    """Bright, weak and dark letters; their rectangle holds most of the line."""
    image = written_on(body(200, 320), "ID 8830412", (110, 90), size, value)
    left, top, right, bottom = ImageFont.load_default(size).getbbox("ID 8830412")
    box = Rectangle(110 + int(left), 90 + int(top), int(right - left), int(bottom - top))
    assert share(words(image), box, image.shape) > 0.6


def test_colours_of_words_do_not_hide_them():
    """Blue on black, and red on green of the same brightness as most viewers take it."""
    image = np.zeros((80, 200, 3), np.uint8)
    mask = written_on(np.zeros((80, 200), np.uint8), "DOE JANE 1961", (20, 30), 16, 1).astype(bool)
    image[mask] = (0, 0, 255)
    assert len(words(image)) == 1


def test_upright_words_are_found():
    """Turned by a quarter, as some consoles write along the edge; the rectangle is told upright."""
    image = np.rot90(written_on(np.zeros((120, 260), np.int16), "ST ANNE HOSPITAL 0042", (20, 50), 14, 900))
    (found,) = words(image)
    assert found.height > 4 * found.width


def test_large_words_on_large_images_are_found():
    """Letters of 64 pixels on a radiograph of 1,600 × 1,200, told in its own pixels."""
    image = written_on(np.zeros((1600, 1200), np.int16), "MRN 00471123", (300, 700), 64, 900)
    (found,) = words(image)
    assert abs(found.left - 304) < 12
    assert abs(found.width - 430) < 60
    assert 30 < found.height < 70


@pytest.mark.skipif(chinese_font() is None, reason="no font with Chinese characters on this machine")
def test_chinese_words_are_found():
    """A name and an age in 16 pixels."""
    page = Image.new("L", (240, 80))
    ImageDraw.Draw(page).text((30, 30), "王小明 男 54岁", fill=200, font=ImageFont.truetype(str(chinese_font()), 16))
    assert len(words(np.asarray(page))) == 1


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((64, 64), np.uint8),
        np.full((1, 1), 7, np.int16),
        np.zeros((3, 200), np.uint16),
        body(),
        np.kron(np.indices((8, 8)).sum(axis=0) % 2, np.ones((32, 32))).astype(np.uint8),
        np.add.outer(np.arange(200), np.arange(200)).astype(np.int16),
    ],
    ids=["blank", "one pixel", "strip", "body", "chess board", "ramp"],
)
def test_plain_shapes_are_no_words(image):
    """Nothing, edges, squares and ramps."""
    assert words(image) == ()


def test_noise_is_judged_in_bounded_time_and_memory():
    """A frame of pure noise has no end of strokes; the pairs that are compared are limited."""
    noise = np.random.default_rng(1).integers(0, 255, (1024, 1024)).astype(np.uint8)
    assert isinstance(words(noise), tuple)


def test_the_brush_is_the_standard_one():
    """Erosion and dilation are those of scipy with a square of 7 × 7."""
    image = np.random.default_rng(2).integers(0, 255, (40, 53)).astype(np.uint8)
    assert (spread(image, np.minimum) == ndimage.grey_erosion(image, size=(7, 7), mode="nearest")).all()
    assert (spread(image, np.maximum) == ndimage.grey_dilation(image, size=(7, 7), mode="nearest")).all()


def test_burned_in_lines_are_found_on_real_images():
    """Of 40 real images with one to three lines each, nearly all are flagged, and most lines are covered."""
    images = [real_frame(name) for name in BASES]
    flagged = lines = hit = 0
    for burned in burned_set(images, 40, seed=11):
        found = words(burned.image)
        flagged += bool(found)
        shares = [share(found, Rectangle(*box), burned.image.shape) for box in burned.boxes]
        lines, hit = lines + len(shares), hit + sum(part >= 0.6 for part in shares)
    assert flagged >= 39
    assert hit >= 0.85 * lines


@pytest.mark.parametrize("share_set", [0.0, 0.005, 0.02, 0.03, 0.2, 0.9])
def test_strokes_are_numbered_as_scipy_numbers_them(share_set):
    """Few pixels are joined run by run, many by scipy: numbers and counts are the same, at edges and corners too."""
    random = np.random.default_rng(7)
    for rows, columns in ((40, 61), (1, 50), (50, 1), (33, 64)):
        above = random.random((rows, columns)) < share_set
        above[0, -1:] = above[-1, :1] = above[0, columns // 2] = share_set > 0
        expected, count = ndimage.label(above, EIGHT_NEIGHBOURS)
        places = np.flatnonzero(above)
        label, found = connected(above, places)
        assert found == count
        assert (label == expected.ravel()[places] - 1).all()
