"""What a file is, and what it only pretends to be."""

import csv
import gzip
from dataclasses import dataclass

import pytest

from qc.sequence.codes import CODES
from qc.sequence.container.faults import Fault
from qc.sequence.container.stream import open_stream
from qc.sequence.remarks import Remarks
from qc.sequence.sniff import GOES_ON, REFUSED, disguise, format_of

FASTQ = b"@a\nACGT\n+\nFFFF\n"
SAM = b"@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:1\tLN:10\n"
SAM_BODY = b"r1\t0\tchr1\t7\t30\t4M\t*\t0\t0\tACGT\tFFFF\n"
VCF = b"##fileformat=VCFv4.2\n#CHROM\n"
FASTA = b">a\nACGT\n"
HTML = b"\n<!DOCTYPE html><html>404</html>"
HDF5 = b"\x89HDF\r\n\x1a\n" + bytes(8)


@dataclass
class Beginning:
    """The beginning of a stream."""

    head: bytes
    container: str = "plain"
    fault: Fault | None = None


BY_NAME = {
    "a.fastq": "fastq",
    "a.fq.gz": "fastq",
    "A_R1.FASTQ.BZ2": "fastq",
    "a.fastq.bgz": "fastq",
    "a.fa": "fasta",
    "a.faa.gz": "fasta",
    "a.sam.gz": "sam",
    "a.bam": "bam",
    "a.cram": "cram",
    "a.vcf.bgz": "vcf",
    "a.bcf": "bcf",
    "a.fast5": "fast5",
    "a.pod5": "pod5",
    "m.bas.h5": "bas_h5",
    "m.1.bax.h5": "bas_h5",
}
BY_CONTENT = {
    FASTQ: "fastq",
    b"@a\rACGT\r+\r": "fastq",
    SAM: "sam",
    SAM_BODY: "sam",
    VCF: "vcf",
    FASTA: "fasta",
    b";x\n>a": "fasta",
    b"BAM\x01": "bam",
    b"CRAM\x03": "cram",
    b"BCF\x02\x02": "bcf",
    HDF5: "fast5",
    b"\x8bPOD\r\n\x1a\n": "pod5",
    b"hello": "unknown",
    b"": "unknown",
    HTML: "unknown",
    b"@CO\tcomment\n": "sam",
    b"@a\tb\nACGT\n+\nFFFF\n": "fastq",
    b"@SQ\tSNxyz\nA\n+\nF\n": "fastq",
}


@pytest.mark.parametrize("name", BY_NAME)
def test_the_name_decides_where_it_says_anything(name):
    """Whatever the content is: its check tells what is wrong with it."""
    assert format_of(HTML, name) == format_of(b"", name) == BY_NAME[name]


@pytest.mark.parametrize("head", BY_CONTENT)
def test_the_content_decides_elsewhere(head):
    """Names without an extension, of compression alone, or of text."""
    assert {format_of(head, name) for name in ("reads", "reads.gz", "reads.txt", "reads.1")} == {BY_CONTENT[head]}


TAR = bytes(257) + b"ustar\x0000" + bytes(300)
PRETENDED = [
    (FASTQ, "fastq", "gzip", []),
    (TAR, "fastq", "gzip", ["E_ARCHIVE_TAR"]),
    (b"PK\x03\x04", "fastq", "zip", ["E_ARCHIVE_ZIP"]),
    (b"Rar!\x1a\x07", "fastq", "rar", ["E_ARCHIVE_RAR"]),
    (b"PK\x03\x04", "vcf", "bzip2", ["E_ARCHIVE_ZIP"]),
    (gzip.compress(FASTQ, mtime=0), "fastq", "gzip", ["E_DOUBLE_COMPRESSED"]),
    (b"BZh91", "fastq", "xz", ["E_DOUBLE_COMPRESSED"]),
    (b"CRAM\x03", "cram", "gzip", ["E_DOUBLE_COMPRESSED"]),
    (HDF5, "fast5", "gzip", ["E_DOUBLE_COMPRESSED"]),
    (b"BAM\x01", "bam", "bgzf", []),
    (HTML, "fastq", "plain", ["E_NOT_FASTQ"]),
    (HTML, "vcf", "plain", ["E_NOT_VCF"]),
    (b"version https://git-lfs.github.com/spec/v1\noid", "bam", "plain", ["E_NOT_BAM"]),
    (b"NCBI.sra\x05\x03" + bytes(20), "fastq", "plain", ["E_NOT_FASTQ"]),
    (SAM, "fastq", "plain", ["E_NOT_FASTQ"]),
    (SAM_BODY, "fastq", "plain", ["E_NOT_FASTQ"]),
    (FASTA, "fastq", "plain", ["E_NOT_FASTQ"]),
    (FASTQ, "fasta", "plain", ["E_NOT_FASTA"]),
    (FASTQ, "sam", "plain", ["E_NOT_SAM"]),
    (VCF, "bcf", "plain", ["E_NOT_BCF"]),
    (b"BCF\x02\x02", "vcf", "bgzf", ["E_NOT_VCF"]),
    (b"BAM\x01", "sam", "bgzf", ["E_NOT_SAM"]),
    (HDF5, "fast5", "plain", []),
    (HDF5, "bas_h5", "plain", []),
    (HDF5, "pod5", "plain", ["E_NOT_POD5"]),
    (FASTQ.decode().encode("utf-16"), "fastq", "plain", ["E_UTF16"]),
    (FASTQ.decode().encode("utf-16-be"), "fastq", "plain", ["E_UTF16"]),
    (FASTQ.decode().encode("utf-16-le"), "vcf", "plain", ["E_UTF16"]),
    (b"\xef\xbb\xbf" + FASTQ, "fastq", "plain", ["E_BOM"]),
    (b"\xef\xbb\xbf" + VCF, "vcf", "plain", ["E_BOM"]),
    (FASTQ + bytes(8) + FASTQ, "fastq", "plain", ["E_NUL"]),
    (FASTQ + bytes(7) + FASTQ, "fastq", "plain", []),
    (bytes(100), "sam", "plain", ["E_NUL"]),
    (b"CRAM\x03" + bytes(50), "cram", "plain", []),
    (b"hello", "unknown", "plain", ["E_UNKNOWN_FORMAT"]),
    (HTML, "unknown", "plain", ["E_UNKNOWN_FORMAT"]),
    (b"", "unknown", "gzip", ["E_NO_READS"]),
    (b"", "fastq", "gzip", []),
    (b"7z\xbc\xaf\x27\x1c\x00", "fastq", "plain", ["E_NOT_FASTQ"]),
    (b"\x1f\x9d\x90", "fastq", "plain", ["E_NOT_FASTQ"]),
    (b"hello", "fastq", "plain", []),
]


