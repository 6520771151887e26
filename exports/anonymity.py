"""What a store shows of its individuals in some scopes, page by page, for the count of who looks alike.

One statement a page, by plans, so both stores answer alike: the individual's own values, the datasets it is in, what
its imaging studies and their series show, and other accessions of the same human being.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from graph_store.plan import All, Columns, Compare, OrderKey, Page, Plan, Rows, Select, Via
from graph_store.protocol import Store
from qc.anonymity.attributes import NAMES
from qc.anonymity.individuals import Published
from qc.anonymity.named import attribute_of
from qc.anonymity.risk import LIMITS, Risk, assess

OPEN_SCOPES, CONTROLLED_SCOPES = ("public",), ("public", "review")
ARCHIVES = ["GSA-Human", "OBIA"]
"""Whose datasets are granted one by one."""
PAGE = 500
OWN = {
    "sex": "sex",
    "age_band": "ageBand",
    "ethnicity": "ethnicity",
    "race": "race",
    "population": "race",
    "province": "province",
    "disease": "disease",
    "smoking_status": "smokingStatus",
    "drinking_status": "drinkingStatus",
    "pregnancy_status": "pregnancyStatus",
    "height": "height",
    "body_weight": "bodyWeight",
    "bmi": "bmi",
}
"""Slots of an individual that outsiders may know, and the quasi-identifier that each is."""
VOCABULARY = ("sex", "ethnicity")
"""Where the standard value stands, the literal beside it says the same once more."""
_ORDER = (OrderKey("accession", descending=False),)


def _step(relationship: str, way: Any, kind: str, columns: Columns) -> Select:
    return Select(
        (kind,), Via((relationship,), way, (kind,), many=True), All(()), None, Rows(((kind, columns),)), count=False
    )


_ACCESSION = Columns(("accession",))
_DATASET = _step("IN_DATASET", "out", "Dataset", _ACCESSION)
_SERIES = _step("IN_STUDY", "in", "ImagingSeries", Columns(("modality", "body_part")))
_STUDY = _step(
    "OF_INDIVIDUAL",
    "in",
    "ImagingStudy",
    Columns(("modalities", "body_parts", "age_value", "age_unit"), branches=(_DATASET, _SERIES)),
)
_SAME = _step("SAME_INDIVIDUAL", "both", "Individual", _ACCESSION)
_COLUMNS = Columns(("accession", *OWN, "attributes"), branches=(_DATASET, _STUDY, _SAME))
_ROWS = Rows((("Individual", _COLUMNS),))
FIRST_PAGE = Plan(Select(("Individual",), None, All(()), Page(_ORDER, 0), _ROWS, count=False))
NEXT_PAGE = Plan(Select(("Individual",), None, All(()), Page(_ORDER, 0, (1,)), _ROWS, count=False))
"""Parameter 0 is the limit, 1 the accession to go on from."""

_GRANTED = Rows((("Dataset", _ACCESSION),))
GRANTED = Plan(Select(("Dataset",), None, Compare("archive", "in", 0), None, _GRANTED, count=False))


def assessed(
    store: Store, tier: str, limit: int | None = None, scopes: Sequence[str] = (), *, advice: bool = True
) -> Risk:
    """The risk of a tier of a store; `scopes` are seen besides those of the tier."""
    seen = sorted({*tier_scopes(store, tier), *scopes})
    return assess(published(store, seen), tier, LIMITS[tier] if limit is None else limit, advice=advice)


def tier_scopes(store: Store, tier: str) -> list[str]:
    """Whom a tier is for: everybody, or who was granted any dataset of people."""
    if tier == "open":
        return list(OPEN_SCOPES)
    granted = store.execute(GRANTED, [ARCHIVES], CONTROLLED_SCOPES)[0]
    return [*CONTROLLED_SCOPES, *(f"dataset:{row[0]}" for row in granted)]


def published(store: Store, scopes: Sequence[str], page: int = PAGE) -> Iterator[Published]:
    """Every individual that is seen in the scopes, by accession."""
    rows = store.execute(FIRST_PAGE, [page], scopes)[0]
    while rows:
        yield from map(_published, rows)
        rows = store.execute(NEXT_PAGE, [page, rows[-1][0]], scopes)[0] if len(rows) == page else ()


def _published(row: Sequence[Any]) -> Published:
    accession, *own, named = row[: len(OWN) + 2]
    datasets, studies, same = (answer[0] for answer in row[len(OWN) + 2 :])
    shown: dict[str, set[str]] = {name: set() for name in NAMES}
    for quasi, value in zip(OWN.values(), own, strict=True):
        shown[quasi] |= {_text(value)} if value not in (None, "") else set()
    _named(shown, named)
    shown["datasets"].update(dataset for (dataset,) in datasets)
    for study in studies:
        _imaged(shown, *study)
    values = {name: frozenset(found - {""}) for name, found in shown.items() if found}
    return Published(accession, values, tuple(other for (other,) in same))


def _named(shown: dict[str, set[str]], named: bytes | None) -> None:
    """Add the named values without a slot; beside a standard value its literal says nothing more."""
    standard = {name for name in VOCABULARY if shown[name]}
    for entry in orjson.loads(named or b"[]"):
        quasi = attribute_of(str(entry.get("name", "")))
        if quasi and quasi not in standard:
            shown[quasi].add(str(entry.get("value", "")))


def _imaged(
    shown: dict[str, set[str]],
    modalities: Sequence[str] | None,
    body_parts: Sequence[str] | None,
    age: float | None,
    unit: str | None,
    datasets: Any,
    series: Any,
) -> None:
    """Add what one imaging study and its series show; an age in years stands in no band, so it counts as it is."""
    shown["datasets"].update(dataset for (dataset,) in datasets[0])
    shown["modalities"].update(modalities or (), (modality for modality, _ in series[0] if modality))
    shown["bodyParts"].update(body_parts or (), (part for _, part in series[0] if part))
    if age is not None:
        shown["ageBand"].add(_text(age) if unit in (None, "year") else f"{_text(age)} {unit}")


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
