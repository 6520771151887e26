"""Variants that stand twice in a file, however they are written; only records near each other are kept."""

from collections import deque
from dataclasses import dataclass, field

from qc.sequence.variants.alleles import Alternates, Kind, trimmed
from qc.sequence.variants.teller import Teller, shown

MOST = 20_000
"""Variants kept at once; a file with more within one REF length loses the oldest."""

LONGEST = 1_000
"""Alleles longer than this are not compared."""


Seen = tuple[bytes, int, int, int]
"""Identifier, record, and hash of REF with ALT as written, and what tells records apart, of the record a variant stands in."""


@dataclass(slots=True)
class EqualAlleles:
    """Remembers the variants that a later record could repeat: those at or after the current position.

    Symbolic alleles and breakends say too little to be equal. Two records of one variant are an error, unless each
    has an identifier of its own, or the two write the variant differently and neither has an identifier, or they
    differ in INFO and have no samples, or one of them tells local alleles: then a warning (databases list a variant
    under several identifiers, or once for each annotation).
    """

    teller: Teller
    seen: dict[tuple[int, bytes, bytes], Seen] = field(default_factory=dict)
    queue: deque[tuple[int, bytes, bytes]] = field(default_factory=deque)

    def restart(self) -> None:
        """Another contig begins."""
        self.seen.clear()
        self.queue.clear()

    def compare(self, pos: int, ref: bytes, alternates: Alternates, identifier: bytes, telling: int) -> None:
        """Compare the alternates of one record with those remembered, then remember them.

        `telling` is equal for records that tell the same kind of thing of their variants: see `Seen`.
        """
        while self.queue and (self.queue[0][0] < pos or len(self.queue) > MOST):
            self.seen.pop(self.queue.popleft(), None)
        if len(ref) > LONGEST:
            return
        written = hash((ref, alternates.alleles))
        for allele, kind in zip(alternates.alleles, alternates.kinds, strict=True):
            if kind is Kind.BASES and len(allele) <= LONGEST:
                variant = trimmed(pos, ref, allele)
                before = self.seen.get(variant)
                if before is None:
                    self.seen[variant] = identifier, self.teller.record, written, telling
                    self.queue.append(variant)
                elif before[1] != self.teller.record:
                    self._say(variant, before, (identifier, self.teller.record, written, telling))

    def _say(
        self,
        variant: tuple[int, bytes, bytes],
        before: Seen,
        now: Seen,
    ) -> None:
        same = before[0] == now[0] and (now[0] != b"." or before[2] == now[2]) and before[3] == now[3]
        pos, ref, alt = variant
        self.teller.tell(same, "VCF_DUPLICATE", f"{pos} {shown(ref)} to {shown(alt)} stands in record {before[1]} too")
