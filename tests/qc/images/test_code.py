"""Codes: the same for the same picture, near for near pictures, none for a blank one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from qc.images.code import code, distance, written
from qc.images.model import untrained
from qc.images.normalise import resized, stretched
from tests.qc.images.drawn import drawn

IMAGES = [drawn(seed) for seed in range(12)]
CODES = [code(image, untrained()) for image in IMAGES]

ALTERED = {
    "half": lambda image: resized(image, 64, 64),
    "twice": lambda image: resized(image, 256, 256),
    "darker": lambda image: stretched(image**1.5),
    "noise": lambda image: image + np.random.default_rng(5).normal(0, 0.02, image.shape).astype(np.float32),
    "turned": lambda image: np.asarray(Image.fromarray(image).rotate(2, Image.Resampling.BILINEAR)),
    "margin": lambda image: np.pad(image, 16),
    "negative": lambda image: 1 - image,
}


@pytest.mark.parametrize("name", ALTERED)
def test_an_altered_copy_is_nearest_to_its_original(name):
    """Among twelve pictures each altered one finds the one it was made of."""
    for number, image in enumerate(IMAGES):
        altered = code(ALTERED[name](image), untrained())
        found = min(range(len(CODES)), key=lambda other: distance(altered, CODES[other]))
        assert found == number


def test_other_pictures_are_far():
    """Half of the bits or so differ between pictures that have nothing in common."""
    between = [distance(one, other) for index, one in enumerate(CODES) for other in CODES[:index]]
    assert 20 < np.mean(between) < 40


def test_a_blank_picture_has_no_code():
    """Nothing is made up where there is nothing to see."""
    assert code(np.zeros((64, 64), np.float32), untrained()) is None


def test_codes_stay_what_they_are():
    """Codes are kept in graphs; a change of the recipe needs another version."""
    rows, columns = np.indices((100, 80)) / 100
    image = stretched(np.sin(rows * 9) * np.cos(columns * columns * 14) + rows * columns)
    assert distance(code(image, untrained()), 0x6F664A6CEB19FDF7) <= 1


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_written_codes_can_be_read(one, other):
    """Sixteen digits; the distance is that of the bits, and the same both ways."""
    assert len(written(one)) == 16
    assert int(written(one), 16) == one
    assert distance(one, other) == distance(other, one) == (one ^ other).bit_count()
    assert distance(one, one) == 0
