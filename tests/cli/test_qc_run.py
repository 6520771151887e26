"""A run: what is told, stored and counted, whoever checks the units."""

import gc
import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import distributed
import pytest

from cli.qc_reports import Reports
from cli.qc_run import Run
from qc.sequence.checked import Checked
from qc.sequence.options import Options
from qc.sequence.units import Unit

CONTENTS = {"a.fastq": "@a\nACGT\n+\nIIII\n", "b.fastq": "@a\nACGT\n+\nIII\n", "c.txt": "?\n"}
PANEL = [f"1\t{position}\tA\tG" for position in range(1000, 1200)]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of one worker in this process."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0", protocol="tcp"
    ) as cluster:
        yield cluster.scheduler_address
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # sockets that Dask leaves to the collector
        gc.collect()


def units(folder: Path) -> list[Unit]:
    """A good file, a bad one, one of no format, and one that is not there."""
    for name, content in CONTENTS.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [Unit((folder / name,), Options()) for name in (*CONTENTS, "absent.bam")]


def comparable(checked: Checked) -> dict[str, object]:
    """A report without its time."""
    report = checked.as_json()
    report["metrics"].pop("seconds", None)
    return report


def test_all_ways_tell_the_same(tmp_path: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """This process, two, or a cluster; in the order of the units, and with the same exit code."""
    work = units(tmp_path)
    told = []
    for jobs, dask in ((1, None), (2, None), (1, address)):
        found: list[Checked] = []
        run = Run(found.append, jobs, dask)
        run.work(work)
        assert (run.exit_code, run.failed) == (2, True)
        assert "absent.bam" in capsys.readouterr().err
        told.append([comparable(checked) for checked in found])
    assert [report["verdict"] for report in told[0]] == ["pass", "fail", "fail"]
    assert told[0] == told[1] == told[2]


def test_the_exit_code_is_that_of_the_worst(tmp_path: Path) -> None:
    """0 for good files, 1 for a finding of severity error."""
    good, bad, *_ = units(tmp_path)
    run = Run(lambda _checked: None)
    run.work([good])
    assert run.exit_code == 0
    run.work([bad])
    run.work([good])
    assert run.exit_code == 1


def test_each_report_is_stored_before_the_next_unit_is_checked(tmp_path: Path) -> None:
    """So an interruption costs the unit in work only."""
    good, bad, *_ = units(tmp_path)
    out = tmp_path / "out"
    stored = []

    def tell(_checked: Checked) -> None:
        stored.append(sorted(path.name for path in out.glob("*.json")))

    Run(tell, reports=Reports(out)).work([good, bad])
    assert stored == [["a.fastq.qc.json"], ["a.fastq.qc.json", "b.fastq.qc.json"]]


def test_what_was_stored_is_told_unless_silent(tmp_path: Path) -> None:
    """A watch tells only what is new."""
    good, bad, *_ = units(tmp_path)
    Run(lambda _checked: None, reports=Reports(tmp_path / "out")).work([good])
    for silent, expected in ((False, ["pass", "fail"]), (True, [])):
        found: list[Checked] = []
        Run(found.append, reports=Reports(tmp_path / "out")).work([good, bad], silent=silent)
        assert [checked.verdict for checked in found] == expected


def test_nothing_to_do_is_no_fault() -> None:
    """Of no unit nothing is told."""
    run = Run(lambda _checked: None)
    run.work([])
    assert run.exit_code == 0


def calls(path: Path, name: str, shift: int) -> Path:
    """A VCF of one sample with genotypes at the sites of the panel."""
    words = ("0/0", "0/1", "1/1")
    lines = [
        "##fileformat=VCFv4.3",
        "##contig=<ID=1,length=5000>",
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        f"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{name}",
    ]
    for number, site in enumerate(PANEL):
        chromosome, position, reference, alternative = site.split("\t")
        genotype = words[(number * number + shift * (number % 7)) % 3]
        lines.append(f"{chromosome}\t{position}\t.\t{reference}\t{alternative}\t.\tPASS\t.\tGT\t{genotype}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_genotypes_are_compared_among_the_files_of_a_run(tmp_path: Path) -> None:
    """One individual under two names is a finding of both files; the genotypes themselves are not told."""
    sites = tmp_path / "sites.tsv"
    sites.write_text("\n".join(PANEL) + "\n", encoding="utf-8")
    options = Options(sites=sites)
    files = [calls(tmp_path / "a.vcf", "S1", 0), calls(tmp_path / "b.vcf", "S2", 0), calls(tmp_path / "c.vcf", "S3", 1)]
    found: list[Checked] = []
    Run(found.append, reports=Reports(tmp_path / "out"), compared=True).work([Unit((file,), options) for file in files])
    assert [[remark.code for remark in checked.remarks] for checked in found] == [
        ["W_SAME_INDIVIDUAL"],
        ["W_SAME_INDIVIDUAL"],
        [],
    ]
    assert found[0].metrics["genotypes"]["samples"] == [{"sample": "S1", "sites_known": 200}]
    stored = json.loads((tmp_path / "out" / "a.vcf.qc.json").read_bytes())
    assert [finding["code"] for finding in stored["findings"]] == ["W_SAME_INDIVIDUAL"]
