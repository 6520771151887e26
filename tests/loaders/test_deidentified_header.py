"""Headers of published images: what is told, how coarsely, and nothing where there is nothing to read."""

from datetime import date

import pytest

from loaders.deidentified_header import read_header
from tests.loaders.published import CODES, Shot, write


def header(folder, codes=CODES, **elements):
    """The header of one published image with these elements."""
    write(folder, Shot("p1", "s1", "e1", "a", codes=codes, header=elements))
    found = read_header(next((folder / "published").rglob("*.dcm")))
    assert found is not None
    return found


def test_the_levels_are_told_apart(tmp_path):
    """Descriptions, device settings and the shifted day, each at its level."""
    found = header(
        tmp_path,
        StudyDescription="CHEST CT",
        SeriesDescription="LUNG",
        ProtocolName="ROUTINE",
        SeriesNumber="3",
        MagneticFieldStrength="1.5",
        PixelSpacing=[0.5, 0.75],
    )
    assert (found.study, found.day, found.declared) == ({"title": "CHEST CT"}, date(2010, 1, 4), True)
    assert found.series == {
        "series_description": "LUNG",
        "protocol_name": "ROUTINE",
        "series_number": "3",
        "magnetic_field_strength": "1.5",
        "row_spacing": "0.5",
        "column_spacing": "0.75",
    }


def test_descriptions_that_were_not_cleaned_are_not_read(tmp_path):
    """Without the option of clean descriptors only codes and numbers are taken."""
    found = header(tmp_path, ("113100",), StudyDescription="X", SeriesDescription="Y", ConvolutionKernel="B30f")
    assert (found.study, found.series) == ({}, {"convolution_kernel": "B30f"})


@pytest.mark.parametrize(
    ("status", "told"), [(1, "not pregnant"), (2, "possibly pregnant"), (3, "pregnant"), (4, None), (9, None)]
)
def test_pregnancy_is_told_in_words(tmp_path, status, told):
    """Unknown says nothing."""
    assert header(tmp_path, PregnancyStatus=status).individual.get("pregnancy_status") == told


@pytest.mark.parametrize(
    ("age", "band"),
    [("034Y", "30-39"), ("090Y", "90+"), ("018M", "0-9"), ("003W", "0-9"), ("012D", "0-9"), ("", None), ("12", None)],
)
def test_ages_become_bands(tmp_path, age, band):
    """In all units of the standard (PS3.5 6.2)."""
    assert header(tmp_path, PatientAge=age).individual.get("age_band") == band


@pytest.mark.parametrize("day", ["", "2010", "20101301", "0"])
def test_a_day_that_is_none_is_no_day(tmp_path, day):
    """Broken dates tell nothing and break nothing."""
    assert header(tmp_path, StudyDate=day).day is None


def test_what_is_no_dicom_tells_nothing(tmp_path):
    """A broken or absent file is None, whatever the parser says about it."""
    broken = tmp_path / "a.dcm"
    broken.write_bytes(b"\0" * 128 + b"DICM" + b"ZHANG^SAN" * 20)
    assert read_header(broken) is None or read_header(broken).declared is False
    assert read_header(tmp_path / "none.dcm") is None
