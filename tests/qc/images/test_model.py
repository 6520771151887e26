"""Models: one that is the same everywhere, and files that are refused unless whole."""

import hashlib

import numpy as np
import pytest

from graph_schema.errors import UnusableInput
from qc.images.features import LENGTH
from qc.images.model import (
    BITS,
    LARGEST_FILE,
    UNTRAINED,
    VARIABLE,
    digest,
    model_of_environment,
    random_signs,
    read_model,
    trained,
    untrained,
    write_model,
)


@pytest.fixture
def model():
    """Some trained model."""
    random = np.random.default_rng(3)
    return trained(random.random(LENGTH, np.float32), random.standard_normal((LENGTH, BITS), np.float32))


def test_the_untrained_model_never_changes():
    """Codes of it are in graphs: another weight would need another version."""
    made = untrained()
    assert made.version == UNTRAINED == "untrained-1"
    found = hashlib.sha256(made.weights.astype("<f4").tobytes()).hexdigest()
    assert found == "bb08b1cb1a356e8d7a307f8b84111813cc7f2c2270c38dbd7933662663b9f48f"
    assert not made.mean.any()


def test_random_signs_are_even():
    """As many of one sign as of the other, within chance; a function of the seed alone."""
    signs = random_signs(b"seed", 100, 64)
    assert set(np.unique(signs)) == {-1.0, 1.0}
    assert abs(signs.mean()) < 0.05
    assert np.array_equal(signs, random_signs(b"seed", 100, 64))
    assert not np.array_equal(signs, random_signs(b"other", 100, 64))


def test_a_version_is_named_by_the_numbers(model):
    """The same numbers have one version; any other number another."""
    other = model.weights.copy()
    other[0, 0] += 1
    assert model.version == f"trained-{digest(model.mean, model.weights)[:12]}"
    assert trained(model.mean, other).version != model.version
    assert trained(other[:, 0], model.weights).version != model.version


def test_a_file_gives_the_model_back(model, tmp_path):
    """The same version, mean and weights; the same bytes each time, and nothing else in the folder."""
    for name in ("one.npz", "two.npz"):
        write_model(model, tmp_path / "models" / name)
    read = read_model(tmp_path / "models" / "one.npz")
    assert read.version == model.version
    assert np.array_equal(read.weights, model.weights)
    assert np.array_equal(read.mean, model.mean)
    one, two = sorted((tmp_path / "models").iterdir())
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("fault", ["absent", "empty", "cut", "bit", "shape", "member", "nan", "large", "pickle"])
def test_a_file_that_is_no_model_is_refused(model, tmp_path, fault):
    """Absent, cut off, altered, of another recipe, with numbers that are none, too large, or with Python objects."""
    path = tmp_path / "model.npz"
    write_model(model, path)
    kept, said = path.read_bytes(), np.array(digest(model.mean, model.weights))
    weights = model.weights.copy()
    if fault == "absent":
        path.unlink()
    elif fault in ("empty", "cut"):
        path.write_bytes(kept[: 0 if fault == "empty" else 2000])
    elif fault == "bit":
        weights[5, 5] += 0.5
        np.savez(path, mean=model.mean, weights=weights, digest=said)
    elif fault == "shape":
        np.savez(path, mean=model.mean, weights=weights[:, :32], digest=np.array(digest(model.mean, weights[:, :32])))
    elif fault == "member":
        np.savez(path, mean=model.mean, weights=weights)
    elif fault == "nan":
        weights[0, 0] = np.nan
        np.savez(path, mean=model.mean, weights=weights, digest=np.array(digest(model.mean, weights)))
    elif fault == "large":
        path.write_bytes(kept + b"\0" * LARGEST_FILE)
    else:
        np.savez(path, mean=np.array([{}], dtype=object), weights=weights, digest=said)
    with pytest.raises(UnusableInput) as refused:
        read_model(path)
    assert refused.value.code == "IMAGE_MODEL_UNUSABLE"


def test_the_environment_names_the_model(model, tmp_path):
    """Untrained without it; read anew when the file is another one; refused when it is absent."""
    path = tmp_path / "model.npz"
    assert model_of_environment({}) is untrained()
    assert model_of_environment({VARIABLE: ""}) is untrained()
    write_model(model, path)
    first = model_of_environment({VARIABLE: str(path)})
    assert first.version == model.version
    assert model_of_environment({VARIABLE: str(path)}) is first
    other = trained(model.mean + 1, model.weights)
    write_model(other, path)
    assert model_of_environment({VARIABLE: str(path)}).version == other.version
    with pytest.raises(UnusableInput):
        model_of_environment({VARIABLE: str(tmp_path / "absent")})
