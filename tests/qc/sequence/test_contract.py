"""The contract: the documents in docs are the program's, and real reports fit the schema."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from qc.sequence.check import check
from qc.sequence.codes import CODES, ROOMS
from qc.sequence.contract import ROOM_TITLES, codes_page, schema
from qc.sequence.metrics import ALL, TABLE
from qc.sequence.options import Options
from qc.sequence.units import Unit, died

DOCS = Path(__file__).resolve().parents[3] / "docs"
FOLDERS = ("synthetic", "marcelm+dnaio", "samtools+samtools", "biopython+biopython")
SETS = (
    ("pair_ok_R1.fastq", "pair_ok_R2.fastq"),
    ("pair_ok_R1.fastq", "pair_shift_R2.fastq"),
    ("ok.fasta", "ok.bam"),
)
SAMPLED = 3
"""Of the files of a folder every third is looked at here; all of them are in other tests."""


@cache
def validator() -> Any:
    """The schema of reports."""
    return jsonschema_rs.validator_for(json.loads(schema()))


@pytest.mark.parametrize(("name", "text"), [("qc-report.schema.json", schema()), ("sequence-codes.md", codes_page())])
def test_the_documents_are_the_programs(name: str, text: str) -> None:
    """Run ./dev docs where this fails."""
    assert (DOCS / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("folder", FOLDERS)
def test_real_reports_fit_the_schema(shared_data: Path, folder: str) -> None:
    """Of good files and bad ones, of every format there is."""
    files = sorted(path for path in (shared_data / "seq" / folder).rglob("*") if path.is_file())
    for file in files[::SAMPLED]:
        validator().validate(json.loads(json.dumps(check([file], Options()).as_json())))


@pytest.mark.parametrize("names", SETS)
def test_reports_of_sets_fit_the_schema(shared_data: Path, names: tuple[str, ...]) -> None:
    """The metrics of each file too."""
    report = check([shared_data / "seq" / "synthetic" / name for name in names], Options()).as_json()
    validator().validate(report)
    for metrics in report["metrics"].get("per_file", []):
        validator().validate({**report, "metrics": metrics})


def test_a_report_of_nothing_fits_the_schema() -> None:
    """A worker that died leaves one of unknown facts."""
    validator().validate(died(Unit((Path("absent"),), Options())).as_json())


def test_each_room_has_a_title_and_each_code_a_row() -> None:
    """In the order of the rooms."""
    assert list(ROOM_TITLES) == list(ROOMS)
    page = codes_page()
    assert [code for code in CODES if f"| `{code}` |" not in page] == []


def test_each_metric_has_one_row_of_known_formats() -> None:
    """With a sentence that has no full stop."""
    names = [row.name for row in TABLE]
    assert len(names) == len(set(names))
    for row in TABLE:
        assert set(row.formats.split()) <= set(ALL.split())
        assert row.meaning
        assert not row.meaning.endswith(".")
