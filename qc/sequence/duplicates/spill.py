"""Hashes beyond the memory: a file without a name, in runs that are each ordered by 256 partitions.

The file is written and read past the system's page cache where the system allows it: copying pages would cost more
than all else that is done with a hash. Hence memory, places and lengths are multiples of a page.
"""

import errno
import mmap
import os
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PARTITIONS = 256
WORD = 8
PAGE = 4096 // WORD
"""Words of one page; what is written past the cache begins and ends at one."""


class NoRoom(OSError):
    """The folder for temporary files cannot take the hashes of the names; `strerror` says which, and how much."""


def paged(words: int) -> NDArray[np.uint64]:
    """Memory for so many words and up to the next page, in large pages where the system gives them."""
    pages = -(-words // PAGE) * PAGE
    memory = mmap.mmap(-1, max(pages, PAGE) * WORD)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        memory.madvise(mmap.MADV_HUGEPAGE)
    return np.frombuffer(memory, np.uint64)


def whole_pages(words: NDArray[np.uint64], number: int) -> NDArray[np.uint64]:
    """The first `number` words and what follows up to the next page, beginning at a page in memory."""
    end = -(-number // PAGE) * PAGE
    if len(words) >= end and words.ctypes.data % (PAGE * WORD) == 0:
        return words[:end]
    copied = paged(number)
    copied[:number] = words[:number]
    return copied[:end]


class Spill:
    """Runs of 64-bit words on disk; the file has no name, so that nothing is left behind whatever ends the process."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = Path(folder or tempfile.gettempdir())
        self.runs: list[NDArray[np.int64]] = []
        self._file = -1

    def write(self, words: NDArray[np.uint64], starts: NDArray[np.int64]) -> None:
        """Add a run; partition p of it is `words[starts[p]:starts[p + 1]]`. Raises `NoRoom`.

        Words in memory of `paged` are written as they stand, others are copied before.
        """
        try:
            if self._file < 0:
                self._file = nameless(self.folder)
                self._closing = weakref.finalize(self, os.close, self._file)
            left = memoryview(whole_pages(words, int(starts[-1])).data).cast("B")
            while left:
                left = left[os.write(self._file, left) :]
        except OSError as error:
            needed = (sum(int(run[-1]) for run in self.runs) + int(starts[-1])) * WORD
            self.close()
            said = f"{self.folder}: {error.strerror}; hashes of names need {needed / 1e9:.3g} GB so far"
            raise NoRoom(error.errno, said) from error
        self.runs.append(starts.copy())

    def pieces(self, partition: int, longest: int) -> Iterator[NDArray[np.uint64]]:
        """The words of one partition, run after run, in pieces of at most `longest`; each is overwritten by the next."""
        buffer, base = paged(longest + 2 * PAGE), 0
        for run in self.runs:
            start, end = base + int(run[partition]), base + int(run[partition + 1])
            for place in range(start, end, longest):
                yield self._read(buffer, place, min(longest, end - place))
            base += -(-int(run[-1]) // PAGE) * PAGE

    def _read(self, buffer: NDArray[np.uint64], place: int, number: int) -> NDArray[np.uint64]:
        """So many words from a place of the file, in `buffer`. Raises `NoRoom` where the file was cut."""
        ahead = place % PAGE
        wanted = -(-(ahead + number) // PAGE) * PAGE
        left, byte = memoryview(buffer[:wanted].data).cast("B"), (place - ahead) * WORD
        while left:
            got = os.preadv(self._file, [left], byte)
            if not got:
                raise NoRoom(errno.EIO, f"{self.folder}: a temporary file was cut while it was read")
            left, byte = left[got:], byte + got
        return buffer[ahead : ahead + number]

    def close(self) -> None:
        """Give the room back."""
        if self._file >= 0:
            self._closing()
        self._file, self.runs = -1, []


def nameless(folder: Path) -> int:
    """A new file open for reading and writing that has no name any more, past the page cache if that can be had."""
    first, name = tempfile.mkstemp(dir=folder)
    try:
        direct = os.open(name, os.O_RDWR | getattr(os, "O_DIRECT", 0))
    except OSError:
        return first
    finally:
        Path(name).unlink()
    os.close(first)
    return direct
