"""REF against the bases of the reference, read lazily from an indexed FASTA."""

from dataclasses import dataclass, field
from pathlib import Path

import pysam

from qc.sequence.variants.teller import Teller, shown

WINDOW = 1 << 16
"""Bases read at once; records follow each other."""

AMBIGUOUS = bytes.maketrans(b"RYSWKMBDHVU", b"ACCAGACAAAT")
"""The concrete base that a VCF writes for an ambiguous one: the first alphabetically (section 1.6.1)."""


@dataclass(slots=True)
class Reference:
    """Compares REF with an indexed FASTA file; contigs it lacks are said once."""

    path: Path
    teller: Teller
    fasta: pysam.FastaFile | None = None
    lengths: dict[str, int] = field(default_factory=dict)
    contig: str = ""
    start: int = 0
    text: bytes = b""

    def open(self) -> bool:
        """Open the file; whether that was possible (said if not)."""
        try:
            self.fasta = pysam.FastaFile(str(self.path))
        except (OSError, ValueError):
            self.teller.tell(False, "VCF_REFERENCE", "the reference cannot be read: REF is not compared")
            return False
        self.lengths = dict(zip(self.fasta.references, self.fasta.lengths, strict=True))
        return True

    def compare(self, contig: str, pos: int, ref: bytes) -> None:
        """Compare REF of one record; N, and ambiguous bases of the reference by their concrete base, are equal."""
        if self.fasta is None or pos < 1:
            return
        length = self.lengths.get(contig)
        if length is None:
            self.teller.once(False, "VCF_REFERENCE", contig, f"the reference has no contig {shown(contig)}")
            return
        bases = self._bases(contig, pos - 1, min(pos - 1 + len(ref), length))
        upper = ref.upper()
        if len(bases) < len(upper) or any(a not in (b, 78) for a, b in zip(upper, bases, strict=True)):
            self.teller.tell(True, "VCF_REF_MISMATCH", f"REF is {shown(ref)}, the reference has {shown(bases)}")

    def _bases(self, contig: str, start: int, end: int) -> bytes:
        if contig != self.contig or start < self.start or end > self.start + len(self.text):
            assert self.fasta is not None
            stop = max(end, min(start + WINDOW, self.lengths[contig]))
            text = self.fasta.fetch(contig, start, max(stop, start)) if start < self.lengths[contig] else ""
            self.contig, self.start = contig, start
            self.text = text.upper().encode("ascii", "replace").translate(AMBIGUOUS)
        return self.text[start - self.start : end - self.start]

    def close(self) -> None:
        """Close the file."""
        if self.fasta is not None:
            self.fasta.close()
