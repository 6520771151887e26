"""What is asked beside the check of the format: profiles of reads, fingerprints, and only where they make sense."""

from pathlib import Path

import pytest

from graph_schema.errors import UnusableInput
from qc.sequence.beside import judged
from qc.sequence.check import check
from qc.sequence.checked import Checked
from qc.sequence.options import Options
from qc.taxonomy.database import Database
from tests.qc.taxonomy.genomes import HUMAN, STAPH, database, fastq, reads


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A database of four made genomes."""
    return database(tmp_path_factory.mktemp("taxonomy"))


def test_a_profile_is_made_where_it_was_asked_for(tmp_path: Path, small: Database) -> None:
    """Human reads in a run of a bacterium fail it."""
    path = tmp_path / "a.fastq"
    path.write_bytes(fastq(reads({STAPH: 950, HUMAN: 50})))
    checked = check([path], Options(taxonomy=small.path, organism=STAPH))
    assert [remark.code for remark in checked.remarks if remark.severity == "error"] == ["E_HUMAN_READS"]
    assert checked.metrics["taxonomy"]["spots"]["analyzed"] == 1000
    assert "taxonomy" not in check([path], Options()).metrics


def test_what_has_no_reads_has_no_profile(tmp_path: Path, small: Database) -> None:
    """No more than a file that is refused at its first bytes."""
    fasta, archive = tmp_path / "a.fasta", tmp_path / "b.fastq"
    fasta.write_text(">a\nACGT\n", encoding="utf-8")
    archive.write_bytes(b"PK\x03\x04")
    for path in (fasta, archive):
        assert "taxonomy" not in check([path], Options(taxonomy=small.path)).metrics


def test_an_unusable_database_or_panel_is_no_fault_of_the_file(tmp_path: Path) -> None:
    """It raises."""
    reads_of, calls, wrong = tmp_path / "a.fastq", tmp_path / "a.vcf", tmp_path / "wrong"
    reads_of.write_text("@a\nACGT\n+\nIIII\n", encoding="utf-8")
    calls.write_text("##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n", encoding="utf-8")
    wrong.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(UnusableInput):
        check([reads_of], Options(taxonomy=wrong))
    with pytest.raises(UnusableInput):
        check([calls], Options(sites=wrong))


def test_reports_without_fingerprints_stay_as_they_are() -> None:
    """Of one file there is nothing to compare with."""
    reports = [Checked((), {"reads": 1}), Checked((), {"reads": 2})]
    assert judged(reports) == reports
