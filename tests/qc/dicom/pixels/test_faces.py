"""Series from which a face can be drawn are told by kind, part of the body and slices."""

import pytest

from qc.dicom.pixels.faces import Geometry, face_finding, is_face_reconstructable

HEAD = Geometry("CT", "HEAD", slices=180, thickness=1.0)


@pytest.mark.parametrize("modality", ["CT", "MR", "PT", "ct "])
@pytest.mark.parametrize(
    "part", ["HEAD", "BRAIN", "HEADNECK", "HEAD AND NECK", "Orbit", "WHOLEBODY", "WHOLE BODY", "SKULL"]
)
def test_thin_slices_of_a_head_show_a_face(modality, part):
    """All three kinds of volumes, and the body parts that hold a face."""
    assert is_face_reconstructable(Geometry(modality, part, slices=180, thickness=1.0))


@pytest.mark.parametrize(
    "geometry",
    [
        Geometry("CR", "HEAD", 180, 1.0),
        Geometry("US", "HEAD", 180, 1.0),
        Geometry("CT", "CHEST", 180, 1.0, 240),
        Geometry("CT", "FOREARM", 180, 1.0),
        Geometry("CT", "HEAD", 180, 3.1),
        Geometry("CT", "HEAD", 19, 3.0),
        Geometry("CT", "HEAD", 59, 1.0),
        Geometry("CT", "HEAD", 59, None),
        Geometry("CT", "", 180, 1.0),
        Geometry("CT", "", 180, 1.0, 400),
        Geometry("CT", "", 180, 1.0, 100),
    ],
)
def test_other_series_show_none(geometry):
    """Other kinds, other parts, slices too thick or too few, and an unknown part without the size of a head."""
    assert not is_face_reconstructable(geometry)


@pytest.mark.parametrize("part", ["", "UNKNOWN", "OTHER"])
def test_an_untold_part_of_the_size_of_a_head_counts(part):
    """25 cm wide is a head rather than a trunk or a joint."""
    assert is_face_reconstructable(Geometry("MR", part, slices=176, thickness=1.0, field_of_view=250.0))


def test_the_edges_of_the_rule():
    """3 mm and 20 slices are enough; untold or impossible thickness takes 60 slices."""
    assert is_face_reconstructable(Geometry("CT", "HEAD", 20, 3.0))
    assert is_face_reconstructable(Geometry("CT", "HEAD", 60, None))
    assert is_face_reconstructable(Geometry("CT", "HEAD", 60, 0.0))


def test_the_finding_warns_and_claims_nothing():
    """It names the code that is never claimed."""
    finding = face_finding("2.25.7")
    assert (finding.code, finding.severity, finding.path) == ("FACE_RECONSTRUCTABLE", "warning", "2.25.7")
    assert "113102" in finding.message
