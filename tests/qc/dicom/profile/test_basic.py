"""The basic profile as the dependency lists it."""

import json

import pytest

from qc.dicom.profile.attributes import tag_of
from qc.dicom.profile.basic import LISTS, basic_actions


@pytest.fixture(scope="session")
def reference(shared_data):
    """Rows of another edition of the table by tag, where it is at hand."""
    path = shared_data / "deid" / "ps315_e1_1_innolitics_2025-01.json"
    if not path.is_file():
        pytest.skip("no reference table beside the checkout")
    return {
        int(row["id"], 16): row for row in json.loads(path.read_text()) if len(row["id"]) == 8 and "x" not in row["id"]
    }


def test_no_attribute_has_two_actions():
    """The lists of the table do not overlap, and only the repeating groups are left out."""
    rows = [row for rows in LISTS.values() for row in rows]
    assert len(basic_actions()) == len([row for row in rows if len(row) == 2]) == 652
    assert {row[0] for row in rows if len(row) != 2} == {0x5000, 0x6000}


@pytest.mark.parametrize(
    ("keyword", "letters"),
    [
        ("PatientName", "Z"),
        ("InstitutionName", "X/Z/D"),
        ("OtherPatientIDs", "X"),
        ("SOPInstanceUID", "U"),
        ("StudyDate", "Z"),
    ],
)
def test_rows_are_read(keyword, letters):
    """Some rows that everybody knows are as the standard has them."""
    assert basic_actions()[tag_of(keyword)] == letters


def test_editions_agree(reference):
    """Each row of the reference has the same action in the edition that is used."""
    assert len(reference) > 600
    assert {tag: basic_actions().get(tag) for tag in reference} == {
        tag: row["basicProfile"] for tag, row in reference.items()
    }
