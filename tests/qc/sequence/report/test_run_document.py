"""The `<Run>` document."""

import pytest
from lxml import etree

from qc.sequence.checked import Checked
from qc.sequence.report.run_document import run_document


def test_the_document_of_a_pair(pair: Checked) -> None:
    """Spots are counted once, reads by their place, sizes are summed."""
    root = etree.fromstring(run_document(pair, "CRR000001"))
    assert dict(root.attrib) == {
        "accession": "CRR000001", "read_length": "fixed", "spot_count": "100", "base_count": "4000",
    }  # fmt: skip
    assert root.find("Size").get("value") == "2000"
    assert root.find("GC-Content").text == "45.0"
    assert [dict(read.attrib) for read in root.iterfind("Statistics/Read")] == [
        {"index": str(index), "count": "100", "bases": "2000", "average": "20.0", "stdev": "0.0"} for index in (0, 1)
    ]
    assert {one.get("value"): one.get("count") for one in root.iterfind("QualityCount/Quality")} == {
        "2": "200", "23": "600", "37": "3200",
    }  # fmt: skip


def test_no_accession_is_said_where_none_is_known(single: Checked) -> None:
    """A file alone does not tell its Run."""
    assert "accession" not in etree.fromstring(run_document(single)).attrib


def test_other_formats_have_none() -> None:
    """What has no reads cannot be reported so."""
    with pytest.raises(ValueError, match="only reads"):
        run_document(Checked((), {"records": 3}))
