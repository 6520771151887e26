"""The names a header declares (read groups, references, programs), as a table that compiled code looks values up in."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.words import Bytes, hash_of, signed
from qc.sequence.compiled import inlined, unmanaged

UNKNOWN = -1


class ReadGroups(NamedTuple):
    """Identifiers one after the other in `text`; a table of open addresses over their hashes, -1 where it is free."""

    text: Bytes
    bounds: NDArray[np.int64]
    table: NDArray[np.int64]


def read_groups(identifiers: Sequence[bytes]) -> ReadGroups:
    """The table of the given identifiers; group i of the counts is `identifiers[i]`."""
    text = np.frombuffer(b"".join(identifiers) + bytes(8), np.uint8).copy()
    bounds = np.cumsum([0, *map(len, identifiers)], dtype=np.int64)
    size = 4
    while size < 2 * len(identifiers):
        size *= 2
    groups = ReadGroups(text, bounds, np.full(size, UNKNOWN, np.int64))
    _enter(groups)
    return groups


@unmanaged
def _enter(groups: ReadGroups) -> None:
    """Put every identifier into a free place; of equal ones the first is found."""
    mask = len(groups.table) - 1
    for index in range(len(groups.bounds) - 1):
        hashed = hash_of(groups.text, groups.bounds[index], groups.bounds[index + 1])
        place = signed(hashed & np.uint64(mask))
        while groups.table[place] != UNKNOWN:
            place = (place + 1) & mask
        groups.table[place] = index


@unmanaged
def _equal(groups: ReadGroups, index: int, text: Bytes, start: int, end: int) -> bool:
    first = groups.bounds[index]
    length = end - start
    at = 0
    if groups.bounds[index + 1] - first != length:
        return False
    while at < length and groups.text[first + at] == text[start + at]:
        at += 1
    return at == length


@inlined
def group_of(groups: ReadGroups, text: Bytes, start: int, end: int) -> int:
    """The group whose identifier is `text[start:end]`, byte for byte, or -1."""
    mask = len(groups.table) - 1
    place = signed(hash_of(text, start, end) & np.uint64(mask))
    for _ in range(len(groups.table)):
        index = int(groups.table[place])
        if index == UNKNOWN or _equal(groups, index, text, start, end):
            return index
        place = (place + 1) & mask
    return UNKNOWN
