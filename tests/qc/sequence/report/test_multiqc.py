"""The files for MultiQC."""

import json

import pytest

from qc.sequence.checked import Checked
from qc.sequence.report.multiqc import module_files, sample_name


def test_general_statistics(single: Checked) -> None:
    """The row of a file stands under its sample name, shares in percent."""
    general = module_files(single)["gsagraph_general_mqc.json"]
    assert general["plot_type"] == "generalstats"
    row = general["data"]["CRR000001_f1"]
    assert row == {"verdict": "fail", "reads": 100, "bases": 2000, "duplicate_names": 0, "q30": 87.5, "gc": 47.37}
    assert {name for column in general["pconfig"] for name in column} >= row.keys()


def test_lines_of_each_file(pair: Checked) -> None:
    """Each file of a pair is a line; positions are the middles of their bins."""
    quality = module_files(pair)["gsagraph_quality_mqc.json"]
    assert quality["data"].keys() == {"x_1", "x_2"}
    assert quality["data"]["x_1"][24.5] == pytest.approx(34.1)
    assert json.loads(json.dumps(quality))["data"]["x_1"]["1.0"] == 36.0


def test_nothing_to_draw_is_no_file() -> None:
    """A unit without files gives nothing; one length of all reads gives no curve."""
    assert module_files(Checked((), {})) == {}


@pytest.mark.parametrize(
    ("path", "name"),
    [("a/b_1.fastq.gz", "b_1"), ("x.bam", "x"), ("s.v2.vcf.gz", "s.v2"), ("README", "README"), (".gz", ".gz")],
)
def test_sample_names(path: str, name: str) -> None:
    """Format and compression are taken off, nothing else."""
    assert sample_name(path) == name
