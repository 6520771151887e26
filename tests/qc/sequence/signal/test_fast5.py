"""FAST5: reads of nanopores, one or many in a file."""

import numpy as np
import pytest

from qc.sequence.remarks import Remarks

h5py = pytest.importorskip("h5py")
fast5_module = pytest.importorskip("qc.sequence.signal.fast5")

IDENTIFIER = "00000000-0000-4000-8000-000000000001"


def read(path):
    remarks = Remarks(path.name)
    return fast5_module.read(path, remarks), remarks


def replaced(data):
    """A change that puts other data in the place of the second read's signal."""

    def change(file):
        raw = file[f"read_{IDENTIFIER}/Raw"]
        del raw["Signal"]
        raw.create_dataset("Signal", data=data)

    return change


def test_a_good_file_of_many_reads(fast5):
    """Its figures, and not a word."""
    metrics, remarks = read(fast5())
    assert remarks.kept == []
    assert metrics == {
        "file_version": "2.2",
        "multi_read": True,
        "reads": 3,
        "signal_samples": 2100,
        "length": {"min": 500, "mean": 700.0, "sd": 163.299316, "median": 700, "n50": 700, "max": 900},
        "length_histogram": [[500, 500, 1], [700, 700, 1], [900, 900, 1]],
        "runs": ["run-1"],
    }


def test_a_good_file_of_one_read(tmp_path):
    """The older form keeps channel and tracking apart."""
    path = tmp_path / "one.fast5"
    with h5py.File(path, "w") as file:
        raw = file.create_group("Raw/Reads/Read_17")
        raw.attrs["read_id"] = IDENTIFIER
        raw.attrs["duration"] = 4
        raw.create_dataset("Signal", data=np.arange(4, dtype=np.int16))
        channel = file.create_group("UniqueGlobalKey/channel_id")
        for name in ("digitisation", "offset", "range", "sampling_rate"):
            channel.attrs[name] = 1.0
        file.create_group("UniqueGlobalKey/tracking_id").attrs["run_id"] = "run-2"
    metrics, remarks = read(path)
    assert remarks.kept == []
    assert (metrics["multi_read"], metrics["reads"], metrics["signal_samples"], metrics["runs"]) == (
        False,
        1,
        4,
        ["run-2"],
    )


def rename(file):
    file[f"read_{IDENTIFIER}/Raw"].attrs["read_id"] = np.bytes_("read 7")


def double(file):
    file[f"read_{IDENTIFIER}/Raw"].attrs["read_id"] = np.bytes_(IDENTIFIER[:-1] + "0")


def lie(file):
    file[f"read_{IDENTIFIER}/Raw"].attrs["duration"] = 701


def lose(file):
    del file[f"read_{IDENTIFIER}/Raw/Signal"]


def lose_raw(file):
    del file[f"read_{IDENTIFIER}/Raw"]


def uncalibrate(file):
    del file[f"read_{IDENTIFIER}/channel_id"].attrs["range"]


def empty(file):
    for name in list(file):
        del file[name]
    file.create_group("Raw/Reads")


CHANGES = [
    (rename, {"E_SIGNAL_READ_ID": 1}, (2,)),
    (double, {"E_SIGNAL_DUP": 1}, (1, 2)),
    (lie, {"E_SIGNAL_LENGTH": 1}, (2,)),
    (lose, {"E_SIGNAL_MISSING": 1}, (2,)),
    (lose_raw, {"E_SIGNAL_MISSING": 1, "E_SIGNAL_READ_ID": 1}, (2,)),
    (uncalibrate, {"W_SIGNAL_CHANNEL": 1}, (2,)),
    (replaced(np.arange(700.0)), {"E_SIGNAL_TYPE": 1}, (2,)),
    (replaced(np.zeros((350, 2), np.int16)), {"E_SIGNAL_TYPE": 1}, (2,)),
    (replaced(np.zeros(0, np.int16)), {"E_SIGNAL_MISSING": 1}, (2,)),
    (empty, {"E_NO_READS": 1}, ()),
]


@pytest.mark.parametrize(("change", "counts", "records"), CHANGES)
def test_each_fault_has_its_code_and_read(change, counts, records, fast5):
    """The read is told by its number in the file."""
    remarks = read(fast5(change))[1]
    assert remarks.counts == counts
    assert {remark.records for remark in remarks.kept} == {records}


def test_damaged_signal_is_corrupt(fast5):
    """A changed byte within compressed data is found by decoding them."""
    path = fast5()
    data = bytearray(path.read_bytes())
    with h5py.File(path) as file:
        place = file[f"read_{IDENTIFIER}/Raw/Signal"].id.get_chunk_info(0).byte_offset
    data[place + 40] ^= 0xFF
    path.write_bytes(data)
    assert read(path)[1].counts == {"E_SIGNAL_CORRUPT": 1}


def test_a_cut_file_and_other_files(fast5, tmp_path):
    """Truncation, HDF5 of other content, and no HDF5."""
    path = fast5()
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    assert read(path)[1].counts == {"E_SIGNAL_TRUNCATED": 1}
    path.write_bytes(b"@a\nA\n+\nF\n" * 100)
    assert read(path)[1].counts == {"E_NOT_FAST5": 1}
    with h5py.File(path, "w") as file:
        file.create_group("other")
    assert read(path)[1].counts == {"E_NOT_FAST5": 1}


def test_a_size_out_of_proportion_is_refused_at_once(fast5):
    """A shape of a billion values without data would be read for hours."""

    def inflate(file):
        raw = file[f"read_{IDENTIFIER}/Raw"]
        del raw["Signal"]
        raw.create_dataset("Signal", shape=(1 << 40,), dtype=np.int16, chunks=(1 << 20,))
        raw.attrs["duration"] = 1 << 40

    assert read(fast5(inflate))[1].counts == {"E_SIGNAL_CORRUPT": 1}


def test_signals_of_an_unknown_compression_are_left_unread(fast5, monkeypatch):
    """Without the plugin all but the signals is checked, and that is said."""
    monkeypatch.setattr(fast5_module, "decodable", lambda _data: False)
    metrics, remarks = read(fast5())
    assert (metrics["signal_samples"], remarks.counts) == (2100, {"I_SIGNAL_UNREAD": 3})
