"""Records looked at exactly: every column of the specification's section 1.4 in both directions."""

import pytest

from qc.sequence.alignment.fields import Names, record_faults
from qc.sequence.alignment.sam_faults import (
    AUX,
    CIGAR,
    CIGAR_CLIP,
    CIGAR_LENGTH,
    COLUMNS,
    FLAG,
    FLAG_BITS,
    MAPQ,
    MATE_PAST_END,
    NO_REFERENCES,
    NOT_ASCII,
    PAST_END,
    PNEXT,
    POS,
    QNAME,
    QUAL,
    QUAL_LENGTH,
    REFERENCE,
    RNAME,
    RNEXT,
    SEQ,
    TLEN,
    UNPLACED,
)

NAMES = Names({b"chr1": 1000, b"MT": 0, b"x:1-2": 2147483647})
PLAIN = [b"r1", b"99", b"chr1", b"10", b"60", b"4M", b"=", b"20", b"14", b"ACGT", b"FFFF"]
COLUMN = dict(
    zip(
        ["QNAME", "FLAG", "RNAME", "POS", "MAPQ", "CIGAR", "RNEXT", "PNEXT", "TLEN", "SEQ", "QUAL"],
        range(11),
        strict=True,
    )
)


def record(**columns: str) -> bytes:
    """A sound record with some columns changed."""
    fields = list(PLAIN)
    for name, text in columns.items():
        fields[COLUMN[name]] = text.encode("latin-1")
    return b"\t".join(fields)


def kinds(line: bytes, names: Names = NAMES) -> list[int]:
    """The kinds of fault of a line."""
    return [one.kind for one in record_faults(line, names)]


SOUND = [
    {},
    {"QNAME": "*"},
    {"QNAME": "a" * 254},
    {"QNAME": "!\"#$%&'()*+,-./0:;<=>?A[\\]^_`{|}~"},
    {"FLAG": "0"},
    {"FLAG": "4095"},
    {"RNAME": "*", "POS": "0", "FLAG": "4", "CIGAR": "*", "RNEXT": "*", "PNEXT": "0", "TLEN": "0", "MAPQ": "0"},
    {"RNAME": "chr1", "FLAG": "4"},
    {"POS": "2147483647", "RNAME": "x:1-2", "CIGAR": "*"},
    {"POS": "997"},
    {"POS": "1000", "CIGAR": "4I"},
    {"POS": "5000", "RNAME": "MT"},
    {"MAPQ": "255"},
    {"CIGAR": "*"},
    {"CIGAR": "1S2M1S"},
    {"CIGAR": "5H1S2M1S5H"},
    {"CIGAR": "5H4M"},
    {"CIGAR": "4M5H"},
    {"CIGAR": "4S"},
    {"CIGAR": "2S2S"},
    {"CIGAR": "1=1X1I5D2P9N1M"},
    {"CIGAR": "0M4M"},
    {"CIGAR": "5H0M5H", "SEQ": "*", "QUAL": "*"},
    {"CIGAR": "100M", "SEQ": "*", "QUAL": "*"},
    {"RNEXT": "*"},
    {"RNEXT": "MT", "PNEXT": "99999"},
    {"PNEXT": "1000"},
    {"TLEN": "-2147483647"},
    {"TLEN": "+2147483647"},
    {"SEQ": "acN=", "QUAL": "*"},
    {"SEQ": "R.zU", "QUAL": "!~!~"},
    {"SEQ": "A", "QUAL": "*", "CIGAR": "1M"},
]


@pytest.mark.parametrize("columns", SOUND, ids=str)
def test_sound_records_say_nothing(columns: dict[str, str]) -> None:
    """Every value the table allows, at the edges of its ranges."""
    assert kinds(record(**columns)) == []


