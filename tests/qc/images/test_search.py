"""Exact search: the same hits as by the definition, ties by identifier, masks, and files."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from qc.images.search import PIECE, Codes, Hit, distances

WORDS = st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 15), max_size=60)


def named(words):
    """Codes whose identifiers stand in the order of the list."""
    return Codes.of((f"2.25.{number:05}", word) for number, word in enumerate(words))


def by_definition(words, word, first, mask):
    """Distance, then place, of those that the mask leaves in."""
    found = sorted(((word ^ other).bit_count(), place) for place, other in enumerate(words) if mask[place])
    return [Hit(place, distance) for distance, place in found[:first]]


@given(words=WORDS, word=st.integers(0, 2**64 - 1), first=st.integers(0, 70), data=st.data())
def test_the_nearest_are_those_of_the_definition(words, word, first, data):
    """Any codes, with many ties, with and without a mask."""
    codes, everything = named(words), [True] * len(words)
    assert codes.nearest(word, first) == by_definition(words, word, first, everything)
    mask = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    found = codes.nearest(word, first, np.array(mask, dtype=np.bool_))
    assert found == by_definition(words, word, first, mask)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_distances_are_whole_over_all_pieces(size):
    """Every code is counted, also in a last piece that is not full."""
    words = np.arange(size, dtype=np.uint64) * np.uint64(0x9E37_79B9_7F4A_7C15)
    wanted = np.array([(int(word) ^ 12345).bit_count() for word in words], dtype=np.uint8)
    assert np.array_equal(distances(words, 12345), wanted)


def test_all_and_none_of_the_bits_may_differ():
    """Distances reach from 0 to 64, and the farthest code is still found."""
    codes = named([0, 2**64 - 1])
    assert codes.nearest(0, 2) == [Hit(0, 0), Hit(1, 64)]


def test_identifiers_stand_in_their_order_whatever_order_they_come_in():
    """Ties go by the text of the identifier, as the store orders accessions."""
    codes = Codes.of([("1.2.10", 5), ("1.2.9", 5), ("1.2.1", 5)])
    assert [codes.id(hit.place) for hit in codes.nearest(5, 3)] == ["1.2.1", "1.2.10", "1.2.9"]


def test_codes_are_kept_in_files_and_mapped_into_memory(tmp_path):
    """What was written is found again, without being read as a whole."""
    codes = named([3, 1, 2**64 - 1])
    codes.write(tmp_path / "codes")
    opened = Codes.open(tmp_path / "codes")
    assert isinstance(opened.words, np.memmap)
    assert opened.nearest(1, 3) == codes.nearest(1, 3)
    assert opened.id(2) == "2.25.00002"


@pytest.mark.parametrize("fault", ["absent", "empty", "cut", "type", "length", "pickle"])
def test_files_that_hold_no_codes_are_refused(tmp_path, fault):
    """Absent, cut off, of another type or length, or Python objects."""
    if fault != "absent":
        named(list(range(9))).write(tmp_path)
    path = tmp_path / "codes.npy"
    if fault in ("empty", "cut"):
        path.write_bytes(path.read_bytes()[: 0 if fault == "empty" else 60])
    elif fault == "pickle":
        np.save(path, np.array([{}], dtype=object), allow_pickle=True)
    elif fault != "absent":
        np.save(path, np.zeros(9, np.int64) if fault == "type" else np.zeros(8, np.uint64))
    with pytest.raises(UnusableInput) as refused:
        Codes.open(tmp_path)
    assert refused.value.code == "IMAGE_CODES_UNUSABLE"
