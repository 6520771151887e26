"""The claim of clean pixels after review."""

import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from qc.dicom.clean_pixels import published_with_clean_pixels, with_clean_pixels
from qc.dicom.keys import Keys
from qc.dicom.profile import Profile
from qc.dicom.rewrite import rewrite
from tests.data.dicom_objects import KEY, decoded, encoded, image

SYNTAXES = [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("burned_in", ["YES", None])
def test_the_claim_is_added_and_nothing_else_changes(syntax, burned_in):
    """Code 113101 and Burned In Annotation NO, in all encodings, whatever was there before."""
    dataset = image(BurnedInAnnotation="YES")
    if burned_in is None:
        del dataset.BurnedInAnnotation
    done = rewrite(encoded(dataset, syntax), Keys(KEY), Profile())
    claimed = with_clean_pixels(done)
    before, after = decoded(done.data()), decoded(claimed.data())
    codes = [item.CodeValue for item in after.DeidentificationMethodCodeSequence]
    assert codes == sorted([*done.codes, "113101"]) == list(claimed.codes)
    assert (after.BurnedInAnnotation, claimed.facts.burned_in_annotation) == ("NO", "NO")
    for dataset_ in (before, after):
        dataset_.BurnedInAnnotation = "NO"
        del dataset_.DeidentificationMethodCodeSequence
    assert before == after


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_published_file_gets_the_same_bytes(syntax):
    """Now or later, in memory or from the disk; twice is as good as once."""
    done = rewrite(encoded(image(), syntax), Keys(KEY), Profile())
    later = b"".join(published_with_clean_pixels(done.data()))
    assert later == with_clean_pixels(done).data()
    assert b"".join(published_with_clean_pixels(later)) == later


def test_without_the_claim_nothing_is_said_of_pixels():
    """The rewriting alone never says that they are clean."""
    assert "113101" not in rewrite(encoded(image()), Keys(KEY), Profile()).codes
