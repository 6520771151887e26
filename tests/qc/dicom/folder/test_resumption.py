"""What an earlier run did: when it still holds, and how a new result takes its place."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qc.dicom.folder import journal
from qc.dicom.folder.journal import Record
from qc.dicom.folder.resumption import earlier, holds, settle
from qc.dicom.folder.run import Run
from qc.dicom.folder.series import Job, work
from qc.dicom.folder.settings import Settings
from qc.dicom.folder.walk import Entry, entries
from qc.dicom.keys import Keys

Make = Callable[..., Path]
SERIES = "00112233445566ff"


def run_of(keys: Keys, source: Path, decisions: dict[str, str] | None = None) -> Run:
    """A run without tests of pixels."""
    return Run.start(keys, source, source.parent.parent / "out", Settings(pixel_tests=False), decisions or {})


@pytest.fixture
def worked(keys: Keys, ward: Path) -> tuple[Run, list[Entry], Record]:
    """A series that was worked."""
    source = ward / "Quixwell_Anna"
    run = run_of(keys, source)
    found = list(entries(source))
    named = [replace(entry, instance=run.keys.uid(f"1.3.6.1.4.1.5962.99.1.{n}")) for n, entry in enumerate(found)]
    return run, named, work(run, Job(SERIES, named))


def test_an_untouched_series_holds(worked: tuple[Run, list[Entry], Record]) -> None:
    """As it was written and as it is read."""
    run, found, record = worked
    assert holds(run, found, record)
    told = journal.read(run.out, SERIES)
    assert told is not None
    assert holds(run, found, told)


def test_a_file_more_or_less_or_renamed_does_not_hold(worked: tuple[Run, list[Entry], Record]) -> None:
    """A series is judged as a whole."""
    run, found, record = worked
    assert not holds(run, found[:-1], record)
    assert not holds(run, [*found, found[0]], record)
    assert not holds(run, [replace(found[0], name=b"other"), *found[1:]], record)


def test_a_touched_file_holds_and_a_changed_one_does_not(keys: Keys, worked: tuple[Run, list[Entry], Record]) -> None:
    """Times are a hint only, content counts."""
    run, _, record = worked
    path = run.folder / "slice1.dcm"
    os.utime(path, ns=(1, 1))
    assert holds(run, list(entries(run.folder)), record)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert not holds(run, list(entries(run.folder)), record)


def test_a_file_that_went_does_not_hold(worked: tuple[Run, list[Entry], Record]) -> None:
    """Neither if it cannot be read any more."""
    run, found, record = worked
    touched = replace(found[1], state="other")
    (run.folder / os.fsdecode(found[1].name)).unlink()
    assert not holds(run, [found[0], touched, *found[2:]], record)


def test_a_new_decision_does_not_hold(keys: Keys, worked: tuple[Run, list[Entry], Record]) -> None:
    """What a reviewer says is applied."""
    run, found, record = worked
    decided = run_of(keys, run.folder, {record.files[0].id: "reject"})
    assert not holds(decided, found, record)
    other = run_of(keys, run.folder, {"0123456789abcdef": "reject"})
    assert holds(other, found, record)


def test_what_earlier_inputs_published_is_carried_on(worked: tuple[Run, list[Entry], Record]) -> None:
    """Unless this input tells of it, or it is gone from the disk."""
    run, _, record = worked
    published = [done.published for done in record.files if done.published is not None]
    mine = [replace(record.files[0], instance=published[0].facts.sop_instance_uid)]
    assert earlier(run, record, mine) == sorted(published[1:], key=lambda old: old.path)
    (run.out / published[1].path).unlink()
    assert published[1] not in earlier(run, record, mine)
    assert earlier(run, None, mine) == []


def test_settling_takes_back_first(worked: tuple[Run, list[Entry], Record], tmp_path: Path) -> None:
    """What is no longer published is gone, the rest has its name, and the record says so."""
    run, _, record = worked
    first, second = (done.published for done in record.files[:2])
    assert first is not None
    assert second is not None
    stage = tmp_path / "stage"
    stage.mkdir()
    (stage / "1").write_bytes(b"new")
    kept_back = replace(record.files[0], published=None, code="PIXELS_BURNED_IN")
    settle(run, Record(SERIES, [kept_back, record.files[1]]), record, stage)
    assert not (run.out / first.path).exists()
    assert (run.out / second.path).read_bytes() == b"new"
    told = journal.read(run.out, SERIES)
    assert told is not None
    assert [done.code for done in told.files] == ["PIXELS_BURNED_IN", ""]
