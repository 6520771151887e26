"""What an earlier run did of a series, whether it still holds, and how a new result takes its place.

The record is written before the files of the series get their names, and files whose verdict turned are taken back
before that: whatever stops the work, no file stands under `published/` that no record knows, and none that should not.
"""

from collections.abc import Sequence
from pathlib import Path

from qc.dicom.folder import journal
from qc.dicom.folder.journal import Done, Record
from qc.dicom.folder.manifest import Published
from qc.dicom.folder.output import remove
from qc.dicom.folder.run import Run
from qc.dicom.folder.walk import Entry
from qc.dicom.outcome import Quarantined


def holds(run: Run, entries: Sequence[Entry], record: Record) -> bool:
    """Whether a record tells what is on the disk: the same files with the same decisions, all still published."""
    if len(record.files) != len(entries):
        return False
    same = (_is_same(run, entry, done) for entry, done in zip(entries, record.files, strict=True))
    return all(same) and all(journal.is_on_disk(run.out, published) for published in record.published())


def _is_same(run: Run, entry: Entry, done: Done) -> bool:
    if run.name_of(entry) != done.name or run.decisions.get(done.id, "") != done.decision:
        return False
    if run.state_of(entry) == done.state:
        return True
    try:
        return run.id_of(entry, run.content(entry)) == done.id
    except Quarantined:
        return False


def earlier(run: Run, before: Record | None, files: Sequence[Done]) -> list[Published]:
    """What earlier inputs published of the series and this one says nothing of."""
    told = {done.instance for done in files}
    known = before.published() if before is not None else ()
    stays = (old for old in known if old.facts.sop_instance_uid not in told and journal.is_on_disk(run.out, old))
    return sorted(stays, key=lambda old: old.path)


def settle(run: Run, record: Record, before: Record | None, stage: Path) -> None:
    """Take back what is no longer published, write the record, and give the files in `stage` their names."""
    stays = {published.path for published in record.published()}
    for old in before.published() if before is not None else ():
        if old.path not in stays:
            remove(run.out, old.path)
    journal.write(run.out, record)
    folders: set[str] = set()
    for number, done in enumerate(record.files):
        if done.published is not None:
            target = f"{run.out}/{done.published.path}"
            folder = target.rpartition("/")[0]
            if folder not in folders:
                Path(folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            (stage / str(number)).replace(target)
