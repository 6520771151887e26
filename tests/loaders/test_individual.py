"""Age bands, and families that cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.record import Record
from loaders.draft import Reading
from loaders.individual import (
    HEIGHT_STEP,
    WEIGHT_STEP,
    Youngest,
    age_band,
    ancestor_cycles,
    coarsened,
    families,
    put_family,
)
from loaders.source import open_source
from loaders.workbook import Workbook
from tests.loaders.tables import workbook

HEADER = ["Family title", "Individual", "Mother's individual", "Father's individual", "Monozygotic twin's individual"]


@pytest.mark.parametrize(
    ("value", "unit", "band"),
    [
        ("0", "year", "0-9"),
        ("9.9", "year", "0-9"),
        ("10", "year", "10-19"),
        ("34", "Year", "30-39"),
        ("34", "years", "30-39"),
        ("34", "岁", "30-39"),
        ("34", "", "30-39"),
        ("89", "year", "80-89"),
        ("90", "year", "90+"),
        ("104", "year", "90+"),
        ("120", "month", "10-19"),
        ("119", "month", "0-9"),
        ("30", "day", "0-9"),
        ("-1", "year", None),
        ("NA", "year", None),
        ("", "", None),
        ("34", "moon", None),
    ],
)
def test_an_age_gives_its_band_of_ten_years(value, unit, band):
    """Bands begin at whole tens, months and days are turned into years, and old age is one band."""
    assert age_band(value, unit) == band


@given(st.integers(0, 130))
def test_an_age_lies_in_its_band(years):
    """The band of an age holds that age and is ten years wide below ninety."""
    band = age_band(str(years), "year")
    if years >= 90:
        assert band == "90+"
    else:
        low, high = map(int, band.split("-"))
        assert low <= years <= high == low + 9


def test_the_youngest_age_counts():
    """An individual met at several ages is in the band of the first meeting, whatever the order of rows."""
    ages = Youngest()
    for value, unit in (("41", "year"), ("39", "year"), ("500", "month"), ("NA", "year")):
        ages.meet("HRI9000001", value, unit)
    assert ages.band("HRI9000001") == "30-39"
    assert ages.band("HRI9000002") is None


def family_sheet(folder, *rows):
    path = workbook(folder, "families.xlsx", Family=[HEADER, *rows])
    source = open_source(path)
    return source, Workbook.open(path, source.limits).sheet("Family")


def drafted(folder, row, sexes):
    source, sheet = family_sheet(folder, row)
    draft = Reading(source, "test").draft("Individual", row[1], "Family!2")
    put_family(draft, families(sheet)[row[1]][0], sexes)
    record = next(item for item in draft.build() if isinstance(item, Record))
    return record, [(finding.code, finding.severity, finding.location) for finding in draft.findings]


def test_a_family_row_points_at_mother_father_and_twin(tmp_path):
    """Each filled column becomes its relationship, and the title a slot."""
    row = ["A family", "HRI9000001", "HRI9000002", "HRI9000003", "HRI9000004"]
    record, findings = drafted(tmp_path, row, {"HRI9000002": "female", "HRI9000003": "male"})
    assert [(relation.type, relation.to) for relation in record.relations] == [
        ("MOTHER", "HRI9000002"),
        ("FATHER", "HRI9000003"),
        ("MONOZYGOTIC_TWIN", "HRI9000004"),
    ]
    assert record.slots["family"] == "A family"
    assert findings == []


@pytest.mark.parametrize(
    ("row", "sexes", "cell"),
    [
        (["f", "HRI9000001", "HRI9000002", "", ""], {"HRI9000002": "male"}, "Family!C2"),
        (["f", "HRI9000001", "", "HRI9000003", ""], {"HRI9000003": "female"}, "Family!D2"),
        (["f", "HRI9000001", "HRI9000001", "", ""], {}, "Family!C2"),
        (["f", "HRI9000001", "", "", "HRI9000004"], {"HRI9000001": "male", "HRI9000004": "female"}, "Family!E2"),
    ],
)
def test_impossible_relatives_are_told_and_left_out(tmp_path, row, sexes, cell):
    """A male mother, a female father, one's own mother and twins of different sex make no link."""
    record, findings = drafted(tmp_path, row, sexes)
    assert record.relations == ()
    assert findings == [("FAMILY_IMPOSSIBLE", "error", cell)]


def test_a_relative_of_unknown_sex_is_taken(tmp_path):
    """Only a sex that is told can contradict."""
    record, findings = drafted(tmp_path, ["f", "HRI9000001", "HRI9000002", "", ""], {"HRI9000002": "not determined"})
    assert [relation.to for relation in record.relations] == ["HRI9000002"]
    assert findings == []


def test_the_row_that_closes_a_circle_of_ancestors_is_named(tmp_path):
    """Parents over three generations are fine; the row by which somebody becomes their own ancestor is not."""
    _, sheet = family_sheet(
        tmp_path,
        ["f", "HRI9000001", "HRI9000002", "", ""],
        ["f", "HRI9000002", "HRI9000003", "", ""],
        ["f", "HRI9000003", "HRI9000001", "", ""],
        ["f", "HRI9000004", "HRI9000001", "", ""],
    )
    assert [(row.location, child) for row, child in ancestor_cycles(sheet)] == [("Family!4", "HRI9000003")]


def test_without_a_family_sheet_there_are_no_families():
    """A workbook without the sheet has neither families nor circles."""
    assert families(None) == {}
    assert list(ancestor_cycles(None)) == []


@given(st.floats(0.3, 2.6), st.floats(1, 300))
def test_measures_move_by_half_a_step_at_most(height, weight):
    """Coarse, and no further off than needed."""
    for value, step in ((height, HEIGHT_STEP), (weight, WEIGHT_STEP)):
        told = coarsened(str(value), step)
        assert told is not None
        assert abs(float(told) - value) <= step / 2 + 1e-9
        assert abs(float(told) / step - round(float(told) / step)) < 1e-6
