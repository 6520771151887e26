"""The figures of a FASTQ file: sums that the kernels keep, and what they come to at the end."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence import lengths
from qc.sequence.fastq import rows
from qc.sequence.fastq.kernel import UNUSED_BIN, drain
from qc.sequence.fastq.naming import Text
from qc.sequence.fastq.offset import HIGHEST, LOWEST, Offset, decide
from qc.sequence.fastq.positions import Positions
from qc.sequence.fastq.rows import LENGTHS, LONG, UNFIT, Rows, new_tallies
from qc.sequence.figures import gc_content, qualities, share

COMMON = 0.999
"""Characters that make up this share of all are counted by comparison."""
FIT = np.array([LOWEST <= byte <= HIGHEST for byte in range(256)])
"""Which bytes are quality characters."""
NO_QUALITIES = {"q20_fraction": 0.0, "q30_fraction": 0.0, "mean_quality": None}
"""What is told of a file without a quality."""


class Statistics:
    """Sums over all records of one file; `metrics` after `finish`."""

    def __init__(self) -> None:
        self.tallies = new_tallies()
        self.offset = Offset("phred33")
        self._positions = Positions()
        self._long: list[NDArray[np.int64]] = []
        self._bad = self._seen_long = 0

    @property
    def reads(self) -> int:
        """Records in the four-line form."""
        return int(self.tallies.counts[rows.READS])

    @property
    def characters(self) -> NDArray[np.int64]:
        """How often each byte stands in the quality lines."""
        drain(self.tallies.pairs, self.tallies.quality)
        return self.tallies.quality

    def take(self, text: Text, records: Rows, count: int, before: int) -> bool:
        """Account for `count` rows that the kernel has filled; whether bytes that are no qualities are among them."""
        length = records.length[:count]
        self._positions.take(text, records.sequence[:count], records.quality[:count], length, before)
        if self.tallies.counts[LONG] > self._seen_long:
            self._seen_long = self.tallies.counts[LONG]
            self._long.append(length[length >= LENGTHS].copy())
        bad = int(self.tallies.counts[UNFIT])
        found, self._bad = bad > self._bad, bad
        return found

    def common(self, most: int) -> NDArray[np.uint8]:
        """The few characters that nearly all qualities are, filled up to four or `most`; none if they are many."""
        counts = self.characters
        order = np.argsort(-counts, kind="stable")[:most]
        order = order[counts[order] > 0]
        total = int(counts.sum())
        if not total or int(counts[order].sum()) < COMMON * total or not FIT[order].all():
            return np.zeros(0, np.uint8)
        bins = np.full(most if len(order) > most // 2 else most // 2, UNUSED_BIN, np.uint8)
        bins[: len(order)] = order
        return bins

    def finish(self) -> None:
        """Decide the offset, since all qualities are known."""
        sample = self._positions
        self.offset = decide(
            dict(enumerate(self.characters.tolist())),
            low_reads=sample.low_reads,
            high_reads=sample.high_reads,
            reads=sample.reads,
        )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Codes of what holds for the file as a whole, with messages."""
        if self.offset.code:
            yield self.offset.code, self.offset.message
        known, bases = int(self.tallies.counts[:5].sum()), self._bases
        if bases and 2 * known < bases:
            yield "E_MOSTLY_N", f"{bases - known} of {bases} bases are not A, C, G, T or U"

    @property
    def _bases(self) -> int:
        return int(self.tallies.counts[: rows.OTHER + 1].sum())

    def metrics(self) -> dict[str, Any]:
        """The figures by the names that reports have; null or empty where there is nothing to take them from."""
        counts = self.tallies.counts
        bases = dict(zip(("A", "C", "G", "T", "U", "N", "other"), counts[:7].tolist(), strict=True))
        values, times = self._lengths()
        return {
            "reads": self.reads,
            "bases": self._bases,
            "base_counts": bases,
            **gc_content(bases, self._bases),
            "length": lengths.figures(values, times),
            "length_histogram": lengths.histogram(values, times),
            **self._quality(),
            "gc_histogram": self.tallies.gc.tolist(),
            "per_position": self._positions.metrics(self.offset.value),
        }

    def _lengths(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Each length that occurs, ascending, and its reads."""
        short = np.flatnonzero(self.tallies.lengths)
        long, counts = np.unique(np.concatenate([*self._long, np.zeros(0, np.int64)]), return_counts=True)
        return np.concatenate([short, long]), np.concatenate([self.tallies.lengths[short], counts])

    def _quality(self) -> dict[str, Any]:
        """What the quality characters say under the file's offset."""
        characters = np.where(FIT, self.characters, 0)
        counts = {int(at) - self.offset.value: int(characters[at]) for at in np.flatnonzero(characters)}
        good = self.tallies.counts[rows.GOOD33 if self.offset.value == 33 else rows.GOOD64]
        return {
            **(qualities(counts) if counts else NO_QUALITIES),
            "quality_histogram": {str(quality): count for quality, count in counts.items()},
            "reads_mean_q30_fraction": share(int(good), self.reads),
            "quality_offset": self.offset.value if counts else None,
            "quality_encoding": self.offset.encoding if counts else None,
        }
