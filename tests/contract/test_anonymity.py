"""What each store shows of individuals: the same values, through the same pages, within the same scopes."""

import pytest

from exports.anonymity import published, tier_scopes
from graph_store.protocol import Store
from qc.anonymity.risk import LIMITS, assess
from tests.contract.build import record, to


@pytest.fixture
def filled(store: Store) -> Store:
    """An imaged individual linked to a sequenced one by a hidden node, and eleven others."""
    store.write(
        [
            record("Dataset", "OBIA9001", archive="OBIA"),
            record("Dataset", "HRA900001", archive="GSA-Human"),
            record(
                "Individual", "OBIA9001-I01", to("IN_DATASET", "OBIA9001"), sex="female", height=1.75, body_weight=70.0
            ),
            record("ImagingStudy", "2.25.1", to("OF_INDIVIDUAL", "OBIA9001-I01"), modalities=["CT"]),
            record("ImagingSeries", "2.25.11", to("IN_STUDY", "2.25.1"), modality="PT", body_part="CHEST"),
            record("ImagingSeries", "2.25.12", to("IN_STUDY", "2.25.1"), scope="review", modality="MR"),
            record("Individual", "HRI900001", to("IN_DATASET", "HRA900001"), province="Hubei", age_band="30-39"),
            record(
                "Individual",
                "LINK-1",
                to("SAME_INDIVIDUAL", "OBIA9001-I01"),
                to("SAME_INDIVIDUAL", "HRI900001"),
                scope="dataset:HRA900001",
            ),
            *(record("Individual", f"OBIA9001-I{number}", sex="male") for number in range(10, 21)),
        ]
    )
    return store


def told(store: Store, *scopes: str, page: int = 500) -> dict[str, dict[str, list[str]]]:
    """The values of each individual."""
    return {
        item.accession: {name: sorted(values) for name, values in item.values.items()}
        for item in published(store, scopes, page)
    }


def test_values_come_from_the_individual_and_its_images(filled: Store) -> None:
    """Own slots, datasets, and what visible studies and series show; hidden series show nothing."""
    assert told(filled, "public")["OBIA9001-I01"] == {
        "sex": ["female"],
        "height": ["1.75"],
        "bodyWeight": ["70"],
        "datasets": ["OBIA9001"],
        "modalities": ["CT", "PT"],
        "bodyParts": ["CHEST"],
    }
    assert told(filled, "public", "review")["OBIA9001-I01"]["modalities"] == ["CT", "MR", "PT"]


@pytest.mark.parametrize("page", [1, 2, 5, 13, 500])
def test_every_individual_is_read_once_whatever_the_page(filled: Store, page: int) -> None:
    """The pages join without gap or repetition."""
    accessions = [item.accession for item in published(filled, ["public"], page)]
    assert accessions == sorted({"OBIA9001-I01", "HRI900001", *(f"OBIA9001-I{number}" for number in range(10, 21))})


def test_a_hidden_link_joins_only_for_those_who_see_it(filled: Store) -> None:
    """In open data they are two people; who was granted the dataset sees one, and knows more of them."""
    open_, controlled = (
        assess(published(filled, tier_scopes(filled, tier)), tier, LIMITS[tier]) for tier in ("open", "controlled")
    )
    assert (open_.individuals, controlled.individuals) == (13, 12)
    assert [person.accessions for small in open_.small for person in small.persons] == [
        ("HRI900001",),
        ("OBIA9001-I01",),
    ]
    (small,) = controlled.small
    assert small.persons[0].accessions == ("HRI900001", "OBIA9001-I01")
    assert small.values["province"] == ("Hubei",)
    assert small.values["datasets"] == ("HRA900001", "OBIA9001")


def test_named_values_without_a_slot_count_too(store: Store) -> None:
    """A weight in a column of its own name is a weight; a literal beside its term, or what nobody knows, is none."""
    attributes = [
        {"name": "Weight", "value": "132.4", "unit": "kg"},
        {"name": "RIN", "value": "7.1"},
        {"name": "Gender", "value": "Female"},
        {"name": "Nationality", "value": "Han Chinese"},
    ]
    store.write([record("Individual", "OBIA9001-I01", body_weight=130.0, sex="female", attributes=attributes)])
    assert told(store, "public")["OBIA9001-I01"] == {
        "bodyWeight": ["130", "132.4"],
        "sex": ["female"],
        "ethnicity": ["Han Chinese"],
    }


