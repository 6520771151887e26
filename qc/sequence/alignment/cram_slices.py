"""What the headers inside CRAM tell without decoding reads: the SAM header, and which references the slices need."""

import bz2
import lzma
import zlib
from collections.abc import Sequence

from qc.sequence.alignment.cram_container import (
    BZIP2,
    COMPRESSION_HEADER,
    FILE_HEADER,
    GZIP,
    LARGEST_HEADER,
    LZMA,
    RAW,
    SLICE_HEADER,
    Block,
    Container,
)
from qc.sequence.alignment.cram_numbers import Numbers, Short

MANY = -2
"""The reference of a slice whose reads lie on several."""
UNMAPPED = -1


def content_of(block: Block) -> bytes | None:
    """The decoded bytes of a header block, or nothing if it is broken, too long or compressed in another way."""
    if block.data is None or block.raw_size > LARGEST_HEADER:
        return None
    try:
        if block.method == RAW:
            return block.data
        if block.method == GZIP:
            return zlib.decompressobj(31).decompress(block.data, block.raw_size + 1)
        if block.method == BZIP2:
            return bz2.BZ2Decompressor().decompress(block.data, block.raw_size + 1)
        if block.method == LZMA:
            return lzma.LZMADecompressor(memlimit=128 << 20).decompress(block.data, block.raw_size + 1)
    except (zlib.error, OSError, lzma.LZMAError, EOFError):
        return None
    return None


def header_text(container: Container) -> bytes | None:
    """The SAM header in the file's first container."""
    if not container.blocks or container.blocks[0].content != FILE_HEADER:
        return None
    content = content_of(container.blocks[0])
    if content is None or len(content) != container.blocks[0].raw_size or len(content) < 4:
        return None
    length = int.from_bytes(content[:4], "little", signed=True)
    return content[4 : 4 + length] if 0 <= length <= len(content) - 4 else None


def requires_reference(blocks: Sequence[Block]) -> bool:
    """RR of the preservation map: whether bases are stored as differences from a reference; true where it is absent."""
    for block in blocks:
        content = content_of(block) if block.content == COMPRESSION_HEADER else None
        if content is not None:
            try:
                return _preserved(Numbers(content))
            except Short:
                return True
    return True


def _preserved(numbers: Numbers) -> bool:
    _size, entries = numbers.itf8(), numbers.itf8()
    for _ in range(max(entries, 0)):
        key = numbers.take(2)
        if key == b"RR":
            return numbers.byte() != 0
        if key == b"SM":
            numbers.take(5)
        elif key == b"TD":
            numbers.take(numbers.itf8())
        else:
            numbers.byte()
    return True


def needed_references(container: Container, *, long_counter: bool) -> set[int]:
    """Numbers of the references that the slices of a container need from outside; MANY where any may be meant.

    `long_counter` is whether record counters have 64 bits (from version 3 on).
    """
    if not requires_reference(container.blocks):
        return set()
    needed = set()
    for block in container.blocks:
        if block.content == SLICE_HEADER:
            content = content_of(block)
            try:
                needed.add(_needed(Numbers(content), long_counter=long_counter) if content is not None else MANY)
            except Short:
                needed.add(MANY)
    return needed - {UNMAPPED}


def _needed(numbers: Numbers, *, long_counter: bool) -> int:
    """The reference of a slice, or UNMAPPED if it needs none: no read is mapped, or the bases come with it."""
    reference, _start, _span, _records = (numbers.itf8() for _ in range(4))
    if long_counter:
        numbers.ltf8()
    else:
        numbers.itf8()
    _blocks, identifiers = numbers.itf8(), numbers.itf8()
    for _ in range(max(identifiers, 0)):
        numbers.itf8()
    return reference if numbers.itf8() < 0 else UNMAPPED
