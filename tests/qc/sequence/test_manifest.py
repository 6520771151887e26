"""Every labelled file of the synthetic set: valid or not, by exactly the code its manifest names."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qc.sequence.check import check
from qc.sequence.codes import CODES
from qc.sequence.options import Options

MANIFEST = Path(__file__).resolve().parents[4] / "shared" / "data" / "seq" / "synthetic" / "manifest.tsv"
WORST = {"error": "fail", "warning": "warn"}
NO_RECORDS = {"bad_bam_empty.bam": "warning"}
"""A header alone is legal for alignments, so the manifest's error is a warning."""


@cache
def rows() -> list[dict[str, str]]:
    """The rows of the manifest, none where there is no folder of real files."""
    if not MANIFEST.is_file():
        return []
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def paths(row: dict[str, str], folder: Path) -> list[Path]:
    """The files to check together, the file of the row last unless it is itself the first of its pair."""
    names = [row["mate"], row["file"]] if row["mate"] and row["file"] != "pair_ok_R1.fastq" else [row["file"]]
    return [folder / name for name in names]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_each_file_has_its_code_and_no_other(row: dict[str, str], shared_data: Path) -> None:
    """The code is raised with its severity, and no other error or warning."""
    checked = check(paths(row, shared_data / "seq" / "synthetic"), Options())
    severity = NO_RECORDS.get(row["file"], row["severity"])
    told = {(remark.code, remark.severity) for remark in checked.remarks}
    assert {one for one in told if one[1] in WORST} == ({(row["code"], severity)} if severity in WORST else set())
    assert not row["code"] or (row["code"], severity) in told
    assert checked.verdict == WORST.get(severity, "pass")


def test_each_code_of_the_manifest_is_in_the_tables() -> None:
    """The codes are binding: none is called otherwise here."""
    assert {row["code"] for row in rows() if row["code"]} <= CODES.keys()


def test_a_second_check_says_the_same(shared_data: Path) -> None:
    """Nothing of a first check is left to change a second."""
    file = shared_data / "seq" / "synthetic" / "bad_dup_999.fastq.gz"

    def told() -> dict[str, Any]:
        report = check([file], Options()).as_json()
        report["metrics"].pop("seconds", None)
        return report

    assert told() == told()
