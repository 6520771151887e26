"""Streams: every container decodes to the same bytes, every fault is a remark, and nothing is raised."""

import bz2
import gzip
import hashlib
import lzma
import random
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from qc.sequence.container.bgzf import EOF
from qc.sequence.container.faults import Fault
from qc.sequence.container.stream import HEAD, open_stream
from qc.sequence.remarks import Remarks


def zstd(text):
    return zstandard.ZstdCompressor(write_checksum=True).compress(text)


def bgzf(text):
    """Blocks of at most 60,000 bytes, without the empty one that ends a file unless there is no text."""
    return b"".join(block(text[at : at + 60_000]) for at in range(0, len(text), 60_000)) or EOF


def block(text):
    """One block by the layout of the SAM specification."""
    deflate = zlib.compressobj(wbits=-15)
    data = deflate.compress(text) + deflate.flush()
    head = b"\x1f\x8b\x08\x04" + bytes(5) + b"\xff\x06\x00BC\x02\x00" + struct.pack("<H", len(data) + 25)
    return head + data + struct.pack("<II", zlib.crc32(text), len(text))


COMPRESSIONS = {
    "gz": ("gzip", lambda text: gzip.compress(text, mtime=0)),
    "bgz": ("bgzf", bgzf),
    "bz2": ("bzip2", bz2.compress),
    "xz": ("xz", lzma.compress),
    "zst": ("zstd", zstd),
    "": ("plain", bytes),
}
COMPRESSED = [extension for extension in COMPRESSIONS if extension]


def two(extension, text):
    """The text as two members (or streams, frames, blocks) of one file, BGZF with its end."""
    compress = COMPRESSIONS[extension][1]
    return compress(text[:500]) + compress(text[500:]) + (EOF if extension == "bgz" else b"")


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
@pytest.mark.parametrize("extension", COMPRESSIONS)
def test_every_container_gives_the_whole_text_by_pieces_of_any_size(extension, size, text, read):
    """Two members decode to the joined text, without a remark."""
    said = read(f"a.fastq.{extension}".rstrip("."), two(extension, text), size=size)
    assert (said.container, said.codes, said.text) == (COMPRESSIONS[extension][0], [], text)


