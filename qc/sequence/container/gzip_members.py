"""gzip, all members of it, by ISA-L straight into the caller's buffer (RFC 1952)."""

from gzip import BadGzipFile
from typing import BinaryIO, cast

from isal import isal_zlib

from qc.sequence.container.faults import Broken, Ending, Fault
from qc.sequence.container.magic import GZIP
from qc.sequence.container.stored import PIECE, Stored

DAMAGED = (cast("type[Exception]", isal_zlib.error),)
"""What ISA-L raises at data that cannot be decoded."""
RESERVED = b"\x20"
"""Flags from here on have no meaning yet, and a reader must refuse them (RFC 1952, section 2.3.1.2)."""
SHORTEST_HEADER = 10
OWN_ZEROS = 9
SMALL = 1 << 20
"""Stored bytes of a file that may be decoded once more to see where its last member ends."""


class GzipMembers:
    """A decoder of gzip; `fed` are bytes already read that stand before what `stored` gives next."""

    def __init__(self, stored: Stored, fed: bytes = b"") -> None:
        self._stored = stored
        self._fed = fed
        self._reserved = not fed and stored.at(3, 1) >= RESERVED
        # The reader behind isal.igzip's file object, without that object's copies.
        self._reader = isal_zlib._GzipReader(cast("BinaryIO", _Source(stored, fed)), PIECE)  # noqa: SLF001

    def readinto(self, buffer: memoryview) -> int:
        """Decode into `buffer`; 0 at the end. Raises Broken at a fault."""
        if self._reserved:
            raise Broken(Fault.CORRUPT, "reserved flags are set in the gzip header")
        before = self._reader.tell()
        try:
            return int(self._reader.readinto(buffer))
        except EOFError as error:
            given = self._reader.tell() - before
            raise self._early_end(given) from error
        except OverflowError as error:
            raise Broken(Fault.CORRUPT, f"a gzip header is longer than {PIECE} bytes") from error
        except BadGzipFile as error:
            if str(error).startswith("Not a gzipped file"):
                given = self._reader.tell() - before
                raise Broken(Fault.TRAILING, "bytes that are no gzip member stand after the last one", given) from error
            raise Broken(Fault.CORRUPT, f"the gzip data are broken: {error}") from error
        except DAMAGED as error:
            raise Broken(Fault.CORRUPT, f"the gzip data are broken: {error}") from error

    def _early_end(self, given: int) -> Broken:
        """Cut, or less than a header's length of other bytes after a whole member."""
        tail = self._stored.at(self._stored.size - SHORTEST_HEADER, SHORTEST_HEADER)
        for extra in range(1, min(SHORTEST_HEADER, len(tail))):
            if not GZIP.startswith(tail[-extra:][:2]) and ends(self._stored, extra, self._reader.tell()):
                return Broken(Fault.TRAILING, f"{extra} bytes stand after the last gzip member", given)
        return Broken(Fault.TRUNCATED, "the gzip stream ends too early", given)

    def ending(self) -> Ending:
        """How the whole stream ended."""
        return Ending(reached=True, padding=padding(self._stored, self._reader.tell()))


class _Source:
    """What the decoder reads from: bytes already read, then the stored ones."""

    def __init__(self, stored: Stored, fed: bytes) -> None:
        self._stored = stored
        self._fed = fed
        self.read = stored.read

    def readinto(self, buffer: memoryview) -> int:
        """Fill `buffer`. Raises OverflowError if it has grown: some versions make room for a header without end."""
        if len(buffer) > PIECE:
            raise OverflowError
        if not self._fed:
            return self._stored.readinto(buffer)
        given = min(len(buffer), len(self._fed))
        buffer[:given] = self._fed[:given]
        self._fed = self._fed[given:]
        return given


def padding(stored: Stored, decoded: int) -> int:
    """How many zero bytes stand after the last member; `decoded` is the length of the whole text in bytes.

    A member may end in zeros itself: up to three of its length, eight or nine where the last member is empty. In a
    large file of several members these are counted in, and up to three zeros more than they are not seen.
    """
    zeros = trailing_zeros(stored)
    found = next(
        (extra for extra in range(zeros, max(zeros - OWN_ZEROS, 1) - 1, -1) if ends(stored, extra, decoded)), 0
    )
    if found or stored.size <= SMALL or zeros <= 3:
        return found
    return 0 if zeros <= OWN_ZEROS and empty_member(stored.at(stored.size - 13, 13)) else zeros


def ends(stored: Stored, extra: int, decoded: int) -> bool:
    """Whether the last member ends `extra` bytes before the end of the file.

    A small file is decoded again. A large one is judged by the length of its text, which its last bytes repeat if it
    has one member; of several the answer may be no although the truth is yes.
    """
    if stored.size <= SMALL:
        return whole(stored.at(0, stored.size - extra))
    return stored.at(stored.size - extra - 4, 4) == (decoded & 0xFFFFFFFF).to_bytes(4, "little")


def whole(data: bytes) -> bool:
    """Whether these bytes are whole gzip members."""
    reader = isal_zlib._GzipReader(cast("BinaryIO", data))  # noqa: SLF001
    buffer = bytearray(SMALL)
    try:
        while reader.readinto(buffer):
            pass
    except (BadGzipFile, EOFError, OverflowError, *DAMAGED):
        return False
    return True


def empty_member(tail: bytes) -> bool:
    """Whether these last 13 bytes of a file end a member of no text: an empty block, and a check value of zeros."""
    return tail.endswith((b"\x03" + bytes(9), b"\x01\x00\x00\xff\xff" + bytes(8)))


def trailing_zeros(stored: Stored) -> int:
    """The number of zero bytes at the end of the file."""
    end = stored.size
    while end > 0:
        piece = stored.at(max(0, end - PIECE), min(PIECE, end))
        kept = len(piece.rstrip(b"\x00"))
        if kept:
            return stored.size - end + len(piece) - kept
        end -= len(piece)
    return stored.size
