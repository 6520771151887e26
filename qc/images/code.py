"""Codes: 64 bits of what an image shows. Close images have codes that differ in few bits (Hamming distance)."""

import numpy as np

from qc.images.features import features
from qc.images.model import BITS, Model
from qc.images.normalise import Grey, normalised

DIGITS = BITS // 4


def code(image: Grey, model: Model) -> int | None:
    """The code of grey values by a model; None for a blank image.

    The sums are taken without BLAS, whose order of adding, and so the last bit, is another one on other machines.
    """
    small = normalised(image)
    if small is None:
        return None
    sums = np.einsum("f,fb->b", (features(small) - model.mean).astype(np.float64), model.weights)
    return int.from_bytes(np.packbits(sums > 0).tobytes(), "big")


def written(value: int) -> str:
    """A code as the graph keeps it: 16 hexadecimal digits.

    >>> written(255)
    '00000000000000ff'
    """
    return f"{value:0{DIGITS}x}"


def distance(one: int, other: int) -> int:
    """How many bits differ.

    >>> distance(0b1011, 0b0010)
    2
    """
    return (one ^ other).bit_count()
