"""What all files of signals report: reads and their lengths, runs, identifiers."""

from collections import Counter
from typing import Any
from uuid import UUID

import numpy as np

from qc.sequence import lengths
from qc.sequence.remarks import Remarks

SHOWN = 50
"""Runs that are named."""


class Reads:
    """The reads of one file as they come: how many samples each has, which run it is of, whether its name came before."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._seen: dict[bytes, int] = {}
        self._lengths: Counter[int] = Counter()
        self._runs: set[str] = set()
        self.number = 0

    def take(self, identifier: str, samples: int, run: str) -> None:
        """Take the next read; an identifier that is no UUID, or that came before, is told."""
        self.number += 1
        self._lengths[samples] += 1
        if run and len(self._runs) < SHOWN:
            self._runs.add(run)
        key = uuid_bytes(identifier)
        if key is None:
            self._remarks.add("E_SIGNAL_READ_ID", f"the read_id {identifier[:80]!r} is no UUID", records=(self.number,))
            return
        first = self._seen.setdefault(key, self.number)
        if first != self.number:
            self._remarks.add("E_SIGNAL_DUP", f"the read_id {identifier} stands twice", records=(first, self.number))

    def figures(self) -> dict[str, Any]:
        """Reads, samples, lengths in samples, and the runs; no read at all is an error."""
        if not self.number:
            self._remarks.add("E_NO_READS")
        values = np.array(sorted(self._lengths), np.int64)
        counts = np.array([self._lengths[int(value)] for value in values], np.int64)
        return {
            "reads": self.number,
            "signal_samples": int(values @ counts),
            "length": lengths.figures(values, counts),
            "length_histogram": lengths.histogram(values, counts) if self.number else [],
            "runs": sorted(self._runs),
        }


def uuid_bytes(identifier: str) -> bytes | None:
    """The sixteen bytes of a UUID in its usual form, None for anything else."""
    try:
        value = UUID(identifier)
    except ValueError:
        return None
    return value.bytes if str(value) == identifier.lower() else None
