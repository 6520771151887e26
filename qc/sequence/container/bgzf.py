"""BGZF, block by block: each with its declared size, its CRC32 and its length (SAM specification, section 4.1)."""

from gzip import BadGzipFile
from typing import BinaryIO, cast

from isal import isal_zlib

from qc.sequence.container.faults import Broken, Ending, Fault
from qc.sequence.container.gzip_members import DAMAGED, GzipMembers
from qc.sequence.container.magic import GZIP, block_size
from qc.sequence.container.stored import Stored

USUAL = b"\x1f\x8b\x08\x04"
BC_ALONE = b"\x06\x00BC\x02\x00"
"""The extra field of a block when BC is all of it, as every known writer makes it."""
HEADER = 18
LARGEST = 1 << 16
"""Most bytes of a block, stored as well as decoded."""
HELD = 256 << 10
EOF = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
"""The empty block that ends a file, to the byte: htslib compares it as it is."""
STRANGE = "bytes that are no BGZF block stand after the last one"


class Bgzf:
    """A decoder of BGZF; where other gzip members follow the blocks, it goes on with them and says so."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._held = memoryview(bytearray(HELD))
        self._start = self._end = 0
        self._block: Block | None = None
        self._marked = False
        self._members: GzipMembers | None = None
        self._padding = 0

    def readinto(self, buffer: memoryview) -> int:
        """Decode blocks into `buffer` until it is full; 0 at the end. Raises Broken at a fault."""
        filled = 0
        try:
            while filled < len(buffer) and self._members is None:
                if self._block is None and not self._next():
                    break
                got = self._block.readinto(buffer[filled:]) if self._block is not None else 0
                if not got:
                    self._block = None
                filled += got
        except Broken as broken:
            broken.given += filled
            raise
        return filled or (self._members.readinto(buffer) if self._members is not None else 0)

    def _next(self) -> bool:
        """Come to the next block; false at the end of the blocks."""
        self._hold(HEADER)
        if self._start == self._end or (self._held[self._start] == 0 and self._only_zeros()):
            return False
        size = self._size_here()
        if size is None:
            return False
        if not self._hold(size):
            raise Broken(Fault.TRUNCATED, "the file ends inside a BGZF block")
        stored = self._held[self._start : self._start + size]
        self._block = Block(stored)
        self._marked = stored == EOF
        self._start += size
        return True

    def _size_here(self) -> int | None:
        """The length of the block that begins here; None where another gzip member begins, which is then decoded."""
        head = bytes(self._held[self._start : min(self._start + HEADER, self._end)])
        if head[:4] == USUAL and head[10:16] == BC_ALONE and len(head) == HEADER:
            return head[16] + (head[17] << 8) + 1
        if head[:2] != GZIP[: len(head)]:
            raise Broken(Fault.TRAILING, STRANGE)
        whole = self._hold(LARGEST + HEADER)
        size = block_size(bytes(self._held[self._start : self._end]))
        if size is None and (len(head) < HEADER or (not whole and head[:4] == USUAL)):
            raise Broken(Fault.TRUNCATED, "the file ends inside the header of a BGZF block")
        if size is None:
            self._members = GzipMembers(self._stored, bytes(self._held[self._start : self._end]))
        return size

    def _only_zeros(self) -> bool:
        """Whether zeros alone stand from here to the end; they are counted."""
        while self._start < self._end:
            if bytes(self._held[self._start : self._end]).strip(b"\x00"):
                raise Broken(Fault.TRAILING, STRANGE)
            self._padding += self._end - self._start
            self._start = self._end
            self._hold(1)
        return True

    def _hold(self, size: int) -> bool:
        """Have `size` stored bytes from here at hand; false if the file ends before."""
        if self._end - self._start >= size:
            return True
        left = self._end - self._start
        self._held[:left] = self._held[self._start : self._end]
        self._start, self._end = 0, left
        while self._end < size:
            got = self._stored.readinto(self._held[self._end :])
            if not got:
                return False
            self._end += got
        return True

    def ending(self) -> Ending:
        """How the whole stream ended: whether the empty block stood last, and whether all was BGZF."""
        if self._members is not None:
            return self._members.ending()
        return Ending(reached=True, padding=self._padding, marked=self._marked, blocks=True)


class Block:
    """One whole block, decoded straight into the caller's buffer, in parts where that is too small.

    ISA-L's reader checks CRC32 and length of a member; that the member fills the block is checked here.
    """

    def __init__(self, stored: memoryview) -> None:
        self._length = int.from_bytes(stored[-4:], "little")
        # A reader on bytes in memory copies nothing.
        self._reader = isal_zlib._GzipReader(cast("BinaryIO", stored))  # noqa: SLF001

    def readinto(self, buffer: memoryview) -> int:
        """Decode into `buffer`; 0 at the end. Raises Broken if the data, their CRC32 or their length are wrong."""
        try:
            got: int = self._reader.readinto(buffer)
        except (BadGzipFile, EOFError, OverflowError, *DAMAGED) as error:
            raise Broken(Fault.CORRUPT, f"a BGZF block is broken: {error}") from error
        decoded = self._reader.tell()
        if decoded > LARGEST or (not got and decoded != self._length):
            raise Broken(Fault.CORRUPT, "a BGZF block does not hold what it declares")
        return got
