"""Magic numbers, and what a name declares."""

import gzip
import io
import tarfile
import zipfile

import pytest

from qc.sequence.container.bgzf import EOF
from qc.sequence.container.extension import declared, disagrees, without_compression
from qc.sequence.container.magic import block_size, container_of


def tar():
    """A tar archive of one file."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.fastq"))
    return made.getvalue()


def zipped():
    """A zip archive of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.fastq", "@a")
    return made.getvalue()


STARTS = {
    b"@a\nA\n+\nF\n": "plain",
    b"": "plain",
    gzip.compress(b"", mtime=0): "gzip",
    EOF: "bgzf",
    b"BZh9": "bzip2",
    b"BZhello": "plain",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x5f\x2a\x4d\x18": "zstd",
    b"\x60\x2a\x4d\x18": "plain",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"Rar!\x1a\x07\x00": "rar",
    b"Rar!\x1a\x07\x01\x00": "rar",
    tar(): "tar",
    zipped(): "zip",
}


@pytest.mark.parametrize("start", STARTS)
def test_each_magic_number(start):
    """The first bytes alone decide."""
    assert container_of(start) == STARTS[start]


def test_half_a_magic_number_counts_as_what_the_name_declares():
    """A file cut in its first bytes is cut, and not another format."""
    assert container_of(b"\x1f", "a.fastq.gz") == "gzip"
    assert container_of(b"\x1f", "a.bam") == "gzip"
    assert container_of(b"\x1f", "a.vcf.bgz") == "gzip"
    assert container_of(b"B", "a.bz2") == "bzip2"
    assert container_of(b"BZh", "a.bz2") == "bzip2"
    assert container_of(b"\xfd7zXZ", "a.xz") == "xz"
    assert container_of(b"\x28\xb5\x2f", "a.zst") == "zstd"
    assert container_of(b"\x1f", "a.fastq") == container_of(b"\x1f", "a.xz") == container_of(b"@", "a.gz") == "plain"


def test_the_size_of_a_block():
    """Of the empty block it is 28; of what is no block there is none, however odd its extra fields."""
    assert block_size(EOF) == 28
    assert block_size(gzip.compress(b"")) is None
    assert block_size(EOF[:10] + b"\x06\x00XY\x02\x00\x1b\x00") is None
    assert block_size(EOF[:10] + b"\x06\x00BC\x03\x00\x1b\x00") is None
    assert block_size(EOF[:10] + b"\xff\xffBC\xff\xff\x1b\x00") is None
    assert all(block_size(EOF[:cut]) is None for cut in range(18))


NAMES = {
    "a.fastq": {"plain"},
    "a.FQ.GZ": {"gzip", "bgzf"},
    "a.fastq.bgz": {"bgzf"},
    "a.sam.gz": {"gzip", "bgzf"},
    "a.fq.bz2": {"bzip2"},
    "a.fasta.xz": {"xz"},
    "a.fastq.zst": {"zstd"},
    "a.bam": {"bgzf"},
    "a.bcf": {"bgzf", "plain"},
    "a.cram": {"plain"},
    "a.txt": set(),
    "a": set(),
    "reads_R1": set(),
    ".gz": set(),
}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_name_declares(name):
    """And with whom it agrees: a name that says nothing agrees with all."""
    assert declared(name) == NAMES[name]
    agreed = {
        container for container in ("plain", "gzip", "bgzf", "bzip2", "xz", "zstd") if not disagrees(name, container)
    }
    assert agreed == (NAMES[name] or {"plain", "gzip", "bgzf", "bzip2", "xz", "zstd"})


def test_the_name_within():
    """Extensions of compression are taken off; BAM and BCF are formats."""
    assert [without_compression(name) for name in ("a.fastq.gz", "a.vcf.BGZ", "a.bam", "a.b.fq", "a")] == [
        "a.fastq",
        "a.vcf",
        "a.bam",
        "a.b.fq",
        "a",
    ]
