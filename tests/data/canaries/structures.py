"""Secrets where a reader does not expect any: behind NUL, under a wrong VR, in lists of short numbers, in tables of offsets.

Each of these is read by some program and passed over by another.
"""

import struct

from tests.data.canaries.canary import Canary
from tests.data.canaries.codestreams import PIXELS
from tests.data.canaries.elements import BIG, IMPLICIT, Element, Elements, Encoding, encode, numbers, padded, uid

REGISTERED = "1.2.840.10008.5.1.4.1.1"


def plant_structures(canary: Canary) -> None:
    """All that the file's transfer syntax allows."""
    plant_values(canary)
    plant_words_as_numbers(canary)
    plant_meta(canary)
    plant_offsets(canary)
    if canary.file.syntax != IMPLICIT:
        plant_representations(canary)


def plant_values(canary: Canary) -> None:
    """Behind a NUL or a backslash, and behind the root of a registered UID."""
    vault, elements = canary.vault, canary.elements
    for keyword, value in (
        ("TableTopVerticalPosition", b"1.5\0"),
        ("MRAcquisitionType", b"3D\0"),
        ("SpatialResolution", b"0.5\\"),
    ):
        elements.put(keyword, padded(value + vault.text(f"structure/{keyword}", 4, 12).encode()))
    item = Elements()
    number = vault.digits(9)
    vault.note("structure/registered-root", "text", number)
    item.put("ReferencedSOPClassUID", uid(f"{REGISTERED}.{number}"))
    item.put("ReferencedSOPInstanceUID", uid(vault.uid("structure/reference")))
    elements.put_items("ReferencedPerformedProcedureStepSequence", [item])
    elements.put_items("ReferencedInstanceSequence", [item])
    elements.put(
        "FrameAcquisitionDuration", numbers("FD", [float("nan"), 1.5])[:8] + vault.raw("structure/second-FD", 8)
    )


def plant_words_as_numbers(canary: Canary) -> None:
    """Words in lists of numbers of two and four bytes, in tags and in descriptors of tables."""
    for keyword, vr, size in (
        ("AcquisitionMatrix", "US", 8),
        ("SimpleFrameList", "UL", 16),
        ("FrameIncrementPointer", "AT", 8),
        ("DimensionIndexValues", "UL", 12),
        ("GreenPaletteColorLookupTableDescriptor", "US", 12),
        ("MaskFrameNumbers", "US", 16),
        ("FrameTimeVector", "DS", 16),
        ("TagAngleFirstAxis", "FD", 8),
        ("DiffusionGradientOrientation", "FD", 24),
        ("SmallestImagePixelValueInPlane", "US", 8),
    ):
        canary.elements.put(keyword, _word(canary, f"structure/{keyword}", size), vr)


def _word(canary: Canary, channel: str, size: int) -> bytes:
    value = canary.vault.word(12)[:size].encode().ljust(size, b"e")
    canary.vault.note(channel, "bytes", value)
    return value


def plant_representations(canary: Canary) -> None:
    """Known attributes told as UN, as bytes, or with the VR of another; a sequence in a UN of known length."""
    vault, elements = canary.vault, canary.elements
    for keyword, vr in (
        ("BodyPartThickness", "UN"), ("SeriesType", "UN"), ("CollimatorType", "OB"), ("ReceiveCoilManufacturerName", "OB"),
        ("ScanningSequence", "LT"), ("ViewName", "UT"), ("PixelSpacing", "LO"), ("TemporalResolution", "UN"), ("CountsSource", "OW"),
    ):  # fmt: skip
        elements.put(keyword, padded(vault.text(f"structure/{keyword}-{vr}", 5, 14).encode()), vr)
    if canary.file.syntax == BIG:
        return
    item = Elements()
    item.put("CodeMeaning", vault.text("structure/UN-of-known-length").encode())
    item.put("PatientName", vault.name("structure/UN-of-known-length/name").encode())
    body = encode(item, Encoding(explicit=False))
    whole = struct.pack("<HHI", 0xFFFE, 0xE000, len(body)) + body
    elements.put("ViewModifierCodeSequence", whole, "UN")


def plant_meta(canary: Canary) -> None:
    """An attribute of group 0002 that nobody knows."""
    canary.file.meta.put(0x00020099, canary.vault.raw("structure/meta-unknown", 16), "LO")


def plant_offsets(canary: Canary) -> None:
    """Tables of offsets of encapsulated pixels that are no offsets."""
    element = canary.elements.get(PIXELS)
    if element is None or element.fragments is None or canary.elements.text("NumberOfFrames") not in {"", "1"}:
        return
    table = canary.vault.raw("structure/offset-table", 16).ljust(16, b"\0")
    canary.elements[PIXELS] = Element(PIXELS, "OB", fragments=(table, *element.fragments[1:]), undefined=True)
