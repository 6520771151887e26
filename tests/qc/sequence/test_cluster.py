"""Units on a Dask cluster: the same reports as here, dead workers told, clear words where there is no Dask."""

import gc
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

from graph_schema.errors import UnusableInput
from qc.sequence.checked import Checked
from qc.sequence.cluster import sent, spread_over
from qc.sequence.options import Options
from qc.sequence.units import Unit, spread


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of one worker in this process."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address="127.0.0.1:0", protocol="tcp"
    ) as cluster:
        yield cluster.scheduler_address
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # sockets that Dask leaves to the collector
        gc.collect()


def comparable(outcome: object) -> Any:
    """A report without its time."""
    assert isinstance(outcome, Checked)
    report = outcome.as_json()
    report["metrics"].pop("seconds", None)
    return report


def test_the_reports_are_the_same(tmp_path: Path, address: str) -> None:
    """What the cluster says of good and bad files is what this process says."""
    contents = {"a.fastq": "@a\nACGT\n+\nIIII\n", "b.fastq": "@a\nACGT\n+\nIII\n", "c.txt": "?\n"}
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    units = [Unit((tmp_path / name,), Options()) for name in contents]
    told: list[tuple[int, int]] = []
    there = dict(spread_over(address, units, lambda *done: told.append(done)))
    here = dict(spread(units, 1, lambda *_done: None))
    assert {number: comparable(found) for number, found in there.items()} == {
        number: comparable(found) for number, found in here.items()
    }
    assert sorted(told) == sorted((1, unit.size) for unit in units)


def test_relative_paths_are_those_of_this_folder(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker stands in another folder; the report has the paths as they were given, and their declared checksums."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.fastq").write_text("@a\nACGT\n+\nIII\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "in")
    unit = Unit((Path("a.fastq"),), Options(md5={"a.fastq": "0" * 32}))
    travelling = sent(unit)
    assert travelling.paths == (tmp_path / "in" / "a.fastq",)
    ((_, there),) = spread_over(address, [unit], lambda *_done: None)
    ((_, here),) = spread([unit], 1, lambda *_done: None)
    assert comparable(there) == comparable(here)
    assert isinstance(there, Checked)
    assert {there.files[0].path, *(remark.file for remark in there.remarks)} == {"a.fastq"}
    assert {remark.code for remark in there.remarks} == {"E_LENGTH", "E_MD5"}


def test_a_path_the_worker_does_not_see_is_told(tmp_path: Path, address: str) -> None:
    """It comes back as it does from a process of this machine."""
    ((_, outcome),) = spread_over(address, [Unit((tmp_path / "absent",), Options())], lambda *_done: None)
    assert isinstance(outcome, UnusableInput)


def test_a_unit_that_breaks_its_worker_does_not_pass(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the cluster says of it, the report is an error."""
    (tmp_path / "a.txt").touch()
    monkeypatch.setattr("qc.sequence.cluster.work", lambda _unit: 1 // 0)
    ((_, outcome),) = spread_over(address, [Unit((tmp_path / "a.txt",), Options())], lambda *_done: None)
    assert isinstance(outcome, Checked)
    assert (outcome.verdict, outcome.remarks[0].code) == ("fail", "E_INTERNAL")


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a code of its own, after a bounded time."""
    monkeypatch.setattr("qc.sequence.cluster.PATIENCE", 0.2)
    with pytest.raises(UnusableInput) as refused:
        list(spread_over("tcp://127.0.0.1:9", [], lambda *_done: None))
    assert refused.value.code == "DASK_UNREACHABLE"


def test_without_dask_the_hint_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else of the program needs it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UnusableInput, match="not installed") as refused:
        list(spread_over("tcp://127.0.0.1:9", [], lambda *_done: None))
    assert (refused.value.code, "dask" in refused.value.hint) == ("DASK_ABSENT", True)
