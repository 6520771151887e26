"""Words read by the optional extra `ocr`, on images that were suspected already: where they are, never what they say.

RapidOCR carries its models and works offline. What it reads is counted and forgotten at once.
"""

import importlib
import importlib.util
import logging
from functools import lru_cache
from typing import Any

import numpy as np

from qc.dicom.pixels.frames import Array, silenced
from qc.dicom.pixels.grey import grey
from qc.dicom.pixels.rectangle import Rectangle, united

PACKAGE = "rapidocr_onnxruntime"
LEAST_SCORE = 0.5
LEAST_LETTERS = 2


def is_installed() -> bool:
    """Whether the extra `ocr` is there."""
    return importlib.util.find_spec(PACKAGE) is not None


def read_words(frame: Array) -> tuple[Rectangle, ...] | None:
    """Rectangles round words that could be read in a frame; None without the extra, () where there is none."""
    if not is_installed():
        return None
    with silenced():
        lines, _ = _reader()(np.repeat(grey(frame)[..., None], 3, axis=2))
    read = (corners for corners, text, score in lines or () if float(score) >= LEAST_SCORE and _letters(text))
    return united(_around(corners) for corners in read)


def _letters(text: str) -> bool:
    return sum(letter.isalnum() for letter in text) >= LEAST_LETTERS


@lru_cache(maxsize=1)
def _reader() -> Any:
    """The reader with its models, made once in each process; it writes no log."""
    reader = importlib.import_module(PACKAGE).RapidOCR()
    for name in list(logging.root.manager.loggerDict):
        if "rapidocr" in name.casefold():
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return reader


def _around(corners: Any) -> Rectangle:
    points = np.asarray(corners, dtype=float)
    left, top = np.maximum(np.floor(points.min(axis=0)), 0).astype(int)
    right, bottom = np.ceil(points.max(axis=0)).astype(int)
    return Rectangle(int(left), int(top), max(int(right - left), 1), max(int(bottom - top), 1))
