"""Fingerprints compared: counts against plain Python, a planted copy among unrelated people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.genotype.comparison import Likeness, compare, compare_planes, likeness, stacked
from qc.sequence.genotype.fingerprint import from_genotypes
from qc.sequence.genotype.sites import Panel, Site
from tests.qc.sequence.genotype.conftest import SITES, person

VALUES = st.integers(-1, 2)


def panel_of(sites: int) -> Panel:
    """A panel of so many sites."""
    return Panel(tuple(Site("1", number + 1, "A", "C") for number in range(sites)))


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=150))
def test_counts_are_those_of_plain_python(pairs: list[tuple[int, int]]) -> None:
    """Common sites, opposite homozygotes, identical genotypes."""
    panel = panel_of(len(pairs))
    one, other = (from_genotypes("", panel, np.array(column, np.int8)) for column in zip(*pairs, strict=True))
    common = [pair for pair in pairs if min(pair) >= 0]
    opposite = sum(set(pair) == {0, 2} for pair in common)
    identical = sum(a == b for a, b in common)
    assert compare_planes(one.planes, stacked([other])).tolist() == [[len(common), opposite, identical]]


def test_a_planted_copy_stands_out_among_many(panel: Panel) -> None:
    """The copy has no opposite homozygote; unrelated people have about an eighth."""
    own = person(0)
    copy = own.copy()
    copy[::20] = -1
    people = [from_genotypes(f"p{seed}", panel, person(seed)) for seed in range(1, 300)]
    people.insert(150, from_genotypes("copy", panel, copy))
    alike = compare(from_genotypes("own", panel, own), people)
    assert [number for number, one in enumerate(alike) if one.same] == [150]
    assert alike[150] == Likeness(SITES - 10, 0.0, 1.0)
    assert min(one.ibs0 for number, one in enumerate(alike) if number != 150) > 0.03


def test_a_child_is_not_its_parent(panel: Panel) -> None:
    """No opposite homozygotes, and yet too few identical genotypes."""
    chance = np.random.default_rng(9)
    parent, other = person(1), person(2)
    child = (chance.binomial(1, parent / 2) + chance.binomial(1, other / 2)).astype(np.int8)
    (alike,) = compare(from_genotypes("", panel, parent), [from_genotypes("", panel, child)])
    assert alike.ibs0 == 0.0
    assert not alike.same


def test_errors_of_calling_do_not_part_one_person(panel: Panel) -> None:
    """One opposite homozygote and some lost heterozygotes in two hundred sites."""
    own = person(3)
    noisy = own.copy()
    noisy[np.flatnonzero(own == 0)[0]] = 2
    noisy[np.flatnonzero(own == 1)[:20]] = 0
    (alike,) = compare(from_genotypes("", panel, own), [from_genotypes("", panel, noisy)])
    assert (alike.ibs0, alike.identical, alike.same) == (0.005, 0.895, True)


def test_few_sites_say_nothing() -> None:
    """Ninety-nine equal genotypes are not enough."""
    for sites, told in ((99, False), (100, True)):
        one = from_genotypes("", panel_of(sites), np.zeros(sites, np.int8))
        (alike,) = compare(one, [one])
        assert (alike.told, alike.same) == (told, told)
    assert likeness(0, 0, 0) == Likeness(0, 0.0, 0.0)


def test_panels_are_not_mixed() -> None:
    """The bits of another panel mean other sites."""
    one, other = (from_genotypes("", panel_of(sites), np.zeros(sites, np.int8)) for sites in (100, 101))
    with pytest.raises(ValueError, match="different panels"):
        compare(one, [other])
    assert compare(one, []) == []
