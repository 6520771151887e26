"""The options of the table, compared with its columns in another edition."""

import json

import pytest
from pydicom.datadict import keyword_for_tag

from qc.dicom.profile import options
from qc.dicom.profile.attributes import vr
from qc.dicom.profile.basic import basic_actions


@pytest.fixture(scope="session")
def column(shared_data):
    """A function giving the tags of a column of the reference table, where that is at hand."""
    path = shared_data / "deid" / "ps315_e1_1_innolitics_2025-01.json"
    if not path.is_file():
        pytest.skip("no reference table beside the checkout")
    rows = [row for row in json.loads(path.read_text()) if row["id"].isalnum() and "x" not in row["id"]]
    return lambda name, letter: {int(row["id"], 16) for row in rows if row.get(name) == letter}


def test_modified_dates_follow_from_the_table(column):
    """All 165 rows of the column, and no other row of that edition, come out of the rule."""
    expected = column("rtnLongModifDatesOpt", "C")
    assert len(expected) == 165
    assert options.modified_dates() == expected
    assert column("rtnLongFullDatesOpt", "K") == expected


def test_device_identity_is_as_in_the_table(column):
    """46 rows are kept, the eleven conflicts among them, and eleven titles are replaced."""
    assert column("rtnDevIdOpt", "K") == options.DEVICE_IDENTITY | options.CONFLICTS
    assert len(options.DEVICE_IDENTITY | options.CONFLICTS) == 46
    assert column("rtnDevIdOpt", "C") == options.DEVICE_REPLACED


def test_conflicts_are_what_two_options_treat_otherwise(column):
    """The conflicts are the rows that one option keeps and the other changes."""
    assert column("rtnDevIdOpt", "K") & column("rtnLongModifDatesOpt", "C") == options.CONFLICTS
    assert len(options.CONFLICTS) == 11


def test_patient_characteristics_are_as_in_the_table(column):
    """Nine rows are kept and four cleaned; the ethnic group's code is of a later edition."""
    later = {tag for tag in options.PATIENT_CHARACTERISTICS if keyword_for_tag(tag) == "EthnicGroupCodeSequence"}
    assert column("rtnPatCharsOpt", "K") == options.PATIENT_CHARACTERISTICS - later
    assert column("rtnPatCharsOpt", "C") == options.PATIENT_DESCRIBED


def test_clean_descriptors_are_as_in_the_table(column):
    """All 125 rows of the column are listed."""
    assert column("cleanDescOpt", "C") == options.CLEAN_DESCRIPTORS
    assert len(options.CLEAN_DESCRIPTORS) == 125


def test_every_option_is_about_rows_of_the_table():
    """No option names an attribute that the basic profile does not treat, but for what is told to be outside."""
    listed = set(basic_actions())
    for tags in (
        options.CONFLICTS,
        options.DEVICE_IDENTITY,
        options.DEVICE_REPLACED,
        options.PATIENT_CHARACTERISTICS,
        options.PATIENT_DESCRIBED,
        options.CLEAN_DESCRIPTORS,
        options.SHARED_DAYS,
    ):
        assert tags <= listed
    assert not options.DEVICE_IDENTITY_OUTSIDE & listed


def test_shared_days_are_dates():
    """What is treated like a date of a device is one, and is no conflict besides."""
    assert {vr(tag) for tag in options.SHARED_DAYS | options.CONFLICTS} <= {"DA", "TM", "DT"}
    assert not options.SHARED_DAYS & options.CONFLICTS


def test_the_deviation_is_told():
    """The deviation names both claims that it concerns."""
    assert "113107" in options.DEVIATION
    assert "113109" in options.DEVIATION
