"""Frames are decoded one at a time, within bounds, and silently."""

import io
import itertools
import logging
import os
import struct
import warnings
import zlib

import numpy as np
import pydicom
import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
    RLELossless,
)

from qc.dicom.outcome import Quarantined
from qc.dicom.pixels import frames as module
from qc.dicom.pixels.frames import Bound, frames, inflated, read_image, silenced, stored_frames
from tests.qc.dicom.pixels.images import made, real

SYNTAXES = [
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    RLELossless,
    DeflatedExplicitVRLittleEndian,
]


def refusal(data: bytes, bound: Bound | None = None) -> str:
    with pytest.raises(Quarantined) as refused:
        list(frames(data, bound or Bound()))
    return refused.value.code


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_frames_have_the_stored_values_in_every_lossless_syntax(syntax):
    """What was stored comes out, frame by frame, whatever the transfer syntax."""
    pixels = np.arange(3 * 4 * 6, dtype=np.uint16).reshape(3, 4, 6) * 700
    found = list(frames(made(pixels, syntax, several=True)))
    assert [frame.tolist() for frame in found] == pixels.tolist()


def test_signed_values_stay_signed():
    """Pixel Representation 1 gives negative values."""
    pixels = np.array([[-1000, 3], [0, 2000]], dtype=np.int16)
    assert next(frames(made(pixels))).tolist() == pixels.tolist()


def test_a_stream_whose_sign_differs_from_the_header_is_decoded():
    """A real JPEG 2000 file whose code stream is unsigned though the header says signed."""
    assert next(frames(real("J2K_pixelrep_mismatch.dcm"))).min() == -2000


def test_colours_come_as_rgb():
    """Luminance and chrominance of a real ultrasound loop are given as red, green and blue."""
    loop = list(frames(real("examples_ybr_color.dcm")))
    assert (len(loop), loop[0].shape) == (30, (240, 320, 3))


def test_palettes_are_applied_and_kept_apart_where_asked():
    """`frames` shows colours of 8 bits, `stored_frames` the indexes."""
    data = real("examples_palette.dcm")
    assert next(frames(data)).shape == (350, 800, 3)
    assert next(frames(data)).dtype == np.uint8
    assert next(stored_frames(read_image(data))).shape == (350, 800)


def test_frames_are_decoded_only_when_asked_for():
    """The first frame comes though the last one is broken; that one is refused when its turn comes."""
    dataset = pydicom.dcmread(io.BytesIO(made(np.zeros((3, 8, 8), np.uint8), RLELossless, several=True)))
    streams = list(pydicom.encaps.generate_frames(dataset.PixelData, number_of_frames=3))
    dataset.PixelData = pydicom.encaps.encapsulate([streams[0], streams[1], streams[2][:64]])
    target = io.BytesIO()
    dataset.save_as(target)
    walk = frames(target.getvalue())
    assert len(list(itertools.islice(walk, 2))) == 2
    with pytest.raises(Quarantined) as refused:
        next(walk)
    assert refused.value.code == "PIXELS_UNREADABLE"


@pytest.mark.parametrize(
    "data", [b"", b"no DICOM", b"\0" * 128 + b"DICM", real("rtplan.dcm"), real("MR_truncated.dcm")]
)
def test_what_cannot_be_decoded_is_refused(data):
    """Nothing, text, an empty file, an object without pixels and too few pixels."""
    assert refusal(data) == "PIXELS_UNREADABLE"


@pytest.mark.parametrize("name", ["JPGExtended.dcm", "JPEG2000-embedded-sequence-delimiter.dcm"])
def test_streams_no_decoder_reads_are_refused_in_silence(name, capfd):
    """12-bit JPEG and a broken code stream: no warning, no log line, nothing from C libraries."""
    assert refusal(real(name)) == "PIXELS_UNREADABLE"
    assert capfd.readouterr() == ("", "")


def test_refusals_name_no_cause():
    """The exception of a library, which may repeat the header, is not chained."""
    with pytest.raises(Quarantined) as refused:
        list(frames(real("JPGExtended.dcm")))
    assert refused.value.__suppress_context__
    assert "JPEG" not in str(refused.value)


