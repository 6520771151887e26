"""The offset of quality characters, decided from those of the whole file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["phred33", "phred64", "solexa64"]

SOLEXA = ord(";")
"""The lowest character of Solexa's odds: -5 with offset 64. One below it has offset 33."""
PHRED64 = ord("@")
"""Quality 0 with offset 64."""
SANGER_HIGH = ord("K")
"""Quality 42 with offset 33: with nothing below `;`, a higher one makes offset 64 the likelier."""
ILLUMINA_HIGH = ord("j")
"""Quality 42 with offset 64: a higher one comes from consensus reads (offset 33, up to 93), not from such a file."""
PURE_HIGH = ord("a")
"""A read that reaches this (33 or 64 by offset) and has nothing below `;` was written with offset 64."""
LOWEST, HIGHEST = ord("!"), ord("~")
"""The characters that qualities may be."""
JOINED = 0.01
"""From this share of reads of either kind on, two encodings are in the file."""


@dataclass(frozen=True, slots=True)
class Offset:
    """The encoding of a file; `code` is what is to be said of it, if anything, and `message` its words."""

    encoding: Encoding
    code: str = ""
    message: str = ""

    @property
    def value(self) -> int:
        """What is subtracted from a character: 33 or 64."""
        return 33 if self.encoding == "phred33" else 64


def decide(histogram: Mapping[int, int], *, low_reads: int = 0, high_reads: int = 0, reads: int = 0) -> Offset:
    """The offset from the number of each quality character in the file.

    A character below `;` is possible with offset 33 alone. Without one, a highest character of L to j tells offset 64
    (Solexa's odds if one stands below `@`). What fits both, as a short file may, is taken for offset 33, the only one
    in use since 2011. Of a sample of `reads`, `low_reads` fit offset 33 alone, and `high_reads` offset 64 alone.
    """
    seen = [character for character, count in histogram.items() if count and LOWEST <= character <= HIGHEST]
    low, high = min(seen, default=LOWEST), max(seen, default=LOWEST)
    if low < SOLEXA:
        if reads and min(low_reads, high_reads) >= JOINED * reads:
            message = f"qualities from {chr(low)} to {chr(high)}: some reads fit offset 33 only, others 64 only"
            return Offset("phred33", "W_PHRED_RANGE", message)
        return Offset("phred33")
    if not SANGER_HIGH < high <= ILLUMINA_HIGH:
        return Offset("phred33")
    if low < PHRED64:
        return Offset("solexa64", "I_SOLEXA64")
    return Offset("phred64", "I_PHRED64")
