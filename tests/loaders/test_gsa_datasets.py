"""Which dataset and which sample the rows of a GSA workbook belong to, where it is not told by an accession."""

from pathlib import Path

from loaders import gsa
from tests.loaders.tables import accessions, codes, links, one, read
from tests.loaders.test_gsa import EXPERIMENT, MD5, OLD_FILES, RUN, SAMPLE, base, small


def test_a_dataset_in_lower_case_paths_has_its_fixed_spelling(tmp_path: Path) -> None:
    """The path decides before the file name, in whatever case it is written."""
    url = "https://download.cncb.ac.cn/gsa5/cra000007/CRR000001/a.bam"
    records, _ = read(gsa, small(tmp_path, [*RUN, *OLD_FILES], [*base(), "a.bam", MD5, url, None, "", None]))
    assert accessions(records, "Dataset") == ["CRA000007"]
    assert links(one(records, "File", f"CRR000001/{MD5}"), "IN_DATASET") == ["CRA000007"]


def test_a_name_of_two_samples_names_neither(tmp_path: Path) -> None:
    """An experiment without sample accession is not tied to a sample by a name that two of them have."""
    samples = [SAMPLE, *([n, "twin", f"SAMC00000{n}", "PRJCA000001", "t", "Oryza sativa"] for n in (1, 2, 3))]
    nameless = [
        EXPERIMENT,
        [1, "CRX000001", "e1", "PRJCA000001", "twin", "", "HiSeq X Ten", "WGS", "GENOMIC", "SINGLE"],
    ]
    records, findings = read(gsa, small(tmp_path, RUN, base(), Sample=samples, Experiment=nameless))
    assert links(one(records, "Experiment", "CRX000001"), "USES_SAMPLE") == []
    assert codes(findings) == ["REFERENCE_MISSING"]
