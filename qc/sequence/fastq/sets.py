"""Two to four files that hold the same reads: pairs, and the sets of single-cell libraries, read in lockstep.

Of each file one block is held at a time, so memory does not grow. Names are compared as arrays of hashes; as long as
they equal those of the first file, only the first file is searched for duplicates.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from qc.sequence.container.faults import Fault
from qc.sequence.container.stream import Stream
from qc.sequence.duplicates.finder import Finder
from qc.sequence.duplicates.reading import names_again
from qc.sequence.fastq.columns import NameColumns
from qc.sequence.fastq.name_styles import Styles
from qc.sequence.fastq.pairs import Marks, Rows, SameNames, SameText
from qc.sequence.fastq.reader import Reader
from qc.sequence.fastq.roles import in_order, roles
from qc.sequence.fastq.totals import totals
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

MISALIGNED = frozenset({
    "E_RECORD", "E_NO_AT", "E_NO_PLUS", "E_LENGTH", "E_MULTILINE", "E_BLANK_LINE", "E_NO_LF", "E_NUL", "E_NOT_FASTQ",
    "E_NO_READS", "E_EMPTY_SEQ",
})  # fmt: skip
"""Faults of records after which a file may have fewer reads than were meant: no second remark on the pair."""


class Member:
    """One file of a set: its reader, the block at hand, and how far it was compared."""

    def __init__(self, place: int, files: int, stream: Stream, remarks: Remarks) -> None:
        self.stream = stream
        self.reader = Reader(stream, remarks)
        self.remarks, self._told = Remarks(remarks.file), remarks
        self.styles = Styles()
        self.marks = Marks(place, files)
        self.names, self.texts = SameNames(place), [SameText() for _ in range(place - 1)]
        self._blocks: Iterator[NameColumns] = iter(self.reader.names())
        self._columns: NameColumns | None = None
        self._row = 0

    def read(self) -> NameColumns | None:
        """The next block if the one at hand was used up; None if it was not, or at the end."""
        if self._columns is not None and self._row < len(self._columns.start):
            return None
        self._columns, self._row = next(self._blocks, None), 0
        if self._columns is not None:
            self.styles.look(self._columns)
        return self._columns

    def rows(self) -> Rows | None:
        """What is left of the block at hand; None at the end of the file."""
        if self._columns is None:
            return None
        return Rows(self._columns, self._row, len(self._columns.start) - self._row)

    def use(self, number: int) -> None:
        """So many rows were compared."""
        self._row += number

    def tell(self) -> None:
        """Say what was found besides the reader's remarks; of a corrupt stream nothing, its bytes are not the file's."""
        if self.stream.fault is not Fault.CORRUPT:
            self._told.kept += self.remarks.kept
            self._told.counts += self.remarks.counts

    def metrics(self) -> dict[str, Any]:
        """The figures of the file and what its names tell."""
        ratio = round(self.stream.offset / self.stream.size, 4) if self.stream.size else 0.0
        return self.reader.metrics() | self.styles.metrics() | {"compression_ratio": ratio}

    @property
    def sound(self) -> bool:
        """Whether the number of its reads, and their order, are those that were meant."""
        return self.stream.fault is None and not any(self._told.has(code) for code in MISALIGNED)


def check_set(streams: Sequence[Stream], remarks: Sequence[Remarks], options: Options) -> dict[str, Any]:
    """The figures of a set of files, those of each file in `per_file`; faults go to the remarks of the file they are in."""
    members = [
        Member(place, len(streams), stream, remark)
        for place, (stream, remark) in enumerate(zip(streams, remarks, strict=True), 1)
    ]
    finder = Finder(options)
    for compared in lockstep(members, finder):
        _compare(members, compared)
    if streams[0].fault is not Fault.CORRUPT:
        finder.finish(streams[0], remarks[0])
    return _finished(members, finder, options)


def lockstep(members: Sequence[Member], finder: Finder) -> Iterator[list[Rows]]:
    """Rows of the same records of all files; what only some files have is read and passed over.

    `finder` is fed all blocks of the first file. Records that a file lost to a fault are passed over in the others.
    """
    while True:
        for member in members:
            block = member.read()
            if block is not None and member is members[0]:
                finder.feed(block)
        found = [member.rows() for member in members]
        left = [rows for rows in found if rows is not None]
        if not left:
            return
        if len(left) == len(members):
            last = max(rows.record for rows in left)
            skipped = [min(last - rows.record, rows.number) for rows in left]
            number = min(rows.number - skip for rows, skip in zip(left, skipped, strict=True))
            if number:
                yield [Rows(rows.columns, rows.start + skip, number) for rows, skip in zip(left, skipped, strict=True)]
            used = [skip + number for skip in skipped]
        else:
            used = [rows.number if rows is not None else 0 for rows in found]
        for member, number in zip(members, used, strict=True):
            member.use(number)


def _compare(members: Sequence[Member], compared: list[Rows]) -> None:
    """Compare rows of the same records."""
    first = compared[0]
    for member, rows in zip(members, compared, strict=True):
        member.marks.look(rows)
        if member is not members[0]:
            member.names.compare(first, rows, member.remarks)
            for same, earlier in zip(member.texts, compared, strict=False):
                same.compare(earlier, rows)


def _finished(members: Sequence[Member], finder: Finder, options: Options) -> dict[str, Any]:
    """What can be said at the end of all files."""
    per_file = []
    for place, member in enumerate(members, 1):
        repeated = finder.metrics()
        member.styles.finish(member.remarks)
        member.marks.finish(member.reader.records, member.remarks)
        if member is not members[0]:
            repeated = _later(member, members[: place - 1], finder, options)
        per_file.append(member.metrics() | repeated)
    _offsets(members, per_file)
    found = _roles(members, per_file)
    for member in members:
        member.tell()
    return totals(per_file) | {"roles": found, "per_file": per_file}


def _later(member: Member, earlier: Sequence[Member], finder: Finder, options: Options) -> dict[str, Any]:
    """Compare a later file with those before it as a whole; its duplicates, searched for where names differ."""
    first = earlier[0]
    reads, expected = member.reader.records, first.reader.records
    sound = member.sound and first.sound
    if sound and member.names.equal and reads != expected:
        member.remarks.add("E_PAIR_COUNT", f"{reads} reads here and {expected} in the first file")
    twin = _twin(member, earlier)
    if twin and not member.remarks.has("E_PAIR_MARK"):
        member.remarks.add("E_PAIR_SAME", f"names, bases and qualities are those of file {twin} of the set")
    if (member.names.equal and reads <= expected) or member.stream.fault is Fault.CORRUPT:
        return finder.metrics() if reads == expected else finder.metrics() | {"duplicate_names": None}
    own = Finder(options)
    for columns in names_again(member.stream):
        own.feed(columns)
    own.finish(member.stream, member.remarks)
    return own.metrics()


def _twin(member: Member, earlier: Sequence[Member]) -> int:
    """The place of the first file before it that holds the very same text; 0 if there is none."""
    reads = member.reader.records
    same = zip(member.texts, earlier, strict=True)
    return next((at for at, (text, one) in enumerate(same, 1) if text.same and one.reader.records == reads > 0), 0)


def _offsets(members: Sequence[Member], per_file: Sequence[dict[str, Any]]) -> None:
    """Say W_PAIR_OFFSET of a file whose qualities have another offset than those of the first file."""
    expected = per_file[0].get("quality_offset")
    for member, metrics in zip(members[1:], per_file[1:], strict=True):
        offset = metrics.get("quality_offset")
        if expected and offset and offset != expected:
            member.remarks.add("W_PAIR_OFFSET", f"offset {offset} here and {expected} in the first file")


def _roles(members: Sequence[Member], per_file: Sequence[dict[str, Any]]) -> list[str]:
    """The role of each file; says I_SET_ORDER where they do not stand in the order of archives."""
    paths = [str(member.stream.path) for member in members]
    found = roles(paths, [metrics.get("length", {}).get("mean") or 0.0 for metrics in per_file])
    if not in_order(found):
        members[0].remarks.add("I_SET_ORDER", f"the files are {', '.join(found)} by name or mean length")
    return list(found)
