"""Features: where edges are and which way they run, not which side is dark nor how strong the contrast is."""

import numpy as np
import pytest

from qc.images.features import CELLS, LENGTH, features
from qc.images.normalise import SIZE, normalised
from tests.qc.images.drawn import drawn

IMAGE = normalised(drawn(2))


def by_channel(image):
    """Features as channel × row × column of cells."""
    return features(image).reshape(-1, CELLS, CELLS)


def test_features_have_one_length():
    """320 numbers, 1 in root mean square."""
    found = features(IMAGE)
    assert (found.shape, found.dtype) == ((LENGTH,), np.float32)
    assert np.sqrt(np.mean(found**2)) == pytest.approx(1, abs=1e-3)


def test_a_negative_has_the_same_features():
    """An edge from dark to bright equals one from bright to dark."""
    assert np.allclose(features(1 - IMAGE), features(IMAGE), atol=1e-3)


@pytest.mark.parametrize(("factor", "shift"), [(0.5, 0), (0.7, 0.3)])
def test_contrast_and_brightness_do_not_matter(factor, shift):
    """Only the strengths of edges among each other count."""
    assert np.allclose(features(IMAGE * factor + shift), features(IMAGE), atol=2e-3)


@pytest.mark.parametrize(
    ("angle", "wanted"), [(0, (1, 0, 1, 0)), (90, (-1, 0, 1, 0)), (45, (0, 1, -1, 0)), (135, (0, -1, -1, 0))]
)
def test_angles_are_told_by_the_four_waves(angle, wanted):
    """For a ramp in one direction: cos 2θ, sin 2θ, cos 4θ, sin 4θ of the gradient's angle."""
    rows, columns = np.indices((SIZE, SIZE))
    ramp = columns * np.cos(np.radians(angle)) + rows * np.sin(np.radians(angle))
    strength, *waves = by_channel((ramp / 100).astype(np.float32))[:, 4, 4]
    assert np.allclose(np.array(waves) / strength, wanted, atol=1e-3)


def test_edges_are_told_where_they_are():
    """A bright square fills only the cells its border runs through."""
    image = np.zeros((SIZE, SIZE), np.float32)
    image[9:15, 9:15] = 1
    strength = by_channel(image)[0]
    assert strength[1, 1] > 0
    assert np.count_nonzero(strength > 1e-3) == 1


def test_a_mirrored_image_is_another_one():
    """Left and right are told apart."""
    assert np.abs(features(IMAGE[:, ::-1]) - features(IMAGE)).max() > 0.5
