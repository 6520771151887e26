"""Lines of a decoded stream, with their place; bounded in length."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

LONGEST = 64 << 20
"""Longest line that is read, in bytes."""


class Blocks(Protocol):
    """What is read: decoded blocks, then nothing."""

    def blocks(self, size: int = ...) -> Iterator[NDArray[np.uint8]]:
        """The decoded bytes in order."""
        ...


class LineTooLong(Exception):
    """A line of more than `LONGEST` bytes; the check ends there."""


def lines(stream: Blocks) -> Iterator[tuple[int, bytes, bool]]:
    """Byte offset, the line without its line feed, and whether it had one; a carriage return stays in the line.

    Raises LineTooLong.
    """
    parts: list[bytes] = []
    held = at = 0
    for block in stream.blocks():
        text = block.tobytes()
        cut = text.rfind(b"\n")
        if cut < 0:
            parts.append(text)
            held += len(text)
            if held > LONGEST:
                raise LineTooLong
            continue
        parts.append(text[:cut])
        pieces = _cut(parts)
        parts, held = [text[cut + 1 :]], len(text) - cut - 1
        for line in pieces:
            yield at, line, True
            at += len(line) + 1
    rest = b"".join(parts)
    if rest:
        yield at, rest, False


def _cut(parts: list[bytes]) -> list[bytes]:
    """The lines of the parts, which are emptied; a long line is held once."""
    whole = b"".join(parts) if len(parts) > 1 else parts[0]
    parts.clear()
    return whole.split(b"\n") if b"\n" in whole else [whole]
