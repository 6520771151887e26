"""Training: deterministic, refuses too little, and brings altered copies nearer than chance does."""

import numpy as np
import pytest

from graph_schema.errors import UnusableInput
from qc.images.code import code, distance
from qc.images.features import LENGTH
from qc.images.model import BITS, untrained
from qc.images.training import FEWEST, Learned, quantising_turn, train, versions
from tests.qc.images.drawn import drawn

IMAGES = [drawn(seed, 64) for seed in range(80)]
OTHERS = [drawn(seed, 64) for seed in range(100, 130)]


@pytest.fixture(scope="module")
def model():
    """A model of eighty pictures."""
    return train(IMAGES)


def test_the_same_images_give_the_same_model(model):
    """Bit by bit, so that a version can be made again."""
    again = train(IMAGES)
    assert again.version == model.version
    assert again.weights.tobytes() == model.weights.tobytes()
    assert train(IMAGES[:-1]).version != model.version


def test_the_model_has_the_form_of_all_models(model):
    """Finite weights of each feature for each bit."""
    assert (model.mean.shape, model.weights.shape) == ((LENGTH,), (LENGTH, BITS))
    assert np.isfinite(model.weights).all()
    assert model.version.startswith("trained-")


def wrong_bits(model):
    """The part of bits that change when an image is altered, of the bits by which images differ."""
    altered, apart, before = [], [], None
    for image in OTHERS:
        first, *rest = [code(version, model) for version in versions(image)]
        altered += [distance(first, other) for other in rest]
        apart += [] if before is None else [distance(first, before)]
        before = first
    return np.mean(altered) / np.mean(apart)


def test_training_makes_codes_steadier(model):
    """On pictures it has not seen, fewer bits change by altering, as a part of those that tell pictures apart."""
    assert wrong_bits(model) < wrong_bits(untrained())


def test_bits_are_in_use(model):
    """No bit is the same for nearly all pictures."""
    words = [code(image, model) for image in IMAGES]
    found = np.array([[(word >> bit) & 1 for bit in range(BITS)] for word in words])
    assert (found.mean(axis=0) > 0.1).all()
    assert (found.mean(axis=0) < 0.9).all()


@pytest.mark.parametrize("number", [0, 1, FEWEST - 1])
def test_too_few_images_are_refused(number):
    """The message says how many are needed."""
    with pytest.raises(UnusableInput) as refused:
        train(IMAGES[:number])
    assert refused.value.code == "TOO_FEW_IMAGES"
    assert str(FEWEST) in refused.value.hint


def test_copies_and_blanks_teach_nothing():
    """A thousand copies of one image are one image."""
    learned = Learned()
    for image in (IMAGES[0], IMAGES[0].copy(), np.zeros((64, 64), np.float32), IMAGES[1]):
        learned.add(image)
    assert len(learned.means) == 2


def test_the_turn_is_a_rotation_that_loses_less():
    """Orthogonal, and signs lie nearer to the turned values than to the values."""
    values = np.random.default_rng(1).standard_normal((300, BITS)) * np.linspace(2, 0.2, BITS)
    turn = quantising_turn(values)
    assert np.allclose(turn @ turn.T, np.eye(BITS), atol=1e-8)
    turned = values @ turn
    assert np.square(turned - np.sign(turned)).sum() < np.square(values - np.sign(values)).sum()


@pytest.mark.parametrize("shape", [(2, 2), (5, 300), (700, 40), (1200, 1100)])
def test_any_size_can_be_altered(shape):
    """Small, long, and large images give versions of at least two rows and columns."""
    image = np.random.default_rng(2).random(shape, np.float32)
    made = list(versions(image))
    assert len(made) == 12
    assert all(min(version.shape) >= 1 for version in made)
