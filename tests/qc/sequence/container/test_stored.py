"""The stored bytes: one reading, checksums and progress with it."""

import errno
import hashlib

import pytest

from graph_schema.errors import UnusableInput
from qc.sequence.container.stored import PIECE, Stored

DATA = bytes(range(256)) * 3000


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "a"
    made.write_bytes(DATA)
    return made


def test_checksums_grow_with_what_is_read(path):
    """After the first piece they are those of that piece, after the rest those of the file."""
    stored = Stored(path)
    first = stored.read(1000)
    assert (first, stored.place) == (DATA[:1000], 1000)
    assert stored.md5 == hashlib.md5(DATA[:1000]).hexdigest()
    stored.rest()
    assert (stored.md5, stored.sha256) == (hashlib.md5(DATA).hexdigest(), hashlib.sha256(DATA).hexdigest())
    assert stored.read() == b""
    stored.close()


def test_looking_elsewhere_moves_nothing(path):
    """`at` reads from any place, also from before the beginning, and counts for nothing."""
    stored = Stored(path, progress=pytest.fail)
    assert stored.at(256, 3) == b"\x00\x01\x02"
    assert stored.at(-5, 2) == b"\x00\x01"
    assert stored.at(len(DATA) - 1, 10) == b"\xff"
    assert stored.place == 0
    stored.close()


def test_progress_is_told_of_each_piece(path):
    """In stored bytes."""
    told: list[int] = []
    stored = Stored(path, told.append)
    stored.rest()
    assert (sum(told), max(told)) == (len(DATA), PIECE)
    stored.close()


def test_without_checksums_none_are_given(path):
    """The second reading saves their time."""
    stored = Stored(path, checksums=False)
    stored.rest()
    assert (stored.md5, stored.sha256, stored.size) == ("", "", len(DATA))
    stored.close()


def test_a_disk_that_fails_makes_the_path_unusable(path):
    """An error of the system is no fault of the content."""

    class Failing:
        def readinto(self, buffer):
            raise OSError(errno.EIO, "Input/output error")

        def fileno(self):
            raise OSError(errno.EBADF, "Bad file descriptor")

    stored = Stored(path)
    stored.close()
    stored._file = Failing()  # type: ignore[assignment]
    with pytest.raises(UnusableInput, match="Input/output error"):
        stored.read()
    with pytest.raises(UnusableInput, match="Bad file"):
        stored.at(0, 1)
