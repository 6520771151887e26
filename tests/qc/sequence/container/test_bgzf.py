"""BGZF: blocks, their sizes, the block that ends a file, and what is BGZF only in part."""

import gzip
import struct
import zlib

import pytest

from qc.sequence.container.bgzf import EOF


def block(text, *, before=b"", crc=0, length=0, size=0, level=6, after=b""):
    """One BGZF block, with other subfields `before` BC, and wrong by the given differences."""
    deflate = zlib.compressobj(level, wbits=-15)
    data = deflate.compress(text) + deflate.flush() + after
    extra = before + b"BC\x02\x00"
    total = 12 + len(extra) + 2 + len(data) + 8
    head = b"\x1f\x8b\x08\x04" + bytes(5) + b"\xff" + struct.pack("<H", len(extra) + 2)
    trailer = struct.pack("<II", zlib.crc32(text) ^ crc, len(text) + length)
    return head + extra + struct.pack("<H", total - 1 + size) + data + trailer


def test_the_last_empty_block_is_compared_to_the_byte(text, read):
    """An empty block of other bytes does not end a BAM file: htslib would not take it either."""
    assert read("a.bam", block(text) + EOF).codes == []
    assert read("a.bam", block(text) + EOF[:4] + b"\x01" + EOF[5:]).codes == ["E_BAM_EOF"]


def test_the_codes_of_bam_are_its_own(text, read):
    """The same faults are warnings or errors of gzip elsewhere."""
    data = block(text) + EOF
    cases = {data[:-28]: "E_BAM_EOF", data[:-1]: "E_BAM_TRUNCATED", block(text, crc=1) + EOF: "E_BGZF_CORRUPT"}
    for stored, code in cases.items():
        assert read("a.bam", stored).codes == [code]
    others = ["W_BGZF_NO_EOF", "E_GZIP_TRUNCATED", "E_GZIP_CORRUPT"]
    assert [read("a.fastq.gz", stored).codes for stored in cases] == [[code] for code in others]


def test_bam_that_is_no_bgzf_is_told(text, read):
    """Plain and gzip BAM can be read by some programs, and never by an index."""
    assert read("a.bam", gzip.compress(b"BAM\x01" + text)).codes == ["E_NOT_BGZF"]
    assert read("a.bam", b"BAM\x01" + text).codes == ["E_NOT_BGZF"]
    assert read("a.bam", block(text) + gzip.compress(text)).codes == ["E_NOT_BGZF"]


@pytest.mark.parametrize("cut", range(1, 19))
def test_bam_cut_within_its_first_header_is_truncated(cut, text, read):
    """Where not even the kind of compression can be read, the name says it."""
    assert read("a.bam", block(text)[:cut]).codes == ["E_BAM_TRUNCATED"]


@pytest.mark.parametrize(
    "wrong", [{"crc": 1}, {"length": 1}, {"length": -1}, {"size": 1}, {"size": -1}, {"size": 5000}, {"after": b"x"}]
)
def test_a_block_that_contradicts_itself_is_corrupt(wrong, text, read):
    """CRC32, length and size of each block are held against its data; blocks before it are given."""
    said = read("a.fastq.gz", block(text) + block(text, **wrong) + EOF)
    assert said.codes[0] in {"E_GZIP_CORRUPT", "E_GZIP_TRAILING", "E_GZIP_TRUNCATED"}
    assert said.text.startswith(text)
    assert len(said.codes) == 1


def test_other_subfields_may_stand_before_bc(text, read):
    """The specification asks for BC among the subfields, not for BC alone."""
    data = block(text[:100]) + block(text[100:], before=b"XY\x03\x00abc") + EOF
    said = read("a.fastq.gz", data)
    assert (said.container, said.codes, said.text) == ("bgzf", [], text)
    first = read("a.fastq.gz", block(text, before=b"XY\x03\x00abc") + EOF)
    assert (first.container, first.codes, first.text) == ("bgzf", [], text)


def test_gzip_members_may_follow_blocks(text, read):
    """Files joined by cat are whole gzip; what follows the blocks needs no empty block at the end."""
    said = read("a.fastq.gz", block(text[:100]) + gzip.compress(text[100:]) + block(text))
    assert (said.container, said.codes, said.text) == ("bgzf", [], text + text)
    cut = read("a.fastq.gz", block(text[:100]) + gzip.compress(text[100:])[:-1])
    assert (cut.codes, cut.text) == (["E_GZIP_TRUNCATED"], text)


def test_blocks_of_the_greatest_size_and_none(text, read):
    """65,536 bytes that cannot be compressed further, and blocks that store."""
    stored = (text * 60)[:65280]
    said = read("a.fastq.gz", block(stored, level=0) + block((text * 60)[:65536]) + EOF, size=1 << 17)
    assert (said.codes, said.text) == ([], stored + (text * 60)[:65536])


def test_a_block_of_more_than_64_kib_is_corrupt(read):
    """The length of a block's text fits 16 bits."""
    assert read("a.fastq.gz", block(bytes(65537)) + EOF, size=1 << 17).codes == ["E_GZIP_CORRUPT"]


def test_two_files_joined_keep_the_inner_end(text, read):
    """The empty block within a file is no end of it."""
    said = read("a.fastq.gz", (block(text) + EOF) * 2)
    assert (said.codes, said.text) == ([], text * 2)
    assert read("a.fastq.gz", block(text) + EOF + block(text)).codes == ["W_BGZF_NO_EOF"]
