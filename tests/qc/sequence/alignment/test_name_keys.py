"""Keys of names in memory and on disk, against dictionaries."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment import name_keys
from qc.sequence.alignment.name_keys import KEPT, Found, NameKeys

FIRST, LAST, MIDDLE, SINGLE = 1, 2, 3, 4
KEYS = st.lists(
    st.tuples(st.sampled_from([0, 1, 2, 2**60, 2**61 - 1]), st.sampled_from([0, FIRST, LAST, MIDDLE, SINGLE]))
)


def _oracle(keys: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Reads that stand again, templates with one end, templates with two."""
    counts = Counter(keys)
    twice = sum(number - 1 for (_, end), number in counts.items() if end in {FIRST, LAST, SINGLE})
    ends: dict[int, set[int]] = {}
    for name, end in keys:
        ends.setdefault(name, set()).add(end)
    alone = sum(found in ({FIRST}, {LAST}) for found in ends.values())
    return twice, alone, sum(found == {FIRST, LAST} for found in ends.values())


@given(KEYS)
def test_keys_show_what_dictionaries_show(keys: list[tuple[int, int]]) -> None:
    """Middle and unknown ends count for nothing but themselves."""
    found = Found()
    found.look(np.array([name << 3 | end for name, end in keys], np.uint64))
    assert (found.twice, found.alone, found.whole) == _oracle(keys)
    assert {int(key) >> 3 for key in found.alone_keys} <= {name for name, _ in keys}


@pytest.mark.parametrize("memory", [64, 1 << 20])
def test_runs_on_disk_show_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: int) -> None:
    """With room for a hundred keys in memory, partitions are read back in several parts."""
    monkeypatch.setattr(name_keys, "LEAST", 100)
    monkeypatch.setattr(name_keys, "FIRST_ROOM", 10)
    chance = np.random.default_rng(5)
    names = chance.integers(0, 2**61, 3000, np.uint64)
    names[:2500] >>= np.uint64(10)  # most begin with the same bits: one partition is larger than the memory
    first = names << np.uint64(3) | np.uint64(FIRST)
    last = names[50:] << np.uint64(3) | np.uint64(LAST)
    again = first[100:107]
    keys = NameKeys(tmp_path, memory)
    for part in np.array_split(np.concatenate((first, last, again)), 70):
        keys.room(len(part) + 5)[: len(part)] = part
        keys.grown(len(part))
    found = keys.close()
    assert (found.twice, found.alone, found.whole) == (7, 50, 2950)
    assert sorted(found.twice_keys.tolist()) == sorted(again.tolist())
    assert list(tmp_path.iterdir()) == []


def test_no_more_candidates_are_kept_than_there_is_room_for() -> None:
    """The others are counted."""
    found = Found()
    found.look(np.repeat(np.arange(0, 5000, dtype=np.uint64) << np.uint64(3) | np.uint64(FIRST), 2))
    assert (found.twice, found.alone) == (5000, 5000)
    assert (len(found.twice_keys), len(found.alone_keys)) == (KEPT, KEPT)


def test_a_file_of_one_name_takes_no_more_memory_than_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its keys cannot be split; they are counted, and two of each piece are kept."""
    monkeypatch.setattr(name_keys, "LEAST", 100)
    monkeypatch.setattr(name_keys, "FIRST_ROOM", 10)
    monkeypatch.setattr(name_keys, "PIECE", 64)
    looked: list[int] = []
    look = name_keys.Found.look

    def noted(found: Found, keys: name_keys.Keys, top: int = 64) -> None:
        looked.append(len(keys))
        look(found, keys, top)

    monkeypatch.setattr(name_keys.Found, "look", noted)
    keys = NameKeys(tmp_path, 64)
    for _ in range(100):
        keys.room(50)[:] = (7 << 3) | SINGLE
        keys.grown(50)
    found = keys.close()
    assert (found.twice, found.alone) == (4999, 0)
    assert max(looked) < 250
    assert found.twice_keys.tolist() == [(7 << 3) | SINGLE] * (len(found.twice_keys))
