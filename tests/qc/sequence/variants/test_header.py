"""The header as a whole."""

import pytest

from qc.sequence.remarks import Remarks
from qc.sequence.variants.header import HeaderReader
from qc.sequence.variants.teller import Teller

NAMES = b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
FIRST = b"##fileformat=VCFv4.3"
FILTERED = b'##FILTER=<ID=q10,Description="d">'


def read(*lines):
    """The reader after these lines, and the codes it said."""
    remarks = Remarks("a")
    reader = HeaderReader(Teller(remarks))
    for line in lines:
        reader.take(line)
    return reader, list(remarks.counts.elements())


def test_what_is_declared_is_kept():
    """Keys, filters, alleles, contigs and samples are known afterwards."""
    reader, codes = read(
        FIRST,
        b'##INFO=<ID=X,Number=2,Type=Float,Description="d">',
        b'##FORMAT=<ID=DP,Number=1,Type=Integer,Description="d">',
        b'##FILTER=<ID=q10,Description="d">',
        b'##ALT=<ID=DEL,Description="d">',
        b"##contig=<ID=1,length=99>",
        b"##contig=<ID=2>",
        NAMES + b"\tFORMAT\ta b\tc",
    )
    header = reader.header
    assert codes == []
    assert (header.info["X"].number, header.info["X"].type) == ("2", "Float")
    assert header.formats["DP"].kind == "count"
    assert (header.filters, header.alternates, header.lengths) == ({"q10"}, {"DEL"}, {"1": 99, "2": None})
    assert (header.samples, header.columns, reader.ended) == (["a b", "c"], 11, True)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([b"##source=x", NAMES], "E_VCF_HEADER"),
        ([NAMES], "E_VCF_HEADER"),
        ([b"##fileformat=VCF v4.2", NAMES], "E_VCF_VERSION"),
        ([b"##fileformat=", NAMES], "E_VCF_VERSION"),
        ([b"##fileformat=VCFv3.3", NAMES], "E_VCF_VERSION"),
        ([b"##fileformat=VCFv4.2 ", NAMES], "W_VCF_META"),
        ([FIRST, FIRST, NAMES], "E_VCF_HEADER"),
        ([FIRST, b"text", NAMES], "E_VCF_META"),
        ([FIRST, NAMES.replace(b"POS", b"POSITION")], "E_VCF_HEADER"),
        ([FIRST, NAMES.replace(b"\t", b" ")], "E_VCF_HEADER"),
        ([FIRST, NAMES + b"\tFORMAT"], "E_VCF_HEADER"),
        ([FIRST, NAMES + b"\tS1\tS2"], "E_VCF_HEADER"),
        ([FIRST, NAMES + b"\tFORMAT\ta\t"], "E_VCF_HEADER"),
        ([FIRST, NAMES + b"\tFORMAT\ta\tb\ta"], "E_VCF_DUP_SAMPLE"),
        ([FIRST, b"##contig=<ID=1>", b"##contig=<ID=1,length=5>", NAMES], "W_VCF_META_DUP"),
        ([FIRST, b"##contig=<ID=1,length=5>", b"##contig=<ID=1,length=6>", NAMES], "E_VCF_META_DUP"),
        ([FIRST, FILTERED, FILTERED, NAMES], "E_VCF_META_DUP"),
        ([FIRST.replace(b"4.3", b"4.2"), FILTERED, FILTERED, NAMES], "W_VCF_META_DUP"),
    ],
)
def test_a_fault_of_the_header_has_its_code(lines, code):
    """One fault, one code, said once."""
    assert read(*lines)[1] == [code]


def test_a_meaning_holds_for_its_type_only():
    """A count declared as a float is judged as a float (its declaration is an error of its own)."""
    reader, codes = read(FIRST, b'##INFO=<ID=AC,Number=A,Type=Float,Description="d">')
    assert codes == ["E_VCF_META_RESERVED"]
    assert (reader.header.info["AC"].type, reader.header.info["AC"].kind) == ("Float", "")


def test_version_tells_the_rules():
    """The rules are those of the version; without one, lenient ones."""
    assert read(b"##fileformat=VCFv4.5")[0].header.rules.version == 45
    assert read(b"##fileformat=VCFv9")[0].header.rules.version == 42


def test_a_header_that_never_ends_is_said():
    """The line of column names is required."""
    remarks = Remarks("a")
    reader = HeaderReader(Teller(remarks))
    reader.take(FIRST)
    reader.end()
    assert dict(remarks.counts) == {"E_VCF_HEADER": 1}
