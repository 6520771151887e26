"""Fragments, frames and their offsets."""

import struct

import pytest

from qc.dicom.file.encoding import EXPLICIT
from qc.dicom.file.transfer_syntax import Stream
from qc.dicom.outcome import Quarantined
from qc.dicom.rewriting.frames import Encapsulated, cleaned, grouped

START = b"\xff\xd8\xff"


def test_one_fragment_a_frame():
    """The usual case."""
    assert grouped(b"", [b"ab", b"cd"], 2, Stream.JPEG).frames == [[b"ab"], [b"cd"]]


def test_all_fragments_of_a_single_frame():
    """However many."""
    assert grouped(b"", [b"ab", b"cd", b"ef"], 1, Stream.JPEG).frames == [[b"ab", b"cd", b"ef"]]


def test_frames_told_by_the_offset_table():
    """Offsets count from the first fragment's item."""
    offsets = struct.pack("<2L", 0, 20)
    assert grouped(offsets, [b"ab", b"cd", b"ef"], 2, Stream.RLE).frames == [[b"ab", b"cd"], [b"ef"]]


def test_frames_told_by_their_first_bytes():
    """Where no table is."""
    fragments = [START + b"1", b"more", START + b"2"]
    assert grouped(b"", fragments, 2, Stream.JPEG).frames == [fragments[:2], fragments[2:]]


@pytest.mark.parametrize("frames", [2, 4, 9])
def test_a_number_of_frames_that_cannot_be_is_refused(frames):
    """Nobody could say which bytes are which frame."""
    with pytest.raises(Quarantined) as refusal:
        grouped(b"", [b"ab", b"cd", b"ef"], frames, Stream.JPEG)
    assert refusal.value.code == "PIXELS_UNREADABLE"


def test_offsets_are_told_anew():
    """Only where the source has a table; each item has a header of eight bytes."""
    assert Encapsulated(b"", [[b"ab"], [b"cd"]]).table() == b""
    assert Encapsulated(b"wrong", [[b"ab", b"cd"], [b"ef"]]).table() == struct.pack("<2L", 0, 20)


def test_frames_are_written_as_items():
    """The offset table first, a delimiter last."""
    data = b"".join(Encapsulated(b"xx", [[b"ab"]]).parts(EXPLICIT))
    item = b"\xfe\xff\x00\xe0"
    assert data == item + b"\4\0\0\0\0\0\0\0" + item + b"\2\0\0\0ab" + b"\xfe\xff\xdd\xe0\0\0\0\0"


def test_clean_frames_are_the_same_object():
    """Nothing is copied; a frame that changes becomes one fragment."""
    scan = b"\xff\xda\0\x08\1\1\0\0\x3f\0abc\xff\xd9"
    frame = [b"\xff\xd8" + scan[:7], scan[7:] + b"\0"]
    source = Encapsulated(b"", [frame])
    assert cleaned(source, Stream.JPEG, 4) is source
    dirty = Encapsulated(b"", [[b"\xff\xd8\xff\xfe\0\x07SMITH" + scan[:7], scan[7:]]])
    assert cleaned(dirty, Stream.JPEG, 4).frames == [[b"\xff\xd8" + scan + b"\0"]]
