"""The pixel data of an object as they may be published, and the elements that tell where its frames stand."""

import struct
from dataclasses import dataclass, field

from qc.dicom.file.elements import FIRST_PIXELS, PIXEL_DATA, Element, fragments
from qc.dicom.file.part10 import File
from qc.dicom.file.transfer_syntax import Stream
from qc.dicom.outcome import Quarantined
from qc.dicom.pixel_words import PixelFormat, clean_words
from qc.dicom.rewriting.emission import Inserted, Part
from qc.dicom.rewriting.frames import Encapsulated, cleaned, grouped

FRAME_OFFSETS, FRAME_LENGTHS = 0x7FE00001, 0x7FE00002
OTHER_PIXELS = frozenset({FIRST_PIXELS, 0x7FE00009})  # float and double float pixel data
PROVIDER_URL = 0x00287FE0
_UNSIGNED = {
    0x00280002: "samples",
    0x00280010: "rows",
    0x00280011: "columns",
    0x00280100: "bits_allocated",
    0x00280101: "bits_stored",
    0x00280102: "high_bit",
    0x00280103: "signed",
    0x00280120: "padding",
}
_REQUIRED = ("rows", "columns", "bits_allocated")
# Objects that are no images: registrations, real world values, structures and plans of radiotherapy. Any other object
# without pixels has lost them.
WITHOUT_PIXELS = frozenset(
    f"1.2.840.10008.5.1.4.1.1.{arc}" for arc in ("66.1", "66.3", "67", "481.3", "481.5", "481.8")
)
PHOTOMETRIC, FRAMES = 0x00280004, 0x00280008


@dataclass(slots=True)
class CleanPixels:
    """Pixel elements in ascending order, and the codes of what was found in them."""

    inserted: list[Inserted] = field(default_factory=list)
    findings: set[str] = field(default_factory=set)


def clean_pixels(file: File, sop_class_uid: str) -> CleanPixels:
    """The pixel elements of a file of a SOP class.

    Quarantined where pixels are of a kind that nobody looks at here, too few, or cannot be read.
    """
    by_tag = file.data_set.by_tag
    if OTHER_PIXELS & by_tag.keys() or PROVIDER_URL in by_tag:
        raise Quarantined("PIXELS_UNREADABLE")
    element = by_tag.get(PIXEL_DATA)
    if element is None:
        if sop_class_uid not in WITHOUT_PIXELS:
            raise Quarantined("PIXELS_SHORT")
        return CleanPixels()
    if element.items is not None:
        raise Quarantined("PIXELS_UNREADABLE")
    pixels = _format(file, by_tag)
    if file.syntax.stream is Stream.NATIVE:
        return _native(file, element, pixels)
    return _encapsulated(file, element, pixels, by_tag)


def _format(file: File, by_tag: dict[int, Element]) -> PixelFormat:
    """How the pixels are stored, as the attributes of the data set tell."""
    numbers: dict[str, int] = {}
    for tag, name in _UNSIGNED.items():
        if tag in by_tag:
            raw = file.value(by_tag[tag])
            if len(raw) >= 2:
                numbers[name] = struct.unpack_from(file.encoding.mark + "H", raw)[0]
    if not all(name in numbers for name in _REQUIRED):
        raise Quarantined("PIXELS_UNREADABLE")
    stored = numbers.setdefault("bits_stored", numbers["bits_allocated"])
    numbers.setdefault("high_bit", stored - 1)
    texts = [
        file.value(by_tag[tag]).decode("latin-1").strip(" \0") if tag in by_tag else "" for tag in (PHOTOMETRIC, FRAMES)
    ]
    signed = bool(numbers.pop("signed", 0))
    if texts[1] and not (texts[1].isdecimal() and len(texts[1]) < 10):
        raise Quarantined("PIXELS_UNREADABLE")
    frames = int(texts[1] or "1")
    big = file.encoding.mark == ">"
    swapped = big and by_tag[PIXEL_DATA].vr == "OW"
    pixels = PixelFormat(**numbers, signed=signed, photometric=texts[0], frames=frames, big_endian=big, swapped=swapped)
    pixels.check()
    return pixels


def _native(file: File, element: Element, pixels: PixelFormat) -> CleanPixels:
    """Pixels stored as words."""
    if element.next != element.end:
        raise Quarantined("ELEMENT_UNREADABLE")
    whole = memoryview(file.data)
    words = whole[element.value : element.end]
    clean, findings = clean_words(words, pixels)
    if clean is words and not len(words) & 1:
        return CleanPixels([Inserted(PIXEL_DATA, (whole[element.start : element.next],))])
    header = file.encoding.header(PIXEL_DATA, element.vr, len(clean))
    return CleanPixels([Inserted(PIXEL_DATA, (header, clean))], findings)


def _encapsulated(file: File, element: Element, pixels: PixelFormat, by_tag: dict[int, Element]) -> CleanPixels:
    """Compressed frames; the tables of offsets are told anew where they are not what the frames say."""
    if element.next == element.end:
        raise Quarantined("ELEMENT_UNREADABLE")
    whole = memoryview(file.data)
    spans = fragments(file.data, element.value, element.next, file.encoding)
    if not spans:
        raise Quarantined("PIXELS_SHORT")
    offsets, *pieces = [whole[start:stop] for start, stop in spans]
    source = grouped(bytes(offsets), pieces, pixels.frames, file.syntax.stream)
    clean = cleaned(source, file.syntax.stream, pixels.rows * pixels.columns)
    tables = _extended_tables(file, clean, by_tag)
    if clean is source and source.table() == offsets:
        return CleanPixels([*tables, Inserted(PIXEL_DATA, (whole[element.start : element.next],))])
    findings = {"STREAM_COMMENTS"} if clean is not source else {"FRAME_OFFSETS"}
    header = bytes(whole[element.start : element.value])
    parts: tuple[Part, ...] = (header, *clean.parts(file.encoding))
    return CleanPixels([*tables, Inserted(PIXEL_DATA, parts)], findings)


def _extended_tables(file: File, clean: Encapsulated, by_tag: dict[int, Element]) -> list[Inserted]:
    """Extended offset table and lengths (PS3.3 C.7.6.3.1.8), as the frames are now; only where the source has them."""
    if FRAME_OFFSETS not in by_tag or FRAME_LENGTHS not in by_tag or any(len(frame) != 1 for frame in clean.frames):
        return []
    lengths = [len(frame[0]) for frame in clean.frames]
    return [
        Inserted(tag, (file.encoding.element(tag, "OV", struct.pack(f"<{len(numbers)}Q", *numbers)),))
        for tag, numbers in ((FRAME_OFFSETS, clean.starts()), (FRAME_LENGTHS, lengths))
    ]