def test_pixels_beyond_the_bounds_are_never_decoded():
    """One frame too large, or all frames together: a bomb, told by the header alone."""
    data = made(np.zeros((4, 10, 10), np.uint8), several=True)
    assert refusal(data, Bound(frame=99)) == "DECOMPRESSION_BOMB"
    assert refusal(data, Bound(image=399)) == "DECOMPRESSION_BOMB"
    assert len(list(frames(data, Bound(frame=100, image=400)))) == 4


def test_a_header_that_claims_a_huge_image_is_a_bomb():
    """65,535 × 65,535 pixels in a file of some hundred bytes."""
    assert refusal(made(np.zeros((4, 4), np.uint8), Rows=65535, Columns=65535)) == "DECOMPRESSION_BOMB"


def test_a_stream_of_another_size_than_the_header_is_refused(monkeypatch):
    """A JPEG that says 60,000 × 60,000 in a small image is not given to a decoder."""
    monkeypatch.setattr(module, "pixel_array", lambda image, index: pytest.fail("decoded"))
    data = made(np.zeros((16, 16), np.uint8), JPEGBaseline8Bit)
    place = data.index(b"\xff\xc0") + 5
    assert data[place : place + 4] == struct.pack(">HH", 16, 16)
    assert refusal(data[:place] + struct.pack(">HH", 60000, 60000) + data[place + 4 :]) == "PIXELS_UNREADABLE"


@pytest.mark.parametrize("attributes", [{"Rows": 0}, {"SamplesPerPixel": 9}, {"NumberOfFrames": -1}])
def test_sizes_that_cannot_be_are_refused(attributes):
    """No rows, nine samples, less than no frames."""
    assert refusal(made(np.zeros((4, 4), np.uint8), **attributes)) == "PIXELS_UNREADABLE"


def test_deflated_data_are_inflated_within_the_bound():
    """A stream that would inflate beyond the bound is a bomb; below it, it is read."""
    data = made(np.zeros((512, 512), np.uint8), DeflatedExplicitVRLittleEndian)
    assert len(data) < 5000
    assert refusal(data, Bound(inflated=100_000)) == "DECOMPRESSION_BOMB"
    assert next(frames(data, Bound(inflated=300_000))).shape == (512, 512)


def test_inflated_files_say_that_they_are_explicit():
    """The transfer syntax of the meta is told anew, in as many bytes."""
    data = made(np.zeros((4, 4), np.uint8), DeflatedExplicitVRLittleEndian)
    plain = inflated(data)
    assert pydicom.dcmread(io.BytesIO(plain)).file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
    assert inflated(plain) == plain
    end = 144 + int.from_bytes(data[140:144], "little")
    assert plain[end:] == zlib.decompress(data[end:], -15)


def test_broken_deflate_streams_are_refused():
    """Noise where a deflate stream should be."""
    data = made(np.zeros((4, 4), np.uint8), DeflatedExplicitVRLittleEndian)
    end = 144 + int.from_bytes(data[140:144], "little")
    assert refusal(data[:end] + b"\xff" * 64) == "PIXELS_UNREADABLE"


def test_silence_ends_with_the_block(capfd):
    """What C libraries print is swallowed inside the block only."""
    with silenced():
        os.write(2, b"inside")
        warnings.warn("inside", stacklevel=1)
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_silence_ends_when_the_block_fails(capfd):
    """An exception inside gives the standard error back."""
    with pytest.raises(ValueError, match="x"), silenced():
        raise ValueError("x")
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_the_log_of_pydicom_is_shut():
    """Its warnings repeat values of the header."""
    assert not logging.getLogger("pydicom").isEnabledFor(logging.CRITICAL)


def test_silence_needs_no_standard_error(monkeypatch):
    """A service whose standard error is closed decodes all the same."""

    def closed(number):
        raise OSError(number)

    monkeypatch.setattr(os, "dup", closed)
    assert len(list(frames(real("SC_rgb_rle.dcm")))) == 1
