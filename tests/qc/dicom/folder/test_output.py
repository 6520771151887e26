"""OUT: whose it is, who may write to it, and files that appear at once."""

import fcntl
import os
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from qc.dicom.folder import output
from qc.dicom.folder.output import keep_apart, opened, published_path, remove, replace, write_parts
from qc.dicom.outcome import Facts

MARK: dict[str, Any] = {"key_id": "ab12cd34", "profile": "1", "rule_set": "r", "options": {"residual": True}}


def refused(out: Path, mark: dict[str, Any] = MARK) -> UnusableInput:
    """The refusal of an output."""
    with pytest.raises(UnusableInput) as told, opened(out, mark):
        pass
    return told.value


def test_a_new_output_is_marked(tmp_path: Path) -> None:
    """Folders above it are made; the mark tells key id and rules; nothing in work stays."""
    out = tmp_path / "a" / "out"
    with opened(out, MARK):
        (out / output.PARTIAL).mkdir(exist_ok=True)
    assert orjson.loads((out / output.MARK).read_bytes()) == MARK
    assert [path.name for path in out.iterdir()] == [output.MARK]


def test_what_a_crash_left_is_cleaned(tmp_path: Path) -> None:
    """Files in work of a run that was killed are gone at the next start."""
    out = tmp_path / "out"
    with opened(out, MARK):
        pass
    (out / output.PARTIAL / "series").mkdir(parents=True)
    (out / output.PARTIAL / "series" / "0").write_bytes(b"half")
    with opened(out, MARK):
        assert not (out / output.PARTIAL / "series").exists()


def test_a_failure_leaves_nothing_in_work(tmp_path: Path) -> None:
    """Whatever ends a run, files in work are gone."""
    with pytest.raises(KeyboardInterrupt), opened(tmp_path, MARK):
        (tmp_path / output.PARTIAL / "series").mkdir(parents=True)
        raise KeyboardInterrupt
    assert not (tmp_path / output.PARTIAL).exists()


@pytest.mark.parametrize("key", ["key_id", "profile", "rule_set", "options"])
def test_another_key_or_rule_is_refused(tmp_path: Path, key: str) -> None:
    """Two pseudonyms of one person in one output would tell that they are one."""
    out = tmp_path / "out"
    with opened(out, MARK):
        pass
    before = (out / output.MARK).read_bytes()
    error = refused(out, MARK | {key: "other"})
    assert error.code == "OUT_OTHER_KEY"
    assert output.NAMES[key] in error.message
    assert error.hint
    assert (out / output.MARK).read_bytes() == before


@pytest.mark.parametrize("name", ["notes.txt", "published", ".hidden"])
def test_foreign_things_are_refused(tmp_path: Path, name: str) -> None:
    """A folder that no run wrote is not written to, whatever is in it is called."""
    (tmp_path / name).write_bytes(b"x")
    assert refused(tmp_path).code == "OUT_NOT_EMPTY"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_foreign_things_beside_a_mark_are_refused(tmp_path: Path) -> None:
    """A file that was put into an output would be published unchecked."""
    with opened(tmp_path, MARK):
        pass
    (tmp_path / "scan.dcm").write_bytes(b"x")
    assert refused(tmp_path).code == "OUT_NOT_EMPTY"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_a_broken_mark_is_refused(tmp_path: Path, content: bytes) -> None:
    """Nobody can say whose it is."""
    (tmp_path / output.MARK).write_bytes(content)
    assert refused(tmp_path).code == "OUT_OTHER_KEY"


def test_two_cannot_write_at_once(tmp_path: Path) -> None:
    """The second one is told to wait; afterwards it may."""
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert refused(tmp_path).code == "OUT_IN_USE"
    os.close(handle)
    with opened(tmp_path, MARK):
        pass


def test_an_output_that_cannot_be_made(tmp_path: Path) -> None:
    """A file in the way is told, without its name."""
    (tmp_path / "Quixwell").write_bytes(b"x")
    error = refused(tmp_path / "Quixwell" / "out")
    assert error.code == "OUT_UNUSABLE"
    assert "Quixwell" not in error.message


