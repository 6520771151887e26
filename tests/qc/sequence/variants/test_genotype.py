"""Genotypes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.variants.genotype import genotype_fault, genotype_pattern, phased, ploidy
from qc.sequence.variants.rules import RULES

OLD, NEW = RULES["VCFv4.3"], RULES["VCFv4.4"]


def sound(text, alternates, prefix):
    """The plain reading of the rule: alleles or dots, one sign between each two."""
    if text[:1] in "/|" and text:
        if not prefix:
            return False
        text = text[1:]
    alleles = re.split(r"[/|]", text)
    return all(one == "." or (one.isascii() and one.isdigit() and int(one) <= alternates) for one in alleles)


@given(st.text("01239./|-", max_size=9), st.integers(1, 12), st.booleans())
def test_genotypes_are_judged_as_the_text_says(text, alternates, prefix):
    """The verdict is that of a plain reading of the rule."""
    fault = genotype_fault(text.encode(), alternates, NEW if prefix else OLD)
    assert (fault is None) == sound(text, alternates, prefix)


@given(st.text("0123456789./|", max_size=8), st.integers(0, 130), st.sampled_from([None, 1, 2, 3]))
def test_the_pattern_takes_only_sound_genotypes(text, alternates, alleles):
    """What the pattern matches has no fault, and the ploidy it was made for."""
    if re.fullmatch(genotype_pattern(alternates, alleles), text.encode()):
        assert genotype_fault(text.encode(), alternates, OLD) is None
        assert alleles is None or ploidy(text.encode()) in {alleles, 0}


@pytest.mark.parametrize(
    ("text", "expected"), [(b"0/1", 2), (b"0", 1), (b".", 0), (b"./.", 2), (b"|0/1/2", 3), (b"/3|1/0|4", 4)]
)
def test_ploidy(text, expected):
    """The number of alleles; that of a lone dot is not known."""
    assert ploidy(text) == expected


def test_the_allele_that_was_not_found_is_a_warning():
    """Allele 1 where ALT is missing is tolerated, allele 2 is not."""
    assert genotype_fault(b"0/1", 0, OLD) == (False, "'0/1' names the allele 1 of 0")
    assert genotype_fault(b"0/2", 0, OLD) == (True, "'0/2' names the allele 2 of 0")


@pytest.mark.parametrize(
    ("genotype", "expected"),
    [
        (b"0/1", [False, False]),
        (b"0|1", [True, True]),
        (b"|0/1", [True, False]),
        (b"0/1|2", [False, False, True]),
        (b"/0|1", [False, True]),
        (b".", [True]),
    ],
)
def test_phase_of_each_allele(genotype, expected):
    """A sign stands before its allele; the first follows the others where it has none."""
    assert phased(genotype) == expected
