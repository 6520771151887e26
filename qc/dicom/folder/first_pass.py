"""The first pass: which object each file holds, told cheaply, so that series and duplicates are known before any work.

The same SOP Instance UID twice (PS3.3 C.12.1 says it cannot be): files of equal content are published once, with a
note; of files with other content the first by path goes on, and the rest is kept back.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from qc.dicom.file.identity import read_identity
from qc.dicom.folder.catalogue import DUPLICATE, Catalogue, Identified
from qc.dicom.folder.content import digest
from qc.dicom.folder.run import Run
from qc.dicom.folder.walk import Entry, entries
from qc.dicom.outcome import Quarantined
from qc.workers import Workers

CHUNK = 256
"""Files that are handed to a worker at a time."""
Chunk = tuple[int, list[Entry]]


def identify(run: Run, chunk: Chunk) -> list[Identified]:
    """The identity of each entry of a chunk, by new UIDs, or why it goes no further."""
    return [_identified(run, entry) for entry in chunk[1]]


def _identified(run: Run, entry: Entry) -> Identified:
    if entry.refusal:
        return Identified(entry, entry.refusal)
    try:
        identity = read_identity(run.content(entry))
        if not (identity.sop_instance_uid and identity.series_instance_uid):
            return Identified(entry, "NO_IDENTITY")
        series = run.keys.opaque("series", run.keys.uid(identity.series_instance_uid))
        return Identified(entry, "", series, run.keys.uid(identity.sop_instance_uid))
    except Quarantined as error:
        return Identified(entry, error.code)
    except Exception:  # noqa: BLE001 - whatever a parser says may repeat a value of the file
        return Identified(entry, "INTERNAL")


def first_pass(
    run: Run,
    source: Path,
    catalogue: Catalogue,
    workers: Workers[Run],
    stopped: Callable[[], bool],
    seen: Callable[[int], None],
) -> None:
    """Fill the catalogue with the whole input; `seen` is told how many files each step added."""
    for (first, chunk), identified in workers.map(identify, _chunks(entries(source)), stopped):
        found = identified if identified is not None else _alone(workers, first, chunk)
        catalogue.add(first, found)
        seen(len(chunk))
    catalogue.index()
    if not stopped():
        _mark_repeated(run, catalogue)


def _chunks(found: Iterable[Entry]) -> Iterator[Chunk]:
    coming, first = iter(found), 1
    while chunk := list(islice(coming, CHUNK)):
        yield first, chunk
        first += len(chunk)


def _alone(workers: Workers[Run], first: int, chunk: list[Entry]) -> list[Identified]:
    """Each entry of a chunk that made a worker crash, in a call of its own."""
    found = {item[0]: result for item, result in workers.map(identify, [(first + n, [e]) for n, e in enumerate(chunk)])}
    return [(found[first + n] or [Identified(entry, "INTERNAL")])[0] for n, entry in enumerate(chunk)]


def _mark_repeated(run: Run, catalogue: Catalogue) -> None:
    for group in catalogue.repeated():
        original = _sum(run, group[0][1])
        for number, entry in group[1:]:
            equal = original is not None and _sum(run, entry) == original
            catalogue.mark(number, DUPLICATE if equal else "DUPLICATE_UID")


def _sum(run: Run, entry: Entry) -> bytes | None:
    try:
        return digest(run.content(entry), run.content_key)
    except Quarantined:
        return None
