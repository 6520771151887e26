"""Candidates of the second reading are selected by hash, by place, by bounds, or because they come first."""

import numpy as np

from qc.sequence.duplicates.ordered import Suspects
from qc.sequence.duplicates.ordered_kernel import place_of
from qc.sequence.duplicates.selection import selection

NAME, GROUP, KEY = (np.arange(10, dtype=np.uint64) * np.uint64(step) + np.uint64(1) for step in (7, 100, 1000))
NOTHING = np.empty(0, np.uint64)


def rows(hashes: list[int], suspects: Suspects | None = None, first: int = 0, record: int = 1) -> list[int]:
    """The selected rows of ten."""
    chosen = selection(np.array(hashes, np.uint64), suspects, first)
    return [int(row) for row in chosen.rows(record, NAME, GROUP, KEY)]


def test_rows_are_selected_by_hash() -> None:
    """Those whose name's hash is asked for, and no others."""
    assert rows([]) == []
    assert rows([8, 15, 16, 64]) == [1, 2, 9]
    assert rows(NAME.tolist()) == list(range(10))


def test_rows_are_selected_by_place_and_by_bounds() -> None:
    """A single place, and the room between two corners in the group of it."""
    suspects = Suspects.none()
    suspects.places = np.array([place_of(GROUP[4], KEY[4])], np.uint64)
    assert rows([], suspects) == [4]
    turned = [int(KEY[5]) << 32] * 2
    suspects.bounds = np.array([[GROUP[5], KEY[4], KEY[6], *turned], [GROUP[7], KEY[4], KEY[6], *turned]], np.uint64)
    assert rows([1], suspects) == [0, 4, 5]


def test_the_first_records_are_selected() -> None:
    """By the number of the record, in whatever block."""
    assert rows([], first=3) == [0, 1, 2]
    assert rows([], first=12, record=11) == [0, 1]
    assert rows([], first=12, record=13) == []
