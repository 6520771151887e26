"""Classes of people who look alike, against a count by comparing everybody with everybody."""

from hypothesis import given
from hypothesis import strategies as st

from qc.anonymity.attributes import NAMES
from qc.anonymity.classes import classes, diversity, enough_without
from tests.qc.anonymity.people import TABLES, crowd, people, published, table


@given(TABLES)
def test_sizes_are_those_of_comparing_everybody(rows: list[dict[str, str]]) -> None:
    """Each stands among exactly those with all the same values."""
    everybody = table(rows)
    sizes = {person.accessions: alike.size for alike in classes(everybody) for person in alike.persons}
    assert sizes == {one.accessions: sum(one.values == other.values for other in everybody) for one in everybody}


@given(TABLES, st.integers(1, 6))
def test_attributes_that_help_are_those_of_comparing_everybody(rows: list[dict[str, str]], limit: int) -> None:
    """Without them at least as many as the limit agree in all the rest, and they are told of nobody else."""
    everybody = table(rows)
    helpful = enough_without(classes(everybody), limit)
    small = {one.values for one in everybody if sum(one.values == other.values for other in everybody) < limit}
    assert helpful.keys() == small
    for values, names in helpful.items():
        for at, name in enumerate(NAMES):
            rest = [[value for position, value in enumerate(p.values) if position != at] for p in everybody]
            own = [value for position, value in enumerate(values) if position != at]
            assert (name in names) == (bool(values[at]) and rest.count(own) >= limit)


@given(TABLES)
def test_diversity_is_that_of_comparing_everybody(rows: list[dict[str, str]]) -> None:
    """The fewest diseases among people alike in all else, where any disease is published."""
    everybody, at = table(rows), NAMES.index("disease")
    found = []
    for one in everybody:
        alike = [p for p in everybody if p.values[:at] + p.values[at + 1 :] == one.values[:at] + one.values[at + 1 :]]
        diseases = {person.values[at] for person in alike}
        if diseases != {()}:
            found.append(len(diseases))
    assert diversity(everybody) == min(found, default=None)


def test_the_smallest_class_comes_first() -> None:
    """Then by accession."""
    found = classes(people([*crowd(3, sex="female"), published(9, sex="male"), published(8)]))
    assert [(alike.size, alike.persons[0].accessions[0]) for alike in found] == [
        (1, "OBIA9001-I0008"),
        (1, "OBIA9001-I0009"),
        (3, "OBIA9001-I0000"),
    ]


def test_several_values_are_one_combination() -> None:
    """Who has CT and MR is not alike with who has CT."""
    found = classes(people([published(1, modalities=["CT", "MR"]), published(2, modalities="CT")]))
    assert [alike.size for alike in found] == [1, 1]
