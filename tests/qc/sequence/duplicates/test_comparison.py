"""Full names of candidates are compared as text, with their marks."""

import numpy as np
import pytest

from qc.sequence.duplicates import comparison
from qc.sequence.duplicates.comparison import Duplicate, Names, shown
from tests.qc.sequence.fastq.named import columns


def taken(lines: list[str], rows: list[int] | None = None) -> Names:
    """Names after these rows of a block that begins at record 11 and byte 1000."""
    names = Names()
    names.take(columns(lines, 11, 1000), np.array(range(len(lines)) if rows is None else rows, np.int64))
    return names


def test_only_the_rows_asked_for_are_compared() -> None:
    """The record numbers and the byte are those of the file."""
    lines = ["a x", "b", "a y", "a"]
    assert taken(lines).listed == [Duplicate("a", 11, 13, 1048, 49), Duplicate("a", 11, 14, 1073, 53)]
    assert taken(lines, [1, 2, 3]).listed == [Duplicate("a", 13, 14, 1073, 53)]
    assert taken(lines, [0, 1]).listed == []


def test_marks_are_part_of_a_name() -> None:
    """A name without mark, with mark 1 and with mark 2 are three; `/1` is text besides."""
    assert taken(["a", "a 1:N:0:A", "a 2:N:0:A", "a/1"]).times == 0
    assert taken(["a 1:N:0:A", "a 1:Y:0:C"]).times == 1


def test_beyond_the_bound_new_names_are_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known names go on to be found; `whole` says that others may be missing."""
    monkeypatch.setattr(comparison, "NAMES", 2)
    monkeypatch.setattr(comparison, "LISTED", 2)
    names = taken(["a", "b", "c", "c", "a"])
    assert (names.times, names.whole, names.enough) == (1, False, False)
    names = taken(["a", "b", "c", "b", "a", "a"])
    assert (names.times, len(names.listed), names.enough) == (3, 2, True)


def test_names_are_shown_short_and_printable() -> None:
    """Control characters are escaped, and long names are cut."""
    assert shown(b"r\x00\xe9'x") == "r\\x00\xe9'x"
    assert len(shown(b"x" * 300)) == 80
