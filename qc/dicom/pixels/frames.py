"""The decoded frames of an image, one at a time and within bounds; nothing a library says gets out.

pydicom decodes with Pillow (JPEG, JPEG 2000), GDCM (lossless JPEG, JPEG-LS) or itself (RLE, uncompressed).
Sizes are asked of the header and of each code stream before anything is decoded, so that a small file
cannot ask for much memory. Warnings, log lines and what C libraries print repeat values of the header:
all are silenced.
"""

import logging
import os
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.pixels.processing import apply_color_lut
from pydicom.pixels.utils import iter_pixels, pixel_array
from pydicom.uid import UID

from qc.dicom.outcome import Quarantined
from qc.dicom.pixels.stream_size import stream_size

Array = NDArray[Any]

META_START, META_LENGTH_END = 132, 144
DEFLATED, EXPLICIT = b"1.2.840.10008.1.2.1.99", b"1.2.840.10008.1.2.1\0\0\0"
RLE_LOSSLESS = UID("1.2.840.10008.1.2.5")
BY_PILLOW = frozenset({"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"})
"""JPEG baseline and JPEG 2000. pydicom would try GDCM after Pillow, and GDCM ends the process on some broken streams."""
SHAPE = ("Rows", "Columns", "SamplesPerPixel", "NumberOfFrames", "PhotometricInterpretation")
PIXEL_KEYWORDS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
_one_at_a_time = threading.Lock()

