"""Minimal combinations by which somebody is alone, against all combinations tried by hand."""

from itertools import chain, combinations

from hypothesis import given, settings

from qc.anonymity.attributes import NAMES
from qc.anonymity.uniques import uniques
from tests.qc.anonymity.people import TABLES, crowd, people, published, table


@settings(max_examples=40)
@given(TABLES)
def test_they_are_those_of_trying_all(rows: list[dict[str, str]]) -> None:
    """Every combination of up to three, unique, published, and with no part that is unique already."""
    everybody = table(rows)
    expected = set()
    for one in everybody:
        told = [at for at, value in enumerate(one.values) if value]
        alone = [
            set(parts)
            for parts in chain.from_iterable(combinations(told, size) for size in (1, 2, 3))
            if sum(all(one.values[at] == other.values[at] for at in parts) for other in everybody) == 1
        ]
        minimal = [parts for parts in alone if not any(other < parts for other in alone)]
        expected |= {(one.accessions, tuple(NAMES[at] for at in sorted(parts))) for parts in minimal}
    found = [(unique.person.accessions, unique.attributes) for unique in uniques(everybody)]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_the_man_of_a_collection_of_women_is_found_by_two_facts() -> None:
    """Men there are elsewhere, and women in the collection; only together do they name him."""
    everybody = people(
        [
            *crowd(12, sex="female", datasets="OBIA0002"),
            *crowd(12, 100, sex="male", datasets="OBIA0001"),
            published(900, sex="male", datasets="OBIA0002"),
        ]
    )
    (found,) = uniques(everybody)
    assert (found.person.accessions, found.attributes) == (("OBIA9001-I0900",), ("sex", "datasets"))


def test_fewer_facts_are_looked_at_where_people_are_many() -> None:
    """Three attributes that only together are unique are found up to the bound that is asked for."""
    rows = [
        {"sex": sex, "province": province, "disease": disease}
        for sex in ("female", "male")
        for province in ("Beijing", "Hubei")
        for disease in ("sepsis", "cancer")
    ]
    everybody = table(rows)
    assert len(uniques(everybody)) == 8
    assert uniques(everybody, 2) == []
