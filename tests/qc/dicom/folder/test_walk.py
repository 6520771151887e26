"""The walk over the input: order, links, devices, and what may not be read."""

import os
import socket
from pathlib import Path

import pytest

from graph_schema.errors import UnusableInput
from qc.dicom.folder.walk import entries, location


def names(folder: Path) -> list[bytes]:
    """The names of all entries, in order."""
    return [entry.name for entry in entries(folder)]


def test_order_is_that_of_the_parts_of_paths(tmp_path: Path) -> None:
    """A folder stands at the place of its name, as sorted paths do."""
    for name in ("b", "a/z", "a/b/c", "a b/x", "a.dcm", ".hidden", "a/b0"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    expected = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert names(tmp_path) == [os.fsencode(path) for path in expected]
    assert names(tmp_path) == [b".hidden", b"a/b/c", b"a/b0", b"a/z", b"a b/x", b"a.dcm", b"b"]


def test_links_are_entries_and_never_followed(tmp_path: Path) -> None:
    """A link to a file, to a folder or to nothing counts once, and nothing behind it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "file").write_bytes(b"x")
    source = tmp_path / "in"
    source.mkdir()
    (source / "to_file").symlink_to(tmp_path / "real" / "file")
    (source / "to_folder").symlink_to(tmp_path / "real")
    (source / "to_nothing").symlink_to(tmp_path / "absent")
    (source / "loop").symlink_to(source)
    found = {entry.name: entry.refusal for entry in entries(source)}
    assert found == dict.fromkeys((b"loop", b"to_file", b"to_folder", b"to_nothing"), "SYMLINK")


def test_pipes_and_sockets_are_no_files(tmp_path: Path) -> None:
    """What could block or never end is not opened."""
    os.mkfifo(tmp_path / "pipe")
    listening = socket.socket(socket.AF_UNIX)
    before = Path.cwd()
    os.chdir(tmp_path)  # the path of a socket is short
    try:
        listening.bind("socket")
    finally:
        os.chdir(before)
        listening.close()
    assert {entry.name: entry.refusal for entry in entries(tmp_path)} == {
        b"pipe": "NOT_A_FILE",
        b"socket": "NOT_A_FILE",
    }


def test_a_folder_that_may_not_be_listed_is_an_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files behind it are not lost in silence."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "z").write_bytes(b"x")
    real = os.scandir

    def refusing(path: bytes | Path) -> object:
        if os.fsencode(path).endswith(b"shut"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert [(entry.name, entry.refusal) for entry in entries(tmp_path)] == [(b"shut", "UNREADABLE"), (b"z", "")]


def test_an_entry_that_vanishes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that goes between listing and looking is unreadable, not passed over."""
    (tmp_path / "gone").write_bytes(b"x")
    real = os.lstat

    def vanishing(path: bytes | Path) -> os.stat_result:
        if os.fsencode(path).endswith(b"gone"):
            raise FileNotFoundError(2, "No such file or directory")
        return real(path)

    monkeypatch.setattr(os, "lstat", vanishing)
    assert [(entry.name, entry.refusal) for entry in entries(tmp_path)] == [(b"gone", "UNREADABLE")]


def test_names_need_not_be_text(tmp_path: Path) -> None:
    """A name of bytes that are no UTF-8 is kept as bytes, and its file is found again."""
    name = b"\xc4\xe3\xff.dcm"
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"content")
    (entry,) = entries(tmp_path)
    assert entry.name == name
    assert Path(os.fsdecode(location(tmp_path, entry.name))).read_bytes() == b"content"


def test_folders_may_lie_deep(tmp_path: Path) -> None:
    """Hundreds of folders in each other are walked."""
    depth, before = 300, Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("file").write_bytes(b"x")
    finally:
        os.chdir(before)
    (entry,) = entries(tmp_path)
    assert entry.name == b"d/" * depth + b"file"


def test_a_single_file(tmp_path: Path) -> None:
    """The input may be one file; its state tells when it changes."""
    path = tmp_path / "one.dcm"
    path.write_bytes(b"12345")
    (before,) = entries(path)
    assert (before.name, before.size, before.refusal) == (b"one.dcm", 5, "")
    os.utime(path, ns=(1, 1))
    (after,) = entries(path)
    assert after.state != before.state


def test_a_link_named_itself_is_an_entry(tmp_path: Path) -> None:
    """A link to a file is quarantined even if it is all there is; a link to a folder that is named is its folder."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "folder" / "file")
    (tmp_path / "way").symlink_to(tmp_path / "folder")
    assert [(entry.name, entry.refusal) for entry in entries(tmp_path / "link")] == [(b"link", "SYMLINK")]
    assert names(tmp_path / "way") == [b"file"]


def test_an_absent_input_is_refused_without_its_name(tmp_path: Path) -> None:
    """The message tells why, not what it was called."""
    with pytest.raises(UnusableInput) as refused:
        entries(tmp_path / "Quixwell")
    assert refused.value.code == "PATH_UNREADABLE"
    assert "Quixwell" not in refused.value.message + refused.value.hint


def test_an_empty_folder_has_no_entries(tmp_path: Path) -> None:
    """Empty folders count nothing."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert names(tmp_path) == []
