"""Figures of a file of variants."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from qc.sequence.variants.alleles import Alternates, Kind
from qc.sequence.variants.header import Header

TRANSITIONS = frozenset({b"AG", b"GA", b"CT", b"TC"})
TYPES_KEPT = 100


@dataclass(slots=True)
class Metrics:
    """Counts records by what their alternates are, and what evidence they give."""

    records: int = 0
    passed: int = 0
    multiallelic: int = 0
    genotyped: int = 0
    frequencies: int = 0
    contigs: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    symbols: Counter[str] = field(default_factory=Counter)

    def take(self, ref: bytes, alternates: Alternates) -> None:
        """Count one record by its alternates."""
        self.multiallelic += alternates.number > 1
        if len(alternates.alleles) == 1 and len(ref) == len(alternates.alleles[0]) == 1 and alternates.number:
            self._substituted(ref, alternates.alleles[0], alternates.kinds[0])
            return
        for allele, kind in zip(alternates.alleles, alternates.kinds, strict=True):
            if kind is not Kind.BASES:
                self._other(allele, kind)
            elif len(allele) == len(ref) == 1:
                self._substituted(ref, allele, kind)
            else:
                self.counts["mnvs" if len(allele) == len(ref) else "indels"] += 1

    def _substituted(self, ref: bytes, alt: bytes, kind: Kind) -> None:
        if kind is not Kind.BASES:
            self._other(alt, kind)
            return
        self.counts["snvs"] += 1
        self.counts["transitions" if (ref + alt).upper() in TRANSITIONS else "transversions"] += 1

    def _other(self, allele: bytes, kind: Kind) -> None:
        self.counts[kind.value] += 1
        if kind is Kind.SYMBOLIC:
            name = allele.decode("utf-8", "replace")[:80]
            if name in self.symbols or len(self.symbols) < TYPES_KEPT:
                self.symbols[name] += 1

    def as_json(self, header: Header) -> dict[str, Any]:
        """The figures by name; ratios rounded to six decimals, None without a denominator."""
        counts = self.counts
        transversions = counts["transversions"]
        ratio = round(counts["transitions"] / transversions, 6) if transversions else None
        return {
            "fileformat": header.fileformat,
            "records": self.records,
            "samples": len(header.samples),
            "snvs": counts["snvs"],
            "indels": counts["indels"],
            "mnvs": counts["mnvs"],
            "breakends": counts["breakend"],
            "symbolic": counts["symbolic"],
            "symbolic_types": dict(sorted(self.symbols.items())),
            "reference_sites": counts["missing"] + counts["unspecified"],
            "overlapped": counts["overlap"],
            "multiallelic": self.multiallelic,
            "transitions": counts["transitions"],
            "transversions": transversions,
            "transition_ratio": ratio,
            "passed": self.passed,
            "genotyped": self.genotyped,
            "with_frequency": self.frequencies,
            "contigs": self.contigs,
            "contigs_declared": len(header.lengths),
        }
