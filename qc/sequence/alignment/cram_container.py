"""The structure of CRAM read byte by byte: file definition, containers, blocks and their check values (sections 6 to 8).

No library takes part: each length and each CRC-32 is tested here, so that what a decoder is given afterwards is whole.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from qc.sequence.alignment.cram_numbers import Numbers, Short
from qc.sequence.alignment.window import Window

MAGIC = b"CRAM"
DEFINITION = 26
VERSIONS = {(2, 0), (2, 1), (3, 0), (3, 1)}
"""Versions in use; 1.0 was withdrawn."""
EOF_START = 0x454F46
KEPT = 1 << 20
"""Blocks up to this size are kept for a look inside, if they may be header blocks."""
LARGEST_HEADER = 256 << 20
PIECE = 1 << 20

RAW, GZIP, BZIP2, LZMA = range(4)
LAST_METHOD = {2: 4, 3: 4}
LAST_METHOD_31 = 8
FILE_HEADER, COMPRESSION_HEADER, SLICE_HEADER, RESERVED, EXTERNAL, CORE = range(6)
LONGEST_NUMBERS = 64


class Broken(Exception):
    """A structure that is not CRAM, with the code to say and the place in the file."""

    def __init__(self, code: str, message: str, byte: int) -> None:
        super().__init__(message)
        self.code = code
        self.byte = byte


@dataclass(frozen=True, slots=True)
class Block:
    """One block: how it is compressed, what it is, its length when decoded; `data` as stored, where it was kept."""

    method: int
    content: int
    raw_size: int
    data: bytes | None


@dataclass(slots=True)
class Container:
    """One container: the place of its header, its reference and records, its blocks."""

    byte: int
    length: int
    reference: int
    start: int
    records: int
    block_count: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def is_end(self) -> bool:
        """Whether it is the container that ends the file."""
        return self.reference == -1 and self.start == EOF_START and self.records == 0 and self.block_count == 1


class CramReader:
    """Reads containers one after the other; `version` is known after `begin`."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.version = (0, 0)

    def begin(self) -> None:
        """Read the file definition. Raises Broken."""
        definition = self._window.take(DEFINITION)
        if definition is None:
            raise Broken("E_CRAM_TRUNCATED", "the file ends inside the file definition", 0)
        if definition[:4] != MAGIC:
            raise Broken("E_NOT_CRAM", "the content does not begin with CRAM", 0)
        self.version = (definition[4], definition[5])
        if self.version not in VERSIONS:
            raise Broken("E_CRAM_VERSION", f"version {definition[4]}.{definition[5]}", 4)

    def containers(self) -> Iterator[Container]:
        """All containers with their check values tested, to the end of the file. Raises Broken."""
        while self._window.size or self._window.more():
            container = self._header()
            end = self._window.offset + container.length
            for _ in range(container.block_count):
                container.blocks.append(self._block(end, container))
            self._rest(end, container)
            yield container

    @property
    def _checked(self) -> bool:
        """Whether this version has CRC-32 values."""
        return self.version[0] >= 3

    def _ahead(self, most: int) -> Numbers:
        """The next bytes without using them up, at most `most`."""
        while self._window.size < most and self._window.more():
            pass
        return Numbers(self._window.text[: min(most, self._window.size)].tobytes())

    def _header(self) -> Container:
        byte = self._window.offset
        for most in (LONGEST_NUMBERS, 1 << 16, 16 << 20):
            self._window.hold(most)
            numbers = self._ahead(most)
            try:
                return self._parsed(numbers, byte)
            except Short:
                if len(numbers.data) < most:
                    break
        raise Broken("E_CRAM_TRUNCATED", "the file ends inside the header of a container", byte)

    def _parsed(self, numbers: Numbers, byte: int) -> Container:
        length = numbers.int32()
        reference, start, _span, records = (numbers.itf8() for _ in range(4))
        _counter = numbers.ltf8() if self._checked else numbers.itf8()
        _bases = numbers.ltf8()
        block_count = numbers.itf8()
        landmarks = [numbers.itf8() for _ in range(self._bounded(numbers.itf8(), length, byte))]
        end = numbers.at
        if self._checked and zlib.crc32(numbers.data[:end]) != int.from_bytes(numbers.take(4), "little"):
            raise Broken("E_CRAM_CORRUPT", "the CRC-32 of a container's header is wrong", byte)
        wrong = length < 0 or records < 0 or reference < -2 or block_count < 0 or block_count > length
        if wrong or any(not 0 <= place <= length for place in landmarks):
            raise Broken("E_CRAM_CORRUPT", "a container's header holds a number that cannot be true", byte)
        self._window.use(numbers.at)
        return Container(byte, length, reference, start, records, block_count)

    def _bounded(self, number: int, length: int, byte: int) -> int:
        if not 0 <= number <= max(length, 0):
            raise Broken("E_CRAM_CORRUPT", f"{number} slices in a container of {length} bytes", byte)
        return number

    def _block(self, end: int, container: Container) -> Block:
        byte = self._window.offset
        self._window.hold(LONGEST_NUMBERS)
        numbers = self._ahead(LONGEST_NUMBERS)
        try:
            method, content = numbers.byte(), numbers.byte()
            _identifier, size, raw_size = (numbers.itf8() for _ in range(3))
        except Short:
            raise Broken("E_CRAM_TRUNCATED", "the file ends inside the header of a block", byte) from None
        check = 4 if self._checked else 0
        if size < 0 or raw_size < 0 or byte + numbers.at + size + check > end:
            raise Broken("E_CRAM_CORRUPT", "a block is longer than its container", byte)
        last = LAST_METHOD_31 if self.version >= (3, 1) else LAST_METHOD[self.version[0]]
        if method > last or content > CORE or (method == RAW and size != raw_size):
            raise Broken("E_CRAM_CORRUPT", f"a block of content type {content} and method {method}", byte)
        head = numbers.data[: numbers.at]
        self._window.use(numbers.at)
        data, crc = self._data(size, zlib.crc32(head), keep=self._is_kept(content, size, container))
        if self._checked:
            stored = self._window.take(4)
            if stored is None:
                raise Broken("E_CRAM_TRUNCATED", "the file ends inside a block", byte)
            if int.from_bytes(stored, "little") != crc:
                raise Broken("E_CRAM_CORRUPT", "the CRC-32 of a block is wrong", byte)
        return Block(method, content, raw_size, data)

    def _is_kept(self, content: int, size: int, container: Container) -> bool:
        if content == FILE_HEADER:
            return size <= LARGEST_HEADER and not container.blocks
        return content in {COMPRESSION_HEADER, SLICE_HEADER} and size <= KEPT

    def _data(self, size: int, crc: int, *, keep: bool) -> tuple[bytes | None, int]:
        """The stored bytes of a block, where they are kept, and the CRC-32 up to their end."""
        parts: list[bytes] = []
        left = size
        while left:
            part = self._window.take(min(left, PIECE))
            if part is None:
                raise Broken("E_CRAM_TRUNCATED", "the file ends inside a block", self._window.offset)
            crc = zlib.crc32(part, crc)
            left -= len(part)
            if keep:
                parts.append(part)
        return (b"".join(parts) if keep else None), crc

    def _rest(self, end: int, container: Container) -> None:
        """Bytes after the last block: padding, which only the container of the file's header may have."""
        left = end - self._window.offset
        if left < 0 or (left and container.byte != DEFINITION):
            raise Broken("E_CRAM_CORRUPT", "the blocks of a container do not fill it", container.byte)
        if left and not self._window.skip(left):
            raise Broken("E_CRAM_TRUNCATED", "the file ends inside a container", container.byte)
