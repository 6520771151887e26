"""POD5: signature, footer, reads and their signals."""

from datetime import UTC, datetime
from uuid import UUID

import numpy as np
import pytest

from qc.sequence.metrics import TABLE
from qc.sequence.remarks import Remarks

pod5 = pytest.importorskip("pod5")
pod5_file = pytest.importorskip("qc.sequence.signal.pod5_file")

DAY = datetime(2024, 5, 1, tzinfo=UTC)
RUN = pod5.RunInfo(
    "run-1", DAY, 2047, -2048, {}, "e", "f", "p", "q", "r", DAY, "s", 5000, "k", "1", "P2", "m", "n", "o", {}
)


def written(path, sizes=(500, 700, 900), scale=0.2):
    """A POD5 file of reads of these lengths."""
    generator = np.random.default_rng(1)
    with pod5.Writer(path) as writer:
        for number, size in enumerate(sizes):
            writer.add_read(
                pod5.Read(
                    UUID(int=number + (4 << 76) + (8 << 60)),
                    pod5.Pore(1, 1, "x"),
                    pod5.Calibration(0.0, scale),
                    number,
                    0,
                    200.0,
                    pod5.EndReason(pod5.EndReasonEnum.SIGNAL_POSITIVE, forced=False),
                    RUN,
                    signal=generator.integers(0, 900, size).astype(np.int16),
                )
            )
    return path


def read(path):
    remarks = Remarks(path.name)
    return pod5_file.read(path, remarks), remarks


def test_a_good_file(tmp_path):
    """Reads, samples, rate and run."""
    metrics, remarks = read(written(tmp_path / "a.pod5"))
    assert remarks.kept == []
    assert (metrics["reads"], metrics["signal_samples"], metrics["sample_rates"], metrics["runs"]) == (
        3,
        2100,
        [5000],
        ["run-1"],
    )
    assert metrics["length"]["n50"] == 700


def test_empty_signals_and_lost_calibration(tmp_path):
    """Both are told with the read."""
    assert read(written(tmp_path / "a.pod5", (5, 0)))[1].kept[0].records == (2,)
    assert read(written(tmp_path / "b.pod5", (5, 6), scale=0.0))[1].counts == {"W_SIGNAL_CHANNEL": 2}
    assert read(written(tmp_path / "c.pod5", ()))[1].counts == {"E_NO_READS": 1}


def test_signature_at_both_ends(tmp_path):
    """No first one: another format; no last one: cut."""
    path = written(tmp_path / "a.pod5")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert read(path)[1].counts == {"E_SIGNAL_TRUNCATED": 1}
    path.write_bytes(whole[:12])
    assert read(path)[1].counts == {"E_SIGNAL_TRUNCATED": 1}
    path.write_bytes(b"x" + whole[1:])
    assert read(path)[1].counts == {"E_NOT_POD5": 1}


def test_the_figures_are_known_figures(tmp_path):
    """The table of metrics has each of them for this format."""
    known = {metric.name for metric in TABLE if "pod5" in metric.formats.split()}
    assert read(written(tmp_path / "a.pod5"))[0].keys() <= known
