"""The first seven columns of a record, each by itself (section 1.6.1)."""

import re
from dataclasses import dataclass, field

from qc.sequence.variants.alleles import BASES, NONE, Alternates, Kind, read_alternates
from qc.sequence.variants.header import Header
from qc.sequence.variants.meta_lines import CONTIG, FORMER_CONTIG
from qc.sequence.variants.reserved import STRUCTURAL_NAMES
from qc.sequence.variants.teller import Teller, shown
from qc.sequence.variants.values import REAL

POSITION = re.compile(rb"[0-9]{1,10}")
IDS = re.compile(rb"[^\s;]++(?:;[^\s;]++)*+")
OLD_CONTIG = re.compile(r"[^\s:,<>\[\]]+")
"""Names of 4.1 and 4.2: no blank and no colon."""
KEPT = 4096
"""Verdicts on texts that are kept."""

LONGEST = 1 << 16
"""Longest ID or FILTER, in bytes."""

MOST_ALLELES = 100_000
"""Most alternates of a record."""


@dataclass(slots=True)
class ColumnCheck:
    """Checks CHROM to FILTER of one file; verdicts on repeated texts are kept."""

    header: Header
    teller: Teller
    contigs: dict[bytes, str | None] = field(default_factory=dict)
    filters: set[bytes] = field(default_factory=lambda: {b"PASS", b"."})
    alternates: dict[bytes, Alternates] = field(default_factory=dict)

    def contig(self, text: bytes) -> str | None:
        """The name of the contig, without its angle brackets; None, and said, if it can be none."""
        if text in self.contigs:
            return self.contigs[text]
        name = self._contig(text)
        if name is not None:
            if len(self.contigs) >= KEPT:
                self.contigs.clear()
            self.contigs[text] = name
        return name

    def _contig(self, text: bytes) -> str | None:
        bracketed = text.startswith(b"<") and text.endswith(b">")
        name = (text[1:-1] if bracketed else text).decode("utf-8", "replace")
        declared = name in self.header.lengths
        sound = FORMER_CONTIG if self.header.rules.strict else OLD_CONTIG
        if self.header.rules.strict and name in STRUCTURAL_NAMES:
            self.teller.tell(True, "VCF_CHROM", f"{shown(text)} is the reserved name of a symbolic allele")
            return None
        if not sound.fullmatch(name) and not (declared and name and not any(sign.isspace() for sign in name)):
            self.teller.tell(True, "VCF_CHROM", f"{shown(text)} is no name of a contig")
            return None
        if self.header.rules.strict and not CONTIG.fullmatch(name):
            self.teller.once(False, "VCF_CHROM", name, f"{shown(text)} is no name of a contig any more")
        if not declared and not bracketed:
            self.teller.once(False, "VCF_CONTIG", name, f"the contig {shown(name)} is not declared")
        return name

    def position(self, text: bytes) -> int | None:
        """POS as a number; None, and said, if it is none. 0 and one past the end are telomeres."""
        if POSITION.fullmatch(text) and int(text) < 1 << 31:
            return int(text)
        self.teller.tell(True, "VCF_POS", f"{shown(text)} is no position")
        return None

    def identifier(self, text: bytes) -> None:
        """ID: one or more without blanks, semicolons between; each once."""
        if text == b".":
            return
        if len(text) > LONGEST or not IDS.fullmatch(text):
            self.teller.tell(True, "VCF_ID", f"{shown(text)} is no list of identifiers")
        elif b";" in text:
            names = text.split(b";")
            if len(set(names)) < len(names):
                self.teller.tell(self.header.rules.strict, "VCF_ID", "an identifier stands twice")

    def reference(self, text: bytes) -> bool:
        """REF: bases A, C, G, T, N in either case."""
        if BASES.fullmatch(text):
            return True
        self.teller.tell(True, "VCF_REF", f"{shown(text)} is no sequence of A, C, G, T, N")
        return False

    def alternate(self, text: bytes, ref: bytes) -> Alternates:
        """ALT: alleles with their kinds; symbolic ones should be declared."""
        kept = self.alternates.get(text)
        if kept is not None and text != ref:
            return kept
        if BASES.fullmatch(text) and text != ref:
            return self._kept(text, Alternates((text,), (Kind.BASES,)))
        if text.count(b",") > MOST_ALLELES:
            self.teller.tell(True, "VCF_ALT", f"there are more than {MOST_ALLELES} alternates")
            return NONE
        found = read_alternates(text, ref, self.header.rules)
        for must, message in found.faults:
            self.teller.tell(must, "VCF_ALT", message)
        for name in found.symbols():
            if name not in self.header.alternates and name not in {"*", "NON_REF", "X"}:
                self.teller.once(False, "VCF_ALT_UNDECLARED", name, f"the allele <{name[:60]}> is not declared")
        return found if found.faults or Kind.BASES in found.kinds else self._kept(text, found)

    def _kept(self, text: bytes, found: Alternates) -> Alternates:
        """Keep what does not depend on REF; short texts only."""
        if len(text) < 32 and len(self.alternates) < KEPT:
            self.alternates[text] = found
        return found

    def quality(self, text: bytes) -> None:
        """QUAL: a number that is not negative, or missing."""
        if text == b".":
            return
        if not REAL.fullmatch(text) or float(text) < 0:
            self.teller.tell(True, "VCF_QUAL", f"{shown(text)} is no quality")

    def filter(self, text: bytes) -> None:
        """FILTER: PASS, missing, or the filters that failed, semicolons between."""
        if text in self.filters:
            return
        names = text.split(b";") if len(text) <= LONGEST else [b""]
        if any(not name or name in {b".", b"0"} or name.split() != [name] for name in names):
            self.teller.tell(True, "VCF_FILTER", f"{shown(text)} is no list of filters")
            return
        if len(set(names)) < len(names):
            self.teller.tell(self.header.rules.strict, "VCF_FILTER", "a filter stands twice")
            return
        for name in names:
            plain = name.decode("utf-8", "replace")
            if plain not in self.header.filters and plain != "PASS":
                self.teller.once(False, "VCF_FILTER_UNDECLARED", plain, f"the filter {shown(name)} is not declared")
        if b"PASS" in names:
            self.teller.once(False, "VCF_FILTER", "PASS", "PASS stands beside filters that failed")
        if len(self.filters) < KEPT:
            self.filters.add(text)