@pytest.mark.parametrize("extension", COMPRESSIONS)
def test_the_checksums_are_those_of_the_stored_bytes(extension, text, read):
    """md5 and sha256 of what is on the disk, by another program's arithmetic."""
    data = two(extension, text)
    said = read("a", data)
    assert (said.md5, said.sha256) == (hashlib.md5(data).hexdigest(), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("extension", COMPRESSED)
def test_a_file_cut_at_any_byte_is_truncated_or_whole_at_the_edge(extension, text, read):
    """Each proper beginning of a file is refused, except at the edge between members, where it is a whole file."""
    compress = COMPRESSIONS[extension][1]
    edge = len(compress(text[:500]))
    data = two(extension, text)
    whole = {edge: [], len(data): []}
    if extension == "bgz":
        whole = {edge: ["W_BGZF_NO_EOF"], len(data) - len(EOF): ["W_BGZF_NO_EOF"]}
    for cut in range(1, len(data)):
        said = read(f"a.fastq.{extension}", data[:cut])
        assert said.codes == whole.get(cut, ["E_GZIP_TRUNCATED"]), cut
        assert text.startswith(said.text)
        assert said.container != "plain"


def test_an_empty_file_is_empty_and_nothing_else(read):
    """0 bytes have a code of their own, whatever the name declares."""
    assert [read(name, b"").codes for name in ("a.fastq", "a.fastq.gz", "a.bam", "a")] == [["E_EMPTY"]] * 4


@pytest.mark.parametrize("extension", COMPRESSED)
def test_a_changed_bit_never_passes_as_other_text(extension, text, read):
    """Whatever bit of the file is changed: the text is the same, or something is said."""
    data = two(extension, text)
    generator = random.Random(5)
    for place in generator.sample(range(8 * len(data)), 120):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        said = read(f"a.{extension}", bytes(changed))
        assert said.text == text or said.codes or said.container == "plain", place


@pytest.mark.parametrize("extension", COMPRESSED)
@pytest.mark.parametrize("number", [1, 4, 9, 600])
def test_zeros_behind_the_last_member_are_a_warning(extension, number, text, read):
    """Padding of tapes and archives is no fault; that of xz in fours is part of the format."""
    said = read(f"a.fastq.{extension}", two(extension, text) + bytes(number))
    allowed = extension == "xz" and number % 4 == 0
    assert (said.codes, said.text) == ([] if allowed else ["W_TRAILING_ZEROS"], text)


@pytest.mark.parametrize("extension", COMPRESSED)
@pytest.mark.parametrize("junk", [b"x", b"a line of text\n" * 3, bytes(5) + b"x", b"@a\nA\n+\nF\n" * 9999])
def test_other_bytes_behind_the_last_member_are_an_error(extension, junk, text, read):
    """The text before them is given whole."""
    said = read(f"a.fastq.{extension}", two(extension, text) + junk)
    assert (said.codes, said.text) == (["E_GZIP_TRAILING"], text)


@pytest.mark.parametrize("extension", COMPRESSED)
def test_empty_members_are_allowed_anywhere(extension, text, read):
    """Before, between and behind the others."""
    compress = COMPRESSIONS[extension][1]
    nothing = compress(b"")
    data = nothing + compress(text[:500]) + nothing * 2 + compress(text[500:]) + nothing
    said = read(f"a.fastq.{extension}", data)
    assert (said.codes, said.text) == ([], text)


@pytest.mark.parametrize("extension", COMPRESSED)
def test_a_high_ratio_is_no_fault(extension, tmp_path):
    """100 MB of one letter come block by block."""
    compress = COMPRESSIONS[extension][1]
    part = compress(b"A" * 5_000_000)
    path = tmp_path / f"a.{extension}"
    path.write_bytes(part * 20)
    with open_stream(path, Remarks("a")) as stream:
        assert all(piece.min() == piece.max() == ord("A") for piece in stream.blocks())
        assert stream.offset == 100_000_000
        assert stream.fault is None


def test_the_head_is_the_first_64_kib_and_read_again(tmp_path, text):
    """`head` shows the beginning, and `readinto` gives it as well."""
    path = tmp_path / "a.fastq.gz"
    path.write_bytes(gzip.compress(text * 200))
    with open_stream(path, Remarks("a")) as stream:
        assert stream.head == (text * 200)[:HEAD]
        assert stream.offset == 0
        assert b"".join(piece.tobytes() for piece in stream.blocks()) == text * 200


def test_again_gives_the_same_bytes_without_remarks(tmp_path, text):
    """The second reading ends at the same fault, and its checksums are not computed."""
    path = tmp_path / "a.fastq.gz"
    path.write_bytes(gzip.compress(text)[:-3])
    remarks = Remarks("a")
    with open_stream(path, remarks) as stream, stream.again() as again:
        assert b"".join(piece.tobytes() for piece in again.blocks()) == text
        assert (again.fault, again.md5) == (Fault.TRUNCATED, "")
    assert remarks.counts == {"E_GZIP_TRUNCATED": 1}


def test_a_stream_left_early_still_has_whole_checksums(tmp_path):
    """Closing reads the rest of the stored bytes, and says nothing of an end that nobody saw."""
    path = tmp_path / "a.fastq"
    path.write_bytes(bytes(range(256)) * 4096)
    remarks = Remarks("a")
    with open_stream(path, remarks) as stream:
        stream.readinto(np.empty(10, np.uint8))
    assert stream.md5 == hashlib.md5(path.read_bytes()).hexdigest()
    assert remarks.kept == []


def test_progress_counts_every_stored_byte_once(tmp_path, text):
    """The sum of what progress is told is the size of the file, however little is decoded."""
    path = tmp_path / "a.fastq.gz"
    path.write_bytes(gzip.compress(text) + b"x" * 300_000)
    told: list[int] = []
    with open_stream(path, Remarks("a"), told.append) as stream:
        stream.readinto(np.empty(1, np.uint8))
    assert sum(told) == path.stat().st_size


def test_an_exception_of_the_caller_closes_without_reading_on(tmp_path):
    """Ctrl-C is not held up by the rest of a large file."""
    path = tmp_path / "a.fastq"
    path.write_bytes(bytes(4 << 20))
    told: list[int] = []
    with pytest.raises(KeyboardInterrupt), open_stream(path, Remarks("a"), told.append):
        raise KeyboardInterrupt
    assert sum(told) < path.stat().st_size


def test_paths_that_cannot_be_read_are_unusable(tmp_path):
    """An absent path and a folder raise what the command line turns into exit code 2."""
    for path in (tmp_path / "absent.fastq", tmp_path):
        with pytest.raises(UnusableInput):
            open_stream(path, Remarks("a"))


@settings(max_examples=40)
@given(st.binary(max_size=300), st.sampled_from(["a.fastq.gz", "a.fq.bz2", "a.xz", "a.zst", "a.bam", "a", "a.vcf.bgz"]))
def test_random_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str):
    """Any bytes behind any magic number are read to an end."""
    path = tmp_path_factory.getbasetemp() / f"random-{name}"
    for magic in (
        b"",
        b"\x1f\x8b\x08\x00",
        EOF[:16],
        b"BZh9",
        b"\xfd7zXZ\x00",
        b"\x28\xb5\x2f\xfd",
        b"\x50\x2a\x4d\x18",
    ):
        path.write_bytes(magic + data)
        remarks = Remarks(name)
        with open_stream(path, remarks) as stream:
            total = sum(len(piece) for piece in stream.blocks(64))
        assert total == stream.offset
        assert stream.container == "plain" or remarks.kept or total or stream.fault is None


@settings(max_examples=60)
@given(st.lists(st.binary(max_size=2000), max_size=6), st.sampled_from(COMPRESSED), st.integers(1, 5000))
def test_members_of_any_text_round_trip(tmp_path_factory: pytest.TempPathFactory, parts, extension, size):
    """What is compressed by members comes back, whatever the pieces it is read in."""
    path: Path = tmp_path_factory.getbasetemp() / f"round.{extension}"
    compress = COMPRESSIONS[extension][1]
    path.write_bytes(b"".join(map(compress, parts)) + compress(b""))
    remarks = Remarks("round")
    with open_stream(path, remarks) as stream:
        assert b"".join(piece.tobytes() for piece in stream.blocks(size)) == b"".join(parts)
    assert remarks.kept == []
