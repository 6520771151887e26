"""What holds between records: positions ascend within a contig, and each contig is one block (section 1.6.1)."""

from dataclasses import dataclass, field

from qc.sequence.variants.header import Header
from qc.sequence.variants.teller import Teller, shown

REMEMBERED = 500_000
"""Contigs that are remembered as ended, by hash."""


@dataclass(slots=True)
class Order:
    """Follows the records of one file."""

    header: Header
    teller: Teller
    contig: str = ""
    pos: int = -1
    ended: set[int] = field(default_factory=set)

    def follow(self, contig: str, pos: int) -> bool:
        """Take the next record; whether it stands on another contig than the one before."""
        if contig == self.contig:
            if pos < self.pos:
                self.teller.tell(True, "VCF_ORDER", f"position {pos} follows {self.pos}")
            self.pos = pos
            return False
        if hash(contig) in self.ended:
            self.teller.tell(True, "VCF_CONTIGUOUS", f"the contig {shown(contig)} has ended before")
        if self.contig and len(self.ended) < REMEMBERED:
            self.ended.add(hash(self.contig))
        self.contig, self.pos = contig, pos
        return True

    def within(self, contig: str, pos: int, ref: bytes, telomere: bool) -> None:
        """Say it where a record lies past the end of its contig; a breakend may stand one base behind it."""
        length = self.header.lengths.get(contig)
        if not length:
            return
        if pos > length + telomere:
            self.teller.tell(True, "VCF_PAST_END", f"position {pos} of {length}")
        elif pos + len(ref) - 1 > length + telomere:
            self.teller.tell(False, "VCF_PAST_END", f"REF reaches past the end at {length}")
