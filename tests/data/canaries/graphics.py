"""Secrets beside the pixels: overlays, curves, icons, waveforms, documents, signatures, report content."""

import numpy as np

from tests.data.canaries.canary import Canary
from tests.data.canaries.elements import Elements, numbers, uid


def plant_graphics(canary: Canary) -> None:
    """Overlays in two groups, curves in two, an icon with text in its pixels."""
    for group in (0x6000, 0x601E):
        _overlay(canary, group)
    for group in (0x5000, 0x501C):
        _curve(canary, group)
    _icon(canary)
    _annotations(canary)


def plant_documents(canary: Canary) -> None:
    """Documents, signatures and messages as an object of any kind may carry them."""
    vault, elements = canary.vault, canary.elements
    elements.put("EncapsulatedDocument", b"%PDF-1.4 " + vault.raw("document/pdf", 40), "OB")
    elements.put("MIMETypeOfEncapsulatedDocument", vault.capitals("document/mime").encode(), "LO")
    signature = Elements()
    signature.put("MACIDNumber", numbers("US", [1]))
    signature.put("DigitalSignatureUID", uid(vault.uid("signature/uid")))
    signature.put("DigitalSignatureDateTime", f"{vault.instant('signature/time'):%Y%m%d%H%M%S}".encode())
    signature.put("CertificateOfSigner", vault.raw("signature/certificate", 40), "OB")
    signature.put("Signature", vault.raw("signature/value", 40), "OB")
    elements.put_items("DigitalSignaturesSequence", [signature])
    parameters = Elements()
    parameters.put("MACIDNumber", numbers("US", [1]))
    parameters.put("MACCalculationTransferSyntaxUID", uid(vault.uid("signature/mac")))
    elements.put_items("MACParametersSequence", [parameters])
    elements.put("DataSetTrailingPadding", vault.raw("padding/data-set", 40), "OB")


def plant_content(canary: Canary) -> None:
    """A content tree with a person, a date, a text and a UID, two deep (PS3.3 C.17.3)."""
    vault = canary.vault
    items = []
    for kind, keyword, value in (
        ("PNAME", "PersonName", vault.name("content/PersonName").encode()),
        ("TEXT", "TextValue", canary.text(f"{vault.text('content/TextValue')} {vault.han('content/native')}")),
        ("DATE", "Date", f"{vault.date('content/Date'):%Y%m%d}".encode()),
        ("DATETIME", "DateTime", f"{vault.instant('content/DateTime'):%Y%m%d%H%M%S}".encode()),
        ("UIDREF", "UID", uid(vault.uid("content/UID"))),
    ):
        item = Elements()
        item.put("RelationshipType", b"CONTAINS")
        item.put("ValueType", kind.encode())
        item.put(keyword, value)
        items.append(item)
    group = Elements()
    group.put("ValueType", b"CONTAINER ")
    group.put_items("ContentSequence", items)
    canary.elements.put_items("ContentSequence", [group])
    canary.elements.put_items("AcquisitionContextSequence", [Elements(items[1])])


def _overlay(canary: Canary, group: int) -> None:
    vault, elements, base = canary.vault, canary.elements, group << 16
    bits = vault.raw(f"overlay/{group:04x}/bits", 32).ljust(32, b"\0")
    for low, vr, value in (
        (0x0010, "US", numbers("US", [16])),
        (0x0011, "US", numbers("US", [16])),
        (0x0022, "LO", canary.text(vault.text(f"overlay/{group:04x}/description"))),
        (0x0040, "CS", b"G "),
        (0x0050, "SS", numbers("SS", [1, 1])),
        (0x0100, "US", numbers("US", [1])),
        (0x0102, "US", numbers("US", [0])),
        (0x1500, "LO", canary.text(vault.text(f"overlay/{group:04x}/label"))),
        (0x3000, "OW", bits),
        (0x4000, "LT", canary.text(vault.text(f"overlay/{group:04x}/comments"))),
    ):
        elements.put(base | low, value, vr)


def _curve(canary: Canary, group: int) -> None:
    vault, elements, base = canary.vault, canary.elements, group << 16
    for low, vr in ((0x0022, "LO"), (0x0030, "SH"), (0x0040, "SH"), (0x2500, "LO")):
        elements.put(base | low, vault.text(f"curve/{group:04x}/{low:04x}", 5, 16).encode(), vr)
    elements.put(base | 0x0005, numbers("US", [2]), "US")
    elements.put(base | 0x3000, vault.raw(f"curve/{group:04x}/data", 32), "OW")


def _icon(canary: Canary) -> None:
    icon = Elements()
    text = canary.vault.raw("icon/pixels", 64).ljust(64, b"\0")
    for keyword, value in (("SamplesPerPixel", 1), ("Rows", 8), ("Columns", 8), ("BitsAllocated", 8), ("BitsStored", 8), ("HighBit", 7), ("PixelRepresentation", 0)):  # fmt: skip
        icon.put(keyword, numbers("US", [value]))
    icon.put("PhotometricInterpretation", b"MONOCHROME2 ")
    icon.put("PixelData", text, "OB")
    icon.put("ImageComments", canary.vault.text("icon/comments").encode())
    canary.elements.put_items("IconImageSequence", [icon])


def _annotations(canary: Canary) -> None:
    """What presentation states and waveforms hold, in an image."""
    vault, text, graphic, wave = canary.vault, Elements(), Elements(), Elements()
    text.put("UnformattedTextValue", canary.text(vault.text("annotation/text")))
    graphic.put_items("TextObjectSequence", [text])
    graphic.put("GraphicLayer", vault.capitals("annotation/layer").encode())
    canary.elements.put_items("GraphicAnnotationSequence", [graphic])
    wave.put("WaveformBitsAllocated", numbers("US", [16]))
    wave.put("MultiplexGroupLabel", vault.text("waveform/label", 5, 16).encode())
    wave.put("WaveformData", vault.raw("waveform/data", 32), "OW")
    wave.put_items("WaveformAnnotationSequence", [Elements(text)])
    canary.elements.put_items("WaveformSequence", [wave])


def unused_bits(words: np.ndarray, shift: int, text: bytes) -> np.ndarray:
    """The words with a text in the four bits from `shift` on, four bits in each word, the low half first."""
    signs = np.frombuffer(text, np.uint8)
    spread = np.stack([signs & 15, signs >> 4], 1).ravel().astype(np.uint16)
    planted = words & ~np.uint16(15 << shift)
    planted[: len(spread)] |= spread << shift
    return planted


def hidden_text(words: np.ndarray, shift: int) -> bytes:
    """What `unused_bits` hid."""
    nibbles = (words >> shift & 15).astype(np.uint8)[: len(words) // 2 * 2].reshape(-1, 2)
    return bytes(nibbles[:, 0] | nibbles[:, 1] << 4)
