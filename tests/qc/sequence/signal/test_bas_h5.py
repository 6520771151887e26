"""bas.h5 and bax.h5: base calls and the wells that count them."""

import numpy as np
import pytest

from qc.sequence.metrics import TABLE
from qc.sequence.remarks import Remarks

h5py = pytest.importorskip("h5py")
bas_h5 = pytest.importorskip("qc.sequence.signal.bas_h5")


def made(path, *, events=(3, 0, 4), wells=(8, 9, 10), bases=7, qualities=7):
    """A bax.h5 of three wells."""
    with h5py.File(path, "w") as file:
        file.create_group("ScanData/RunInfo").attrs["MovieName"] = "m1"
        calls = file.create_group("PulseData/BaseCalls")
        calls["Basecall"] = np.full(bases, ord("A"), np.uint8)
        calls["QualityValue"] = np.full(qualities, 9, np.uint8)
        calls["ZMW/NumEvent"] = np.array(events, np.int32)
        calls["ZMW/HoleNumber"] = np.array(wells, np.uint32)
    return path


def read(path):
    remarks = Remarks(path.name)
    return bas_h5.read(path, remarks), remarks


def test_a_good_file(tmp_path):
    """Wells, those with bases, and bases."""
    metrics, remarks = read(made(tmp_path / "m1.bax.h5"))
    assert remarks.kept == []
    assert metrics == {"movie": "m1", "wells": 3, "reads": 2, "bases": 7}


def test_a_file_of_names_holds_no_bases_of_its_own(tmp_path):
    """bas.h5 of later machines only names its parts."""
    path = tmp_path / "m1.bas.h5"
    with h5py.File(path, "w") as file:
        file["MultiPart/Parts"] = np.array([b"m1.1.bax.h5", b"m1.2.bax.h5"])
    assert read(path)[0]["parts"] == ["m1.1.bax.h5", "m1.2.bax.h5"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"bases": 6, "qualities": 6}, "E_SIGNAL_LENGTH"),
        ({"qualities": 6}, "E_SIGNAL_LENGTH"),
        ({"wells": (8, 9)}, "E_SIGNAL_LENGTH"),
        ({"wells": (8, 9, 8)}, "E_SIGNAL_DUP"),
        ({"events": (0, 0, 0), "bases": 0, "qualities": 0}, "E_NO_READS"),
    ],
)
def test_each_fault_has_its_code(wrong, code, tmp_path):
    """One difference, one code."""
    assert read(made(tmp_path / "a.bax.h5", **wrong))[1].counts == {code: 1}


def test_other_files(tmp_path):
    """HDF5 of other content, HDF5 without its wells, and no HDF5."""
    path = tmp_path / "a.bas.h5"
    with h5py.File(path, "w") as file:
        file.create_group("PulseData/BaseCalls")
    assert read(path)[1].counts == {"E_SIGNAL_MISSING": 1}
    with h5py.File(path, "w") as file:
        file.create_group("Raw")
    assert read(path)[1].counts == {"E_NOT_BAS_H5": 1}
    path.write_bytes(b"words")
    assert read(path)[1].counts == {"E_NOT_BAS_H5": 1}


def test_the_figures_are_known_figures(tmp_path):
    """The table of metrics has each of them for this format."""
    known = {metric.name for metric in TABLE if "bas_h5" in metric.formats.split()}
    assert read(made(tmp_path / "a.bax.h5"))[0].keys() <= known
