"""The list of the input's files in a private temporary database, so that memory stays flat however many there are.

SQLite takes the database off the folder as soon as it is open: nothing of it can be found afterwards, not even after
a crash. UIDs in it are new ones already; only the names of the files are those of the source, for they must be opened.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qc.dicom.folder.walk import Entry

SCHEMA = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, name BLOB, size INTEGER, state TEXT,
    code TEXT, series TEXT, instance TEXT
);
CREATE TABLE worked (series TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE review (row BLOB);
CREATE TABLE manifest (path TEXT PRIMARY KEY, line BLOB) WITHOUT ROWID;
"""
DUPLICATE = "DUPLICATE"
"""The mark of a file whose equal was published; it is no quarantine."""


@dataclass(frozen=True, slots=True)
class Identified:
    """An entry after the first pass: why it goes no further, or its new series and instance UID."""

    entry: Entry
    code: str = ""
    series: str = ""
    instance: str = ""


class Catalogue:
    """Entries by their order, series by their first entry, and the lines of the manifest by their paths."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(SCHEMA)
        self._database.execute("BEGIN")

    def close(self) -> None:
        """Drop everything."""
        self._database.close()

    def add(self, first: int, identified: Iterable[Identified]) -> None:
        """Note entries that stand in the order of the walk from number `first` on."""
        rows = (
            (number, item.entry.name, item.entry.size, item.entry.state, item.code, item.series, item.instance)
            for number, item in enumerate(identified, first)
        )
        self._database.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def index(self) -> None:
        """Make what follows fast; called once, when all entries are in."""
        self._database.execute("CREATE INDEX by_instance ON entry (instance)")
        self._database.execute("CREATE INDEX by_series ON entry (series, number)")

    def repeated(self) -> list[list[tuple[int, Entry]]]:
        """Entries that share an instance UID, first ones first, with their numbers."""
        asked = "SELECT instance FROM entry WHERE code = '' GROUP BY instance HAVING count(*) > 1 ORDER BY min(number)"
        return [
            self._numbered(
                "SELECT number, name, size, state, instance FROM entry WHERE instance = ? ORDER BY number", instance
            )
            for (instance,) in self._database.execute(asked).fetchall()
        ]

    def mark(self, number: int, code: str) -> None:
        """Say why an entry goes no further."""
        self._database.execute("UPDATE entry SET code = ? WHERE number = ?", (code, number))

    def series(self) -> Iterator[tuple[str, list[Entry]]]:
        """Each series with its entries, in the order of its first one; only what goes further."""
        asked = "SELECT series FROM entry WHERE code = '' GROUP BY series ORDER BY min(number)"
        wanted = "SELECT number, name, size, state, instance FROM entry WHERE series = ? AND code = '' ORDER BY number"
        for (series,) in self._database.execute(asked):
            yield series, [entry for _, entry in self._numbered(wanted, series)]

    def stopped(self) -> Iterator[tuple[Entry, str]]:
        """Entries that go no further, with their codes, in their order."""
        asked = "SELECT name, size, state, code FROM entry WHERE code != '' ORDER BY number"
        for name, size, state, code in self._database.execute(asked):
            yield Entry(name, size, state), code

    def totals(self) -> tuple[int, int]:
        """How many entries there are, and their bytes."""
        count, size = self._database.execute("SELECT count(*), coalesce(sum(size), 0) FROM entry").fetchone()
        return int(count), int(size)

    def finish(self, series: str) -> None:
        """Note that a series was worked."""
        self._database.execute("INSERT INTO worked VALUES (?)", (series,))

    def is_finished(self, series: str) -> bool:
        """Whether a series was worked."""
        return self._database.execute("SELECT 1 FROM worked WHERE series = ?", (series,)).fetchone() is not None

    def look_at(self, row: bytes) -> None:
        """Note a line of the review list."""
        self._database.execute("INSERT INTO review VALUES (?)", (row,))

    def looked_at(self) -> Iterator[bytes]:
        """The lines of the review list, in no order."""
        for (row,) in self._database.execute("SELECT row FROM review"):
            yield row

    def publish(self, path: str, line: bytes) -> None:
        """Note a line of the manifest."""
        self._database.execute("INSERT OR REPLACE INTO manifest VALUES (?, ?)", (path, line))

    def published(self) -> Iterator[bytes]:
        """The lines of the manifest, by path."""
        for (line,) in self._database.execute("SELECT line FROM manifest ORDER BY path"):
            yield line

    def _numbered(self, statement: str, value: str) -> list[tuple[int, Entry]]:
        rows = self._database.execute(statement, (value,)).fetchall()
        return [(number, Entry(name, size, state, "", instance)) for number, name, size, state, instance in rows]