def test_a_dry_run_makes_nothing(tmp_path: Path) -> None:
    """Neither folder nor mark; but an output of another key is refused all the same."""
    with opened(tmp_path / "out", MARK, dry_run=True):
        assert not (tmp_path / "out").exists()
    empty = tmp_path / "empty"
    empty.mkdir()
    with opened(empty, MARK, dry_run=True):
        pass
    assert list(empty.iterdir()) == []
    with opened(empty, MARK):
        pass
    with pytest.raises(UnusableInput), opened(empty, MARK | {"key_id": "x"}, dry_run=True):
        pass


@pytest.mark.parametrize(
    ("source", "out", "originals", "apart"),
    [
        ("in", "out", None, True),
        ("in", "in2", None, True),
        ("in", "in", None, False),
        ("in", "in/out", None, False),
        ("in/deep", "in", None, False),
        ("in", "link/out", None, False),
        ("in/file.dcm", "in", None, False),
        ("in", "out", "kept", True),
        ("in", "out", "out/kept", False),
        ("in", "out/a", "out", False),
        ("in", "out", "in/kept", False),
        ("in/deep", "out", "in", False),
        ("in", "out", "out/published", False),
    ],
)
def test_folders_lie_apart(tmp_path: Path, source: str, out: str, originals: str | None, apart: bool) -> None:
    """Neither of input, output and originals lies in another, also through links."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "in")
    folders = (tmp_path / source, tmp_path / out, tmp_path / originals if originals else None)
    if apart:
        keep_apart(*folders)
    else:
        with pytest.raises(UnusableInput) as told:
            keep_apart(*folders)
        assert told.value.code == "OUT_OVERLAPS"


def test_a_file_is_replaced_only_if_it_changes(tmp_path: Path) -> None:
    """The same content leaves the file alone, down to its time."""
    assert replace(tmp_path, "a/b.json", b"one")
    os.utime(tmp_path / "a" / "b.json", ns=(5, 5))
    assert not replace(tmp_path, "a/b.json", [b"o", b"ne"])
    assert (tmp_path / "a" / "b.json").stat().st_mtime_ns == 5
    assert replace(tmp_path, "a/b.json", b"two")
    assert replace(tmp_path, "a/b.json", b"twice", durable=False)
    assert (tmp_path / "a" / "b.json").read_bytes() == b"twice"
    assert list((tmp_path / output.PARTIAL).iterdir()) == []


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """What cannot be written to its end does not appear."""

    def failing() -> object:
        yield b"half"
        raise OSError(28, "No space left on device")

    replace(tmp_path, "file", b"old")
    with pytest.raises(OSError, match="space"):
        replace(tmp_path, "file", failing())
    assert (tmp_path / "file").read_bytes() == b"old"


@given(parts=st.lists(st.binary(max_size=5), max_size=1500))
def test_parts_are_written_whole(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    """However many parts there are, and empty ones too."""
    path = tmp_path_factory.mktemp("parts") / "file"
    views = [memoryview(part) if number % 2 else part for number, part in enumerate(parts)]
    assert write_parts(path, views) == len(b"".join(parts))
    assert path.read_bytes() == b"".join(parts)


def test_a_system_that_writes_little_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gathered write may stop anywhere; the rest follows."""
    real = os.writev
    monkeypatch.setattr(os, "writev", lambda handle, parts: real(handle, [parts[0][:3]]))
    assert write_parts(tmp_path / "file", [b"abcdefgh", b"", b"ij", b"k"]) == 11
    assert (tmp_path / "file").read_bytes() == b"abcdefghijk"


def test_the_path_of_a_published_file_is_made_of_new_names() -> None:
    """Individual, study, series, instance."""
    facts = Facts("1.2.840", "2.25.4", "2.25.3", "2.25.2", "IMG1-A", "1.2", modality="CT")
    assert published_path(facts) == "published/IMG1-A/2.25.2/2.25.3/2.25.4.dcm"


def test_taking_back_leaves_no_empty_folders(tmp_path: Path) -> None:
    """Folders go with their last file; what is gone already is no fault."""
    for name in ("published/A/1/2/x.dcm", "published/A/1/3/y.dcm"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"x")
    remove(tmp_path, "published/A/1/2/x.dcm")
    assert [path.name for path in (tmp_path / "published" / "A" / "1").iterdir()] == ["3"]
    remove(tmp_path, "published/A/1/3/y.dcm")
    remove(tmp_path, "published/A/1/3/y.dcm")
    assert list((tmp_path / "published").iterdir()) == []
