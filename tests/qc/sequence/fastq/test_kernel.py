"""The kernel's counts over one line against plain Python, and the walk over a block."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.fastq.careful import CRLF
from qc.sequence.fastq.kernel import UNUSED_BIN, count_bases, count_quality, drain, find_lines, has_unfit, walk
from qc.sequence.fastq.rows import GOOD33, GOOD64, LINES, PADDING, READS, Rows, Tallies, new_rows, new_tallies

BLOCK = b"@a 1:N:0:\nACGT\n+\nFF#F\n@b/2\nGGN\n+\nIII\n"


def walked(text: bytes, bins: bytes = b"", stop: int | None = None) -> tuple[int, int, bool, Rows, Tallies]:
    """What `walk` says of a text, and what it fills."""
    rows, tallies = new_rows(), new_tallies()
    array = np.frombuffer(bytearray(text + bytes(PADDING)), np.uint8)
    used = np.frombuffer(bytearray(bins), np.uint8)
    stop = len(text) if stop is None else stop
    return *walk(array, 0, stop, np.zeros(LINES, np.int64), used, rows, tallies), rows, tallies


@given(text=st.binary(max_size=300), start=st.integers(0, 70), length=st.integers(0, 230))
def test_counts_keep_within_their_part(text: bytes, start: int, length: int) -> None:
    """Line feeds and bases are those between start and stop, whatever stands beyond."""
    stop = min(len(text), start + length)
    array = np.frombuffer(bytearray(text + b"ACGTN\n" * 30), np.uint8)
    ends = np.zeros(LINES, np.int64)
    part = text[start:stop] if start < stop else b""
    assert ends[: find_lines(array, start, stop, ends)].tolist() == [
        start + place for place, byte in enumerate(part) if byte == 10
    ]
    assert list(count_bases(array, start, stop)) == [part.count(letter) for letter in b"ACGTN"]


@given(text=st.lists(st.sampled_from(b"!~F \x7f\xff"), max_size=150).map(bytes), cut=st.integers(0, 9))
def test_bytes_that_are_no_qualities_are_seen_within_their_part(text: bytes, cut: int) -> None:
    """Below ! and above ~, in any place; what stands beyond the part does not count."""
    array = np.frombuffer(bytearray(text + bytes(PADDING)), np.uint8)
    stop = max(cut, len(text) - cut)
    assert has_unfit(array, cut, stop) == any(byte < 33 or byte > 126 for byte in array[cut:stop].tolist())


@given(text=st.lists(st.sampled_from(b"#,:FGI~!\x01\xff"), max_size=200).map(bytes), cut=st.integers(0, 9))
def test_qualities_are_counted_alike_by_table_and_by_comparison(text: bytes, cut: int) -> None:
    """Four, eight or no characters of their own: the same counts and the same sum."""
    array = np.frombuffer(bytearray(text + b"F" * 64), np.uint8)
    start = min(cut, len(text))
    for bins in (b"", b"#,:F", b"#,:\n", b"#,:FGI\n\n"):
        tallies = new_tallies()
        total = count_quality(array, start, len(text), np.frombuffer(bytearray(bins), np.uint8), tallies)
        drain(tallies.pairs, tallies.quality)
        assert total == sum(text[start:])
        counts = tallies.quality
        assert {place: int(counts[place]) for place in np.flatnonzero(counts)} == Counter(text[start:])
        assert not tallies.pairs.any()
    assert chr(UNUSED_BIN) == "\n"


def test_a_walk_fills_a_row_for_each_record() -> None:
    """Places of name, line end, sequence and qualities; lengths; sums of records by mean quality."""
    count, after, broken, rows, tallies = walked(BLOCK)
    assert (count, after, broken) == (2, len(BLOCK), False)
    assert [BLOCK[rows.start[row] : rows.end[row]] for row in (0, 1)] == [b"a", b"b/2"]
    assert [BLOCK[rows.start[row] : rows.stop[row]] for row in (0, 1)] == [b"a 1:N:0:", b"b/2"]
    assert [BLOCK[rows.sequence[row] :][: rows.length[row]] for row in (0, 1)] == [b"ACGT", b"GGN"]
    assert [BLOCK[rows.quality[row] :][: rows.length[row]] for row in (0, 1)] == [b"FF#F", b"III"]
    assert rows.mark[:2].tolist() == [1, 2]
    assert tallies.counts[[READS, GOOD33, GOOD64]].tolist() == [2, 1, 0]
    assert np.flatnonzero(tallies.gc).tolist() == [50, 100]


def test_a_walk_ends_before_a_record_that_is_not_whole() -> None:
    """Cut at any byte: the whole records before it, and where the next begins."""
    first = BLOCK.index(b"@b")
    for stop in range(len(BLOCK)):
        count, after, broken, _, _ = walked(BLOCK, stop=stop)
        assert (count, after, broken) == ((0, 0, False) if stop < first else (1, first, False))


def test_a_walk_stops_at_a_record_out_of_form() -> None:
    """The broken record and those behind it are left alone; carriage returns are a flag, not a break."""
    assert walked(BLOCK + BLOCK.replace(b"+", b"-"))[:3] == (2, len(BLOCK), True)
    count, _, broken, rows, tallies = walked(BLOCK.replace(b"\n", b"\r\n"), b"#FI\n")
    drain(tallies.pairs, tallies.quality)
    assert (count, broken) == (2, False)
    assert rows.flags[:2].tolist() == [CRLF, CRLF]
    assert tallies.quality.sum() == 7


def test_a_walk_ends_with_its_room_for_lines() -> None:
    """A block of very short records is taken in several walks."""
    text = b"@a\nC\n+\nF\n" * 20_000
    count, after, broken, _, tallies = walked(text)
    assert count == tallies.counts[READS]
    assert LINES // 4 - 32 < count <= LINES // 4
    assert (after, broken) == (9 * count, False)
