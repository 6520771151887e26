"""Thumbnails: small, in proportion, nothing but pixels; and only where pixels are said to be clean."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from qc.images.thumbnail import LARGEST, file_name, pixels_clean, png
from tests.qc.images.drawn import drawn


@pytest.mark.parametrize(
    ("uid", "name"),
    [
        ("2.25.1", "2.25.1.png"),
        ("", None),
        ("..", None),
        ("../1", None),
        ("1/2", None),
        ("1" * 65, None),
        ("1\n", None),
    ],
)
def test_only_a_uid_becomes_a_file_name(uid, name):
    """Whatever could lead elsewhere has no file."""
    assert file_name(uid) == name


@pytest.mark.parametrize(
    ("shape", "size"), [((512, 512), (256, 256)), ((1000, 500), (128, 256)), ((64, 32), (32, 64)), ((2, 900), (256, 1))]
)
def test_size_and_proportion(shape, size):
    """At most 256 pixels on the longer side; small images stay as they are."""
    image = Image.open(BytesIO(png(np.linspace(0, 1, shape[0] * shape[1], dtype=np.float32).reshape(shape))))
    assert image.size == size
    assert max(image.size) <= LARGEST


def test_black_stays_black_and_white_white():
    """Eight bits of grey."""
    image = Image.open(BytesIO(png(drawn(1))))
    assert (image.mode, image.format) == ("L", "PNG")
    assert np.abs(np.asarray(image) / 255 - drawn(1)).max() < 0.01


def test_the_file_has_pixels_and_nothing_else():
    """No text, no time, no colour profile: only the three chunks that a PNG needs; the same bytes each time."""
    made, chunks, place = png(drawn(1)), [], 8
    while place < len(made):
        length = int.from_bytes(made[place : place + 4], "big")
        chunks.append(made[place + 4 : place + 8])
        place += length + 12
    assert set(chunks) == {b"IHDR", b"IDAT", b"IEND"}
    assert png(drawn(1)) == made


@pytest.mark.parametrize(
    ("codes", "annotation", "clean"),
    [
        (["113100", "113101"], "", True),
        (["113101"], "NO", True),
        (["113101"], "yes ", False),
        (["113100"], "NO", False),
        ([], "", False),
    ],
)
def test_clean_is_what_is_declared_and_not_denied(codes, annotation, clean):
    """BurnedInAnnotation NO alone proves nothing; YES denies what the option claims."""
    assert pixels_clean(codes, annotation) is clean
