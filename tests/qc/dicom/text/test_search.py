"""Many byte strings in one pass, against the plain search as oracle."""

import os

from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.text.search import Hit, Search

SMALL = st.binary(max_size=200) | st.text(alphabet="abAB01\0.", max_size=200).map(lambda text: text.encode())
PATTERNS = st.sets(
    st.binary(min_size=4, max_size=9) | st.text(alphabet="abAB01\0.", min_size=4, max_size=7).map(str.encode),
    max_size=8,
)


def _plain(patterns: set[bytes], data: bytes) -> set[Hit]:
    low = data.lower()
    return {
        Hit(start, pattern.lower())
        for pattern in patterns
        for start in range(len(data))
        if low.startswith(pattern.lower(), start)
    }


@given(PATTERNS, SMALL)
def test_every_place_is_found_and_no_other(patterns: set[bytes], data: bytes) -> None:
    """The hits are those of a search byte by byte, without regard to ASCII case."""
    assert set(Search(patterns).hits(data)) == _plain(patterns, data)


@given(PATTERNS, SMALL, st.data())
def test_planted_strings_are_found(patterns: set[bytes], data: bytes, draw: st.DataObject) -> None:
    """A string put anywhere into the data is met at that place."""
    for pattern in sorted(patterns):
        place = draw.draw(st.integers(0, len(data)))
        planted = data[:place] + pattern.upper() + data[place:]
        assert Hit(place, pattern.lower()) in set(Search(patterns).hits(memoryview(planted)))


def test_strings_across_blocks_are_found() -> None:
    """The border between two blocks hides nothing, nor do the first and the last byte."""
    block = 1 << 19
    data = bytearray(2 * block + 7)
    for place in (0, block - 5, block - 3, block - 1, 2 * block - 2, len(data) - 6):
        copy = bytearray(data)
        copy[place : place + 6] = b"Miller"
        assert [hit.start for hit in Search([b"miller"]).hits(bytes(copy))] == [place]


def test_nothing_is_found_in_nothing() -> None:
    """Empty data, data shorter than an anchor, and no strings at all."""
    assert list(Search([b"miller"]).hits(b"")) == []
    assert list(Search([b"miller"]).hits(b"mil")) == []
    assert list(Search([]).hits(b"miller")) == []


def test_three_hundred_strings_are_told_apart() -> None:
    """Of 300 strings exactly the planted ones are met in half a megabyte of noise."""
    patterns = [f"pattern-{number:04}".encode() for number in range(300)]
    data = bytearray(os.urandom(500_000))
    for number in (0, 7, 299):
        data[1000 * number + 13 : 1000 * number + 25] = patterns[number]
    assert {hit.pattern for hit in Search(patterns).hits(bytes(data))} == {patterns[0], patterns[7], patterns[299]}
