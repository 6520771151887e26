"""What the data dictionary says of an attribute."""

import pytest

from qc.dicom.profile.attributes import keyword, tag_of, vr
from qc.dicom.profile.defined_terms import DEFINED_TERMS
from qc.dicom.profile.types import PRESENT, WITH_VALUE


@pytest.mark.parametrize(
    ("tag", "name", "representation"),
    [
        (0x00100010, "PatientName", "PN"),
        (0x00280106, "SmallestImagePixelValue", "US or SS"),
        (0x00080000, "", "UL"),
        (0x00091001, "", "UN"),
        (0x99999999, "", "UN"),
    ],
)
def test_the_dictionary_answers(tag, name, representation):
    """Keyword and VR of known, group-length, private and unknown tags."""
    assert keyword(tag) == name
    assert vr(tag) == representation
    assert not name or tag_of(name) == tag


def test_types_are_apart():
    """No attribute is both of type 1 and of type 2: the stricter one counts."""
    assert not PRESENT & WITH_VALUE


def test_exact_terms_are_of_code_strings():
    """Attributes with an exact list are code strings, and their terms are valid ones."""
    for tag, terms in DEFINED_TERMS.items():
        assert vr(tag) == "CS"
        assert all(0 < len(term) <= 16 for term in terms)
        assert all(term == term.upper() for term in terms)
