"""The files that are planted: real ones of pydicom and nibabel, and honest variants of them.

Variants change how a file is written (character set, transfer syntax, bits stored) or say of an image what it is
(a nuclear medicine image that came as secondary capture), and nothing else.
"""

import gzip
import io
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import gdcm
import nibabel
import numpy as np
import pydicom
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.dataset import FileDataset
from pydicom.encaps import generate_fragments

from tests.data.canaries.canary import (
    GB18030,
    GBK,
    IR58,
    IR87,
    IR149,
    LATIN,
    MISDECLARED,
    UNDECLARED,
    UTF8,
    Charset,
)
from tests.data.canaries.codestreams import PIXELS
from tests.data.canaries.elements import (
    BIG,
    DEFLATED,
    EXPLICIT,
    IMPLICIT,
    Element,
    Elements,
    File,
    from_dataset,
    numbers,
    uid,
)

NIBABEL = Path(nibabel.__file__).parent / "nicom/tests/data"
MR, NM, PT = "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.20", "1.2.840.10008.5.1.4.1.1.128"
JPEG_BASELINE = "1.2.840.10008.1.2.4.50"
TRAILING_PADDING = 0xFFFCFFFC


@dataclass(frozen=True, slots=True)
class Base:
    """One file to be planted."""

    name: str
    make: Callable[[], File]
    charset: Charset
    published: bool | None = True
    """Whether it must be published; None where either is right."""


def opened(name: str) -> FileDataset:
    """A file of pydicom or nibabel, as pydicom reads it."""
    path = NIBABEL / name  # an absolute path stays itself
    path = path if path.exists() else Path(str(get_testdata_file(name, download=False)))
    data = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pydicom.dcmread(io.BytesIO(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data))


def from_file(name: str, syntax: str = "") -> File:
    """A file as it is, or in another uncompressed transfer syntax."""
    elements, source = _read(name)
    return File(Elements(elements), syntax or source)


@cache
def _read(name: str) -> tuple[Elements, str]:
    """The elements of a file and its transfer syntax."""
    dataset = opened(name)
    source = str(dataset.file_meta.TransferSyntaxUID)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        elements = from_dataset(dataset, big=source == BIG)
    for number in [number for number in elements if number & 0xFFFF == 0 or number == TRAILING_PADDING]:
        del elements[number]  # group lengths are no longer true, and padding is planted anew
    if source not in {IMPLICIT, EXPLICIT, BIG, DEFLATED} and PIXELS in elements:
        fragments = (b"", *generate_fragments(dataset.get_item(PIXELS).value[8 + _table(dataset) :]))
        elements[PIXELS] = Element(PIXELS, "OB", fragments=fragments, undefined=True)
    return elements, source


def _table(dataset: FileDataset) -> int:
    """Bytes of the basic offset table."""
    return int.from_bytes(dataset.get_item(PIXELS).value[4:8], "little")


def ct(syntax: str = EXPLICIT) -> File:
    """The GE file with its true dates in private elements."""
    return from_file("CT_small.dcm", syntax)


def ct_of_twelve_bits() -> File:
    """The same image with its words cut to twelve stored bits, as most scanners write them."""
    file = ct()
    words = np.frombuffer(file.elements[PIXELS].value, "<i2").clip(-2048, 2047).astype("<u2") & 0x0FFF
    file.elements.put("BitsStored", numbers("US", [12]))
    file.elements.put("HighBit", numbers("US", [11]))
    file.elements[PIXELS] = Element(PIXELS, "OW", words.tobytes())
    return file


def ct_left_aligned() -> File:
    """The same with its twelve bits in the upper part of each word, as early scanners wrote them."""
    file = ct_of_twelve_bits()
    words = np.frombuffer(file.elements[PIXELS].value, "<u2") << 4
    file.elements.put("HighBit", numbers("US", [15]))
    file.elements[PIXELS] = Element(PIXELS, "OW", words.astype("<u2").tobytes())
    return file


def as_sop_class(file: File, sop_class: str, modality: bytes, image_type: bytes) -> File:
    """The file under the SOP class that its image belongs to."""
    file.elements.put("SOPClassUID", uid(sop_class))
    file.elements.put("Modality", modality)
    file.elements.put("ImageType", image_type)
    file.elements.pop(0x00080064, None)  # conversion type belongs to secondary capture
    return file


def emission(name: str) -> File:
    """A whole body emission image, which came as secondary capture."""
    return as_sop_class(from_file(name), NM, b"NM", b"ORIGINAL\\PRIMARY\\WHOLE BODY\\EMISSION ")


def positron() -> File:
    """An MR image of 64 by 64 told as positron emission: for the SOP class's own rules."""
    return as_sop_class(from_file("MR_small.dcm"), PT, b"PT", b"ORIGINAL\\PRIMARY")


