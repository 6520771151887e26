"""Images drawn for tests: smooth blobs on a dark ground, another one for each seed."""

from typing import Any

import numpy as np
from pydicom.dataset import Dataset


def drawn(seed: int, size: int = 128) -> np.ndarray:
    """An image of a few blobs, values from 0 to 1, with a dark edge."""
    random = np.random.default_rng(seed)
    rows, columns = np.indices((size, size)) / size
    image = np.zeros((size, size))
    for _ in range(9):
        centre, width = random.uniform(0.25, 0.75, 2), random.uniform(0.03, 0.12, 2)
        blob = ((rows - centre[0]) / width[0]) ** 2 + ((columns - centre[1]) / width[1]) ** 2
        image += random.uniform(0.3, 1) * np.exp(-blob)
    return (image / image.max()).astype(np.float32)


def header(**elements: Any) -> Dataset:
    """A header that says how values are to be shown."""
    made = Dataset()
    made.PhotometricInterpretation = "MONOCHROME2"
    for keyword, value in elements.items():
        setattr(made, keyword, value)
    return made
