"""Images that are sent: de-identified first, the same code as in the graph, and nothing told of the file."""

import tracemalloc
from io import BytesIO
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image, PngImagePlugin
from pydicom.data import get_testdata_file

from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined
from qc.images import query
from qc.images.code import distance
from qc.images.model import untrained
from qc.images.picture import read_picture
from qc.images.query import deidentified, sent_picture

NAME = b"CompressedSamples^CT1"


def data(name: str) -> bytes:
    """A file of pydicom."""
    return Path(get_testdata_file(name, download=False)).read_bytes()


def saved(**elements) -> bytes:
    """Pydicom's CT image with these elements set."""
    image = pydicom.dcmread(BytesIO(data("CT_small.dcm")))
    for keyword, value in elements.items():
        setattr(image, keyword, value)
    out = BytesIO()
    image.save_as(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small_bigendian.dcm", "693_J2KI.dcm", "image_dfl.dcm"])
def test_the_code_is_that_of_the_pixels(name):
    """De-identification changes no pixel, so the code is the one that loading gives."""
    assert sent_picture(data(name)).code(untrained()) == read_picture(data(name)).code(untrained())


def test_what_is_decoded_names_nobody():
    """Name and identifiers are gone before the pixels are looked at, under another key each time."""
    assert NAME in data("CT_small.dcm")
    one, other = (deidentified(data("CT_small.dcm")) for _ in range(2))
    for found in (one, other):
        assert NAME not in found
        assert b"1CT1" not in found
    assert pydicom.dcmread(BytesIO(one)).PatientID != pydicom.dcmread(BytesIO(other)).PatientID


def test_only_the_clean_file_is_decoded(monkeypatch):
    """The decoder is given what the engine wrote, never what was sent."""
    seen = []
    monkeypatch.setattr(query, "read_picture", lambda found, bound: seen.append(found) or read_picture(found, bound))
    sent_picture(data("CT_small.dcm"))
    assert len(seen) == 1
    assert NAME not in seen[0]


def test_the_key_is_drawn_for_each_file(monkeypatch):
    """No pseudonym of a sent image can be compared with another one's."""
    drawn = []

    class Noted(Keys):
        def __init__(self, master):
            drawn.append(master)
            super().__init__(master)

    monkeypatch.setattr(query, "Keys", Noted)
    for _ in range(3):
        deidentified(data("MR_small.dcm"))
    assert len(set(drawn)) == 3


def test_an_image_of_nobody_is_welcome():
    """A file without Patient ID may not be published, but may be compared."""
    assert sent_picture(saved(PatientID="")).code(untrained()) == read_picture(data("CT_small.dcm")).code(untrained())


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "NOT_DICOM"),
        (b"nothing at all", "NOT_DICOM"),
        (data("CT_small.dcm")[:20000], "TRUNCATED"),
        (data("rtplan.dcm"), None),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "PIXELS_UNREADABLE"),
        (b"\xff\xd8\xff" + b"x" * 50, "PIXELS_UNREADABLE"),
    ],
)
def test_what_cannot_be_used_is_refused(sent, code):
    """By a code of the engine, without a cause that could repeat the file."""
    with pytest.raises(Quarantined) as refused:
        sent_picture(sent)
    assert code is None or refused.value.code == code
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    ("mode", "form"), [("L", "PNG"), ("RGB", "PNG"), ("I;16", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("RGB", "JPEG")]
)
def test_drawn_pictures_are_near_the_image(mode, form):
    """As a viewer saves it: grey, colour, sixteen bits, palette, transparency, JPEG."""
    values = read_picture(data("CT_small.dcm")).values
    eight = Image.fromarray(np.round(values * 255).astype(np.uint8))
    made = Image.fromarray(np.round(values * 65535).astype(np.uint16)) if mode == "I;16" else eight.convert(mode)
    out = BytesIO()
    made.save(out, form)
    found, wanted = (
        int(item.code(untrained()), 16) for item in (sent_picture(out.getvalue()), read_picture(data("CT_small.dcm")))
    )
    assert distance(found, wanted) <= 6


def test_a_large_picture_is_not_decoded():
    """The size is asked of the header; a small file may not ask for much memory."""
    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    with pytest.raises(Quarantined) as refused:
        sent_picture(out.getvalue())
    assert refused.value.code == "DECOMPRESSION_BOMB"


def test_words_of_a_png_are_not_read():
    """Text chunks change nothing."""
    eight = Image.fromarray(np.round(read_picture(data("CT_small.dcm")).values * 255).astype(np.uint8))
    words, plain, told = PngImagePlugin.PngInfo(), BytesIO(), BytesIO()
    words.add_text("Patient", "Zhang San")
    eight.save(plain, "PNG")
    eight.save(told, "PNG", pnginfo=words)
    assert np.array_equal(sent_picture(plain.getvalue()).values, sent_picture(told.getvalue()).values)


@pytest.mark.parametrize("mode", ["L", "RGBA", "CMYK"])
def test_a_picture_takes_little_more_memory_than_its_pixels(mode):
    """A file of few bytes asks for one byte a pixel and channel, not for four."""
    out, before = BytesIO(), Image.new(mode, (4096, 4096))
    before.save(out, "JPEG" if mode == "CMYK" else "PNG")
    del before
    tracemalloc.start()
    sent_picture(out.getvalue())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2.5 * 4096 * 4096
