"""The input as it lies on the disk: every name in it in sorted order, with what it is; no link is followed.

Everything that is met counts as read, so that nothing is passed over in silence: a link, a device or a folder that
may not be listed is an entry that will be quarantined.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph_schema.errors import UnusableInput

HINT = "check the path and its permissions"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in the input: its path as bytes below the input, its size, and why it is no file to read, if it is not.

    `state` tells whether the file may have changed since it was last read: size, times and place on the disk.
    """

    name: bytes
    size: int
    state: str
    refusal: str = ""
    instance: str = ""  # the new SOP Instance UID, once it is known


def entries(source: Path) -> Iterator[Entry]:
    """Every entry of a folder, ordered by the parts of its path, or the one of a single file.

    UnusableInput (`PATH_UNREADABLE`) where there is nothing of that name or the folder may not be listed.
    """
    try:
        if source.is_dir():
            os.scandir(source).close()
            return _below(os.fsencode(source))
        return iter([_entry(os.fsencode(source.name), source.lstat())])
    except OSError as error:
        message = f"the input cannot be read: {error.strerror}"
        raise UnusableInput(message, code="PATH_UNREADABLE", hint=HINT) from error


def location(folder: Path, name: bytes) -> bytes:
    """Where an entry of a folder lies on the disk."""
    return os.fsencode(folder) + b"/" + name


def _below(root: bytes) -> Iterator[Entry]:
    """The entries of a folder and of its folders, however deep they lie."""
    waiting = [b""]
    while waiting:
        name = waiting.pop()
        try:
            status = os.lstat(root + b"/" + (name or b"."))
            if stat.S_ISDIR(status.st_mode):
                with os.scandir(root + b"/" + name) as found:
                    parts = sorted((part.name for part in found), reverse=True)
                waiting += [name + b"/" + part if name else part for part in parts]
            else:
                yield _entry(name, status)
        except OSError:
            yield Entry(name, 0, "", "UNREADABLE")


def _entry(name: bytes, status: os.stat_result) -> Entry:
    if stat.S_ISREG(status.st_mode):
        state = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
        return Entry(name, status.st_size, state)
    return Entry(name, 0, "", "SYMLINK" if stat.S_ISLNK(status.st_mode) else "NOT_A_FILE")
