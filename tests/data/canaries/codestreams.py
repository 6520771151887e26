"""Secrets in encapsulated pixels: comments, application segments, and bytes behind or between the code streams.

Markers: JPEG and JPEG-LS (ISO 10918-1 B.1, ISO 14495-1 C.1), JPEG 2000 (ISO 15444-1 A.2), RLE (PS3.5 annex G).
"""

import struct

from tests.data.canaries.canary import Canary
from tests.data.canaries.elements import Element, padded
from tests.data.canaries.values import Vault

PIXELS = 0x7FE00010
JPEG = frozenset(
    {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"}
)
JPEG_LS = frozenset({"1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"})
JPEG_2000 = frozenset({"1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"})
RLE = "1.2.840.10008.1.2.5"
EXIF = b"Exif\0\0II*\0\x08\0\0\0\1\0\x0e\x01\2\0\x40\0\0\0\x1a\0\0\0\0\0\0\0"


def plant_codestream(canary: Canary) -> None:
    """Hide secrets in the first frame of encapsulated pixels, and behind the last."""
    element = canary.elements[PIXELS]
    assert element.fragments is not None
    table, first, *others = element.fragments
    syntax, vault = canary.file.syntax, canary.vault
    if syntax in JPEG | JPEG_LS:
        first = jpeg(first, vault)
    elif syntax in JPEG_2000:
        first = jpeg_2000(first, vault)
    elif syntax == RLE:
        first = rle(first, vault)
    fragments = [b"" if len(table) <= 4 else table, first, *others]
    canary.elements[PIXELS] = Element(PIXELS, "OB", fragments=tuple(fragments), undefined=True)


def extra_fragment(canary: Canary) -> None:
    """A fragment more than there are code streams."""
    element = canary.elements[PIXELS]
    assert element.fragments is not None
    canary.elements[PIXELS] = Element(PIXELS, "OB", fragments=(*element.fragments, padded(canary.vault.raw("fragment/extra", 40))), undefined=True)  # fmt: skip


def jpeg(data: bytes, vault: Vault) -> bytes:
    """Comments and application segments behind SOI, bytes behind EOI."""
    segments = [_segment(0xFFFE, vault.raw("jpeg/COM", 40)), _segment(0xFFFE, vault.raw("jpeg/COM-2", 40))]
    segments += [_segment(0xFFE1, EXIF + vault.raw("jpeg/Exif", 40)), _segment(0xFFED, vault.raw("jpeg/APP13", 40))]
    segments += [
        _segment(0xFFE2, b"ICC_PROFILE\0\1\1" + vault.raw("jpeg/ICC", 40)),
        _segment(0xFFE7, vault.raw("jpeg/APP7", 40)),
    ]
    end = data[: data.rindex(b"\xff\xd9") + 2]
    return data[:2] + b"".join(segments) + end[2:] + vault.raw("jpeg/behind-EOI", 40)


def jpeg_2000(data: bytes, vault: Vault) -> bytes:
    """Comments in the main header and in a tile-part header, bytes behind EOC."""
    comment = _segment(0xFF64, b"\0\1" + vault.raw("jpeg2000/COM", 40))
    binary = _segment(0xFF64, b"\0\0" + vault.raw("jpeg2000/COM-binary", 40))
    inside = _segment(0xFF64, b"\0\1" + vault.raw("jpeg2000/COM-tile", 40))
    size = 4 + struct.unpack(">H", data[4:6])[0]  # SOC, then SIZ with its length
    tile, scan = data.index(b"\xff\x90"), data.index(b"\xff\x93")
    length = struct.unpack(">I", data[tile + 6 : tile + 10])[0]
    header = data[tile : tile + 6] + struct.pack(">I", length + len(inside) if length else 0) + data[tile + 10 : scan]
    end = data[: data.rindex(b"\xff\xd9") + 2]
    return (
        data[:size]
        + comment
        + binary
        + data[size:tile]
        + header
        + inside
        + end[scan:]
        + vault.raw("jpeg2000/behind-EOC", 40)
    )


def rle(data: bytes, vault: Vault) -> bytes:
    """Offsets of segments that there are not, and bytes behind the last segment."""
    count = struct.unpack("<I", data[:4])[0]
    unused = 4 + 4 * count
    hidden = vault.raw("rle/unused-offsets", 64 - unused)
    return (
        data[:unused]
        + hidden.ljust(64 - unused, b"\0")
        + padded(data[64:], b"\0")
        + padded(vault.raw("rle/behind", 40), b"\0")
    )


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">HH", marker, len(body) + 2) + body
