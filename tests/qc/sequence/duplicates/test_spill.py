"""The file of spilled hashes has no name, gives back what was written, and says when the disk is full."""

import errno
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from qc.sequence.check import check
from qc.sequence.duplicates.spill import PAGE, PARTITIONS, NoRoom, Spill, nameless, paged
from qc.sequence.options import Options
from tests.qc.sequence.fastq.named import text_of


def run_of(values: list[int]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Words ordered by partition (their value) in paged memory, and where each partition begins."""
    words = paged(len(values))
    words[: len(values)] = sorted(values)
    return words, np.searchsorted(sorted(values), np.arange(PARTITIONS + 1)).astype(np.int64)


def test_each_partition_is_read_back_over_all_runs(tmp_path: Path) -> None:
    """Runs need not end at a page; pieces are no longer than asked for; nothing stands in the folder."""
    store, random = Spill(tmp_path), np.random.default_rng(1)
    runs = [random.integers(0, PARTITIONS, number).tolist() for number in (5000, 3 * PAGE, 1)]
    for values in runs:
        store.write(*run_of(values))
    assert list(tmp_path.iterdir()) == []
    for partition in (0, 7, PARTITIONS - 1):
        pieces = [piece.tolist() for piece in store.pieces(partition, 4)]
        assert max(map(len, pieces)) <= 4
        assert [word for piece in pieces for word in piece] == [partition] * sum(
            values.count(partition) for values in runs
        )
    store.close()


def test_words_anywhere_in_memory_can_be_written(tmp_path: Path) -> None:
    """Those that do not begin and end at pages are copied."""
    words, starts = run_of([3] * 700 + [4] * 9)
    store = Spill(tmp_path)
    store.write(words[:709].copy()[:709], starts)
    store.write(np.concatenate([[9], words[:709]]).astype(np.uint64)[1:], starts)
    assert [piece.tolist() for piece in store.pieces(4, 100)] == [[4] * 9] * 2
    store.close()


def test_a_full_disk_is_told_with_the_folder_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's word, the folder, and the way out; the file is given back."""
    store = Spill(tmp_path)
    store.write(*run_of([1] * 1000))

    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(NoRoom, match="No space left on device; hashes of names need") as refused:
        store.write(*run_of([2] * 1000))
    assert str(refused.value.strerror).startswith(f"{tmp_path}: ")
    assert refused.value.errno == errno.ENOSPC
    assert store.runs == []


def test_a_folder_that_is_absent_is_told(tmp_path: Path) -> None:
    """The folder for temporary files is the user's to name."""
    with pytest.raises(NoRoom, match="absent"):
        Spill(tmp_path / "absent").write(*run_of([1]))


def test_a_check_without_room_is_an_error_and_never_a_pass(tmp_path: Path) -> None:
    """Whoever asked is told which folder it was."""
    file = tmp_path / "a.fastq"
    file.write_bytes(text_of([f"{i * 7919 % 5003:x}y{i}:{i % 7}" for i in range(5000)]))
    options = Options(duplicates="hash", memory=16 << 12, temporary=tmp_path / "absent")
    checked = check([file], options)
    assert (checked.verdict, [remark.code for remark in checked.remarks]) == ("fail", ["E_UNREADABLE"])
    assert checked.remarks[0].message.startswith(f"{tmp_path}/absent: No such file or directory;")


def test_a_file_that_was_cut_is_told(tmp_path: Path) -> None:
    """What is read must be what was written."""
    store = Spill(tmp_path)
    store.write(*run_of([1] * 5000))
    os.ftruncate(store._file, 0)
    with pytest.raises(NoRoom, match="was cut"):
        list(store.pieces(1, 100))
    store.close()


def test_a_system_without_writing_past_the_cache_still_has_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the direct way is refused the plain file is taken; it has no name either."""
    taken = tempfile.mkstemp(dir=tmp_path)

    def refused(*_: Any) -> int:
        raise OSError(errno.EINVAL, "refused")

    monkeypatch.setattr(tempfile, "mkstemp", lambda **_: taken)
    monkeypatch.setattr(os, "open", refused)
    file = nameless(tmp_path)
    monkeypatch.undo()
    os.close(file)
    assert list(tmp_path.iterdir()) == []


def test_an_abandoned_store_gives_its_file_back(tmp_path: Path) -> None:
    """The file ends with the store, closed or not."""
    store = Spill(tmp_path)
    store.write(*run_of([1]))
    file = store._file
    del store
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(file)
