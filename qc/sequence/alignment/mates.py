"""Templates of an alignment file: reads that stand twice, reads without their mate, mates that disagree.

In a file ordered by name the records of a template are neighbours and are judged at once (`mate_pairs`). In any other,
names become keys and sums (`name_keys`, `mate_sums`), and the file is read again only where they show something.

A missing mate is an error only where the file says of itself that it holds whole pairs of raw reads: nothing is
aligned, records are ordered or grouped by name, and other pairs are whole. Extracts of aligned reads lack mates
by their nature: a warning where they are ordered by name, else an information.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from qc.sequence.alignment.bam_kernel import Columns, Rows
from qc.sequence.alignment.faults import BYTE, MATE, MATE_MISSING, ONE, RECORD, TWICE, no_faults
from qc.sequence.alignment.header import Header
from qc.sequence.alignment.mate_pairs import NAME, PAIRS, SINGLE, close_template, no_template, pair_neighbours
from qc.sequence.alignment.mate_sums import SUMS, suspected
from qc.sequence.alignment.name_keys import CLASS, Found, NameKeys, collect
from qc.sequence.alignment.second_reading import Pairing, Wanted
from qc.sequence.alignment.words import hash_of
from qc.sequence.options import Options
from qc.sequence.remarks import KEPT, Remarks

LOOKED_AT = 200_000
"""Records whose mates are compared in a second reading."""


class Block(NamedTuple):
    """Rows of one block for a second reading; `name_of` gives the name in a row."""

    columns: Columns
    records: Rows
    rows: int
    name_of: Callable[[int], bytes]


Again = Callable[[], Iterator[Block]]


def unnamed() -> np.uint64:
    """The hash of `*`, the name of reads without one: they are no templates."""
    return np.uint64(hash_of(np.frombuffer(b"*" + bytes(8), np.uint8), 0, 1))


def names_return(blocks: Iterator[Block], options: Options) -> bool:
    """Whether a name stands again after another one: its records are no neighbours."""
    keys = NameKeys(options.temporary, options.memory)
    without, last = unnamed(), unnamed()
    for block in blocks:
        names = block.columns.name[: block.rows]
        before = np.concatenate(([last], names[:-1]))
        starts = names[(names != before) & (names != without)]
        keys.room(len(starts))[:] = (starts & ~CLASS) | np.uint64(SINGLE)
        keys.grown(len(starts))
        last = names[-1] if len(names) else last
    return keys.close().twice > 0


class Mates:
    """Takes the records of one file block by block; `finish` says what their templates show."""

    def __init__(self, header: Header, options: Options) -> None:
        self._by_name = header.sort_order == "queryname"
        self._together = self._by_name or header.grouping == "query"
        self._unnamed = unnamed()
        self._held = no_template()
        self._faults = no_faults()
        self._sums = np.zeros(SUMS, np.uint64)
        self._keys = NameKeys(options.temporary, options.memory)
        self._records = self._mapped = 0

    def feed(self, columns: Columns, records: Rows, rows: int) -> None:
        """Take rows that the kernel has filled; `records` are their numbers in the file."""
        self._records += rows
        if self._by_name:
            self._mapped += pair_neighbours(self._held, columns, records, rows, self._unnamed, self._faults)
            return
        number, mapped = collect(columns, rows, self._unnamed, self._sums, self._keys.room(rows))
        self._mapped += mapped
        self._keys.grown(number)

    def finish(
        self, remarks: Remarks, again: Again, *, ordered: bool = True, lines: int | None = None
    ) -> dict[str, Any]:
        """Say what was found, and give its figures.

        `ordered` is whether a declared order by name is true: where it is not, neighbours mean nothing. `lines` is
        the number of header lines where records are lines.
        """
        if self._by_name:
            self.close()
            return self._neighbours(remarks, lines) if ordered else {}
        found = self._keys.close()
        pairing = self._second(found, again)
        _tell_twice(remarks, lines, pairing.twice, found.twice)
        if found.alone:
            self._alone(remarks, lines, pairing, found)
        for record, byte in pairing.disagreeing[:KEPT]:
            remarks.add("W_MATE", records=(record,), byte=byte, line=_line(lines, record))
        return {"duplicate_reads": found.twice, "mates_missing": found.alone}

    def close(self) -> None:
        """Give memory and disk back without looking."""
        self._keys.drop()

    def _severity(self, whole: int) -> str:
        """The code for a missing mate, `whole` pairs being complete."""
        if self._together and not self._mapped and whole:
            return "E_MATE_MISSING"
        return "W_MATE_MISSING" if self._by_name else "I_MATE_MISSING"

    def _neighbours(self, remarks: Remarks, lines: int | None) -> dict[str, Any]:
        close_template(self._held, self._faults)
        counts, places = self._faults
        code = self._severity(int(self._held[NAME, PAIRS]))
        for kind, said in ((MATE_MISSING, code), (MATE, "W_MATE"), (TWICE, "W_DUP_READ")):
            kept = places[kind, : min(int(counts[kind]), KEPT)].tolist()
            for place in kept:
                records = (place[ONE], place[RECORD]) if kind == TWICE else (place[RECORD],)
                remarks.add(said, records=records, byte=place[BYTE], line=_line(lines, place[RECORD]))
            if counts[kind] > KEPT:
                remarks.add(said, times=int(counts[kind]) - KEPT)
        return {"duplicate_reads": int(counts[TWICE]), "mates_missing": int(counts[MATE_MISSING])}

    def _second(self, found: Found, again: Again) -> Pairing:
        """Read the file again for what the keys and sums suspect; nothing if they suspect nothing."""
        listed = found.alone_keys[: KEPT if self._severity(found.whole) == "E_MATE_MISSING" else 0]
        names = np.unique(np.concatenate((found.twice_keys, listed)) & ~CLASS)
        compare = not found.alone and not found.twice and bool(self._sums.any())
        marked = suspected(self._sums, self._records, LOOKED_AT) if compare else np.zeros(SUMS, np.bool_)
        wanted = Wanted(names, marked)
        pairing = Pairing(self._unnamed)
        if len(wanted.names) or compare:
            for block in again():
                pairing.look(wanted, block.columns, block.records, block.rows, block.name_of)
        return pairing

    def _alone(self, remarks: Remarks, lines: int | None, pairing: Pairing, found: Found) -> None:
        code = self._severity(found.whole)
        listed = pairing.alone() if code == "E_MATE_MISSING" else []
        for record, byte in listed:
            remarks.add(code, records=(record,), byte=byte, line=_line(lines, record))
        left = found.alone - len(listed)
        if left > 0:
            remarks.add(code, f"{found.alone} paired reads, their mates are not in the file", times=left)


def _tell_twice(remarks: Remarks, lines: int | None, twice: "list[tuple[int, int, int]]", total: int) -> None:
    for first, record, byte in twice[:KEPT]:
        remarks.add("W_DUP_READ", records=(first, record), byte=byte, line=_line(lines, record))
    if len(twice) >= KEPT and total > KEPT:
        remarks.add("W_DUP_READ", times=total - KEPT)


def _line(lines: int | None, record: int) -> int | None:
    return None if lines is None else lines + record
