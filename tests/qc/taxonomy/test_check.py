"""What `gsagraph qc --taxonomy` calls."""

import pytest

from graph_schema.errors import UnusableInput
from qc.sequence.remarks import Remarks
from qc.taxonomy.check import check_taxonomy
from tests.qc.taxonomy.genomes import HUMAN, STAPH, Text, fastq, reads


def test_a_check_gives_the_profile_and_its_remarks(small):
    """Human reads in a run of a bacterium are found in the reads themselves."""
    remarks = Remarks("a.fq")
    told = check_taxonomy(Text(fastq(reads({STAPH: 950, HUMAN: 50}))), remarks, small.path, STAPH)
    assert [remark.code for remark in remarks.kept] == ["E_HUMAN_READS"]
    assert told["spots"]["analyzed"] == 1000
    assert {taxon["tax_id"] for taxon in told["taxa"]} == {1, 2, STAPH, HUMAN}


def test_a_clean_run_passes(small):
    """Nothing is said of reads of the declared organism."""
    remarks = Remarks("a.fq")
    check_taxonomy(Text(fastq(reads({STAPH: 500, 0: 100}))), remarks, small.path, STAPH)
    assert remarks.kept == []


def test_an_unusable_database_is_told(tmp_path):
    """Before anything is read."""
    with pytest.raises(UnusableInput):
        check_taxonomy(Text(b""), Remarks("a.fq"), tmp_path / "none.zip", None)
