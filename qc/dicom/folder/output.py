"""OUT: its layout, the mark that tells whose it is, the lock of the one who writes, and files that appear at once.

- `published/<individual>/<StudyUID>/<SeriesUID>/<SOPUID>.dcm`: files that may leave
- `review/`: what a person has to look at, and opaque records of what was kept back
- `journal/<2 digits>/<series>.json`: what was done, so that nothing is done twice
- `manifest.jsonl`, `report.json`, `report.html`, `deidentified.json`: what was published, how it went, whose it is
- `.partial/`: files in work; gone at the end and at the next start
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from graph_schema.errors import UnusableInput
from qc.dicom.folder.manifest import MANIFEST
from qc.dicom.outcome import Facts

PUBLISHED, REVIEW, JOURNAL, PARTIAL = "published", "review", "journal", ".partial"
MARK, REPORT, PAGE = "deidentified.json", "report.json", "report.html"
OURS = frozenset({PUBLISHED, REVIEW, JOURNAL, PARTIAL, MARK, MANIFEST, REPORT, PAGE})
MOST_PARTS = 512  # of one gathered write; systems take 1024
NAMES = {"key_id": "key", "profile": "profile", "rule_set": "rules", "options": "options"}


def published_path(facts: Facts) -> str:
    """The path of a published file below OUT, made of new names only."""
    return f"{PUBLISHED}/{facts.path}"


def keep_apart(source: Path, out: Path, originals: Path | None) -> None:
    """Refuse folders that lie in each other: what is published would be read again, or be kept beside its source."""
    here, there = source.resolve(), out.resolve()
    if _within(there, here) or _within(here, there):
        _refuse("OUT_OVERLAPS", "input and output lie in each other", "name an output outside of the input")
    if originals is None:
        return
    kept = originals.resolve()
    if _within(kept, here) or _within(here, kept) or _within(kept, there) or _within(there, kept):
        _refuse(
            "OUT_OVERLAPS",
            "the folder of originals overlaps input or output",
            "name a folder outside of input and output",
        )


def _within(inner: Path, outer: Path) -> bool:
    return inner == outer or outer in inner.parents


def _refuse(code: str, message: str, hint: str) -> None:
    raise UnusableInput(message, code=code, hint=hint)


@contextmanager
def opened(folder: Path, mark: dict[str, Any], *, dry_run: bool = False) -> Iterator[None]:
    """Hold an output: it is new, or it is this mark's own; nobody else writes meanwhile.

    UnusableInput with OUT_NOT_EMPTY, OUT_OTHER_KEY or OUT_IN_USE otherwise. A dry run makes and changes nothing.
    """
    if dry_run and not folder.exists():
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        message = f"the output cannot be made or opened: {error.strerror}"
        raise UnusableInput(message, code="OUT_UNUSABLE", hint="name a folder that you may write") from error
    try:
        _lock(handle)
        _own(folder, mark)
        if not dry_run:
            shutil.rmtree(folder / PARTIAL, ignore_errors=True)
            replace(folder, MARK, pretty(mark))
        try:
            yield
        finally:
            if not dry_run:
                shutil.rmtree(folder / PARTIAL, ignore_errors=True)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        _refuse("OUT_IN_USE", "another run writes to this output", "wait until it has ended")


def _own(folder: Path, mark: dict[str, Any]) -> None:
    """Refuse a folder with foreign names in it, or one of another key, profile or rules."""
    names = {path.name for path in folder.iterdir()}
    if not names:
        return
    if not names <= OURS or MARK not in names:
        message = "the output holds other things than an earlier run wrote"
        _refuse("OUT_NOT_EMPTY", message, "name an empty or new folder; nothing was changed")
    try:
        found = orjson.loads((folder / MARK).read_bytes())
        other = [name for key, name in NAMES.items() if found.get(key) != mark.get(key)]
    except (OSError, ValueError, AttributeError):
        other = ["mark"]
    if other:
        message = f"the output was made with another {', another '.join(other)}"
        _refuse("OUT_OTHER_KEY", message, "use an output of its own for each key and set of rules; nothing was changed")


def pretty(value: object) -> bytes:
    """JSON for people, the same bytes for the same value."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def replace(out: Path, name: str, content: bytes | Iterable[bytes], *, durable: bool = True) -> bool:
    """Write a file below `out` at once, under its name only when it is whole; whether anything changed.

    A file that has this content already is left alone. What can be made again need not be `durable`: on the disk
    before it has its name.
    """
    path, partial = out / name, out / PARTIAL / name.replace("/", "-")
    partial.parent.mkdir(exist_ok=True)
    with partial.open("wb") as file:
        file.writelines([content] if isinstance(content, bytes) else content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    if path.exists() and _same(path, partial):
        partial.unlink()
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    partial.replace(path)
    return True


def _same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as left, other.open("rb") as right:
        while piece := left.read(1 << 20):
            if piece != right.read(1 << 20):
                return False
    return True


def write_parts(path: Path, parts: Iterable[bytes | memoryview]) -> int:
    """Write the parts of a file by gathered writes; how many bytes they are."""
    waiting = [memoryview(part).cast("B") for part in parts if len(part)]
    total = sum(len(part) for part in waiting)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        while waiting:
            written = os.writev(handle, waiting[:MOST_PARTS])
            waiting = _rest(waiting, written)
    finally:
        os.close(handle)
    return total


def _rest(parts: list[memoryview], written: int) -> list[memoryview]:
    """What is left of parts after so many bytes were written."""
    for number, part in enumerate(parts):
        if written < len(part):
            return [part[written:], *parts[number + 1 :]]
        written -= len(part)
    return []


def remove(folder: Path, path: str) -> None:
    """Take back a published file, and the folders that it leaves empty."""
    file = folder / path
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent in (folder, folder / PUBLISHED):
            return
        try:
            parent.rmdir()
        except OSError:
            return
