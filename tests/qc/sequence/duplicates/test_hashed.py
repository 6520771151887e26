"""Hash mode gives the same in memory, spilled, and spilled with more in a partition than memory holds."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qc.sequence.duplicates import hashed
from qc.sequence.duplicates.hashed import Equal, Hashes

LEAST = 16 << 12
"""Memory for 4,096 hashes."""


def found(values: NDArray[np.uint64], memory: int, folder: Path, step: int = 1000) -> Equal:
    """Equal hashes among the values, fed in steps."""
    hashes = Hashes(memory, folder)
    for start in range(0, len(values), step):
        hashes.feed(values[start : start + step])
    return hashes.equal()


def random_words(number: int, seed: int = 3) -> NDArray[np.uint64]:
    return np.random.default_rng(seed).integers(0, 2**64, number, np.uint64)


@pytest.mark.parametrize("number", [0, 100, 4096, 4097, 60_000])
def test_hashes_that_stand_twice_are_found_at_any_size(tmp_path: Path, number: int) -> None:
    """In memory, at its bound, and spilled; each repeated hash is given once, in rising order."""
    values = random_words(number)
    assert found(values, LEAST, tmp_path).times == 0
    again = values[: number // 3 : 7]
    equal = found(np.concatenate([values, again, again[:2]]), LEAST, tmp_path)
    assert equal.hashes.tolist() == sorted(again.tolist())
    assert (equal.times, equal.whole) == (len(again) + len(again[:2]), True)


def test_partitions_larger_than_the_memory_are_read_in_rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that all fall into few partitions are split further by their next bits."""
    values = random_words(60_000) >> np.uint64(6)
    equal = found(np.concatenate([values, values[500:900]]), LEAST, tmp_path)
    assert equal.hashes.tolist() == sorted(values[500:900].tolist())
    assert equal.times == 400


def test_one_hash_very_often_does_not_fill_the_memory(tmp_path: Path) -> None:
    """A file of equal names is as small as one name."""
    values = np.full(50_000, 77, np.uint64)
    values[::10_000] = 78
    equal = found(values, LEAST, tmp_path)
    assert (equal.hashes.tolist(), equal.times) == ([77, 78], 49_998)


def test_more_equal_hashes_than_are_kept_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`times` stays exact and `whole` says that some are missing."""
    monkeypatch.setattr(hashed, "FOUND", 10)
    values = random_words(9000)
    equal = found(np.concatenate([values, values]), LEAST, tmp_path)
    assert (len(equal.hashes), equal.times, equal.whole) == (10, 9000, False)
    assert set(equal.hashes.tolist()) <= set(values.tolist())


def test_what_fits_is_told(tmp_path: Path) -> None:
    """The room is a whole number of pages."""
    hashes = Hashes(LEAST + 5, tmp_path)
    hashes.feed(random_words(4000))
    assert hashes.fits(96)
    assert not hashes.fits(97)
    hashes.close()
