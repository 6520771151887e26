"""Features of a normalised image: where its edges are, how strong, and which way they run.

At each pixel the gradient has a strength m and an angle θ without sign (an edge from dark to bright equals one
from bright to dark, so a negative has the same features). m, m·cos 2θ, m·sin 2θ, m·cos 4θ and m·sin 4θ are the
first terms of the histogram of angles as a Fourier series; their means in 8 × 8 cells are the features.
"""

import numpy as np
from numpy.typing import NDArray

from qc.images.normalise import SIZE, Grey

FORM = "edges-1"
"""Name of this recipe, normalisation included; codes of another recipe cannot be compared."""
CELLS, CHANNELS = 8, 5
LENGTH = CHANNELS * CELLS * CELLS
FAINTEST = np.float32(1e-6)

Features = NDArray[np.float32]


def features(image: Grey) -> Features:
    """The features of a normalised image, of length 1 in root mean square."""
    cell = SIZE // CELLS
    means = _channels(image).reshape(CHANNELS, CELLS, cell, CELLS, cell).mean(axis=(2, 4))
    strength = np.sqrt(np.mean(np.square(means)))
    return np.asarray(means / (strength + FAINTEST), dtype=np.float32).ravel()


def _channels(image: Grey) -> NDArray[np.float32]:
    across, down = np.zeros_like(image), np.zeros_like(image)
    across[:, 1:-1] = image[:, 2:] - image[:, :-2]
    down[1:-1] = image[2:] - image[:-2]
    strength = np.hypot(across, down) + FAINTEST
    cosine = (across * across - down * down) / strength
    sine = 2 * across * down / strength
    return np.stack([strength, cosine, sine, (cosine * cosine - sine * sine) / strength, 2 * cosine * sine / strength])