def test_the_age_at_a_study_and_the_population_count(store: Store) -> None:
    """An exact age is known of whoever was imaged, in whatever unit; a population is an ancestry."""
    store.write(
        [
            record("Individual", "OBIA9001-I01", age_band="30-39", population="Dai"),
            record("ImagingStudy", "2.25.1", to("OF_INDIVIDUAL", "OBIA9001-I01"), age_value=34.0, age_unit="year"),
            record("ImagingStudy", "2.25.2", to("OF_INDIVIDUAL", "OBIA9001-I01"), age_value=5.0, age_unit="month"),
            record("ImagingStudy", "2.25.3", to("OF_INDIVIDUAL", "OBIA9001-I01"), scope="review", age_value=36.0),
        ]
    )
    assert told(store, "public")["OBIA9001-I01"] == {"ageBand": ["30-39", "34", "5 month"], "race": ["Dai"]}


@pytest.mark.parametrize(
    "slots",
    [
        {"ethnicity": "Dai"},
        {"pregnancy_status": "pregnant"},
        {"smoking_status": "yes"},
        {"population": "Dai"},
        {"age_band": "90+"},
        {"body_weight": 140.0},
        {"province": "Hubei", "disease": "asthma"},
        {"sex": "male", "race": "Asian", "height": 1.95},
    ],
)
def test_a_planted_singleton_is_found_by_its_facts(store: Store, slots: dict[str, object]) -> None:
    """One, two or three values that nobody else has together, each of which others have."""
    store.write([record("Individual", f"HRI9{number:05}", sex="female") for number in range(11)])
    for number, name in enumerate(slots if len(slots) > 1 else ()):
        partial = {other: value for other, value in slots.items() if other != name}
        store.write([record("Individual", f"HRI8{number}{each:04}", **partial) for each in range(11)])
    store.write([record("Individual", "HRI999999", **slots)])
    risk = assess(published(store, ["public"]), "open", 11)
    assert (risk.k, risk.at_risk) == (1, 1)
    (unique,) = risk.uniques
    assert unique.person.accessions == ("HRI999999",)
    assert len(unique.attributes) == len(slots)


def test_a_singleton_of_body_part_or_collection_is_found(store: Store) -> None:
    """What was imaged, and in which collection, are facts like any other."""
    store.write([record("Dataset", name, archive="OBIA") for name in ("OBIA9001", "OBIA9002")])
    for number in range(13):
        person, study = f"OBIA9001-I{number:02}", f"2.25.{number + 1}"
        collection = "OBIA9002" if number == 12 else "OBIA9001"
        store.write(
            [
                record("Individual", person, to("IN_DATASET", collection)),
                record("ImagingStudy", study, to("OF_INDIVIDUAL", person), modalities=["CT"]),
                record(
                    "ImagingSeries", f"{study}.1", to("IN_STUDY", study), body_part="FOOT" if number == 11 else "CHEST"
                ),
            ]
        )
    risk = assess(published(store, ["public"]), "open", 11)
    assert [(unique.person.accessions, unique.attributes) for unique in risk.uniques] == [
        (("OBIA9001-I11",), ("bodyParts",)),
        (("OBIA9001-I12",), ("datasets",)),
    ]


def test_three_accessions_of_somebody_are_one(store: Store) -> None:
    """Joined through a chain; what is told under any of them is known of the one."""
    store.write(
        [
            record("Individual", "HRI900001", to("SAME_INDIVIDUAL", "HRI900002"), sex="female"),
            record("Individual", "HRI900002", to("SAME_INDIVIDUAL", "HRI900003"), province="Hubei"),
            record("Individual", "HRI900003", disease="sepsis"),
        ]
    )
    risk = assess(published(store, ["public"]), "open", 11)
    assert (risk.individuals, risk.k) == (1, 1)
    assert risk.small[0].persons[0].accessions == ("HRI900001", "HRI900002", "HRI900003")
    assert risk.small[0].values == {"sex": ("female",), "province": ("Hubei",), "disease": ("sepsis",)}


def test_an_empty_store_has_nobody(store: Store) -> None:
    """Neither individuals nor granted datasets."""
    assert told(store, "public") == {}
    assert tier_scopes(store, "controlled") == ["public", "review"]
