"""What genotypes say against the metadata."""

import numpy as np

from qc.sequence.genotype.fingerprint import from_genotypes
from qc.sequence.genotype.judgement import Declared, judge
from qc.sequence.genotype.sites import Panel
from tests.qc.sequence.genotype.conftest import SITES, person


def told(panel: Panel, *files: tuple[str, int]) -> list[list[str]]:
    """The codes on each file; a file is declared for an individual and truly of a person (by seed)."""
    declared = [
        Declared(f"f{number}", individual, from_genotypes("", panel, person(seed)))
        for number, (individual, seed) in enumerate(files)
    ]
    return [[one.code for one in remarks.kept] for remarks in judge(declared)]


def test_true_metadata_says_nothing(panel: Panel) -> None:
    """Two files of one person, one of another."""
    assert told(panel, ("A", 1), ("A", 1), ("B", 2)) == [[], [], []]
    assert told(panel) == []
    assert told(panel, ("A", 1)) == [[]]


def test_one_person_under_two_names(panel: Panel) -> None:
    """Both files are told, the third is not."""
    assert told(panel, ("A", 1), ("B", 1), ("C", 2)) == [["W_SAME_INDIVIDUAL"], ["W_SAME_INDIVIDUAL"], []]


def test_two_people_under_one_name(panel: Panel) -> None:
    """Neither file can be said to be the wrong one."""
    assert told(panel, ("A", 1), ("A", 2), ("B", 3)) == [["W_GENOTYPE_DIFFERS"], ["W_GENOTYPE_DIFFERS"], []]


def test_exchanged_samples_are_named(panel: Panel) -> None:
    """Of three files each, the two that stand for each other are told as such, and nothing else is."""
    files = [("A", 1), ("A", 1), ("A", 2), ("B", 2), ("B", 2), ("B", 1)]
    codes = told(panel, *files)
    assert codes[2] == codes[5] == ["E_SAMPLE_SWAP"]
    assert {code for number in (0, 1, 3, 4) for code in codes[number]} == set()


def test_the_message_names_the_true_individual(panel: Panel) -> None:
    """And a file that shows it."""
    declared = [
        Declared(name, individual, from_genotypes("", panel, person(seed)))
        for name, individual, seed in [
            ("a1", "A", 1),
            ("a2", "A", 1),
            ("a3", "A", 2),
            ("b1", "B", 2),
            ("b2", "B", 2),
            ("b3", "B", 1),
        ]
    ]
    (remark,) = judge(declared)[2].kept
    assert remark.message == "the genotypes are those of B (b1), not of A"


def test_a_file_astray_one_way_is_no_exchange(panel: Panel) -> None:
    """It is like another individual and unlike its own, and no file went the other way."""
    codes = told(panel, ("A", 1), ("A", 1), ("A", 2), ("B", 2))
    assert codes[2] == ["W_GENOTYPE_DIFFERS", "W_GENOTYPE_DIFFERS", "W_SAME_INDIVIDUAL"]
    assert not any("E_SAMPLE_SWAP" in one for one in codes)


def test_a_file_of_nobody_is_compared_with_none(panel: Panel) -> None:
    """Without a name nothing can be wrong about it."""
    assert told(panel, ("", 1), ("", 2), ("A", 1)) == [[], [], []]


def test_too_few_sites_are_said(panel: Panel) -> None:
    """A fingerprint that can be compared with no other is information."""
    empty = from_genotypes("", panel, np.full(SITES, -1, np.int8))
    full = from_genotypes("", panel, person(1))
    remarks = judge([Declared("a", "A", empty), Declared("b", "B", full), Declared("c", "B", full)])
    assert [[one.code for one in file.kept] for file in remarks] == [["I_FEW_SITES"], [], []]
