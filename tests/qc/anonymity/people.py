"""People made for tests: values by attribute, everything else the same for all."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from qc.anonymity.individuals import Person, Published, persons

FEW = {
    "sex": ["", "female", "male"],
    "ageBand": ["", "30-39", "40-49", "90+"],
    "province": ["", "Beijing", "Hubei"],
    "disease": ["", "sepsis", "cancer"],
    "height": ["", "1.65", "1.72", "1.99"],
    "modalities": ["", "CT", "MR"],
}


def published(number: int, same: Iterable[str] = (), **values: Any) -> Published:
    """One accession; a value may be one text or several."""
    told = {
        name: frozenset([value] if isinstance(value, str) else value) - {""} for name, value in values.items() if value
    }
    return Published(f"OBIA9001-I{number:04}", {name: value for name, value in told.items() if value}, tuple(same))


def crowd(count: int, start: int = 0, **values: Any) -> list[Published]:
    """So many who look alike."""
    return [published(start + number, **values) for number in range(count)]


def people(items: Iterable[Published]) -> list[Person]:
    """As human beings."""
    return persons(items)


TABLES = st.lists(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in FEW.items()}), max_size=14)
"""Small tables of few values, so that all may happen."""


def table(rows: Iterable[dict[str, str]]) -> list[Person]:
    """The people of a table, by accession."""
    return people(published(number, **row) for number, row in enumerate(rows))
