"""The way to enough likeness: every figure that is told is true, the end is reached, no step is idle."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.anonymity.attributes import ATTRIBUTES, NAMES
from qc.anonymity.generalise import Lattice, suggestions
from qc.anonymity.individuals import Person
from tests.qc.anonymity.people import TABLES, crowd, people, published, table


def sizes_by_hand(persons: list[Person], levels: dict[str, int]) -> list[int]:
    """The size of everybody's class at these levels, by comparing everybody with everybody."""

    def seen(person: Person) -> list[set[str]]:
        return [
            {attribute.levels[levels.get(attribute.name, 0)].coarser(value) for value in values} - {""}
            for attribute, values in zip(ATTRIBUTES, person.values, strict=True)
        ]

    told = [seen(person) for person in persons]
    return [told.count(one) for one in told]


def level_named(name: str, level: str) -> int:
    """The number of a level by its name."""
    attribute = ATTRIBUTES[NAMES.index(name)]
    return [one.name for one in attribute.levels].index(level)


@settings(max_examples=25)
@given(TABLES, st.integers(2, 6))
def test_every_figure_is_true_and_the_end_is_reached(rows: list[dict[str, str]], limit: int) -> None:
    """After each step k and the number at risk are those of a count by hand; at last nobody is at risk."""
    everybody = table(rows)
    steps, levels = suggestions(everybody, limit), {}
    for step in steps:
        levels[step.attribute] = level_named(step.attribute, step.to)
        sizes = sizes_by_hand(everybody, levels)
        assert (step.k, step.at_risk) == (min(sizes), sum(size < limit for size in sizes))
    if len(everybody) >= limit:
        assert all(size >= limit for size in sizes_by_hand(everybody, levels))
    else:
        assert steps == []


@settings(max_examples=20)
@given(TABLES, st.integers(2, 5))
def test_no_attribute_is_coarser_than_needed(rows: list[dict[str, str]], limit: int) -> None:
    """One level less of any attribute puts somebody at risk again."""
    everybody = table(rows)
    levels = {step.attribute: level_named(step.attribute, step.to) for step in suggestions(everybody, limit)}
    for name, level in levels.items():
        sizes = sizes_by_hand(everybody, levels | {name: level - 1})
        assert any(size < limit for size in sizes)


@settings(max_examples=20)
@given(TABLES)
def test_sizes_at_any_level_are_those_by_hand(rows: list[dict[str, str]]) -> None:
    """Over a part of the lattice, tried out in full."""
    everybody = table(rows)
    if not everybody:
        return
    lattice = Lattice(everybody)
    tried = {"sex": (0, 1), "ageBand": (0, 2, 4), "height": (0, 2, 4)}
    for chosen in product(*tried.values()):
        levels = dict(zip(tried, chosen, strict=True))
        by_hand = sizes_by_hand(everybody, levels)
        sizes = lattice.sizes(tuple(levels.get(name, 0) for name in NAMES))
        assert sorted(size for size in sizes for _ in range(size)) == sorted(by_hand)


def test_a_unique_height_is_made_coarser_not_left_out() -> None:
    """A wider step is enough, and nothing else changes."""
    everybody = people([*crowd(11, sex="female", height="1.65"), published(99, sex="female", height="1.68")])
    (step,) = suggestions(everybody, 11)
    assert (step.attribute, step.to, step.k, step.at_risk) == ("height", "steps of 0.05 m", 12, 0)


@pytest.mark.parametrize("count", [0, 1, 10])
def test_too_few_people_are_not_helped(count: int) -> None:
    """No value is coarse enough for fewer than the limit."""
    assert suggestions(people(crowd(count, sex="female")), 11) == []


def test_people_alike_need_no_advice() -> None:
    """Where nobody is at risk there is no step."""
    assert suggestions(people(crowd(11, sex="female")), 11) == []
