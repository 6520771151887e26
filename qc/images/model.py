"""Models: how 320 features become 64 bits. One without training, and those of `training`, kept in files.

A bit is the sign of a weighted sum of the features less their mean. `version` names the weights: codes of
two versions say nothing about each other. The file is a NumPy archive of the mean, the weights and a digest;
reading it runs nothing, and a file whose digest does not fit its content is refused.
"""

import hashlib
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph_schema.errors import UnusableInput
from qc.images.features import CELLS, CHANNELS, FORM, LENGTH

BITS = 64
UNTRAINED = "untrained-1"
VARIABLE = "GSAGRAPH_IMAGE_MODEL"
LARGEST_FILE = 1 << 22
_SEED = b"gsagraph image code untrained-1"

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """The mean of the features and the weights of each bit (features × bits), under one version."""

    version: str
    mean: Weights
    weights: Weights


@cache
def untrained() -> Model:
    """The model that knows no image: random signs, blind to how strong the edges of the whole image are."""
    signs = random_signs(_SEED, LENGTH, BITS).reshape(CHANNELS, CELLS * CELLS, BITS)
    centred = signs - signs.mean(axis=1, keepdims=True)
    return Model(UNTRAINED, np.zeros(LENGTH, np.float32), centred.reshape(LENGTH, BITS).astype(np.float32))


def random_signs(seed: bytes, rows: int, columns: int) -> NDArray[np.float64]:
    """A matrix of −1 and 1 that is the same everywhere and for ever: the bits of SHAKE-256."""
    drawn = np.frombuffer(hashlib.shake_256(seed).digest(rows * columns // 8), np.uint8)
    return np.unpackbits(drawn).reshape(rows, columns).astype(np.float64) * 2 - 1


def trained(mean: Weights, weights: Weights) -> Model:
    """A model of these numbers, its version made of their digest."""
    return Model(f"trained-{digest(mean, weights)[:12]}", mean, weights)


def digest(mean: Weights, weights: Weights) -> str:
    """Hex sha256 over recipe, mean and weights."""
    found = hashlib.sha256(FORM.encode())
    for part in (mean, weights):
        found.update(np.ascontiguousarray(part, dtype="<f4").tobytes())
    return found.hexdigest()


def write_model(model: Model, path: Path) -> None:
    """Write a model to a file; the same model gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as stream:
        np.savez(stream, mean=model.mean, weights=model.weights, digest=np.array(digest(model.mean, model.weights)))
    fresh.replace(path)


def read_model(path: Path) -> Model:
    """The model of a file; UnusableInput for a file that is none, is damaged, or was made by another recipe."""
    try:
        with np.load(BytesIO(_bounded(path)), allow_pickle=False) as kept:
            mean, weights, said = kept["mean"], kept["weights"], str(kept["digest"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as cause:
        raise _unusable(path, "cannot be read") from cause
    sound = mean.shape == (LENGTH,) and weights.shape == (LENGTH, BITS) and said == digest(mean, weights)
    if not sound or not (np.isfinite(mean).all() and np.isfinite(weights).all()):
        raise _unusable(path, "is damaged, or was made by another version")
    return trained(mean.astype(np.float32), weights.astype(np.float32))


def _bounded(path: Path) -> bytes:
    """The bytes of a file, none where it is larger than a model."""
    return path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b""


def _unusable(path: Path, what: str) -> UnusableInput:
    hint = "train it again: gsagraph images train"
    return UnusableInput(f"the image model {path} {what}", code="IMAGE_MODEL_UNUSABLE", hint=hint)


def model_of_environment(environment: Mapping[str, str] | None = None) -> Model:
    """The model that GSAGRAPH_IMAGE_MODEL names, read once as long as the file stays as it is; else the untrained one."""
    path = (os.environ if environment is None else environment).get(VARIABLE, "")
    if not path:
        return untrained()
    try:
        state = Path(path).stat()
    except OSError as cause:
        raise _unusable(Path(path), "cannot be read") from cause
    return _kept(path, state.st_mtime_ns, state.st_size)


@cache
def _kept(path: str, _changed: int, _size: int) -> Model:
    return read_model(Path(path))
