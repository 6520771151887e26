"""Roles of the files of a set, by their names or by mean length."""

import pytest

from qc.sequence.fastq.roles import by_length, in_order, role_in_name, roles


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/a/S1_L001_R1_001.fastq.gz", "R1"),
        ("x_I2.fq.gz", "I2"),
        ("R3.fastq", "R3"),
        ("a.R2.fastq", "R2"),
        ("SRR1_1.fastq", None),
        ("CRAR1x.fastq", None),
        ("/R1/file.fastq", None),
    ],
)
def test_a_role_is_read_from_the_name_of_a_file(path: str, role: str | None) -> None:
    """Between separators, in the last part of the path."""
    assert role_in_name(path) == role


@pytest.mark.parametrize(
    ("lengths", "found"),
    [
        ((150, 150), "R1 R2"),
        ((8, 150), "R1 R2"),
        ((28, 91, 8), "R1 R2 I1"),
        ((8, 28, 91), "I1 R1 R2"),
        ((28, 91, 10, 10), "R1 R2 I1 I2"),
        ((50, 16, 49, 8), "R1 I1 R2 I2"),
        ((50, 24, 49, 8), "R1 R2 R3 I1"),
        ((10, 10, 10), "R1 R2 R3"),
        ((0, 0, 0), "R1 R2 R3"),
    ],
)
def test_without_names_the_lengths_tell(lengths: tuple[float, ...], found: str) -> None:
    """Index reads are much shorter than the longest."""
    assert " ".join(by_length(lengths)) == found


def test_names_come_before_lengths_unless_two_claim_one_role() -> None:
    """All files must claim a role, and each another."""
    paths = ["a_R1_.fq", "a_R2_.fq", "a_R3_.fq", "a_I1_.fq"]
    assert roles(paths, (50, 16, 49, 8)) == ("R1", "R2", "R3", "I1")
    assert roles([*paths[:3], "a_R1_.fq"], (50, 24, 49, 8)) == ("R1", "R2", "R3", "I1")
    assert roles(["a.fq", *paths[1:]], (50, 16, 49, 8)) == ("R1", "I1", "R2", "I2")


def test_orders_of_archives() -> None:
    """R1 R2 I1 I2 and R1 R2 R3 I1, and what is left of them in smaller sets."""
    assert in_order(("R1", "R2"))
    assert in_order(("R1", "R2", "R3", "I1"))
    assert not in_order(("I1", "R1", "R2"))
    assert not in_order(("R1",))
