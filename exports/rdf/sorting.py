"""Sorting more pieces than memory holds: runs on disk, merged when they are read back.

The order is that of the bytes: subject, rank, lines. Pieces of one subject so come together, whatever
order the store gave them in, and the files of two stores are equal byte by byte.
"""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from exports.rdf.statements import Piece

MEMORY = 48 << 20
"""Bytes of pieces kept in memory by all sorters of a `Sorting` together before the largest is spilled."""

MERGED_AT_ONCE = 256
"""Runs opened together; more are merged into longer runs first."""

_OVERHEAD = 64


class Sorting:
    """Named sorters that share one folder for their runs and one limit of memory.

    `add` takes pieces in any order; `sorted` gives those of one name back in order, once.
    """

    def __init__(self, folder: Path, memory: int = MEMORY, merged_at_once: int = MERGED_AT_ONCE) -> None:
        self._folder = folder
        self._memory = memory
        self._merged_at_once = merged_at_once
        self._waiting: dict[str, list[bytes]] = {}
        self._sizes: dict[str, int] = {}
        self._held = 0
        self._runs: dict[str, list[Path]] = {}
        self._numbers = count()

    def add(self, name: str, piece: Piece) -> None:
        """Take a piece in under a name."""
        record = _record(piece)
        self._waiting.setdefault(name, []).append(record)
        self._sizes[name] = self._sizes.get(name, 0) + len(record) + _OVERHEAD
        self._held += len(record) + _OVERHEAD
        if self._held > self._memory:
            self._spill(max(self._sizes, key=lambda key: self._sizes[key]))

    def sorted(self, name: str) -> Iterator[Piece]:
        """The pieces of a name in order, equal ones once; afterwards the name is empty."""
        records = sorted(self._waiting.pop(name, []))
        self._held -= self._sizes.pop(name, 0)
        runs = self._shortened(self._runs.pop(name, []))
        with ExitStack() as opened:
            files = [opened.enter_context(path.open("rb")) for path in runs]
            yield from _pieces(heapq.merge(*files, records))
        for path in runs:
            path.unlink()

    def names(self) -> list[str]:
        """The names that hold pieces."""
        return sorted({*self._waiting, *self._runs})

    def _spill(self, name: str) -> None:
        self._runs.setdefault(name, []).append(self._run(sorted(self._waiting.pop(name))))
        self._held -= self._sizes.pop(name)

    def _run(self, records: Iterable[bytes]) -> Path:
        path = self._folder / f"run-{next(self._numbers)}"
        with path.open("wb") as file:
            file.writelines(records)
        return path

    def _shortened(self, runs: list[Path]) -> list[Path]:
        """At most as many runs as may be open together, the first ones merged until that is so."""
        while len(runs) > self._merged_at_once:
            some, runs = runs[: self._merged_at_once], runs[self._merged_at_once :]
            with ExitStack() as opened:
                merged = self._run(heapq.merge(*(opened.enter_context(path.open("rb")) for path in some)))
            for path in some:
                path.unlink()
            runs.append(merged)
        return runs


def _record(piece: Piece) -> bytes:
    """A piece as a line that sorts as it should: a blank sorts before every sign an IRI may hold."""
    return b"%b %05d %b\n" % (piece.subject.encode("utf-8", "replace"), piece.rank, piece.lines)


def _pieces(records: Iterable[bytes]) -> Iterator[Piece]:
    last = b""
    for record in records:
        if record != last:
            subject, rank, lines = record[:-1].split(b" ", 2)
            yield Piece(subject.decode(), int(rank), lines)
        last = record
