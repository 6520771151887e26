"""How many values a field has."""

from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.variants.definition import MANY, counts, genotypes


@given(st.integers(0, 5), st.integers(1, 6))
def test_genotypes_are_counted(alternates, ploidy):
    """As many as there are combinations of the alleles with repetition."""
    assert genotypes(alternates, ploidy) == sum(1 for _ in combinations_with_replacement(range(alternates + 1), ploidy))


def test_no_count_grows_without_bound():
    """Hostile ploidies and alleles cost nothing."""
    assert genotypes(10**6, 10**6) == MANY
    assert counts("9" * 500, 1, 2) == (MANY,)


@pytest.mark.parametrize(
    ("number", "alternates", "ploidy", "expected"),
    [
        ("3", 1, 2, (3,)),
        ("0", 1, 2, (0,)),
        ("A", 2, 2, (2,)),
        ("A", 0, 2, (1,)),
        ("R", 2, 2, (3,)),
        ("R", 0, 2, (1, 2)),
        ("G", 1, 2, (3,)),
        ("G", 1, 1, (2,)),
        ("G", 2, 3, (10,)),
        ("G", 0, 2, (1, 3)),
        ("G", 1, 0, None),
        ("P", 1, 3, (3,)),
        ("P", 1, 0, None),
        ("LA", 0, 2, (0,)),
        ("LR", 0, 2, (1,)),
        ("LG", 0, 2, (1,)),
        (".", 1, 2, None),
        ("M", 1, 2, None),
    ],
)
def test_numbers(number, alternates, ploidy, expected):
    """Each letter by alternates and ploidy; None for any number of values."""
    assert counts(number, alternates, ploidy) == expected
