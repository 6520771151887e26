"""zstd: frames of every kind of header, skippable frames, and bounds of memory."""

import itertools
import struct

import pytest
import zstandard


def frame(text, *, checksum=True, size=True, level=3, streamed=False):
    """One frame, with or without its optional parts."""
    made = zstandard.ZstdCompressor(level=level, write_checksum=checksum, write_content_size=size)
    if not streamed:
        return made.compress(text)
    pieces = made.compressobj()
    return b"".join(pieces.compress(text[at : at + 999]) for at in range(0, len(text), 999)) + pieces.flush()


@pytest.mark.parametrize(("checksum", "size", "streamed"), [*itertools.product([True, False], repeat=3)])
@pytest.mark.parametrize("times", [0, 1, 7, 300])
def test_frames_of_every_header(checksum, size, streamed, times, text, read):
    """Content sizes of each width, with and without a window, and text of several blocks."""
    whole = text * times
    said = read("a.fastq.zst", frame(whole, checksum=checksum, size=size, streamed=streamed))
    assert (said.codes, said.text) == ([], whole)


def test_skippable_frames_are_skipped_and_may_come_first(text, read):
    """As parallel compressors write them; one that is cut is cut."""
    skip = b"\x5a\x2a\x4d\x18" + struct.pack("<I", 70_000) + bytes(70_000)
    said = read("a.zst", skip + frame(text) + skip + frame(text))
    assert (said.container, said.codes, said.text) == ("zstd", [], text * 2)
    for cut in (1, 5, 8, 100, 69_999):
        assert read("a.zst", frame(text) + skip[:cut]).codes == ["E_GZIP_TRUNCATED"]


def test_blocks_of_one_repeated_byte(read):
    """The smallest input for the most text: 4 bytes for 128 KiB."""
    said = read("a.zst", frame(b"A" * 10_000_000), size=1 << 20)
    assert (said.codes, len(said.text), set(said.text)) == ([], 10_000_000, {65})


def test_a_window_beyond_the_bound_is_refused(read):
    """A frame that asks for 2 GB of memory does not get it."""
    header = b"\x28\xb5\x2f\xfd" + bytes([0x00, 21 << 3])
    assert read("a.zst", header + b"\x01\x00\x00").codes == ["E_CONTAINER_MEMORY"]


def test_a_wrong_checksum_is_corrupt(text, read):
    """The last four bytes are the check value of the text."""
    data = bytearray(frame(text))
    data[-1] ^= 1
    assert read("a.zst", bytes(data)).codes == ["E_GZIP_CORRUPT"]


def test_a_frame_that_lies_about_its_size_is_corrupt(text, read):
    """The declared size of the text is held against it."""
    data = bytearray(frame(text[:200]))
    assert data[4] & 0x20
    data[5] += 1
    assert read("a.zst", bytes(data)).codes == ["E_GZIP_CORRUPT"]
