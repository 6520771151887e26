"""Names of values without a slot, as tables write them."""

import pytest

from qc.anonymity.attributes import NAMES
from qc.anonymity.named import NAMED, attribute_of


@pytest.mark.parametrize(
    ("name", "attribute"),
    [
        ("Weight", "bodyWeight"),
        ("body_weight (kg)", "bodyWeight"),
        ("体重(kg)", "bodyWeight"),
        ("Height[cm]", "height"),
        ("Patient size", "height"),
        ("Age at diagnosis", "ageBand"),
        ("AGE", "ageBand"),
        ("Home city", "province"),
        ("Region", "province"),
        ("民族", "ethnicity"),
        ("Primary diagnosis", "disease"),
        ("ICD-10", "disease"),
        ("Is_Smoker", "smokingStatus"),
        ("Pregnant", "pregnancyStatus"),
        ("Occupation", "background"),
        ("Marital status", "background"),
    ],
)
def test_names_of_what_outsiders_know(name: str, attribute: str) -> None:
    """English and Chinese, with units, in any case."""
    assert attribute_of(name) == attribute


@pytest.mark.parametrize(
    "name", ["", "RIN", "Dosage", "Storage", "Passage", "Stage", "Image quality", "Sample weight loss"]
)
def test_other_names_are_none(name: str) -> None:
    """A word that only ends or begins alike does not count."""
    assert attribute_of(name) is None


def test_every_name_leads_to_an_attribute() -> None:
    """Of those that are counted."""
    assert {attribute for attribute, _ in NAMED} <= set(NAMES)
