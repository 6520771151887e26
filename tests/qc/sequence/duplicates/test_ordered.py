"""Ordered mode: what falls within the bounds of a closed tile, and what stands twice in one, is suspect."""

import numpy as np
import pytest
from numpy.typing import NDArray

from qc.sequence.duplicates import ordered
from qc.sequence.duplicates.ordered import Suspects, Tiles
from qc.sequence.duplicates.ordered_kernel import changes, place_of, run_length, turned, within

LEAST = 16 << 12


def keys(*numbers: tuple[int, int]) -> NDArray[np.uint64]:
    """Keys of x and y."""
    return np.array([x << 32 | y for x, y in numbers], np.uint64)


def fed(*rows: tuple[int, NDArray[np.uint64]]) -> Tiles:
    """Tiles after keys of these groups."""
    tiles = Tiles(LEAST)
    for group, key in rows:
        tiles.feed(np.full(len(key), group, np.uint64), key)
    return tiles


RISING = keys(*((x, 1000 + x % 7) for x in range(100)))


def test_rising_keys_are_no_suspects() -> None:
    """By x, by y inside which x rises, and tile after tile."""
    by_y = keys(*((x, y) for y in range(10) for x in range(10)))
    for suspects in (fed((1, RISING)).suspects(), fed((1, by_y), (2, by_y), (3, RISING)).suspects()):
        assert not suspects


def test_equal_keys_of_a_tile_give_their_place() -> None:
    """Next to each other or apart, once for each."""
    for order in ([*range(100), 7], [*range(8), 7, *range(8, 100)], [50, *range(100), 7, 7]):
        suspects = fed((9, RISING[order])).suspects()
        expected = {7, 50} if order[0] == 50 else {7}
        assert suspects.places.tolist() == sorted(int(place_of(np.uint64(9), RISING[at])) for at in expected)
        assert len(suspects.bounds) == 0


def test_a_tile_that_opens_again_is_suspect_only_where_bounds_overlap_both_ways() -> None:
    """Later x, or later y, cannot repeat; the room in common is what is suspect."""
    first = keys(*((x, x) for x in range(10, 50)))
    for later in (keys((60, 12)), keys((12, 60)), keys((5, 20), (9, 30))):
        assert not fed((1, first), (2, first), (1, later)).suspects()
    suspects = fed((1, first), (2, first), (1, keys((40, 30), (45, 70)))).suspects()
    assert suspects.bounds[:, 1:3].tolist() == [[40 << 32 | 30, 45 << 32 | 70]]
    assert suspects.bounds[:, 0].tolist() == [1]
    assert within(suspects.bounds[0], keys((40, 30))[0])
    assert not within(suspects.bounds[0], keys((39, 39))[0])


def test_a_tile_longer_than_the_memory_goes_on_as_if_opened_again() -> None:
    """A file of one group, such as an archive's run, has no bound."""
    run = np.arange(3 * 4096 + 5, dtype=np.uint64)
    tiles = fed((1, run[:5000]), (1, run[5000:]))
    assert not tiles.suspects()
    again = fed((1, run), (1, run[8192:8193])).suspects()
    assert len(again.bounds) == 1


def test_rows_after_the_order_broke_down_are_suspect_within_closed_tiles() -> None:
    """`look` keeps their places; others are nothing."""
    tiles = fed((1, RISING), (2, RISING[:50]))
    tiles.close_tile()
    tiles.look(np.array([1, 2, 2, 3], np.uint64), RISING[[3, 49, 99, 0]])
    expected = sorted(int(place_of(np.uint64(g), RISING[at])) for g, at in ((1, 3), (2, 49)))
    assert tiles.suspects().places.tolist() == expected


def test_too_many_tiles_or_overlaps_are_crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever goes on all the same gets all rows as suspects."""
    monkeypatch.setattr(ordered, "TILES", 3)
    assert not fed(*((group, RISING) for group in range(1, 4))).crowded
    tiles = fed(*((group, RISING) for group in range(1, 5)))
    assert tiles.crowded
    assert not tiles._all
    assert fed(*((group, RISING) for group in range(1, 6))).suspects().all
    monkeypatch.setattr(ordered, "OVERLAPS", 2)
    again = fed(*((1 + at % 2, RISING) for at in range(4)))
    assert again.crowded == (len(again._overlaps) >= 2)


def test_more_places_than_are_kept_make_all_rows_suspects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is dropped without saying so."""
    monkeypatch.setattr(ordered, "FOUND", 5)
    assert fed((1, RISING[[0] * 6])).suspects().places.tolist() == [int(place_of(np.uint64(1), RISING[0]))]
    assert fed((1, RISING[[0] * 7])).suspects().all
    tiles = fed((1, RISING), (2, RISING))
    tiles.look(np.full(6, 1, np.uint64), RISING[:6])
    assert tiles.suspects().all


def test_nothing_is_suspect_of_nothing() -> None:
    """No rows, no suspects."""
    assert not Tiles(LEAST).suspects()
    assert not Suspects.none()


def test_runs_and_changes_of_groups() -> None:
    """Rows of one group on end, and how often it changes."""
    group = np.array([5, 5, 5, 7, 5], np.uint64)
    assert [run_length(group, row, group[row]) for row in range(5)] == [3, 2, 1, 1, 1]
    assert changes(group) == 2
    assert turned(np.uint64(1 << 32 | 2)) == 2 << 32 | 1
