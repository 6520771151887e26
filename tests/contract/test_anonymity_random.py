"""Who looks alike in random stores, counted a second time in the plainest way from the records themselves."""

from collections import Counter
from itertools import combinations
from random import Random
from typing import Any

import pytest

from exports.anonymity import published
from graph_schema.record import Record
from graph_store.protocol import Store
from qc.anonymity.attributes import NAMES as ALL
from qc.anonymity.individuals import LINK
from qc.anonymity.risk import Risk, assess
from tests.contract.build import record, to

SLOTS = {
    "sex": ["female", "male"],
    "age_band": ["30-39", "90+"],
    "province": ["Hubei", "Beijing"],
    "disease": ["sepsis", "asthma"],
    "ethnicity": ["Han", "Zhuang"],
    "population": ["Southern Han", "Dai"],
    "smoking_status": ["yes", "no"],
    "pregnancy_status": ["pregnant"],
    "height": [1.65, 1.7],
    "body_weight": [60.0, 65.0],
}
NAMES = {
    "age_band": "ageBand",
    "population": "race",
    "smoking_status": "smokingStatus",
    "pregnancy_status": "pregnancyStatus",
    "body_weight": "bodyWeight",
}
SCOPES = ["public", "public", "public", "review", "withheld"]
Told = dict[str, set[str]]


def people(random: Random, count: int) -> list[Record]:
    """Individuals, their studies and series, and links between some of them; each in a scope of its own."""
    accessions = [random.choice(["HRI", "OBIA9001-I"]) + f"{number:06}" for number in range(count)]
    made = [individual(random, accession) for accession in accessions]
    for number in range(random.randint(0, 2 * count)):
        of = to("OF_INDIVIDUAL", random.choice(accessions))
        slots = {"modalities": random.sample(["CT", "MR", "PT"], random.randint(0, 2))}
        study = f"2.25.{number + 1}"
        made.append(record("ImagingStudy", study, of, scope=random.choice(SCOPES), **slots))
        part = random.choice([{"body_part": "CHEST"}, {"modality": "CT"}, {}])
        made.append(record("ImagingSeries", f"{study}.1", to("IN_STUDY", study), scope=random.choice(SCOPES), **part))
    for number in range(random.randint(0, count)):
        ends = [to("SAME_INDIVIDUAL", accession) for accession in random.sample(accessions, 2)]
        made.append(record("Individual", f"LINK-{number}", *ends, scope=random.choice(SCOPES)))
    return [*made, record("Dataset", "OBIA9001", archive="OBIA")]


def individual(random: Random, accession: str) -> Record:
    """Somebody of whom a few things are told, and perhaps a dataset."""
    slots = {name: random.choice(values) for name, values in SLOTS.items() if random.random() < 0.25}
    dataset = [to("IN_DATASET", "OBIA9001")] if random.random() < 0.3 else []
    return record("Individual", accession, *dataset, scope=random.choice(SCOPES), **slots)


def targets(item: Record, relationship: str) -> list[str]:
    """Where a record points at."""
    return [relation.to for relation in item.relations if relation.type == relationship]


def plainly(records: list[Record], scopes: tuple[str, ...]) -> list[Told]:
    """What is told of each human being within the scopes."""
    seen = [item for item in records if item.slots["scope"] in scopes]
    told: dict[str, Told] = {item.accession: own(item) for item in seen if item.type == "Individual"}
    studies = {item.accession: item for item in seen if item.type == "ImagingStudy"}
    for study in studies.values():
        for person in set(targets(study, "OF_INDIVIDUAL")) & told.keys():
            told[person].setdefault("modalities", set()).update(study.slots.get("modalities", ()))
    for series in (item for item in seen if item.type == "ImagingSeries"):
        for study in (studies[uid] for uid in targets(series, "IN_STUDY") if uid in studies):
            for person in set(targets(study, "OF_INDIVIDUAL")) & told.keys():
                for slot, name in (("modality", "modalities"), ("body_part", "bodyParts")):
                    told[person].setdefault(name, set()).update({series.slots[slot]} if slot in series.slots else ())
    groups = [{accession} for accession in told]
    for item in seen:
        for end in set(targets(item, "SAME_INDIVIDUAL")) & told.keys():
            one, other = (next(group for group in groups if name in group) for name in (item.accession, end))
            groups = [group for group in groups if group not in (one, other)] + [one | other]
    real = [{name for name in group if not name.startswith(LINK)} for group in groups]
    return [joined([told[name] for name in group]) for group in real if group]


def own(item: Record) -> Told:
    """What an individual's own record tells."""
    values = {
        NAMES.get(name, name): {f"{item.slots[name]:g}" if isinstance(item.slots[name], float) else item.slots[name]}
        for name in SLOTS
        if name in item.slots
    }
    return values | {"datasets": set(targets(item, "IN_DATASET"))}


def joined(parts: list[Told]) -> Told:
    """What is told under any accession of somebody."""
    return {name: set().union(*(part.get(name, set()) for part in parts)) for part in parts for name in part}


def frozen(told: Told) -> frozenset[tuple[str, frozenset[str]]]:
    """The same, to be counted."""
    return frozenset((name, frozenset(values)) for name, values in told.items() if values)


def assert_alone(risk: Risk, everybody: Counter[Any], limit: int) -> None:
    """Every combination of up to three facts that one human being alone has is told, and is minimal."""
    found = {frozenset((name, frozenset(told[name])) for name in unique.attributes)
             for unique in risk.uniques
             for told in [dict(zip(ALL, unique.person.values, strict=True))]}  # fmt: skip
    expected: set[Any] = set()
    for size in (1, 2, 3):
        facts = Counter(
            frozenset(part) for told in everybody.elements() for part in combinations(sorted(told, key=repr), size)
        )
        alone = {part for part, count in facts.items() if count == 1}
        expected |= {part for part in alone if not any(smaller < part for smaller in expected)}
    assert found == (expected if limit > 1 else set())


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("scopes", [("public",), ("public", "review")])
def test_the_count_is_the_plain_one(store: Store, seed: int, scopes: tuple[str, ...]) -> None:
    """k, who is at risk, the classes, who is alone by which facts; and the advice raises k to the limit."""
    random = Random(seed)
    records = people(random, random.choice([4, 12, 30]))
    store.write(records)
    limit = random.choice([2, 3, 5])
    everybody = Counter(map(frozen, plainly(records, scopes)))
    risk = assess(published(store, scopes, page=7), "open", limit)
    assert risk.individuals == everybody.total()
    assert risk.k == min(everybody.values(), default=None)
    assert risk.at_risk == sum(count for count in everybody.values() if count < limit)
    assert Counter(
        {frozen({n: set(v) for n, v in small.values.items()}): len(small.persons) for small in risk.small}
    ) == {values: count for values, count in everybody.items() if count < limit}
    assert_alone(risk, everybody, limit)
    if risk.at_risk and risk.individuals >= limit:
        assert risk.suggestions[-1].k >= limit
        assert risk.suggestions[-1].at_risk == 0