def baseline() -> File:
    """The CT image in eight bits as JPEG baseline."""
    file = as_sop_class(ct(), MR, b"MR", b"ORIGINAL\\PRIMARY\\OTHER")
    words = np.frombuffer(file.elements[PIXELS].value, "<i2").reshape(128, 128).astype(float)
    picture = Image.fromarray(np.interp(words, (-1024, 1024), (0, 255)).astype(np.uint8))
    stream = io.BytesIO()
    picture.save(stream, "jpeg", quality=90)
    for keyword, value in (("BitsAllocated", 8), ("BitsStored", 8), ("HighBit", 7), ("PixelRepresentation", 0)):
        file.elements.put(keyword, numbers("US", [value]))
    for keyword in ("SmallestImagePixelValue", "LargestImagePixelValue", "PixelPaddingValue"):
        file.elements.pop(pydicom.datadict.tag_for_keyword(keyword), None)
    file.elements.put("LossyImageCompression", b"01")
    file.elements[PIXELS] = Element(PIXELS, "OB", fragments=(b"", stream.getvalue()), undefined=True)
    file.syntax = JPEG_BASELINE
    return file


def lossless() -> File:
    """The CT image as JPEG lossless, written by GDCM."""
    with tempfile.TemporaryDirectory() as folder:
        reader, change, writer = gdcm.ImageReader(), gdcm.ImageChangeTransferSyntax(), gdcm.ImageWriter()
        reader.SetFileName(str(get_testdata_file("CT_small.dcm", download=False)))
        assert reader.Read()
        change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.JPEGLosslessProcess14_1))
        change.SetInput(reader.GetImage())
        assert change.Change()
        writer.SetFile(reader.GetFile())
        writer.SetImage(change.GetOutput())
        writer.SetFileName(str(Path(folder, "lossless.dcm")))
        assert writer.Write()
        return from_file(str(Path(folder, "lossless.dcm")))


def multi_frame() -> File:
    """Three frames of the real Enhanced MR file of nibabel (176 frames there)."""
    file = from_file("philips_mprage.dcm.gz")
    frames, key = 3, 0x52009230
    per_frame = file.elements[key].items or ()
    file.elements.put_items(key, per_frame[:frames], undefined=True)
    size = file.elements.number("Rows") * file.elements.number("Columns") * 2 * frames
    file.elements[PIXELS] = Element(PIXELS, "OW", file.elements[PIXELS].value[:size])
    file.elements.put("NumberOfFrames", str(frames).encode())
    return file


def siemens() -> File:
    """The upper part of a real diffusion mosaic."""
    file = from_file("siemens_dwi_1000.dcm.gz")
    file.elements.put("Rows", numbers("US", [128]))
    file.elements[PIXELS] = Element(
        PIXELS, "OW", file.elements[PIXELS].value[: 128 * file.elements.number("Columns") * 2]
    )
    return file


def ultrasound() -> File:
    """A colour ultrasound image, its upper third: kept back, for nobody knows what is burned in."""
    file = from_file("examples_rgb_color.dcm")
    rows, columns = 60, file.elements.number("Columns")
    file.elements.put("Rows", numbers("US", [rows]))
    file.elements[PIXELS] = Element(PIXELS, "OB", file.elements[PIXELS].value[: rows * columns * 3])
    return file


def document() -> File:
    """An encapsulated PDF: kept back."""
    elements = Elements(from_file("reportsi.dcm").elements)
    elements.pop(0x0040A730, None)
    elements.put("SOPClassUID", uid("1.2.840.10008.5.1.4.1.1.104.1"))
    elements.put("Modality", b"DOC ")
    return File(elements, EXPLICIT)


BASES = (
    Base("ct", ct, LATIN),
    Base("ct-gb18030", ct, GB18030),
    Base("ct-ir58", ct, IR58),
    Base("ct-utf8", ct_of_twelve_bits, UTF8),
    Base("ct-undeclared", lambda: ct(IMPLICIT), UNDECLARED),
    Base("ct-left", ct_left_aligned, UTF8),
    Base("ct-ir87", ct_of_twelve_bits, IR87),
    Base("mr-implicit", lambda: from_file("MR_small_implicit.dcm"), MISDECLARED),
    Base("mr-big", lambda: from_file("MR_small_bigendian.dcm"), IR149),
    Base("ct-deflated", lambda: ct(DEFLATED), GBK),
    Base("mr-siemens", siemens, UTF8),
    Base("mr-frames", multi_frame, UTF8),
    Base("mr-jpeg2000", lambda: from_file("MR_small_jp2klossless.dcm"), LATIN),
    Base("mr-jpegls", lambda: from_file("MR_small_jpeg_ls_lossless.dcm"), GB18030),
    Base("mr-rle", lambda: from_file("MR_small_RLE.dcm"), UTF8),
    Base("mr-baseline", baseline, LATIN),
    Base("ct-lossless", lossless, GBK),
    Base("nm-jpeg2000", lambda: emission("JPEG2000.dcm"), LATIN, published=None),
    Base(
        "nm-extended", lambda: emission("JPGExtended.dcm"), UTF8, published=None
    ),  # twelve bits: not every decoder reads them
    Base("pt", positron, IR58),
    Base("rtdose", lambda: from_file("rtdose_1frame.dcm"), LATIN),
    Base("rtplan", lambda: from_file("rtplan.dcm"), GB18030),
    Base("us-rgb", ultrasound, UTF8, published=False),
    Base("sr", lambda: from_file("reportsi.dcm"), GB18030, published=False),
    Base("pdf", document, LATIN, published=False),
)
