"""Rectangles of an image set to its background, in all frames; every byte outside them stays as it was.

Uncompressed pixels are changed where they stand. Compressed ones are decoded and stored as Explicit VR Little Endian,
for no lossless way back into every code stream exists; that is done only where a rule or a reviewer asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qc.dicom.file.elements import PIXEL_DATA
from qc.dicom.file.encoding import EXPLICIT
from qc.dicom.file.part10 import File
from qc.dicom.file.transfer_syntax import Stream
from qc.dicom.outcome import Quarantined, Rewritten
from qc.dicom.pixels.frames import Array, read_image, stored_frames
from qc.dicom.pixels.rectangle import Rectangle
from qc.dicom.pixels.spliced import as_explicit, explicit_number, opened, spliced
from qc.dicom.rewriting.declaration import BURNED_IN

SAMPLES, PHOTOMETRIC, PLANAR, FRAMES, ROWS, COLUMNS = (
    0x00280002,
    0x00280004,
    0x00280006,
    0x00280008,
    0x00280010,
    0x00280011,
)
BITS_ALLOCATED, BITS_STORED, SIGNED = 0x00280100, 0x00280101, 0x00280103
FRAME_OFFSETS, FRAME_LENGTHS = 0x7FE00001, 0x7FE00002
LUMINANCE = {"YBR_FULL": (0, 128, 128), "YBR_FULL_422": (0, 0, 128, 128)}  # black


@dataclass(frozen=True, slots=True)
class Layout:
    """How uncompressed pixels are stored (PS3.3 C.7.6.3)."""

    frames: int
    rows: int
    columns: int
    samples: int
    planar: bool
    photometric: str
    word: str  # of one sample, as numpy writes it
    bits_stored: int
    signed: bool
    swapped: bool  # bytes of 16-bit words stand in turn: 8-bit samples in OW of big endian (PS3.5 8.1.2)

    @property
    def size(self) -> int:
        """Bytes of all frames."""
        samples = 2 if self.photometric == "YBR_FULL_422" else self.samples
        return self.frames * self.rows * self.columns * samples * np.dtype(self.word).itemsize


def blank(rewritten: Rewritten, rectangles: Sequence[Rectangle]) -> Rewritten:
    """The image with these rectangles as background.

    Burned In Annotation goes where it said YES: nobody has looked yet. Quarantined (PIXELS_BURNED_IN) where a rectangle
    lies outside of the image or pixels are stored in a way that is not blanked here (single bits).
    """
    facts = rewritten.facts
    if not rectangles or any(one.left >= facts.columns or one.top >= facts.rows for one in rectangles):
        raise Quarantined("PIXELS_BURNED_IN")
    file = opened(rewritten)
    compressed = file.syntax.stream is not Stream.NATIVE
    changes = _decoded(rewritten, rectangles) if compressed else _stored(file, rectangles)
    if facts.burned_in_annotation.strip().upper() == "YES":
        changes[BURNED_IN] = None
        facts = replace(facts, burned_in_annotation="")
    return spliced(rewritten, file, changes, as_explicit(facts) if compressed else facts)


def _stored(file: File, rectangles: Sequence[Rectangle]) -> dict[int, bytes | None]:
    """The element of uncompressed pixels, changed in place."""
    element = next(one for one in file.data_set.elements if one.tag == PIXEL_DATA)
    layout = _layout(file, element.vr)
    value = bytearray(file.value(element))
    if len(value) < layout.size:
        raise Quarantined("PIXELS_SHORT")
    words = np.frombuffer(value, dtype=layout.word, count=layout.size // np.dtype(layout.word).itemsize)
    if layout.swapped:
        pairs = np.frombuffer(value, dtype=np.uint16)
        pairs.byteswap(inplace=True)
        _fill(words, layout, rectangles)
        pairs.byteswap(inplace=True)
    else:
        _fill(words, layout, rectangles)
    return {PIXEL_DATA: bytes(file.data[element.start : element.value]) + bytes(value)}


def _layout(file: File, vr: str) -> Layout:
    """The layout that the header tells; Quarantined where it is none that is blanked here."""
    raw = {one.tag: file.value(one) for one in file.data_set.elements if one.tag >> 16 == 0x28}
    number = {tag: file.encoding.number(value) for tag, value in raw.items()}
    bits, frames = number.get(BITS_ALLOCATED, 0), raw.get(FRAMES, b"").decode("latin-1").strip(" \0")
    photometric = raw.get(PHOTOMETRIC, b"").decode("latin-1").strip(" \0")
    if bits not in {8, 16, 32, 64} or (photometric == "YBR_FULL_422" and (bits != 8 or number[COLUMNS] % 2)):
        raise Quarantined("PIXELS_BURNED_IN")
    return Layout(
        frames=int(frames) if frames.isdecimal() else 1,
        rows=number[ROWS],
        columns=number[COLUMNS],
        samples=number.get(SAMPLES, 1),
        planar=number.get(PLANAR, 0) == 1 and photometric != "YBR_FULL_422",
        photometric=photometric,
        word=f"{file.encoding.mark}u{bits // 8}",
        bits_stored=number.get(BITS_STORED, bits),
        signed=number.get(SIGNED, 0) == 1,
        swapped=file.encoding.mark == ">" and vr == "OW" and bits == 8,
    )


def _fill(words: Array, layout: Layout, rectangles: Sequence[Rectangle]) -> None:
    """Set the rectangles of all frames to background; `words` are changed."""
    if layout.photometric == "YBR_FULL_422":
        pairs = words.reshape(layout.frames, layout.rows, layout.columns // 2, 4)
        for left, top, width, height in rectangles:
            pairs[:, top : top + height, left // 2 : (left + width + 1) // 2] = LUMINANCE["YBR_FULL_422"]
        return
    shape = (layout.frames, layout.rows, layout.columns)
    if layout.planar:
        planes = np.moveaxis(words.reshape(layout.frames, layout.samples, *shape[1:]), 1, 3)
    else:
        planes = words.reshape(*shape, layout.samples)
    background = _background(planes, layout)
    for left, top, width, height in rectangles:
        planes[:, top : top + height, left : left + width] = background


def _background(planes: Array, layout: Layout) -> Any:
    """The word that stands for nothing: black, or for palettes the most frequent index of the first frame."""
    if layout.samples > 1:
        return np.array(LUMINANCE.get(layout.photometric, (0,) * layout.samples), dtype=planes.dtype)
    first = planes[0].ravel()
    if layout.photometric == "PALETTE COLOR":
        found, count = np.unique(first, return_counts=True)
        return found[np.argmax(count)]
    native = first.astype(first.dtype.newbyteorder("="))
    shift = native.dtype.itemsize * 8 - layout.bits_stored
    values = (native << shift).view(native.dtype.str.replace("u", "i")) if layout.signed else native << shift
    return first[np.argmax(values) if layout.photometric == "MONOCHROME1" else np.argmin(values)]


def _decoded(rewritten: Rewritten, rectangles: Sequence[Rectangle]) -> dict[int, bytes | None]:
    """The elements of compressed pixels once they are decoded, changed and stored uncompressed."""
    image = read_image(rewritten.data())
    samples, bits = int(image.get("SamplesPerPixel") or 1), int(image.BitsAllocated)
    photometric = "RGB" if samples == 3 else str(image.PhotometricInterpretation)
    frames, words = list(stored_frames(image)), f"<u{bits // 8}"
    if bits not in {8, 16, 32}:
        raise Quarantined("PIXELS_BURNED_IN")
    layout = Layout(
        len(frames), image.Rows, image.Columns, samples, False, photometric, words, int(image.BitsStored),
        int(image.PixelRepresentation) == 1, False,
    )  # fmt: skip
    value = np.concatenate([frame.astype(frame.dtype.newbyteorder("<")).ravel() for frame in frames]).view(words)
    _fill(value, layout, rectangles)
    changes: dict[int, bytes | None] = {FRAME_OFFSETS: None, FRAME_LENGTHS: None}
    changes[PIXEL_DATA] = EXPLICIT.element(PIXEL_DATA, "OB" if bits == 8 else "OW", value.tobytes())
    changes[PHOTOMETRIC] = EXPLICIT.element(PHOTOMETRIC, "CS", photometric.encode("ascii"))
    if samples > 1:
        changes[PLANAR] = explicit_number(PLANAR, 0)
    return changes
