"""Training a model on an archive's own images: which directions tell images apart, and stay when one image is altered.

Each image is altered in the ways that copies differ (cut, scaled, turned a little, brighter, windowed, noisy).
Linear discriminant analysis finds the 64 directions in which different images vary most and the versions of one
image least; iterative quantisation (Gong and Lazebnik, CVPR 2011) then turns them so that signs lose least.
Nothing is drawn by chance: the same images in the same order give the same model.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from graph_schema.errors import UnusableInput
from qc.images.features import LENGTH, Features, features
from qc.images.model import BITS, Model, random_signs, trained
from qc.images.normalise import Grey, averaged, normalised, resized, stretched

FEWEST = 16
"""Images below which there is nothing to learn from."""
RIDGE = 0.05
"""What is added to the variation within images, as part of its mean, so that no direction seems free of it."""
TURNS = 50
FAINTEST = 1e-7
LONGEST_SIDE = 256
"""Images are altered at this size; all is brought to 64 × 64 afterwards."""

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Learned:
    """Sums over the images seen so far, and the mean features of each; memory grows by one row an image."""

    within: Floats = field(default_factory=lambda: np.zeros((LENGTH, LENGTH)))
    rows: int = 0
    means: dict[bytes, Features] = field(default_factory=dict)

    def add(self, image: Grey) -> None:
        """Learn from an image; one that is blank, or whose features are known already, teaches nothing."""
        if (itself := normalised(image)) is None or (key := features(itself).tobytes()) in self.means:
            return
        altered = (normalised(version) for version in versions(image))
        group = [features(small) for small in altered if small is not None]
        found = np.stack(group).astype(np.float64)
        spread = found - found.mean(axis=0)
        self.within += np.einsum("vf,vg->fg", spread, spread)
        self.rows += len(group)
        self.means[key] = found.mean(axis=0).astype(np.float32)

    def model(self) -> Model:
        """The model of what was learned; UnusableInput where that was too little."""
        if len(self.means) < FEWEST:
            raise UnusableInput(
                f"{len(self.means)} different images are too few to train on",
                code="TOO_FEW_IMAGES",
                hint=f"give at least {FEWEST}, better some thousands; without a model codes are untrained",
            )
        means = np.stack([self.means[key] for key in sorted(self.means)]).astype(np.float64)
        mean = means.mean(axis=0)
        directions = _directions(means - mean, self.within / self.rows)
        spread = (means - mean) @ directions
        scaled = directions / np.maximum(spread.std(axis=0), FAINTEST)
        weights = scaled @ quantising_turn((means - mean) @ scaled)
        return trained(mean.astype(np.float32), weights.astype(np.float32))


def train(images: Iterable[Grey]) -> Model:
    """A model of these images."""
    learned = Learned()
    for image in images:
        learned.add(image)
    return learned.model()


def _directions(means: Floats, within: Floats) -> Floats:
    """The directions of most variation between images for a unit of variation within them, the best one first."""
    between = means.T @ means / len(means)
    ridge = RIDGE * max(float(np.trace(within)) / LENGTH, FAINTEST)
    root = np.linalg.cholesky(within + ridge * np.eye(LENGTH))
    _, vectors = np.linalg.eigh(np.linalg.solve(root, np.linalg.solve(root, between).T))
    found = np.linalg.solve(root.T, vectors[:, : -BITS - 1 : -1])
    return np.asarray(found * np.sign(found[np.abs(found).argmax(axis=0), np.arange(BITS)]))


def quantising_turn(values: Floats) -> Floats:
    """The rotation after which the signs of the values differ least from the values (images × bits)."""
    turn: Floats = np.linalg.qr(random_signs(b"gsagraph quantising turn", BITS, BITS))[0]
    for _ in range(TURNS):
        signs = np.where(values @ turn >= 0, 1.0, -1.0)
        left, _, right = np.linalg.svd(signs.T @ values)
        turn = np.asarray((left @ right).T)
    return turn


def versions(image: Grey) -> Iterator[Grey]:
    """An image, then its altered copies."""
    large = _reduced(image)
    rows, columns = large.shape
    yield large
    for part in (0.04, 0.1):
        down, across = int(rows * part), int(columns * part)
        yield large[down : rows - down, across : columns - across]
        yield np.pad(large, ((down, down), (across, across)), constant_values=float(np.median(_edge(large))))
    yield resized(large, max(columns // 3, 2), max(rows // 3, 2))
    for degrees in (-6, 6):
        yield np.asarray(Image.fromarray(large).rotate(degrees, Image.Resampling.BILINEAR), dtype=np.float32)
    yield stretched(large**0.6)
    yield stretched(np.clip((large - 0.2) / 0.5, 0, 1))
    yield np.clip(large * 1.4 - 0.1, 0, 1)
    yield large + _noise(large.shape)


def _reduced(image: Grey) -> Grey:
    rows, columns = image.shape
    scale = LONGEST_SIDE / max(rows, columns)
    small = averaged(image)
    return small if scale >= 1 else resized(small, max(round(columns * scale), 2), max(round(rows * scale), 2))


def _edge(image: Grey) -> Grey:
    return np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])


def _noise(shape: tuple[int, ...]) -> Grey:
    """Noise of ±0.05 that is the same each time."""
    drawn = random_signs(b"gsagraph noise", LONGEST_SIDE, LONGEST_SIDE)[: shape[0], : shape[1]]
    return (drawn * 0.05).astype(np.float32)
