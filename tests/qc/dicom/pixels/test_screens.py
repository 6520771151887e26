"""Saved screens and pages are known by what their header says."""

import pytest

from qc.dicom.pixels.screens import comes_from_screen, says_burned_in, says_screen

SCREENS = [
    "SCREEN SAVE",
    "SCREENSAVE",
    "CT_SOM5 PROT",
    "DOSE_INFO",
    "DOSE REPORT",
    "REPORT",
    "SUMMARY",
    "screen save",
    "LABEL",
]
IMAGES = [
    "ORIGINAL",
    "DERIVED",
    "PRIMARY",
    "SECONDARY",
    "AXIAL",
    "LOCALIZER",
    "MPR",
    "CSA MIP",
    "PROTON",
    "M_FFE",
    "STDOSE",
    "",
]


@pytest.mark.parametrize("value", SCREENS)
def test_values_of_saved_screens_are_known(value):
    """As makers write them, in any case."""
    assert says_screen(value)
    assert comes_from_screen(["DERIVED", "SECONDARY", value])


@pytest.mark.parametrize("value", IMAGES)
def test_values_of_images_are_not_taken_for_screens(value):
    """Words are taken whole: PROTON is not PROT."""
    assert not says_screen(value)


@pytest.mark.parametrize(
    "text",
    [
        "Dose Report",
        "DOSE_INFO",
        "Patient Protocol",
        "ScreenSave",
        "Screen Shots",
        "Exam Summary",
        "RADIATION DOSE SUMMARY",
        "Secondary-Capture",
    ],
)
def test_descriptions_of_pages_are_known(text):
    """Phrases for pages of doses, protocols and screens."""
    assert comes_from_screen(["ORIGINAL", "PRIMARY"], text)


@pytest.mark.parametrize(
    "text", ["LUNG SCREEN LOW DOSE", "STROKE PROTOCOL", "T1 SE TRA", "Screening mammography", "低剂量胸部", ""]
)
def test_descriptions_of_examinations_are_not_taken_for_pages(text):
    """Screening, low dose and protocols of examinations are images."""
    assert not comes_from_screen(["ORIGINAL", "PRIMARY"], text)


def test_any_conversion_type_is_a_picture_of_something():
    """Digitised film, workstation, scanned document: whatever it says."""
    assert comes_from_screen([], "", "WSD")
    assert not comes_from_screen([], "", " ")


@pytest.mark.parametrize(
    ("value", "says"), [("YES", True), ("yes ", True), ("Y", True), ("NO", False), ("no", False), ("", False)]
)
def test_burned_in_annotation_counts_unless_it_says_no(value, says):
    """In whatever spelling; that it says NO is no proof, only no warning."""
    assert says_burned_in(value) is says
