"""Finds duplicate names of one file: chooses the mode, changes it when the order breaks down, compares, tells."""

from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qc.sequence.container.stream import Stream
from qc.sequence.duplicates.comparison import NAMES, Names
from qc.sequence.duplicates.hashed import Equal, Hashes
from qc.sequence.duplicates.ordered import Suspects, Tiles
from qc.sequence.duplicates.ordered_kernel import changes
from qc.sequence.duplicates.partition import Words
from qc.sequence.duplicates.reading import names_again
from qc.sequence.duplicates.selection import Selection, selection
from qc.sequence.fastq.columns import NameColumns
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

Mode = Literal["ordered", "hash", "switched"]
Reading = Callable[[Stream], Iterator[NameColumns]]

READS_PER_TILE = 500
"""A file is ordered as long as its group changes less often than once in so many reads."""

CREDIT, MOST_CREDIT = 20.0, 200.0
"""Changes of the group that are forgiven at the start, and after a long stretch in order."""

HELD = 1 << 16
"""Reads whose hashes are kept in ordered mode too: more would cost fresh memory for a case that is rare."""


class Finder:
    """Duplicate names among the blocks it is fed; `finish` tells them, each with both of its records.

    In ordered mode the first hashes are kept besides: if the order breaks down that early, hash mode goes on with
    nothing lost. Later, hash mode begins anew and the tiles closed before keep watch. `bits` cuts the
    hashes: a test of the design, since the result must stay the same.
    """

    def __init__(self, options: Options, *, bits: int = 64, read: Reading = names_again) -> None:
        self.mode: Mode | None = None
        self.duplicates = 0
        self._options = options
        self._cut = np.uint64(64 - bits)
        self._read = read
        self._credit = CREDIT
        self._tiles: Tiles | None = None
        self._hashes: Hashes | None = None

    def metrics(self) -> dict[str, int | str | None]:
        """How many names stood before (after `finish`), and by which mode."""
        return {"duplicate_names": self.duplicates, "duplicate_mode": self.mode}

    def feed(self, columns: NameColumns) -> None:
        """Take the names of the next block. Raises `spill.NoRoom` where the disk for temporary files is full."""
        if not len(columns.start):
            return
        name, group = self._hash(columns.name), self._hash(columns.group)
        if self.mode is None:
            self._begin(group)
        if self.mode == "ordered" and self._broken(group):
            self._switch()
        if self.mode == "ordered":
            self._feed_ordered(columns, name, group)
            return
        if self._tiles is not None:
            self._tiles.look(group, columns.key)
        if self._hashes is not None:
            self._hashes.feed(name)

    def _hash(self, hashes: Words) -> Words:
        return (hashes >> self._cut) << self._cut if self._cut else hashes

    def _begin(self, group: Words) -> None:
        ordered = changes(group) <= len(group) / READS_PER_TILE + 2
        asked = self._options.duplicates
        self.mode = "hash" if asked == "hash" or (asked == "auto" and not ordered) else "ordered"
        self._hashes = self._new_hashes()
        self._tiles = Tiles(self._options.memory) if self.mode == "ordered" else None

    def _new_hashes(self) -> Hashes:
        return Hashes(self._options.memory, self._options.temporary)

    def _broken(self, group: Words) -> bool:
        """Whether the order has broken down: the group changes too often, or too many tiles open again."""
        self._credit = min(self._credit + len(group) / READS_PER_TILE, MOST_CREDIT) - int(changes(group))
        crowded = self._tiles is not None and self._tiles.crowded
        return self._options.duplicates == "auto" and (self._credit < 0 or crowded)

    def _switch(self) -> None:
        if self._hashes is not None:
            self.mode, self._tiles = "hash", None
        elif self._tiles is not None:
            self._tiles.close_tile()
            self.mode, self._hashes = "switched", self._new_hashes()

    def _feed_ordered(self, columns: NameColumns, name: Words, group: Words) -> None:
        if self._tiles is not None:
            self._tiles.feed(group, columns.key)
        if self._hashes is not None and columns.first < HELD and self._hashes.fits(len(name)):
            self._hashes.feed(name)
        elif self._hashes is not None:
            self._hashes.close()
            self._hashes = None

    def finish(self, stream: Stream, remarks: Remarks) -> None:
        """Tell the duplicates; `stream` is read again if there are candidates."""
        suspects, equal = self._candidates()
        if suspects.all:
            suspects, equal = Suspects.none(), self._all_hashes(stream)
        if not suspects and not len(equal.hashes):
            return
        names = self._compare(stream, suspects, equal)
        if suspects and not (names.whole and few(equal)):
            equal = self._all_hashes(stream)
            names = self._compare(stream, Suspects.none(), equal)
        self.duplicates = names.times if names.whole and few(equal) else equal.times
        tell(names, self.duplicates, remarks)

    def _candidates(self) -> tuple[Suspects, Equal]:
        suspects = self._tiles.suspects() if self._tiles is not None else Suspects.none()
        by_hash = self._hashes is not None and self.mode != "ordered"
        equal = self._hashes.equal() if self._hashes is not None and by_hash else Equal.none()
        self._tiles = self._hashes = None
        return suspects, equal

    def _all_hashes(self, stream: Stream) -> Equal:
        """Hash mode over the whole file, read again."""
        hashes = self._new_hashes()
        for columns in self._read(stream):
            hashes.feed(self._hash(columns.name))
        return hashes.equal()

    def _compare(self, stream: Stream, suspects: Suspects, equal: Equal) -> Names:
        """Read the file again and compare the names of the candidates; of very many, some and those that come first."""
        wanted = selection(equal.hashes[: NAMES // 2], suspects, 0 if few(equal) else NAMES // 2)
        names = Names()
        for columns in self._read(stream):
            names.take(columns, self._rows(wanted, columns))
            if names.enough:
                break
        return names

    def _rows(self, wanted: Selection, columns: NameColumns) -> NDArray[np.int64]:
        return wanted.rows(columns.first, self._hash(columns.name), self._hash(columns.group), columns.key)


def few(equal: Equal) -> bool:
    """Whether the names of all these hashes can be held and compared; of more, the count is that of equal hashes."""
    return equal.whole and len(equal.hashes) <= NAMES // 2


def tell(names: Names, times: int, remarks: Remarks) -> None:
    """Say E_DUP_NAME of each listed duplicate, and with the last how many there are besides."""
    for number, duplicate in enumerate(names.listed, 1):
        remarks.add(
            "E_DUP_NAME",
            f"{duplicate.name!r} stands in record {duplicate.first} and again in record {duplicate.again}",
            line=duplicate.line,
            byte=duplicate.byte,
            records=(duplicate.first, duplicate.again),
            times=1 if number < len(names.listed) else times - number + 1,
        )
