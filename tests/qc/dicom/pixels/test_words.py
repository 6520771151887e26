"""Reading words is an extra: without it nothing is claimed, with it only places are told."""

import importlib.util
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from qc.dicom.pixels import words as module
from qc.dicom.pixels.words import is_installed, read_words

needs_reader = pytest.mark.skipif(not is_installed(), reason="the extra `ocr` (rapidocr-onnxruntime) is not installed")


def page(text):
    image = Image.new("L", (400, 120), 30)
    ImageDraw.Draw(image).text((50, 40), text, fill=220, font=ImageFont.load_default(20))
    return np.asarray(image)


def test_without_the_extra_nothing_is_said(monkeypatch):
    """None is not the same as no words."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert read_words(page("DOE JANE")) is None


def test_the_extra_is_loaded_only_when_something_is_read():
    """Importing the module does not load a model of 15 MB."""
    assert module.PACKAGE not in sys.modules or is_installed()


@needs_reader
def test_words_are_found_where_they_are(capfd):
    """One line of a name and a date; nothing is printed, and nothing but places comes back."""
    (found,) = read_words(page("DOE JANE 1961-08-12"))
    assert 40 <= found.left <= 60
    assert 35 <= found.top <= 60
    assert 150 < found.width < 260
    assert capfd.readouterr() == ("", "")


@needs_reader
def test_pictures_without_words_have_none():
    """A ramp holds nothing to read."""
    assert read_words(np.zeros((256, 256), np.uint8) + np.arange(256, dtype=np.uint8)) == ()


def test_marks_of_one_letter_are_no_words():
    """A side marker says nothing of a person."""
    assert [module._letters(text) for text in ("R", "-/.", "R2", "王小")] == [False, False, True, True]


def test_corners_become_a_rectangle():
    """A line that leans is held whole, and never begins before the image."""
    assert module._around([[-2.0, 3.5], [10.2, 1.2], [11.0, 8.0], [0.0, 9.9]]) == (0, 1, 11, 9)


@pytest.mark.parametrize(
    ("lines", "count"), [(None, 0), ([], 0), ([[[[0, 0], [9, 0], [9, 9], [0, 9]], "AB", "0.4"]], 0)]
)
def test_what_was_read_badly_is_no_word(monkeypatch, lines, count):
    """No lines at all, or one below the least score."""
    monkeypatch.setattr(module, "is_installed", lambda: True)
    monkeypatch.setattr(module, "_reader", lambda: lambda image: (lines, 0.1))
    assert len(read_words(page(""))) == count
