"""Decoding apart: the same picture as here, and a process that ends takes nothing along."""

import sys
from pathlib import Path

import numpy as np
import pytest
from pydicom.data import get_testdata_file

from qc.dicom.outcome import Quarantined
from qc.images import apart, query
from qc.images.apart import picture_apart
from qc.images.picture import read_picture
from qc.images.query import sent_picture


def data(name: str) -> bytes:
    """A file of pydicom."""
    return Path(get_testdata_file(name, download=False)).read_bytes()


@pytest.mark.parametrize("name", ["MR_small_jpeg_ls_lossless.dcm", "SC_rgb_jpeg_gdcm.dcm"])
def test_the_picture_is_the_same(name):
    """Only the place of decoding is another one."""
    assert np.array_equal(picture_apart(data(name)).values, read_picture(data(name)).values)


@pytest.mark.parametrize(
    "program", ["import os; os.abort()", "print('x')", "raise SystemExit(1)", "import time; time.sleep(60)"]
)
def test_a_process_that_fails_is_a_refusal(monkeypatch, program):
    """Ended by GDCM, without a picture, or too slow: refused, and this process goes on."""
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", program))
    monkeypatch.setattr(apart, "SECONDS", 1.0)
    with pytest.raises(Quarantined) as refused:
        picture_apart(b"")
    assert refused.value.code == "PIXELS_UNREADABLE"
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    ("name", "is_apart"),
    [
        ("MR_small_jpeg_ls_lossless.dcm", True),
        ("CT_small.dcm", False),
        ("693_J2KI.dcm", False),
        ("MR_small_RLE.dcm", False),
    ],
)
def test_only_what_gdcm_decodes_goes_apart(monkeypatch, name, is_apart):
    """Everything else is decoded by libraries that raise; what goes apart is de-identified before."""
    seen = []
    monkeypatch.setattr(query, "picture_apart", lambda clean: seen.append(clean) or read_picture(clean))
    sent_picture(data(name))
    assert bool(seen) == is_apart
    assert not any(b"CompressedSamples" in clean for clean in seen)