BROKEN = [
    ({"QNAME": ""}, QNAME),
    ({"QNAME": "@r"}, QNAME),
    ({"QNAME": "a b"}, QNAME),
    ({"QNAME": "a" * 255}, QNAME),
    ({"FLAG": "-1"}, FLAG),
    ({"FLAG": "65536"}, FLAG),
    ({"FLAG": "0x10"}, FLAG),
    ({"FLAG": "*"}, FLAG),
    ({"FLAG": ""}, FLAG),
    ({"FLAG": "4096"}, FLAG_BITS),
    ({"RNAME": "chr9", "RNEXT": "chr1"}, REFERENCE),
    ({"RNAME": "", "RNEXT": "chr1"}, RNAME),
    ({"RNAME": "=", "RNEXT": "chr1"}, RNAME),
    ({"RNAME": "a b", "RNEXT": "chr1"}, RNAME),
    ({"RNAME": "*x", "RNEXT": "chr1"}, RNAME),
    ({"POS": "-1"}, POS),
    ({"POS": "2147483648"}, POS),
    ({"POS": "*"}, POS),
    ({"POS": "1.5"}, POS),
    ({"POS": "0"}, UNPLACED),
    ({"RNAME": "*"}, UNPLACED),
    ({"POS": "998"}, PAST_END),
    ({"POS": "1001", "CIGAR": "4I"}, PAST_END),
    ({"MAPQ": "256"}, MAPQ),
    ({"MAPQ": "-1"}, MAPQ),
    ({"MAPQ": "*"}, MAPQ),
    ({"CIGAR": ""}, CIGAR),
    ({"CIGAR": "4"}, CIGAR),
    ({"CIGAR": "M"}, CIGAR),
    ({"CIGAR": "4M2"}, CIGAR),
    ({"CIGAR": "2M2B2M"}, CIGAR),
    ({"CIGAR": "4m"}, CIGAR),
    ({"CIGAR": "-4M"}, CIGAR),
    ({"CIGAR": "268435456M"}, CIGAR),
    ({"CIGAR": "**"}, CIGAR),
    ({"CIGAR": "2M1H2M"}, CIGAR_CLIP),
    ({"CIGAR": "1M1S2M"}, CIGAR_CLIP),
    ({"CIGAR": "1S1H2M1S"}, CIGAR_CLIP),
    ({"CIGAR": "1S1S2M"}, CIGAR_CLIP),
    ({"CIGAR": "5M"}, CIGAR_LENGTH),
    ({"CIGAR": "5M", "FLAG": "4"}, CIGAR_LENGTH),
    ({"CIGAR": "0M"}, CIGAR_LENGTH),
    ({"RNEXT": "chr9"}, REFERENCE),
    ({"RNEXT": ""}, RNEXT),
    ({"RNEXT": "=x"}, RNEXT),
    ({"RNEXT": "x()"}, RNEXT),
    ({"PNEXT": "-1"}, PNEXT),
    ({"PNEXT": "2147483648"}, PNEXT),
    ({"PNEXT": "*"}, PNEXT),
    ({"PNEXT": "1001"}, MATE_PAST_END),
    ({"TLEN": "-2147483648"}, TLEN),
    ({"TLEN": "2147483648"}, TLEN),
    ({"TLEN": "*"}, TLEN),
    ({"TLEN": "1.0"}, TLEN),
    ({"SEQ": ""}, SEQ),
    ({"SEQ": "A*GT"}, SEQ),
    ({"SEQ": "AC T"}, SEQ),
    ({"SEQ": "AC1T"}, SEQ),
    ({"QUAL": ""}, QUAL),
    ({"QUAL": "FF F"}, QUAL),
    ({"QUAL": "FF\x7fF"}, QUAL),
    ({"QUAL": "FFFF", "SEQ": "*"}, QUAL),
    ({"QUAL": "FFF"}, QUAL_LENGTH),
    ({"QUAL": "FFFFF"}, QUAL_LENGTH),
    ({"QNAME": "r\xe9"}, NOT_ASCII),
    ({"QUAL": "FF\xe9F"}, NOT_ASCII),
]


@pytest.mark.parametrize(("columns", "kind"), BROKEN, ids=str)
def test_broken_records_have_their_kind_alone(columns: dict[str, str], kind: int) -> None:
    """One fault, one kind."""
    assert kinds(record(**columns)) == [kind]


def test_a_record_has_eleven_columns() -> None:
    """Fewer cannot be read; what follows is optional fields."""
    assert kinds(b"\t".join(PLAIN[:10])) == [COLUMNS]
    assert kinds(b"\t".join([*PLAIN, b"NM:i:0"])) == []
    assert kinds(b"\t".join([*PLAIN, b""])) == [AUX]


def test_all_faults_of_a_record_are_told() -> None:
    """A record sent again should not come back for its second fault."""
    assert kinds(record(FLAG="x", MAPQ="999", CIGAR="4Q", QUAL="F F")) == [FLAG, MAPQ, CIGAR, QUAL]
    assert kinds(record(CIGAR="5M", QUAL="FFF", MAPQ="999")) == [MAPQ, CIGAR_LENGTH, QUAL_LENGTH]


def test_references_without_a_dictionary() -> None:
    """Where no @SQ line stands, names cannot be compared, and the rest still is."""
    assert kinds(record(), Names()) == [NO_REFERENCES]
    assert kinds(record(RNAME="<x>", RNEXT="*"), Names()) == [RNAME]
    assert kinds(record(CIGAR="9M"), Names()) == [NO_REFERENCES, CIGAR_LENGTH]


def test_messages_say_what_stands_there() -> None:
    """Figures and the text itself, in short."""
    assert record_faults(record(CIGAR="9M"), NAMES)[0].message == "CIGAR covers 9 bases, SEQ has 4"
    assert record_faults(record(POS="998"), NAMES)[0].message == "the alignment ends at 1001, chr1 has 1000 bases"
    assert record_faults(record(FLAG="many"), NAMES)[0].message == "FLAG is many"
