"""bzip2 and xz: streams, padding and bounds."""

import bz2
import lzma

import pytest

from qc.sequence.container import bzip2_xz


def test_xz_of_every_check_value(text, read):
    """None, CRC32, CRC64 and SHA-256."""
    for check in (lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_SHA256):
        said = read("a.xz", lzma.compress(text, check=check))
        assert (said.codes, said.text) == ([], text)


def test_xz_padding_between_streams(text, read):
    """Zeros in fours are part of the format; others are told."""
    one = lzma.compress(text)
    assert read("a.xz", one + bytes(8) + one).codes == []
    assert read("a.xz", one + bytes(8) + one).text == text * 2
    assert read("a.xz", one + bytes(3) + one).codes == ["W_TRAILING_ZEROS"]


def test_xz_that_asks_for_too_much_memory_is_refused(text, read, monkeypatch):
    """The bound is that of the decoder, given before it begins."""
    monkeypatch.setattr(bzip2_xz, "MEMORY", 1 << 20)
    assert read("a.xz", lzma.compress(text, preset=9)).codes == ["E_CONTAINER_MEMORY"]


@pytest.mark.parametrize("level", range(1, 10))
def test_bzip2_of_every_block_size(level, text, read):
    """The fourth byte says it."""
    said = read("a.bz2", bz2.compress(text, level))
    assert (said.container, said.codes, said.text) == ("bzip2", [], text)


def test_bzip2_with_a_wrong_check_value_is_corrupt(text, read):
    """The check value of a block stands behind its magic number."""
    data = bytearray(bz2.compress(text))
    data[11] ^= 1
    assert read("a.bz2", bytes(data)).codes == ["E_GZIP_CORRUPT"]


def test_many_streams_of_small_text(text, read):
    """Parallel compressors write one stream for each block; edges fall anywhere in the pieces read."""
    data = b"".join(bz2.compress(text[at : at + 3]) for at in range(0, len(text), 3)) * 25
    assert len(data) > 3 * (128 << 10)
    assert read("a.bz2", data).text == text * 25
