"""Copies of originals: for their owner alone, under opaque ids, once."""

import os
from pathlib import Path

import pytest

from graph_schema.errors import UnusableInput
from qc.dicom.folder.originals import keep, prepare


def test_the_folder_is_its_owners(tmp_path: Path) -> None:
    """A new one, and one that others could open."""
    (tmp_path / "open").mkdir(mode=0o755)
    for name in ("new/deep", "open"):
        prepare(tmp_path / name)
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file in the way is told without its name."""
    (tmp_path / "Quixwell").write_bytes(b"x")
    with pytest.raises(UnusableInput) as refused:
        prepare(tmp_path / "Quixwell")
    assert refused.value.code == "OUT_UNUSABLE"
    assert "Quixwell" not in refused.value.message


def test_a_copy_is_made_once(tmp_path: Path) -> None:
    """Under the id alone, readable by its owner; a second time nothing changes, and no half copy stays."""
    source = tmp_path / "Quixwell.dcm"
    source.write_bytes(b"original")
    folder = tmp_path / "kept"
    prepare(folder)
    keep(folder, "0123456789abcdef", os.fsencode(source))
    (copy,) = folder.iterdir()
    assert (copy.name, copy.read_bytes(), copy.stat().st_mode & 0o777) == ("0123456789abcdef", b"original", 0o600)
    os.utime(copy, ns=(5, 5))
    keep(folder, "0123456789abcdef", os.fsencode(source))
    assert copy.stat().st_mtime_ns == 5
    assert len(list(folder.iterdir())) == 1


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    """Links and absent files have nothing to copy; an empty file has."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    folder = tmp_path / "kept"
    prepare(folder)
    for number, name in enumerate(("link", "absent", "file")):
        keep(folder, str(number), os.fsencode(tmp_path / name))
    assert [path.name for path in folder.iterdir()] == ["2"]
