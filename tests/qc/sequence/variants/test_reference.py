"""REF against a reference."""

import pysam
import pytest

from qc.sequence.options import Options

HEAD = "##fileformat=VCFv4.2\n##contig=<ID=c1>\n##contig=<ID=c2>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
SEQUENCE = "ACGTNRYacgt" + "TTGCA" * 20_000


@pytest.fixture
def reference(tmp_path):
    """An indexed FASTA file of one contig."""
    path = tmp_path / "r.fa"
    path.write_text(">c1\n" + "".join(SEQUENCE[at : at + 60] + "\n" for at in range(0, len(SEQUENCE), 60)))
    pysam.faidx(str(path))
    return path


def rows(*records):
    """Records from (contig, position, REF)."""
    return HEAD + "".join(f"{chrom}\t{pos}\t.\t{ref}\t{ref}A\t.\tPASS\t.\n" for chrom, pos, ref in records)


def test_equal_bases_are_quiet(checked, reference):
    """Case, N, and the first base of an ambiguous one make no difference; far positions are read too."""
    far = [("c1", pos, SEQUENCE[pos - 1 : pos + 6]) for pos in range(12, 100_000, 7919)]
    remarks, _ = checked(
        rows(("c1", 1, "ACG"), ("c1", 2, "cg"), ("c1", 5, "NAC"), ("c1", 8, "ACGT"), *far), Options(reference=reference)
    )
    assert not remarks.failed
    assert "W_VCF_REFERENCE" not in remarks.counts


def test_other_bases_are_an_error(checked, reference):
    """What the reference has is told."""
    remarks, _ = checked(rows(("c1", 1, "ACC"), ("c1", 100_010, "CATT")), Options(reference=reference))
    found = [(one.records, one.message) for one in remarks.kept if one.code == "E_VCF_REF_MISMATCH"]
    assert found == [
        ((1,), "REF is 'ACC', the reference has 'ACG'"),
        ((2,), "REF is 'CATT', the reference has 'CA'"),
    ]


def test_a_contig_the_reference_lacks_is_a_warning(checked, reference):
    """Said once; the records are not compared."""
    remarks, _ = checked(rows(("c2", 1, "A"), ("c2", 2, "A")), Options(reference=reference))
    assert remarks.counts["W_VCF_REFERENCE"] == 1
    assert not remarks.failed


def test_a_reference_that_cannot_be_read_is_a_warning(checked, tmp_path):
    """The file is checked without it."""
    remarks, metrics = checked(rows(("c1", 1, "A")), Options(reference=tmp_path / "none.fa"))
    assert "W_VCF_REFERENCE" in remarks.counts
    assert metrics["records"] == 1
