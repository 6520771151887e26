"""The header of a VCF file: meta-information lines up to the line of column names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qc.sequence.variants.definition import Definition, held
from qc.sequence.variants.meta import MetaLine, read_meta
from qc.sequence.variants.meta_lines import Line, check_line
from qc.sequence.variants.reserved import Reserved
from qc.sequence.variants.rules import NEAREST, RULES, Rules
from qc.sequence.variants.teller import Teller, shown

COLUMNS = (b"#CHROM", b"POS", b"ID", b"REF", b"ALT", b"QUAL", b"FILTER", b"INFO")
"""The eight fixed columns; FORMAT and the samples follow."""

LEAST = "VCFv4.2"
"""Whose rules are taken where a file does not say its version."""

MOST_SAMPLES = 1_000_000
MOST_CONTIGS = 1_000_000
MOST_KEYS = 100_000
"""Bounds of what is kept of a header; what comes beyond counts as not declared, more samples are refused."""

UNIQUE = frozenset({"ALT", "FILTER", "INFO", "FORMAT", "SAMPLE", "PEDIGREE", "META"})
"""Lines whose IDs stand once within their kind from 4.3 on, even if equal."""

DICTIONARY = ("FILTER", "INFO", "FORMAT")
"""Lines whose IDs are the strings of BCF, in their order."""


@dataclass(slots=True)
class Header:
    """What the header declares. `lengths` maps contigs to their length in bases, None if not told.

    `strings` are the names that BCF numbers, in order, each with its IDX; `indexes` the IDX of contigs that tell one.
    `columns` is 0 without a line of column names.
    """

    fileformat: str = ""
    rules: Rules = RULES[LEAST]
    info: dict[str, Definition] = field(default_factory=dict)
    formats: dict[str, Definition] = field(default_factory=dict)
    filters: set[str] = field(default_factory=set)
    alternates: set[str] = field(default_factory=set)
    lengths: dict[str, int | None] = field(default_factory=dict)
    samples: list[str] = field(default_factory=list)
    strings: list[tuple[str, str]] = field(default_factory=list)
    indexes: dict[str, str] = field(default_factory=dict)
    columns: int = 0


@dataclass(slots=True)
class HeaderReader:
    """Takes the lines of a header one by one; `ended` after the line of column names, or before a record without it."""

    teller: Teller
    header: Header = field(default_factory=Header)
    first: bool = True
    ended: bool = False
    seen: dict[tuple[str, str], tuple[str | None, ...]] = field(default_factory=dict)

    def take(self, line: bytes) -> bool:
        """Read one line; whether it belonged to the header."""
        if line.startswith(b"##"):
            self._meta(line)
        elif line.startswith(b"#"):
            self._names(line)
        elif line.count(b"\t") >= len(COLUMNS) - 1:
            self._lacking()
            return False
        else:
            self.teller.tell(True, "VCF_META", f"a line before the column names has no ##: {shown(line)}")
        self.first = False
        return True

    def end(self) -> None:
        """The stream has ended inside the header."""
        if not self.ended:
            self._lacking()

    def _lacking(self) -> None:
        self.ended = True
        self.teller.tell(True, "VCF_HEADER", "there is no line of column names (#CHROM …)")

    def _meta(self, line: bytes) -> None:
        meta = read_meta(line)
        if meta.key == "fileformat":
            self._version(meta)
            return
        self._begun()
        if check_line(Line(meta, self.header.rules, self.teller)):
            self._keep(meta)

    def _begun(self) -> None:
        if self.first:
            self.teller.tell(True, "VCF_HEADER", "the first line is not ##fileformat=VCFv4.x")
            self.first = False

    def _version(self, meta: MetaLine) -> None:
        if not self.first:
            already = bool(self.header.fileformat)
            self.teller.tell(
                True, "VCF_HEADER", "##fileformat stands twice" if already else "##fileformat is not the first line"
            )
        value = (meta.value or b"").decode("utf-8", "replace")
        plain = value.rstrip()
        if plain != value:
            self.teller.tell(False, "VCF_META", "##fileformat has blanks at its end")
        if plain in NEAREST:
            self.header.rules = RULES[NEAREST[plain]]
            self.teller.tell(
                False, "VCF_VERSION", f"{plain} is older or newer than 4.1 to 4.5: not all of it is checked"
            )
        elif plain in RULES:
            self.header.rules = RULES[plain]
        else:
            self.teller.tell(True, "VCF_VERSION", f"##fileformat is {shown(value)}, not VCFv4.1 to VCFv4.5")
        self.header.fileformat = self.header.fileformat or plain

    def _keep(self, meta: MetaLine) -> None:
        name = meta.fields.get("ID")
        if not name:
            return
        if meta.key == "contig":
            self._contig(name, meta.fields)
            return
        if len(self.seen) >= MOST_KEYS:
            return
        told = tuple(meta.fields.get(key) for key in ("Number", "Type"))
        before = self.seen.setdefault((meta.key, name), told)
        if before is not told:
            self._again(meta.key, name, before != told)
            return
        if meta.key in DICTIONARY:
            self.header.strings.append((name, meta.fields.get("IDX", "")))
        self._declare(meta.key, name, meta)

    def _contig(self, name: str, fields: Mapping[str, str]) -> None:
        text = fields.get("length", "")
        length = int(text[:12]) if text.isdigit() and text.isascii() else None
        lengths = self.header.lengths
        if name in lengths:
            self._again("contig", name, None not in {length, lengths[name]} and length != lengths[name])
            return
        if len(lengths) >= MOST_CONTIGS:
            return
        lengths[name] = length
        if "IDX" in fields:
            self.header.indexes[name] = fields["IDX"]

    def _declare(self, kind: str, name: str, meta: MetaLine) -> None:
        header = self.header
        if kind == "INFO":
            header.info[name] = _definition(name, meta, header.rules.info.get(name))
        elif kind == "FORMAT":
            header.formats[name] = _definition(name, meta, header.rules.format.get(name))
        elif kind == "FILTER":
            header.filters.add(name)
        elif kind == "ALT":
            header.alternates.add(name)

    def _again(self, kind: str, name: str, differs: bool) -> None:
        # An identical contig again is common in files that the labels call valid.
        must = self.header.rules.strict and (differs or kind in UNIQUE)
        self.teller.tell(must, "VCF_META_DUP", f"##{kind} {shown(name)} is declared twice")

    def _names(self, line: bytes) -> None:
        self._begun()
        self.ended = True
        self.header.columns = line.count(b"\t") + 1
        if self.header.columns > MOST_SAMPLES:
            self.header.columns = 0
            self.teller.tell(True, "VCF_HEADER", f"there are more than {MOST_SAMPLES} columns")
            return
        names = line.split(b"\t")
        if tuple(names[:8]) != COLUMNS:
            self.teller.tell(
                True, "VCF_HEADER", f"the column names are not CHROM to INFO, tab-separated: {shown(line)}"
            )
            self.header.columns = 0
            return
        if len(names) > 8 and (names[8] != b"FORMAT" or len(names) == 9):
            self.teller.tell(True, "VCF_HEADER", "after INFO stand FORMAT and the names of the samples, or nothing")
        self._samples(names[9:])

    def _samples(self, names: list[bytes]) -> None:
        samples = [name.decode("utf-8", "replace") for name in names]
        self.header.samples = samples
        if not all(samples):
            self.teller.tell(True, "VCF_HEADER", "a sample has no name, or the line of column names ends with a tab")
        seen: set[str] = set()
        for name in samples:
            if name in seen and name:
                self.teller.tell(True, "VCF_DUP_SAMPLE", f"the sample {shown(name)} stands in two columns")
            seen.add(name)


def _definition(name: str, meta: MetaLine, reserved: Reserved | None) -> Definition:
    number = meta.fields.get("Number", ".")
    type_ = meta.fields.get("Type", "String")
    kind = reserved.kind if reserved is not None and reserved.type == type_ else ""
    return Definition(name, held(name, number), type_, kind)
