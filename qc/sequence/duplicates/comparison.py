"""The second reading: full names of the candidates side by side."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qc.sequence.fastq.columns import NameColumns

LISTED = 100
"""Duplicates that are listed with both records; the others are counted."""

NAMES = 200_000
"""Names of candidates that are held at once, about 250 bytes each."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A name that stands again: the record where it stood first, the record where it stands again, its place."""

    name: str
    first: int
    again: int
    byte: int
    line: int | None


@dataclass(slots=True)
class Names:
    """Names of candidates with the record of each; `times` counts those that stood before.

    Names are compared as text, without the comment and with their mate mark. `whole` is false when there were more
    than `NAMES`: then `times` is too small.
    """

    listed: list[Duplicate] = field(default_factory=list)
    times: int = 0
    whole: bool = True
    _records: dict[bytes, int] = field(default_factory=dict)

    def take(self, columns: NameColumns, rows: NDArray[np.int64]) -> None:
        """Take the candidates among the rows of a block."""
        for row in rows:
            start, record = int(columns.start[row]), columns.first + int(row)
            text = columns.text[start : int(columns.end[row])].tobytes()
            name = text + bytes([columns.mark[row]])
            first = self._records.get(name)
            if first is not None:
                self._again(
                    Duplicate(shown(text), first, record, columns.offset + start - 1, line_of(columns, int(row)))
                )
            elif len(self._records) < NAMES:
                self._records[name] = record
            else:
                self.whole = False

    def _again(self, duplicate: Duplicate) -> None:
        self.times += 1
        if len(self.listed) < LISTED:
            self.listed.append(duplicate)

    @property
    def enough(self) -> bool:
        """Whether reading on would neither list nor count."""
        return not self.whole and len(self.listed) == LISTED


def line_of(columns: NameColumns, row: int) -> int | None:
    """The line of a row's name in the file, if it is known."""
    return None if columns.line is None else columns.line + 4 * row


def shown(text: bytes) -> str:
    """A name as messages show it: at most 80 characters, what is not printable escaped."""
    return repr(text.decode("latin-1"))[1:-1].replace("\\'", "'")[:80]
