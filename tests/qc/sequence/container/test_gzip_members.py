"""gzip: headers with all their fields, members, and where the last one ends."""

import gzip
import struct
import zlib

import pytest

from qc.sequence.container import gzip_members
from qc.sequence.container.faults import Broken, Fault
from qc.sequence.container.gzip_members import GzipMembers
from qc.sequence.container.stored import PIECE, Stored

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16


def member(text, flags=0, *, wrong=0, method=8):
    """One member with the fields that `flags` ask for; `wrong` changes the header's check value."""
    head = b"\x1f\x8b" + bytes([method, flags]) + bytes(4) + b"\x00\x03"
    if flags & FEXTRA:
        head += struct.pack("<H", 7) + b"XY\x03\x00abc"
    if flags & FNAME:
        head += b"reads.fastq\x00"
    if flags & FCOMMENT:
        head += b"a comment\x00"
    if flags & FHCRC:
        head += struct.pack("<H", zlib.crc32(head) & 0xFFFF ^ wrong)
    deflate = zlib.compressobj(wbits=-15)
    data = deflate.compress(text) + deflate.flush()
    return head + data + struct.pack("<II", zlib.crc32(text), len(text))


@pytest.mark.parametrize("flags", range(32))
def test_every_header_field_is_passed_over(flags, text, read):
    """Any set of fields, in the first member and in a later one."""
    said = read("a.fastq.gz", member(text, flags) + member(text, flags))
    assert (said.container, said.codes, said.text) == ("gzip", [], text * 2)


@pytest.mark.parametrize("flags", range(1, 32))
def test_a_header_cut_anywhere_is_truncated(flags, text, read):
    """Also in a later member: what stands before it is given."""
    whole = member(text, flags)
    for cut in range(1, 40, 3):
        assert read("a.fastq.gz", whole[:cut]).codes == ["E_GZIP_TRUNCATED"]
        later = read("a.fastq.gz", whole + whole[:cut])
        assert (later.codes, later.text[: len(text)]) == (["E_GZIP_TRUNCATED"], text)


@pytest.mark.parametrize("spoilt", [{"flags": FHCRC, "wrong": 1}, {"flags": 0x20}, {"flags": 0x80}, {"method": 7}])
def test_a_header_that_breaks_the_rules_is_corrupt(spoilt, text, read):
    """A wrong check value, reserved flags, an unknown method."""
    assert read("a.fastq.gz", member(text, **spoilt)).codes == ["E_GZIP_CORRUPT"]


def test_a_header_without_end_does_not_take_the_memory(read, text):
    """A header may hold a long name, and not one longer than all that is read at once."""
    whole = member(text)
    head = whole[:3] + bytes([FNAME]) + whole[4:10]
    assert read("a.gz", head + b"n" * 100_000 + b"\x00" + whole[10:]).codes == []
    assert read("a.gz", head + b"n" * 200_000 + b"\x00" + whole[10:]).codes == ["E_GZIP_CORRUPT"]
    assert read("a.gz", whole + head + b"n" * 2_000_000).codes == ["E_GZIP_CORRUPT"]


def test_a_reader_that_grows_is_stopped(tmp_path):
    """Versions of the library that make their buffer larger and larger get no bytes for it."""
    (tmp_path / "a.gz").write_bytes(bytes(100))
    stored = Stored(tmp_path / "a.gz")
    with pytest.raises(OverflowError):
        gzip_members._Source(stored, b"").readinto(memoryview(bytearray(PIECE + 1)))
    stored.close()


@pytest.mark.parametrize("number", [0, 1, 3, 9, 10])
@pytest.mark.parametrize("length", [0, 5, 256, 70_000, 16_777_216 + 5])
def test_padding_is_told_from_the_zeros_of_a_length(number, length, tmp_path):
    """A member ends in zeros itself where its text is short or none."""
    path = tmp_path / "a.gz"
    for data in (gzip.compress(b"A" * length), gzip.compress(b"A" * 5) + gzip.compress(b"A" * length)):
        path.write_bytes(data + bytes(number))
        stored = Stored(path)
        decoded = len(gzip.decompress(data))
        assert gzip_members.padding(stored, decoded) == number
        stored.close()


def test_padding_of_a_large_file_is_judged_by_its_length(tmp_path, monkeypatch):
    """With one member the answer is the same as by decoding."""
    monkeypatch.setattr(gzip_members, "SMALL", 0)
    path = tmp_path / "a.gz"
    for length in (1, 300, 70_000):
        for number in range(6):
            path.write_bytes(gzip.compress(b"A" * length) + bytes(number))
            stored = Stored(path)
            assert gzip_members.padding(stored, length) == number
            stored.close()


def test_a_file_of_zeros_alone_counts_them_all(tmp_path):
    """Longer than the pieces it is read in."""
    path = tmp_path / "a.gz"
    path.write_bytes(bytes(300_000))
    stored = Stored(path)
    assert gzip_members.trailing_zeros(stored) == 300_000
    stored.close()


def test_bytes_read_before_stand_first(tmp_path, text):
    """What another decoder had at hand is decoded before what follows in the file."""
    data = gzip.compress(text, mtime=0)
    path = tmp_path / "a.gz"
    path.write_bytes(data[100:-2])
    stored = Stored(path)
    decoder = GzipMembers(stored, data[:100])
    buffer = memoryview(bytearray(1 << 16))
    with pytest.raises(Broken) as broken:
        decoder.readinto(buffer)
    assert (broken.value.fault, bytes(buffer[: broken.value.given])) == (Fault.TRUNCATED, text)
    stored.close()
