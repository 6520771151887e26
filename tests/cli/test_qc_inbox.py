"""The inbox: files are given once they stand still, and again when they changed."""

import os
from pathlib import Path

from cli.qc_inbox import Inbox, State


class Clock:
    """A clock that is set by hand."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def put(path: Path, content: str, at: float) -> Path:
    """A file that was last changed at a time."""
    path.write_text(content, encoding="utf-8")
    os.utime(path, (at, at))
    return path


def given(inbox: Inbox, *files: Path) -> dict[Path, State]:
    """What is ready, which must be these files."""
    ready = inbox.ready(inbox.quiet())
    assert list(ready) == list(files)
    return ready


def test_a_file_is_ready_when_it_stood_still(tmp_path: Path) -> None:
    """Not while it grows; its own time counts at the first look."""
    clock = Clock()
    inbox = Inbox(tmp_path, 10, clock)
    old = put(tmp_path / "old.fastq", "x", 900)
    grows = put(tmp_path / "grows.fastq", "x", 999)
    assert list(inbox.ready(inbox.quiet())) == [old]
    clock.now = 1_005
    put(grows, "xx", 1_004)
    assert list(inbox.ready(inbox.quiet())) == [old]
    clock.now = 1_012
    assert list(inbox.ready(inbox.quiet())) == [old]
    clock.now = 1_015
    assert list(inbox.ready(inbox.quiet())) == [grows, old]


def test_what_was_told_is_given_again_only_when_it_changed(tmp_path: Path) -> None:
    """In size or time, or when its checksum arrives later, whatever time that carries."""
    clock = Clock()
    inbox = Inbox(tmp_path, 0, clock)
    file = put(tmp_path / "a.fastq", "x", 900)
    inbox.tell(given(inbox, file))
    assert inbox.ready(inbox.quiet()) == {}
    put(file, "y", 950)
    inbox.tell(given(inbox, file))
    put(tmp_path / "a.fastq.md5", "0" * 32, 10)
    inbox.tell(given(inbox, file))
    assert inbox.ready(inbox.quiet()) == {}


def test_a_file_that_changes_during_its_check_is_given_again(tmp_path: Path) -> None:
    """What was told is how it stood when it was given; a checksum that comes meanwhile counts too."""
    inbox = Inbox(tmp_path, 0, Clock())
    file = put(tmp_path / "a.fastq", "x", 900)
    before = given(inbox, file)
    put(file, "xx", 900)
    inbox.tell(before)
    before = given(inbox, file)
    put(tmp_path / "a.fastq.md5", "0" * 32, 10)
    inbox.tell(before)
    inbox.tell(given(inbox, file))
    assert inbox.ready(inbox.quiet()) == {}


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """Reports, checksums, hidden and unfinished ones; a file that is gone is forgotten."""
    inbox = Inbox(tmp_path, 0, Clock())
    for name in ("a.fastq.qc.json", "a.fastq.md5", ".a.fastq.X1b2", "a.fastq.part"):
        put(tmp_path / name, "x", 900)
    file = put(tmp_path / "a.fastq", "x", 900)
    assert given(inbox, file)
    file.unlink()
    assert inbox.ready(inbox.quiet()) == {}
    assert inbox.seen == {}
