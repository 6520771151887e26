"""The content of one input file: what is opened, what is not, and its keyed sum."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.folder.content import digest, digest_key, mapped
from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined


def code_of(path: Path, largest: int = 1 << 20) -> str:
    """The code by which a file is not read."""
    with pytest.raises(Quarantined) as refused:
        mapped(os.fsencode(path), largest)
    return refused.value.code


def test_a_file_is_mapped(tmp_path: Path) -> None:
    """The bytes of the file, or none."""
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    assert bytes(mapped(os.fsencode(path))) == b"abc"
    path.write_bytes(b"")
    assert bytes(mapped(os.fsencode(path))) == b""


def test_what_is_no_file_to_read(tmp_path: Path) -> None:
    """Links, pipes, folders and absent files have codes of their own."""
    (tmp_path / "file").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    assert code_of(tmp_path / "link") == "SYMLINK"
    assert code_of(tmp_path / "pipe") == "NOT_A_FILE"
    assert code_of(tmp_path) == "NOT_A_FILE"
    assert code_of(tmp_path / "absent") == "UNREADABLE"


def test_the_bound_holds_to_the_byte(tmp_path: Path) -> None:
    """A file of the bound is read, one byte more is too large."""
    path = tmp_path / "file"
    path.write_bytes(b"x" * 10)
    assert len(mapped(os.fsencode(path), 10)) == 10
    assert code_of(path, 9) == "TOO_LARGE"


def handles() -> int:
    """How many files this process holds open, 0 where the system does not say."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_no_handle_stays_open(tmp_path: Path) -> None:
    """A million files need no million handles."""
    path = tmp_path / "file"
    path.write_bytes(b"x" * 10)
    before = handles()
    held = [mapped(os.fsencode(path)) for _ in range(5)]
    assert handles() <= before + len(held)
    del held
    assert handles() == before


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_equal_contents_have_equal_sums_and_others_not(one: bytes, other: bytes) -> None:
    """The sum of 16 bytes stands for the content."""
    key = digest_key(Keys(bytes(range(32))))
    assert (digest(one, key) == digest(other, key)) == (one == other)
    assert len(digest(one, key)) == 16


def test_the_sum_hangs_on_the_key(keys: Keys, other_keys: Keys) -> None:
    """Without the key nobody can test a guess of a content."""
    assert digest(b"content", digest_key(keys)) != digest(b"content", digest_key(other_keys))
