"""Documents of reports: a file for one unit, a folder for several, names that never meet."""

import json
from dataclasses import replace
from pathlib import Path

from cli.qc_documents import Documents, is_file
from qc.sequence.check import check
from qc.sequence.checked import Checked
from qc.sequence.options import Options
from qc.sequence.units import Unit


def reported(path: Path) -> tuple[Unit, Checked]:
    """A small file as a unit with its report."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("@a\nACGT\n+\nIIII\n", encoding="utf-8")
    return Unit((path,), Options()), check([path], Options())


def test_a_name_with_its_ending_is_one_file(tmp_path: Path) -> None:
    """A folder of that name is still a folder."""
    assert is_file(tmp_path / "a.html", ".html")
    assert not is_file(tmp_path / "a", ".html")
    (tmp_path / "b.html").mkdir()
    assert not is_file(tmp_path / "b.html", ".html")


def test_nothing_is_written_unasked(tmp_path: Path) -> None:
    """No document without an option."""
    Documents().write(*reported(tmp_path / "a.fastq"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.fastq"]


def test_each_unit_has_documents_of_its_own(tmp_path: Path) -> None:
    """Files of one name in two folders too; a second report of one file replaces the first."""
    out = tmp_path / "out"
    documents = Documents(html=out, xml=out, multiqc=out)
    one, two = reported(tmp_path / "1" / "a.fastq"), reported(tmp_path / "2" / "a.fastq")
    for unit in (one, two, one):
        documents.write(*unit)
    assert len(list(out.glob("a.fastq*.html"))) == len(list(out.glob("a.fastq*.xml"))) == 2
    sections = [json.loads(path.read_bytes()) for path in out.glob("*_mqc.json")]
    assert len(sections) == 2 * len({section["id"] for section in sections})


def test_only_reads_have_a_run_document(tmp_path: Path) -> None:
    """It names the Run that was said, or that the file's name begins with; what has no reads has none."""
    out = tmp_path / "out"
    for name, said, expected in (("CRR000001_f1.fastq", "", "CRR000001"), ("a.fastq", "SRR000002", "SRR000002")):
        assert Documents(xml=out, run=said).write(*reported(tmp_path / name)) == []
        assert f'accession="{expected}"' in (out / f"{name}.qc.xml").read_text(encoding="utf-8")
    unit, checked = reported(tmp_path / "b.fastq")
    assert Documents(xml=out).write(unit, replace(checked, metrics={})) == []
    assert not (out / "b.fastq.qc.xml").exists()


def test_a_document_that_cannot_be_made_loses_no_other(tmp_path: Path) -> None:
    """It is told."""
    unit, checked = reported(tmp_path / "a.fastq")
    odd = replace(checked, metrics={**checked.metrics, "per_file": 7})
    (said,) = Documents(xml=tmp_path / "a.xml").write(unit, odd)
    assert said.startswith(f"{unit.paths[0]}: no document: ")
