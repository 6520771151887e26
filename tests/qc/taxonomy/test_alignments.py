"""Reads out of BAM records, against what pysam reads."""

import gzip
import struct

import numpy as np
import pysam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.taxonomy import alignments
from qc.taxonomy.alignments import header_end, reads_of, whole_alignments
from tests.qc.taxonomy.genomes import Text

LETTERS = "=ACMGRSVTWYHKDBN"


@pytest.fixture
def bam(tmp_path):
    """The text of a BAM file with reads of all lengths and letters, some of them said twice."""

    def make(sequences, flags=()):
        path = tmp_path / "a.bam"
        header = {"HD": {"VN": "1.6"}, "SQ": [{"SN": "chr1", "LN": 1000}, {"SN": "a_longer_name", "LN": 5}]}
        with pysam.AlignmentFile(str(path), "wb", header=header) as out:
            for number, letters in enumerate(sequences):
                read = pysam.AlignedSegment()
                read.query_name = f"read{number}"
                read.query_sequence = letters
                read.flag = flags[number] if number < len(flags) else 4
                read.set_tag("XX", "text")
                out.write(read)
        return gzip.decompress(path.read_bytes())

    return make


def sequences(content, size):
    """The letters of all reads, and how many were told."""
    found, told = [], 0
    for reads, text in whole_alignments(Text(content, size).blocks()):
        letters, starts, ends = reads_of(text, reads)
        found += [letters[start:end].tobytes().decode() for start, end in zip(starts, ends, strict=True)]
        told += reads
    return found, told


@pytest.mark.parametrize("size", [1, 7, 64, 1000, 1 << 20])
def test_every_read_is_found_once(bam, size):
    """Odd and even lengths, every letter, blocks that end anywhere."""
    wanted = ["ACGT", "A", LETTERS, "ACG" * 50, "N"]
    assert sequences(bam(wanted), size) == (wanted, 5)


def test_alignments_said_twice_are_one_read(bam):
    """Secondary and supplementary alignments repeat a read of another record."""
    content = bam(["ACGT", "CCCC", "GGGG", "TTTT"], [4, 4 | 0x100, 4 | 0x800, 4])
    assert sequences(content, 64) == (["ACGT", "TTTT"], 2)


def test_what_is_no_bam_gives_nothing():
    """Other bytes, a negative length, a header without end."""
    for content in (b"", b"BAM", b"SAM\x01" + bytes(20), b"BAM\x01" + struct.pack("<i", -1) + bytes(20)):
        assert sequences(content, 8) == ([], 0)
    assert header_end(np.frombuffer(b"BAM\x01" + struct.pack("<i", 1000) + bytes(50), np.uint8)) == 0


def test_a_header_that_never_ends_is_given_up(monkeypatch):
    """Memory is bounded."""
    monkeypatch.setattr(alignments, "LONGEST", 200)
    assert sequences(b"BAM\x01" + struct.pack("<i", 1 << 30) + bytes(1000), 50) == ([], 0)


def test_a_record_whose_letters_do_not_fit_has_none():
    """The stated length of the sequence is larger than the record."""
    fixed = struct.pack("<iiBBHHHiiii", -1, -1, 2, 0, 0, 0, 4, 1_000_000, -1, -1, 0)
    body = fixed + b"r\x00"
    content = b"BAM\x01" + struct.pack("<ii", 0, 0) + struct.pack("<i", len(body)) + body
    assert sequences(content, 1 << 20) == ([""], 1)


@given(st.binary(max_size=200), st.integers(0, 60))
def test_any_bytes_behind_a_header_are_survived(content, size):
    """Kernels do not look beyond the text, whatever its numbers say."""
    found, told = sequences(b"BAM\x01" + struct.pack("<ii", 0, 0) + content, size + 1)
    assert len(found) == told
