"""One record after another: every check of the body, in the order of the columns."""

from dataclasses import dataclass
from typing import Any

from qc.sequence.options import Options
from qc.sequence.variants.alleles import Kind
from qc.sequence.variants.columns import ColumnCheck
from qc.sequence.variants.equal_alleles import EqualAlleles
from qc.sequence.variants.format import SampleCheck
from qc.sequence.variants.header import Header
from qc.sequence.variants.info import InfoCheck
from qc.sequence.variants.metrics import Metrics
from qc.sequence.variants.order import Order
from qc.sequence.variants.reference import Reference
from qc.sequence.variants.teller import Teller

FREQUENCIES = (b"AF=", b";AF=", b"AC=", b";AC=")
"""Evidence a site without genotypes can give: allele frequencies or counts."""


@dataclass(slots=True)
class Body:
    """Checks the records of one file, and counts them."""

    header: Header
    teller: Teller
    columns: ColumnCheck
    info: InfoCheck
    samples: SampleCheck
    order: Order
    equal: EqualAlleles
    metrics: Metrics
    reference: Reference | None = None

    @classmethod
    def of(cls, header: Header, teller: Teller, options: Options) -> "Body":
        """The checks of a file with this header."""
        reference = Reference(options.reference, teller) if options.reference is not None else None
        if reference is not None and not reference.open():
            reference = None
        return cls(
            header,
            teller,
            ColumnCheck(header, teller),
            InfoCheck(header, teller),
            SampleCheck(header, teller),
            Order(header, teller),
            EqualAlleles(teller),
            Metrics(),
            reference,
        )

    def check(self, line: bytes) -> None:
        """Check one line of text; the teller stands at it."""
        fields = line.split(b"\t", 9)
        expected = self.header.columns
        found = len(fields) if len(fields) < 10 else 10 + fields[9].count(b"\t")
        if found != expected and (expected or found < 8):
            self._columns(found, expected)
            return
        if b"" in fields:
            empty = fields.index(b"")
            self.teller.tell(True, "VCF_COLUMNS", f"column {empty + 1} is empty: a missing value is a dot")
            return
        self.record(fields)

    def _columns(self, found: int, expected: int) -> None:
        self.metrics.records += 1
        self.teller.tell(True, "VCF_COLUMNS", f"{found} columns where the header has {expected or 'at least 8'}")

    def record(self, fields: list[bytes]) -> None:
        """Check one record: eight columns, then FORMAT and the samples (tab-separated) if there are any."""
        self.metrics.records += 1
        columns, (chrom, position, identifier, ref, alt, quality, filters, info) = self.columns, fields[:8]
        contig, pos = columns.contig(chrom), columns.position(position)
        columns.identifier(identifier)
        sound = columns.reference(ref)
        alternates = columns.alternate(alt, ref)
        columns.quality(quality)
        columns.filter(filters)
        self.info.check(info, alternates, pos or 0, ref)
        if len(fields) > 9:
            plan = self.samples.check(fields[8], fields[9], alternates.number)
            self.metrics.genotyped += plan.genotyped
        self.metrics.passed += filters == b"PASS"
        self.metrics.frequencies += info.startswith(FREQUENCIES[::2]) or any(one in info for one in FREQUENCIES[1::2])
        self.metrics.take(ref, alternates)
        if contig is not None and pos is not None:
            if self.order.follow(contig, pos):
                self.metrics.contigs += 1
                self.equal.restart()
            self.order.within(contig, pos, ref, Kind.BREAKEND in alternates.kinds)
            if sound:
                self.equal.compare(pos, ref, alternates, identifier, self._telling(fields))
            if sound and self.reference is not None:
                self.reference.compare(contig, pos, ref)

    def _telling(self, fields: list[bytes]) -> int:
        """What two records of one variant may differ in: INFO without samples, or local alleles (an example of 4.5)."""
        if not self.header.samples:
            return hash(fields[7])
        return int(self.header.rules.local and len(fields) > 8 and b":LAA" in fields[8])

    def end(self) -> dict[str, Any]:
        """What remains to be said after the last record; the figures."""
        teller, metrics = self.teller, self.metrics
        teller.line = teller.byte = teller.record = 0
        if not metrics.records and not teller.errors:
            teller.remarks.add("W_VCF_NO_RECORDS", severity="warning")
        elif metrics.records and not metrics.genotyped and not metrics.frequencies and not teller.errors:
            teller.remarks.add("I_VCF_NO_EVIDENCE")
        if self.reference is not None:
            self.reference.close()
        return metrics.as_json(self.header)