@pytest.mark.parametrize(("head", "format_", "container", "codes"), PRETENDED)
def test_each_disguise_has_one_code(head, format_, container, codes):
    """What is beyond doubt something else is told; what may be a faulty file of its format is left to its check."""
    assert [code for code, _ in disguise(Beginning(head, container), format_, "reads")] == codes


def test_a_name_that_disagrees_is_told_and_the_content_checked_all_the_same():
    """Only where the content is what it should be."""
    said = disguise(Beginning(FASTQ), "fastq", "a.fastq.gz")
    assert [code for code, _ in said] == ["E_EXTENSION"]
    assert said[0][0] in GOES_ON
    assert [code for code, _ in disguise(Beginning(HTML), "fastq", "a.fastq.gz")] == ["E_NOT_FASTQ"]
    assert [code for code, _ in disguise(Beginning(FASTQ, "bzip2"), "fastq", "a.fastq.gz")] == ["E_EXTENSION"]
    assert disguise(Beginning(FASTQ, "bgzf"), "fastq", "a.fastq.gz") == []
    assert disguise(Beginning(b"BAM\x01", "gzip"), "bam", "a.bam") == []


def test_faults_of_the_container_are_not_repeated():
    """An empty or a broken beginning has been told by the stream."""
    assert disguise(Beginning(b"", "plain", Fault.EMPTY), "unknown", "a.gz") == []
    assert disguise(Beginning(b"", "gzip", Fault.CORRUPT), "unknown", "a") == []
    assert disguise(Beginning(FASTQ, "gzip", Fault.TRUNCATED), "fastq", "a.fq.gz") == []


def test_every_format_has_a_code_of_refusal():
    """And the tables of codes have it."""
    assert set(REFUSED.values()) <= CODES.keys()


SHELL = {
    "E_EMPTY",
    "E_EXTENSION",
    "E_DOUBLE_COMPRESSED",
    "E_ARCHIVE_TAR",
    "E_ARCHIVE_ZIP",
    "E_ARCHIVE_RAR",
    "E_NOT_FASTQ",
    "E_UTF16",
    "E_BOM",
    "E_NUL",
    "E_GZIP_TRUNCATED",
    "E_GZIP_CORRUPT",
    "E_GZIP_TRAILING",
    "W_TRAILING_ZEROS",
    "W_BGZF_NO_EOF",
    "E_BAM_EOF",
    "E_BAM_TRUNCATED",
    "E_BGZF_CORRUPT",
}


def test_the_files_made_for_it_get_their_codes_and_no_other_file_any(shared_data):
    """Of the labelled files, exactly those with a code of the shell are told something, and only that."""
    folder = shared_data / "seq" / "synthetic"
    with (folder / "manifest.tsv").open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for row in rows:
        path = folder / row["file"]
        remarks = Remarks(row["file"])
        with open_stream(path, remarks) as stream:
            for code, words in disguise(stream, stream.format, path.name):
                remarks.add(code, words)
            assert sum(len(piece) for piece in stream.blocks()) == stream.offset
            assert stream.format == row["format"].lower()
        assert set(remarks.counts) == ({row["code"]} & SHELL), row["file"]
