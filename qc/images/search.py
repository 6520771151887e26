"""Exact search by Hamming distance over millions of codes, with NumPy alone.

Codes are one array of 64-bit words beside the identifiers, in the order of the identifiers, so that a smaller
place is a smaller identifier and ties need no comparing of texts. All distances are counted in pieces that
stay in the processor's cache; then the distance of the last hit is found by bisection, and only hits up to it are sorted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.errors import UnusableInput
from qc.images.model import BITS

PIECE = 1 << 15
"""Codes whose distances are counted at a time: 256 kB."""
LEFT_IN = np.uint8(1)
"""What a mask says of a code that counts: 1 less this is 0 bits more, 0 less this wraps to all bits, beyond any distance."""
CODES, IDS = "codes.npy", "ids.npy"

Words = NDArray[np.uint64]
Mask = NDArray[np.bool_]


class Hit(NamedTuple):
    """A code that was found: its place, and in how many bits it differs."""

    place: int
    distance: int


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """Codes (uint64) beside identifiers (ASCII bytes of one width), in the order of the identifiers."""

    words: Words
    ids: NDArray[np.bytes_]

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> "Codes":
        """Codes by identifier, in any order."""
        ordered = sorted(pairs)
        ids = np.array([name.encode("ascii") for name, _ in ordered], dtype=np.bytes_)
        return cls(np.array([word for _, word in ordered], dtype=np.uint64), ids)

    def id(self, place: int) -> str:
        """The identifier at a place."""
        return bytes(self.ids[place]).decode("ascii")

    def nearest(self, word: int, first: int, mask: Mask | None = None) -> list[Hit]:
        """The `first` codes nearest to a word, those of the mask only; by distance, then by identifier."""
        found = distances(self.words, word)
        if mask is not None:
            np.bitwise_or(found, mask.view(np.uint8) - LEFT_IN, out=found)
        return _smallest(found, first)

    def write(self, folder: Path) -> None:
        """Keep the codes in a folder, as two NumPy files."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / CODES, self.words)
        np.save(folder / IDS, self.ids)

    @classmethod
    def open(cls, folder: Path) -> "Codes":
        """Codes from a folder, mapped into memory and read only where they are asked for."""
        try:
            words, ids = (np.load(folder / name, mmap_mode="r", allow_pickle=False) for name in (CODES, IDS))
        except (OSError, ValueError, EOFError) as cause:
            raise UnusableInput(f"{folder} holds no codes", code="IMAGE_CODES_UNUSABLE") from cause
        if words.dtype != np.uint64 or ids.dtype.kind != "S" or words.shape != ids.shape or words.ndim != 1:
            raise UnusableInput(f"{folder} holds no codes", code="IMAGE_CODES_UNUSABLE")
        return cls(words, ids)


def distances(words: Words, word: int) -> NDArray[np.uint8]:
    """In how many bits each code differs from a word."""
    found = np.empty(len(words), np.uint8)
    differing = np.empty(min(PIECE, len(words)), np.uint64)
    wanted = np.uint64(word)
    for start in range(0, len(words), PIECE):
        piece = words[start : start + PIECE]
        bits = np.bitwise_xor(piece, wanted, out=differing[: len(piece)])
        np.bitwise_count(bits, out=found[start : start + PIECE])
    return found


def _smallest(found: NDArray[np.uint8], first: int) -> list[Hit]:
    """The places of the smallest distances, in order; places beyond every true distance never count."""
    limit = _limit(found, first)
    places = np.flatnonzero(found <= limit)
    order = np.argsort(found[places], kind="stable")[: max(first, 0)]
    return [Hit(int(place), int(found[place])) for place in places[order]]


def _limit(found: NDArray[np.uint8], first: int) -> np.uint8:
    """The smallest distance within which there are `first` codes; the largest true one if there are fewer."""
    low, high = 0, BITS
    while low < high:
        middle = (low + high) // 2
        if np.count_nonzero(found <= np.uint8(middle)) >= first:
            high = middle
        else:
            low = middle + 1
    return np.uint8(low)
