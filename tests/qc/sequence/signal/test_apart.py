"""The process apart: what it finds comes back, and its breakdown is a remark."""

import json
import subprocess

import jsonschema_rs
import pytest

from qc.sequence.check import check
from qc.sequence.contract import schema
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks
from qc.sequence.signal import apart, child

h5py = pytest.importorskip("h5py")


def test_what_the_process_finds_comes_back(fast5):
    """Figures and remarks are those of the module itself, with their numbers."""

    def spoil(file):
        for name in file:
            file[name]["Raw"].attrs["duration"] = 1

    path = fast5(spoil)
    remarks = Remarks("reads.fast5")
    metrics = apart.check_fast5(path, remarks)
    assert (metrics["reads"], metrics["signal_samples"]) == (3, 2100)
    assert [(one.code, one.records, one.message) for one in remarks.kept] == [
        ("E_SIGNAL_LENGTH", (1,), "500 samples, 1 declared"),
        ("E_SIGNAL_LENGTH", (2,), "700 samples, 1 declared"),
        ("E_SIGNAL_LENGTH", (3,), "900 samples, 1 declared"),
    ]


def answer(code=0, out=b"", err=b""):
    return lambda kind, path: subprocess.CompletedProcess([kind, path], code, out, err)


def test_a_breakdown_of_the_library_is_a_remark(monkeypatch, tmp_path):
    """A signal that ended the process means that the file broke the library."""
    monkeypatch.setattr(apart, "run", answer(-11))
    remarks = Remarks("a")
    assert apart.check_fast5(tmp_path / "a", remarks) == {}
    assert remarks.counts == {"E_SIGNAL_CORRUPT": 1}


def test_a_reading_without_end_is_a_remark(monkeypatch, tmp_path):
    """A circle in an index does not hold up the other files for ever."""

    def late(kind, path):
        raise subprocess.TimeoutExpired(kind, 1.0)

    monkeypatch.setattr(apart, "run", late)
    remarks = Remarks("a")
    assert apart.check_pod5(tmp_path / "a", remarks) == {}
    assert remarks.counts == {"E_SIGNAL_CORRUPT": 1}


def test_a_fault_of_our_own_is_no_verdict(monkeypatch, tmp_path):
    """It is raised, and the run says that the file could not be checked."""
    monkeypatch.setattr(apart, "run", answer(1, err=b"Traceback: our own fault"))
    with pytest.raises(RuntimeError, match="our own fault"):
        apart.check_bas_h5(tmp_path / "a", Remarks("a"))


def test_a_missing_library_says_what_to_install(monkeypatch, tmp_path):
    """The extra of the program is named."""
    monkeypatch.setattr(apart, "find_spec", lambda _name: None)
    remarks = Remarks("a")
    assert apart.check_pod5(tmp_path / "a", remarks) == {}
    assert [(one.code, one.severity) for one in remarks.kept] == [("E_SIGNAL_EXTRA", "error")]
    assert "gsagraph[signal]" in remarks.kept[0].hint


def test_many_remarks_keep_their_number():
    """What was only counted is not lost on the way."""
    remarks = Remarks("a")
    for number in range(250):
        remarks.add("E_SIGNAL_DUP", records=(number,))
        remarks.add("E_SIGNAL_TYPE")
    back = Remarks("a")
    for code, message, records, times in child.said(remarks):
        back.add(code, message, records=records, times=times)
    assert back.counts == remarks.counts
    assert [one.records for one in back.kept] == [one.records for one in remarks.kept]


def test_the_report_fits_the_contract(fast5):
    """Every figure is in the schema of reports."""
    report = check([fast5()], Options()).as_json()
    jsonschema_rs.validator_for(json.loads(schema())).validate(json.loads(json.dumps(report)))
    assert (report["verdict"], report["metrics"]["reads"]) == ("pass", 3)
