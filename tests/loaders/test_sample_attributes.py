"""Attributes of samples to slots, by their many names."""

from pathlib import Path

import pytest

from graph_schema.model import SLOTS
from graph_schema.record import Record
from loaders.draft import Draft, Reading
from loaders.sample_attributes import SLOT_OF, put_point, put_sample_attribute, sample_slot
from loaders.source import open_source
from tests.loaders.tables import attributes, missing


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A draft of a sample."""
    (tmp_path / "a.txt").write_text("x")
    return Reading(open_source(tmp_path / "a.txt"), "test").draft("Sample", "SAMN00000001", "/BioSample")


def built(draft: Draft) -> Record:
    """Its record."""
    return next(item for item in draft.build() if isinstance(item, Record) and item.type == "Sample")


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("lat_lon", "latitude_longitude"),
        ("Latitude and Longitude", "latitude_longitude"),
        ("geographic location (country and/or sea)", "geographic_location"),
        ("geo_loc_name", "geographic_location"),
        ("isolation-source", "isolation_source"),
        ("Isolation_source", "isolation_source"),
        ("dev_stage", "development_stage"),
        ("organism part", "tissue"),
        ("Sex", "sex"),
        ("Gender", "sex"),
        ("cultivar", "cultivar"),
        ("Accession", None),
        ("scope", None),
        ("title", None),
        ("attributes", None),
        ("moon phase", None),
    ],
)
def test_names_lead_to_slots(name: str, slot: str | None) -> None:
    """Harmonised, displayed and GSA's names; never to identity or texts of the record."""
    assert sample_slot(name) == slot


def test_every_name_leads_to_a_slot_that_exists() -> None:
    """The table holds nothing the model lacks."""
    assert set(SLOT_OF.values()) <= set(SLOTS["Sample"])


@pytest.mark.parametrize(
    ("value", "unit", "age", "age_unit", "kept"),
    [
        ("45", "", 45.0, None, None),
        ("45 years", "", 45.0, "year", "45 years"),
        ("6.5months", "", 6.5, "month", "6.5months"),
        ("45", "year", 45.0, "year", "45"),
        ("adult", "", None, None, "adult"),
        ("45 fortnights", "", None, None, "45 fortnights"),
        ("40-50", "", None, None, "40-50"),
    ],
)
def test_ages(draft: Draft, value: str, unit: str, age: float | None, age_unit: str | None, kept: str | None) -> None:
    """A number with a known unit is an age; anything else stays as written."""
    put_sample_attribute(draft, "age", value, unit)
    record = built(draft)
    assert (record.slots.get("age_value"), record.slots.get("age_unit")) == (age, age_unit)
    assert attributes(record).get("age") == kept


def test_a_second_value_and_a_unit_are_kept_beside(draft: Draft) -> None:
    """The first fills the slot; units are not lost; empty ones say so."""
    put_sample_attribute(draft, "tissue", "leaf")
    put_sample_attribute(draft, "tissue", "root")
    put_sample_attribute(draft, "temperature", "20", "°C")
    put_sample_attribute(draft, "strain", " ")
    record = built(draft)
    assert record.slots["tissue"] == "leaf"
    assert record.slots["attributes"] == [
        {"name": "tissue", "value": "root"},
        {"name": "temperature", "value": "20", "unit": "°C"},
    ]
    assert missing(record) == {"strain": "missing"}


def test_the_harmonised_name_decides_and_the_written_one_is_kept(draft: Draft) -> None:
    """`biome` was another name once."""
    put_sample_attribute(draft, "biome", "soil", harmonized="env_broad_scale")
    put_sample_attribute(draft, "odd", "x", harmonized="no_such_slot")
    record = built(draft)
    assert record.slots["env_broad_scale"] == "soil"
    assert attributes(record) == {"odd": "x"}


def test_points(draft: Draft) -> None:
    """Coordinates become numbers beside the literal, or a finding."""
    put_sample_attribute(draft, "lat_lon", "9.110057 N\n 79.8434 W")
    put_point(draft)
    assert (draft.slots["latitude"], draft.slots["longitude"]) == (9.110057, -79.8434)
    draft.slots["latitude_longitude"] = "somewhere"
    put_point(draft, "/BioSample/Attributes")
    assert [(finding.code, finding.location) for finding in draft.findings] == [
        ("COORDINATES_UNREADABLE", "/BioSample/Attributes")
    ]
