"""Units of a check: a file each, or the files of one set, worked here, in processes, or by any that sends them on."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cache
from pathlib import Path

from graph_schema.errors import UnusableInput
from qc.sequence.check import check, printable
from qc.sequence.checked import Checked, FileFacts, told
from qc.sequence.options import Options, Progress
from qc.sequence.remarks import Remarks
from qc.workers import Workers, advance

Outcome = Checked | UnusableInput
"""What became of a unit: its report, or why it could not be read at all."""
Advance = Callable[[int, int], None]
"""Called with units and stored bytes that are done since the last call."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that get one report, in order, and how they are checked."""

    paths: tuple[Path, ...]
    options: Options

    @property
    def size(self) -> int:
        """Stored bytes of all files; 0 for those that are gone."""
        return sum(path.stat().st_size for path in self.paths if path.is_file())

    def digest(self) -> str:
        """What a stored report must carry to be this unit's: files with size and time, options, program."""
        files = [(str(path), at.st_size, at.st_mtime_ns) for path in self.paths for at in (path.stat(),)]
        asked = replace(self.options, temporary=None, memory=0, md5=dict(sorted(self.options.md5.items())))
        return hashlib.sha256(repr((files, astuple(asked), program())).encode()).hexdigest()


@cache
def program() -> str:
    """A digest of the sources that check, so that reports of an earlier program are made anew."""
    digest = hashlib.sha256()
    here = Path(__file__).resolve().parent
    for file in sorted([*here.rglob("*.py"), *(here.parent / "taxonomy").rglob("*.py")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def work(unit: Unit, progress: Progress | None = None) -> Outcome:
    """Check a unit; what cannot be read comes back as a value, so that it travels between processes."""
    try:
        return check(unit.paths, unit.options, progress)
    except UnusableInput as error:
        return error


def died(unit: Unit, why: str = "the process that checked it ended") -> Checked:
    """The report of a unit whose process died: nothing is known, and that is an error."""
    remarks = [Remarks(printable(path)) for path in unit.paths]
    facts = []
    for path, one in zip(unit.paths, remarks, strict=True):
        one.add("E_INTERNAL", why)
        size = path.stat().st_size if path.is_file() else 0
        facts.append(FileFacts(one.file, "", "", size, "unknown", "unknown"))
    return Checked(tuple(facts), {}, told(remarks))


def spread(units: Sequence[Unit], jobs: int, told: Advance) -> Iterator[tuple[int, Outcome]]:
    """The number of each unit with its outcome, as they are done: by this process, or by `jobs` of them if more."""
    with Workers(0 if jobs <= 1 else min(jobs, len(units)), _made, b"", told=told) as workers:
        for (number, unit), outcome in workers.map(_work, enumerate(units)):
            yield number, died(unit) if outcome is None else outcome


def _made(handed: bytes) -> bytes:
    """What all units share: nothing, since each carries all it needs."""
    return handed


def _work(_context: bytes, item: tuple[int, Unit]) -> Outcome:
    outcome = work(item[1], lambda size: advance(0, size))
    advance(1, 0)
    return outcome


def in_order(outcomes: Iterable[tuple[int, Outcome]]) -> Iterator[tuple[int, Outcome]]:
    """The same outcomes in the order of their units; those that are early wait."""
    waiting: dict[int, Outcome] = {}
    following = 0
    for number, outcome in outcomes:
        waiting[number] = outcome
        while following in waiting:
            yield following, waiting.pop(following)
            following += 1
