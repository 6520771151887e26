"""What is said of an object that was odd."""

from qc.dicom.file.part10 import open_file
from qc.dicom.outcome import Facts
from qc.dicom.rewriting.findings import MESSAGES, findings
from tests.data.dicom_objects import CT, encoded, image

KNOWN = Facts(CT, "2.25.1", "2.25.2", "2.25.3", "IMG1-A", "1.2.840.10008.1.2.1")


def test_the_path_is_made_of_new_names():
    """Pseudonym, study, series, object."""
    assert KNOWN.path == "IMG1-A/2.25.3/2.25.2/2.25.1.dcm"


def test_each_code_has_a_sentence_and_a_severity():
    """Sorted, about the image, without a value of the source."""
    file = open_file(encoded(image()) + b"surplus")
    found = findings(KNOWN, file, {"UNUSED_BITS", "STREAM_COMMENTS"})
    assert [finding.code for finding in found] == ["STREAM_COMMENTS", "SURPLUS_BYTES", "UNUSED_BITS"]
    assert [finding.severity for finding in found] == ["info", "warning", "warning"]
    assert {finding.accession for finding in found} == {"2.25.1"}
    assert [finding.message for finding in found] == [MESSAGES[finding.code][1] for finding in found]


def test_a_clean_file_has_none():
    """Nothing odd, nothing said."""
    assert findings(KNOWN, open_file(encoded(image())), set()) == []
