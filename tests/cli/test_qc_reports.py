"""Reports in a folder: whole files, a journal, and what is checked again."""

import json
import os
from pathlib import Path

import pytest

from cli.qc_reports import JOURNAL, Reports, write_whole
from graph_schema.errors import UnusableInput
from qc.sequence.checked import Checked
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks
from qc.sequence.units import Unit


def unit(path: Path, **options: str) -> Unit:
    """The unit of a file, made if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text("content", encoding="utf-8")
    return Unit((path,), Options(**options))  # type: ignore[arg-type]


def checked(path: Path, code: str = "E_BASE") -> Checked:
    """A report with one finding."""
    remarks = Remarks(str(path))
    remarks.add(code)
    return Checked((), {"reads": 3}, tuple(remarks.counted()))


def test_a_stored_report_is_known_to_the_next_run(tmp_path: Path) -> None:
    """As it was written."""
    one = unit(tmp_path / "in" / "a.fastq")
    reports = Reports(tmp_path / "out")
    assert reports.known(one) is None
    reports.write(one, checked(one.paths[0]))
    assert json.loads((tmp_path / "out" / "a.fastq.qc.json").read_bytes())["verdict"] == "fail"
    assert Reports(tmp_path / "out").known(one) == checked(one.paths[0])
    assert Reports(tmp_path / "out", again=True).known(one) is None


def test_what_changed_is_not_known(tmp_path: Path) -> None:
    """The file, the options, or the report itself."""
    one = unit(tmp_path / "a.fastq")
    out = tmp_path / "out"
    reports = Reports(out)
    reports.known(one)
    reports.write(one, checked(one.paths[0]))
    assert Reports(out).known(unit(one.paths[0], sample="S1")) is None
    os.utime(one.paths[0], ns=(5, 5))
    assert Reports(out).known(one) is None
    reports.known(one)
    reports.write(one, checked(one.paths[0]))
    assert Reports(out).known(one) is not None
    (out / "a.fastq.qc.json").write_text("{", encoding="utf-8")
    assert Reports(out).known(one) is None
    one.paths[0].unlink()
    assert Reports(out).known(one) is None


@pytest.mark.parametrize("code", ["E_INTERNAL", "E_UNREADABLE"])
def test_a_check_that_broke_off_is_made_again(tmp_path: Path, code: str) -> None:
    """Its report is there to be read, and not taken for one."""
    one = unit(tmp_path / "a.fastq")
    reports = Reports(tmp_path / "out")
    reports.known(one)
    reports.write(one, checked(one.paths[0], code))
    assert (tmp_path / "out" / "a.fastq.qc.json").is_file()
    assert Reports(tmp_path / "out").known(one) is None


def test_files_of_one_name_have_reports_of_two_names(tmp_path: Path) -> None:
    """In one run, and in two."""
    one, two = unit(tmp_path / "1" / "a.fastq"), unit(tmp_path / "2" / "a.fastq")
    out = tmp_path / "out"
    for each in (one, two):
        reports = Reports(out)
        reports.known(each)
        reports.write(each, checked(each.paths[0]))
    assert len(list(out.glob("a.fastq*.qc.json"))) == 2
    again = Reports(out)
    assert [again.known(each) for each in (two, one)] == [checked(each.paths[0]) for each in (two, one)]


def test_reports_may_stand_beside_their_files(tmp_path: Path) -> None:
    """Below one folder, with its journal."""
    one = unit(tmp_path / "deep" / "a.fastq")
    reports = Reports(tmp_path, beside=True)
    reports.known(one)
    reports.write(one, checked(one.paths[0]))
    assert (tmp_path / "deep" / "a.fastq.qc.json").is_file()
    assert Reports(tmp_path, beside=True).known(one) is not None


def test_a_journal_cut_by_a_power_failure_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """What stands in half a line is checked again."""
    one, two = unit(tmp_path / "a.fastq"), unit(tmp_path / "b.fastq")
    reports = Reports(tmp_path / "out")
    for each in (one, two):
        reports.known(each)
        reports.write(each, checked(each.paths[0]))
    journal = tmp_path / "out" / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-20] + b"\n[]\n")
    assert Reports(tmp_path / "out").known(one) is not None
    assert Reports(tmp_path / "out").known(two) is None


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks off leaves the old one, and nothing half."""
    path = tmp_path / "a.json"
    write_whole(path, b"old")

    def full(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.json": b"old"}


def test_a_folder_that_cannot_be_written_is_told_as_such(tmp_path: Path) -> None:
    """It is the folder of the reports that is at fault, not the store."""
    (tmp_path / "file").touch()
    with pytest.raises(UnusableInput) as refused:
        write_whole(tmp_path / "file" / "a.html", b"new")
    assert refused.value.code == "OUT_UNUSABLE"
    assert "file" in refused.value.message
