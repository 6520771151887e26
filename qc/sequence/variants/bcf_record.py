"""One BCF record as the columns of VCF (section 6.3.1), and its dictionaries."""

from dataclasses import dataclass, field
from struct import Struct

from qc.sequence.variants.bcf_values import MISSING_FLOAT, BrokenRecord, Cursor, real
from qc.sequence.variants.header import Header
from qc.sequence.variants.teller import Teller

SITE = Struct("<iiiIII")
"""CHROM, POS from 0, rlen, QUAL as bits, alleles and INFO fields, fields and samples."""


@dataclass(slots=True)
class Dictionaries:
    """Strings and contigs by their index; PASS is string 0."""

    strings: dict[int, str] = field(default_factory=lambda: {0: "PASS"})
    contigs: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, header: Header, teller: Teller) -> "Dictionaries":
        """The dictionaries the header defines: by IDX, or by the order of its lines."""
        made = cls()
        known = {"PASS": 0}
        given = [bool(index) for name, index in header.strings if name != "PASS"]
        if len(set(given)) > 1:
            teller.tell(True, "BCF_DICTIONARY", "some lines have IDX and others not")
        for name, index in header.strings:
            if name not in known:
                known[name] = _index(index, len(known))
                made.strings[known[name]] = name
        for number, name in enumerate(header.lengths):
            made.contigs[_index(header.indexes.get(name, ""), number)] = name
        return made

    def string(self, index: int) -> bytes:
        """The string of this index. Raises BrokenRecord."""
        if index not in self.strings:
            raise BrokenRecord(f"the key {index} is not in the dictionary")
        return self.strings[index].encode()


def _index(text: str, following: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else following


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """The shared part of a record: the eight columns of VCF, `rlen`, and what follows of samples."""

    columns: list[bytes]
    alternates: int
    rlen: int
    fields: int
    samples: int


def read_site(data: bytes, dictionaries: Dictionaries, header: Header) -> SiteRecord:
    """Read the shared bytes of one record. Raises BrokenRecord."""
    cursor = Cursor(data)
    chrom, pos, rlen, quality, alleles_info, fields_samples = SITE.unpack(cursor.take(SITE.size))
    contig = dictionaries.contigs.get(chrom)
    if contig is None:
        raise BrokenRecord(f"the contig {chrom} is not in the dictionary")
    alleles, fields = alleles_info >> 16, alleles_info & 0xFFFF
    identifier = cursor.text()
    if alleles < 1:
        raise BrokenRecord("there is no REF")
    bases = [cursor.text() for _ in range(alleles)]
    filters = [dictionaries.string(index) for index in cursor.integers()]
    info = [_info(cursor, dictionaries, header) for _ in range(fields)]
    if cursor.at != len(data):
        raise BrokenRecord(f"{len(data) - cursor.at} bytes remain after INFO")
    columns = [
        contig.encode(),
        b"%d" % (pos + 1),
        identifier,
        bases[0],
        b",".join(bases[1:]) or b".",
        b"." if quality == MISSING_FLOAT else real(quality),
        b";".join(filters) or b".",
        b";".join(info) or b".",
    ]
    alternates = 0 if columns[4] == b"." else alleles - 1
    return SiteRecord(columns, alternates, rlen, fields_samples >> 24, fields_samples & 0xFFFFFF)


def _info(cursor: Cursor, dictionaries: Dictionaries, header: Header) -> bytes:
    key = dictionaries.string(cursor.integer())
    value = cursor.text()
    definition = header.info.get(key.decode())
    if definition is not None and definition.type == "Flag" and value in {b".", b"1"}:
        return key
    return key + b"=" + value
