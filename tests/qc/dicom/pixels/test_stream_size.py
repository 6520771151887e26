"""The size of a compressed frame is read from its code stream alone."""

import io
import struct

import numpy as np
import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, features
from pydicom.encaps import generate_frames

from qc.dicom.pixels.stream_size import StreamSize, stream_size
from tests.qc.dicom.pixels.images import real

REAL = {
    "SC_rgb_dcmtk_+eb+cr.dcm": (100, 100, 3),
    "JPEG2000.dcm": (1024, 256, 1),
    "JPEGLSNearLossless_08.dcm": (45, 10, 1),
    "SC_rgb_jpeg_gdcm.dcm": (100, 100, 3),
    "JPGExtended.dcm": (1024, 256, 1),
    "SC_rgb_gdcm_KY.dcm": (100, 100, 3),
}


@pytest.mark.parametrize(("name", "size"), REAL.items())
def test_real_streams_say_the_size_of_their_header(name, size):
    """Baseline, extended and lossless JPEG, JPEG-LS and JPEG 2000 of real files."""
    stream = next(generate_frames(pydicom.dcmread(io.BytesIO(real(name))).PixelData, number_of_frames=1))
    assert stream_size(stream) == StreamSize(*size)


@given(rows=st.integers(1, 300), columns=st.integers(1, 300), colour=st.booleans())
def test_jpegs_of_any_size_are_told(rows, columns, colour):
    """What Pillow writes is read."""
    target = io.BytesIO()
    Image.fromarray(np.zeros((rows, columns, 3) if colour else (rows, columns), np.uint8)).save(target, "JPEG")
    assert stream_size(target.getvalue()) == (rows, columns, 3 if colour else 1)


@pytest.mark.skipif(not features.check("jpg_2000"), reason="this Pillow writes no JPEG 2000")
def test_jpeg_2000_in_boxes_is_told():
    """The code stream is found behind the boxes of a JP2 file."""
    target = io.BytesIO()
    Image.fromarray(np.zeros((20, 30), np.uint8)).save(target, "JPEG2000")
    assert stream_size(target.getvalue()) == (20, 30, 1)


def test_the_grid_counts_less_its_offset():
    """Xsiz and Ysiz less XOsiz and YOsiz (ITU-T T.800 A.5.1)."""
    siz = struct.pack(">HHIIIIIIIIH", 47, 0, 130, 70, 30, 10, 130, 70, 0, 0, 3)
    assert stream_size(b"\xff\x4f\xff\x51" + siz + b"\7\1\1" * 3) == (60, 100, 3)


def test_fill_bytes_and_other_segments_are_passed_over():
    """FF before a marker, restart markers and long application segments."""
    frame = struct.pack(">BBHBHHB", 0xFF, 0xC1, 11, 8, 12, 34, 1) + b"\1\x11\0"
    stream = b"\xff\xd8" + b"\xff\xff\xff\xe1\0\6abcd" + b"\xff\x01" + frame
    assert stream_size(stream) == (12, 34, 1)


@pytest.mark.parametrize(
    "stream", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xc0\0", b"\xff\x4f\xff\x51\0", b"RLE"]
)
def test_broken_streams_say_nothing(stream):
    """Cut off or of another kind."""
    assert stream_size(stream) is None


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(noise):
    """Whatever follows the start of a stream, the answer is a size or none."""
    for start in (b"\xff\xd8", b"\xff\x4f\xff\x51", b""):
        assert stream_size(start + noise) is None or min(stream_size(start + noise)[2:]) >= 0