# What pydicom warns of repeats values of the header. `silenced` sets the filters of the whole process for a while, so
# threads that leave it in another order than they came in undo it for each other; these two hold all the time.
logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)
warnings.filterwarnings("ignore", module=r"pydicom\b")


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that is decoded: pixels of one frame, pixels of all frames, bytes of an inflated data set."""

    frame: int = 1 << 27
    image: int = 1 << 31
    inflated: int = 1 << 31


BOUND = Bound()


def frames(data: bytes | memoryview, bound: Bound = BOUND) -> Iterator[Array]:
    """Each frame as rows × columns, or rows × columns × 3 in RGB; palettes are applied, other values are as stored.

    Raises Quarantined: DECOMPRESSION_BOMB where more than the bound is asked for, else PIXELS_UNREADABLE.
    """
    header = read_image(data, bound)
    yield from image_frames(header, bound)


def image_frames(image: Dataset, bound: Bound = BOUND) -> Iterator[Array]:
    """The same of a data set that was read already."""
    palette = image.get("PhotometricInterpretation") == "PALETTE COLOR"
    for frame in stored_frames(image, bound):
        yield _coloured(frame, image) if palette else frame


def middle_frame(image: Dataset, bound: Bound = BOUND) -> Array:
    """The frame in the middle of a multi-frame image, or the only one, as `image_frames` gives it; no other is decoded."""
    with silenced(everything=False):
        check_size(image, bound)
    number = int(image.get("NumberOfFrames") or 1) // 2
    frame = _next_frame(_one_frame(image, number), _is_compressed(image))
    if frame is None:
        raise Quarantined("PIXELS_UNREADABLE")
    return _coloured(frame, image) if image.get("PhotometricInterpretation") == "PALETTE COLOR" else frame


def stored_frames(image: Dataset, bound: Bound = BOUND) -> Iterator[Array]:
    """The same with the indexes of a palette as they are stored."""
    check_size(image, bound)
    walk = (
        iter_pixels(image, decoding_plugin=_decoder(image))
        if int(image.get("NumberOfFrames") or 1) > 1
        else _one_frame(image)
    )
    while (frame := _next_frame(walk, _is_compressed(image))) is not None:
        yield frame


def read_image(data: bytes | memoryview, bound: Bound = BOUND) -> Dataset:
    """The data set with its pixels, a deflated one inflated within the bound; Quarantined where there are none."""
    plain = inflated(bytes(data), bound)
    with silenced(everything=False):
        try:
            image = pydicom.dcmread(BytesIO(plain))
            for keyword in SHAPE:  # converted when first asked for, so what cannot be converted shows here
                image.get(keyword)
            readable = any(keyword in image for keyword in PIXEL_KEYWORDS) and "TransferSyntaxUID" in image.file_meta
        except Exception:  # noqa: BLE001 – whatever a library says of a broken file, the file is kept back
            raise Quarantined("PIXELS_UNREADABLE") from None
    if not readable:
        raise Quarantined("PIXELS_UNREADABLE")
    return image


def inflated(data: bytes, bound: Bound = BOUND) -> bytes:
    """A deflated file (PS3.5 A.5) as Explicit VR Little Endian; any other file as it is."""
    end = META_LENGTH_END + int.from_bytes(data[META_LENGTH_END - 4 : META_LENGTH_END], "little")
    meta = data[:end]
    if DEFLATED not in meta[META_START:]:
        return data
    walk = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        plain = walk.decompress(data[end:], bound.inflated)
    except zlib.error:
        raise Quarantined("PIXELS_UNREADABLE") from None
    if walk.unconsumed_tail:
        raise Quarantined("DECOMPRESSION_BOMB")
    return meta.replace(DEFLATED, EXPLICIT) + plain


def check_size(image: Dataset, bound: Bound = BOUND) -> None:
    """Quarantined where header or code streams ask for more than the bound, or do not agree with each other."""
    try:
        rows, columns, samples = int(image.Rows), int(image.Columns), int(image.get("SamplesPerPixel") or 1)
        count = int(image.get("NumberOfFrames") or 1)
    except (AttributeError, ValueError, TypeError, OverflowError):
        raise Quarantined("PIXELS_UNREADABLE") from None
    if rows * columns * samples > bound.frame or rows * columns * samples * count > bound.image:
        raise Quarantined("DECOMPRESSION_BOMB")
    if min(rows, columns, samples, count) < 1 or samples > 4:
        raise Quarantined("PIXELS_UNREADABLE")
    if _is_compressed(image):
        _check_streams(image, rows, columns, samples, count)


def _is_compressed(image: Dataset) -> bool:
    try:
        return bool(image.file_meta.TransferSyntaxUID.is_compressed)
    except ValueError:  # a transfer syntax that pydicom does not know
        raise Quarantined("PIXELS_UNREADABLE") from None


def _check_streams(image: Dataset, rows: int, columns: int, samples: int, count: int) -> None:
    """Each code stream must have the size that the header says; RLE has no size of its own."""
    if image.file_meta.TransferSyntaxUID == RLE_LOSSLESS:
        return
    try:
        sizes = {stream_size(stream) for stream in generate_frames(image.PixelData, number_of_frames=count)}
    except Exception:  # noqa: BLE001 – broken items: pydicom and struct raise what they like
        raise Quarantined("PIXELS_UNREADABLE") from None
    if sizes - {(rows, columns, samples)}:
        raise Quarantined("PIXELS_UNREADABLE")


def _next_frame(walk: Iterator[Array], compressed: bool) -> Array | None:
    with silenced(everything=compressed):
        try:
            return next(walk, None)
        except Exception:  # noqa: BLE001 – decoders raise what they like, and repeat the header in it
            raise Quarantined("PIXELS_UNREADABLE") from None


def _one_frame(image: Dataset, number: int = 0) -> Iterator[Array]:
    """The frame of that number; pydicom's iterator cannot mend the sign of JPEG 2000 streams, its whole array can."""
    yield pixel_array(image, index=number, decoding_plugin=_decoder(image))


def _decoder(image: Dataset) -> str:
    """The only library that may decode an image; empty where pydicom chooses."""
    return "pillow" if image.file_meta.TransferSyntaxUID in BY_PILLOW else ""


def needs_gdcm(transfer_syntax: str) -> bool:
    """Whether only GDCM decodes this transfer syntax: JPEG lossless, JPEG extended, JPEG-LS."""
    return transfer_syntax.startswith("1.2.840.10008.1.2.4.") and transfer_syntax not in BY_PILLOW


def _coloured(frame: Array, image: Dataset) -> Array:
    """Palette indexes as the colours that a viewer shows, 8 bits each."""
    try:
        colours = apply_color_lut(frame, image)
    except Exception:  # noqa: BLE001 – a broken palette
        raise Quarantined("PIXELS_UNREADABLE") from None
    return (colours >> 8).astype(np.uint8) if colours.dtype.itemsize == 2 else colours


@contextmanager
def silenced(everything: bool = True) -> Iterator[None]:
    """Without warnings, and with `everything` without what C libraries print to the standard error either.

    The standard error is the process's own, so only one thread at a time is inside with `everything`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if not everything:
            yield
            return
        with _one_at_a_time, _standard_error_nowhere():
            yield


@contextmanager
def _standard_error_nowhere() -> Iterator[None]:
    try:
        kept = os.dup(2)
    except OSError:  # a process without a standard error is silent
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
