"""Reports in a folder: whole or not at all, and a journal of what was checked, so that nothing is checked twice.

`.checked.jsonl` in the folder has a line for each report: its name, its first file, and a digest over the files'
sizes and times, the options and the program. A report stands where all of this is still so.
"""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from graph_schema.errors import UnusableInput
from qc.sequence.checked import Checked
from qc.sequence.stored import line, parsed
from qc.sequence.units import Unit

JOURNAL = ".checked.jsonl"
AGAIN = frozenset({"E_INTERNAL", "E_UNREADABLE"})
"""Codes of a check that did not come to its end: the unit is checked again by the next run."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that has its name only once it is whole and on the disk.

    UnusableInput (OUT_UNUSABLE) where the folder cannot be made or written, or is full.
    """
    try:
        _write_whole(path, content)
    except OSError as error:
        message = f"{path}: {error.strerror or type(error).__name__}"
        raise UnusableInput(message, code="OUT_UNUSABLE", hint="name a folder that you may write") from error


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@dataclass(slots=True)
class Reports:
    """The reports below a folder; `beside` puts each next to its first file, which then lies below the folder too."""

    folder: Path
    beside: bool = False
    again: bool = False
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    digests: dict[tuple[Path, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        journal = self.folder / JOURNAL
        for text in journal.read_bytes().splitlines() if journal.exists() else ():
            try:
                row = orjson.loads(text)
                self.rows[row["report"]] = row
            except (orjson.JSONDecodeError, KeyError, TypeError):
                continue  # a line that a power cut left half written

    def known(self, unit: Unit) -> Checked | None:
        """The stored report of a unit, if it was checked as it stands now; remembers how it stands."""
        try:
            digest = unit.digest()
        except OSError:
            return None
        self.digests[unit.paths] = digest
        name = self.name(unit)
        if self.again or self.rows.get(name, {}).get("digest") != digest:
            return None
        try:
            return parsed((self.folder / name).read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def name(self, unit: Unit) -> str:
        """The name of a unit's report: its first file's, with a digest of the path where that name is another's."""
        file = unit.paths[0]
        place = file.resolve().parent.relative_to(self.folder.resolve()) if self.beside else Path()
        plain = str(place / f"{file.name}.qc.json")
        first = str(file.resolve())
        if self.rows.setdefault(plain, {"report": plain, "first": first})["first"] == first:
            return plain
        mark = hashlib.sha256(os.fsencode(first)).hexdigest()[:8]
        return str(place / f"{file.name}.{mark}.qc.json")

    def write(self, unit: Unit, checked: Checked) -> None:
        """Store a report, then note it in the journal, unless the check broke off."""
        name = self.name(unit)
        write_whole(self.folder / name, line(checked))
        if unit.paths not in self.digests or AGAIN & {remark.code for remark in checked.remarks}:
            return
        row = {"report": name, "first": str(unit.paths[0].resolve()), "digest": self.digests[unit.paths]}
        self.rows[name] = row
        with (self.folder / JOURNAL).open("ab") as journal:
            journal.write(orjson.dumps(row) + b"\n")
