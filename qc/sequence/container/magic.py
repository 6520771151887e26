"""Which compression or archive a file is, by its first bytes.

Sources: RFC 1952 (gzip), the SAM specification section 4.1 (BGZF), the formats of bzip2, xz 1.2.1, RFC 8878 (zstd),
POSIX.1-1988 (ustar), PKWARE's APPNOTE (zip), RAR 1.5 and 5.
"""

import struct
from collections.abc import Iterator
from typing import Literal

from qc.sequence.container.extension import declared

Container = Literal["plain", "gzip", "bgzf", "bzip2", "xz", "zstd", "tar", "zip", "rar"]

GZIP = b"\x1f\x8b"
BZIP2 = b"BZh"
XZ = b"\xfd7zXZ\x00"
ZSTD = b"\x28\xb5\x2f\xfd"
SKIPPABLE = tuple(bytes((low, 0x2A, 0x4D, 0x18)) for low in range(0x50, 0x60))
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
RAR = b"Rar!\x1a\x07"
USTAR = 257

COMPRESSIONS: dict[Container, bytes] = {"gzip": GZIP, "bzip2": BZIP2, "xz": XZ, "zstd": ZSTD}

LOOKED_AT = 66_000
"""First bytes that tell: a gzip header may hold 65,535 bytes of extra fields, and BGZF's may stand last in them."""


def container_of(start: bytes, name: str = "") -> Container:
    """The container that begins with `start`; a file cut within a magic number counts as what its name declares."""
    if start.startswith(GZIP):
        return "bgzf" if block_size(start) is not None else "gzip"
    if start.startswith(BZIP2) and start[3:4] in b"123456789":
        return "bzip2"
    if start.startswith(XZ):
        return "xz"
    if start.startswith((ZSTD, *SKIPPABLE)):
        return "zstd"
    return archive_of(start) or cut_magic(start, name) or "plain"


def archive_of(start: bytes) -> Container | None:
    """The archive of several files that begins with `start`, if it is one."""
    if start.startswith(ZIP):
        return "zip"
    if start.startswith(RAR):
        return "rar"
    return "tar" if start[USTAR : USTAR + 5] == b"ustar" else None


def cut_magic(start: bytes, name: str) -> Container | None:
    """The compression that `name` declares, if `start` is less than its magic number and begins like it."""
    said = {"gzip" if container == "bgzf" else container for container in declared(name)}
    cut = (container for container, magic in COMPRESSIONS.items() if start and magic.startswith(start))
    return next((container for container in cut if container in said), None)


def compressed(start: bytes) -> Container | None:
    """The compression that `start` shows, archives left aside."""
    kind = container_of(start)
    return kind if kind in {"gzip", "bgzf", "bzip2", "xz", "zstd"} else None


def extra_fields(header: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The subfields of a gzip header's extra field: (two-letter name, value), as far as they are whole."""
    if len(header) < 12 or not header[3] & 4:
        return
    (length,) = struct.unpack_from("<H", header, 10)
    place, end = 12, min(12 + length, len(header))
    while place + 4 <= end:
        (size,) = struct.unpack_from("<H", header, place + 2)
        if place + 4 + size > end:
            return
        yield header[place : place + 2], header[place + 4 : place + 4 + size]
        place += 4 + size


def block_size(header: bytes) -> int | None:
    """The length in bytes of the BGZF block that begins here; None if it is no BGZF block."""
    if header[:4] != GZIP + b"\x08\x04":
        return None
    for field, value in extra_fields(header):
        if field == b"BC" and len(value) == 2:
            return int.from_bytes(value, "little") + 1
    return None
