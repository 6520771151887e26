"""Duplicates are found exactly, whatever the order of the reads and however bad the hash."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.duplicates import finder as finder_module
from qc.sequence.duplicates import ordered
from qc.sequence.duplicates.finder import Finder
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks
from tests.qc.sequence.fastq.named import blocks, duplicates

FLOWCELL = "A00562:217:HKYL7DSXY:1"


class Readings:
    """Counts how often a file is read again."""

    def __init__(self, lines: Sequence[str], size: int = 100) -> None:
        self.lines, self.size, self.times = lines, size, 0

    def __call__(self, _: Any) -> Any:
        self.times += 1
        return blocks(self.lines, self.size)


def found(lines: Sequence[str], options: Options | None = None, bits: int = 64, size: int = 100) -> Any:
    """The finder after a whole file, its remarks, and how often the file was read again."""
    again = Readings(lines, size)
    finder, remarks = Finder(options or Options(), bits=bits, read=again), Remarks("a.fastq")
    for block in blocks(lines, size):
        finder.feed(block)
    finder.finish(None, remarks)  # type: ignore[arg-type]
    return finder, remarks, again.times


def pairs(remarks: Remarks) -> list[tuple[int, ...]]:
    """The records that the remarks name."""
    return [remark.records for remark in remarks.kept]


def tile(number: int, reads: range, mark: int = 1) -> list[str]:
    """Names of one tile, x and y rising."""
    return [f"{FLOWCELL}:{number}:{1000 + 37 * i}:{1000 + 16 * (i // 20)} {mark}:N:0:ACGT" for i in reads]


def shuffled(lines: Sequence[str], seed: int = 1) -> list[str]:
    return random.Random(seed).sample(lines, len(lines))


@pytest.mark.parametrize("mode", ["auto", "ordered", "hash"])
@pytest.mark.parametrize("bits", [64, 16, 3])
@pytest.mark.parametrize("number", [0, 1, 999])
def test_exact_numbers_of_duplicates_are_found_with_any_hash(number: int, bits: int, mode: Any) -> None:
    """0, 1 and 999 duplicates among 3,000 names, with hashes of 64, 16 and 3 bits."""
    names = [f"r{i}" for i in range(3000)]
    lines = names + names[1234 : 1235 if number == 1 else 1234] + (names[:999] if number == 999 else [])
    finder, remarks, _ = found(lines, Options(duplicates=mode), bits)
    assert finder.duplicates == number == remarks.counts["E_DUP_NAME"]
    assert pairs(remarks) == duplicates(lines)[:100]


@pytest.mark.parametrize("mode", ["auto", "ordered", "hash"])
def test_a_file_of_two_tiles_without_duplicates_is_read_once(mode: Any) -> None:
    """Clean files need one pass in every mode."""
    finder, remarks, times = found(tile(1101, range(400)) + tile(1102, range(400)), Options(duplicates=mode))
    assert (finder.duplicates, remarks.kept, times) == (0, [], 0)
    assert finder.metrics() == {"duplicate_names": 0, "duplicate_mode": "hash" if mode == "hash" else "ordered"}


def test_a_tile_that_opens_again_behind_its_bounds_is_no_reason_to_read_again() -> None:
    """Later coordinates of a closed tile cannot be equal to earlier ones."""
    lines = tile(1101, range(100)) + tile(1102, range(200)) + tile(1101, range(100, 200))
    finder, remarks, times = found(lines, Options(duplicates="ordered"))
    assert (finder.duplicates, remarks.kept, times) == (0, [], 0)


def test_a_tile_that_opens_again_within_its_bounds_is_read_again() -> None:
    """A coordinate that returns in a tile opened again is a duplicate; a new one between is none."""
    lines = tile(1101, range(0, 400, 2)) + tile(1102, range(200))
    finder, remarks, times = found([*lines, tile(1101, range(51, 52))[0]], Options(duplicates="ordered"))
    assert (finder.duplicates, remarks.kept, times) == (0, [], 1)
    finder, remarks, times = found([*lines, lines[50]], Options(duplicates="ordered"))
    assert (finder.duplicates, pairs(remarks), times) == (1, [(51, 401)], 1)


def test_a_tile_in_any_order_is_compared_within() -> None:
    """Order by y, or none at all, inside a tile needs no second reading; a duplicate inside is found."""
    rows = [f"{FLOWCELL}:1101:{1000 + (i * 7919) % 1000}:{1000 + i // 30} 1:N:0:A" for i in range(900)]
    for lines in (rows, shuffled(rows)):
        finder, _, times = found(lines, Options(duplicates="ordered"))
        assert (finder.duplicates, times) == (0, 0)
        finder, remarks, times = found([*lines, lines[7]], Options(duplicates="ordered"))
        assert (finder.duplicates, pairs(remarks), times) == (1, [(8, 901)], 1)


def test_names_equal_as_numbers_are_not_equal() -> None:
    """5, 05 and 005 share a key and are three names; so are names that differ in case only."""
    for lines in (["r:1:5", "r:1:05", "r:1:005"], ["readA", "reada"], ["r/1", "r 1:N:0:A"]):
        for mode in ("ordered", "hash"):
            finder, remarks, _ = found(lines, Options(duplicates=mode))
            assert (finder.duplicates, remarks.kept) == (0, [])


def test_marks_tell_mates_apart_and_comments_do_not() -> None:
    """The mates of an interleaved file are no duplicates; a name with another comment is one."""
    lines = [line for i in range(30) for mark in (1, 2) for line in tile(1101, range(i, i + 1), mark)]
    assert found(lines)[0].duplicates == 0
    assert found(["r1 1:N:0:AAA", "r1 1:N:0:CCC"])[0].duplicates == 1
    assert found([line.replace(" 2:", " 1:") for line in lines])[0].duplicates == 30


def test_a_remark_says_both_records_line_and_byte() -> None:
    """The place is that of the name that stands again."""
    _, remarks, _ = found(["a1", "b2", "c3", "b2 x"], size=2)
    remark = remarks.kept[0]
    text = b"".join(block.text.tobytes() for block in blocks(["a1", "b2", "c3", "b2 x"], 2))
    assert (remark.records, remark.line, remark.byte) == ((2, 4), 13, text.index(b"@b2 x"))
    assert remark.message == "'b2' stands in record 2 and again in record 4"


def test_a_hundred_are_listed_and_all_are_counted() -> None:
    """Of 250 duplicates the first hundred in the order of the file are listed."""
    lines = [f"r{i}" for i in range(250)] * 2
    finder, remarks, _ = found(lines)
    assert finder.duplicates == remarks.counts["E_DUP_NAME"] == 250
    assert pairs(remarks) == [(i, i + 250) for i in range(1, 101)]


def test_random_names_are_found_in_hash_mode() -> None:
    """Names without order choose hash mode by themselves, and one that returns is found."""
    lines = [f"{random.Random(i).getrandbits(128):032x}" for i in range(2000)]
    assert found(lines)[0].metrics() == {"duplicate_names": 0, "duplicate_mode": "hash"}
    finder, remarks, _ = found([*lines, lines[777]])
    assert (finder.mode, pairs(remarks)) == ("hash", [(778, 2001)])


def test_order_that_breaks_down_early_goes_on_in_hash_mode_without_another_reading() -> None:
    """As long as the hashes fit the memory nothing is read again."""
    whole = tile(1101, range(500))
    lines = whole[::2] + shuffled(whole[1::2] + [line for t in range(40) for line in tile(1200 + t, range(30))])
    finder, _, times = found(lines)
    assert (finder.mode, finder.duplicates, times) == ("hash", 0, 0)


SMALL = Options(memory=16 << 12)
"""Room for 4,096 hashes."""


@pytest.fixture
def late() -> list[str]:
    """Names in order for longer than the hashes kept besides, then none."""
    return tile(1101, range(5000)) + tile(1102, range(3000))


def test_order_that_breaks_down_late_reads_again_only_for_what_falls_into_closed_tiles(late: list[str]) -> None:
    """Reads of new tiles cannot repeat those of closed ones."""
    others = shuffled([line for t in range(40) for line in tile(1200 + t, range(30))])
    finder, _, times = found(late + others, SMALL)
    assert (finder.mode, finder.duplicates, times) == ("switched", 0, 0)
    for again in (late[17], late[7000], others[3]):
        finder, remarks, times = found([*late, *others, again], SMALL)
        assert (finder.mode, finder.duplicates, times) == ("switched", 1, 1)
        assert pairs(remarks) == duplicates([*late, *others, again])


def test_more_suspects_than_are_kept_are_looked_for_in_the_whole_file(
    late: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nearly every later read falls into closed tiles the whole file is read again, and nothing is missed."""
    monkeypatch.setattr(ordered, "FOUND", 50)
    whole = tile(1101, range(10000))
    lines = [*whole[::2], *shuffled(whole[1::2] + late[5000:]), *whole[4000:4100]]
    finder, remarks, times = found(lines, SMALL)
    assert (finder.mode, finder.duplicates, times) == ("switched", len(duplicates(lines)), 2)
    assert pairs(remarks) == duplicates(lines)[:100]


def test_more_tiles_than_are_remembered_end_ordered_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is missed where the table of tiles is full, asked for or not."""
    monkeypatch.setattr(ordered, "TILES", 4)
    lines = [line for number in range(20) for line in tile(1100 + number, range(600))]
    for mode in ("auto", "ordered"):
        finder, remarks, _ = found([*lines, lines[5]], Options(duplicates=mode, memory=16 << 12))
        assert (finder.duplicates, pairs(remarks)) == (1, [(6, 12001)])


def test_very_many_duplicates_are_counted_by_hash_and_some_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more candidates than names are held, the count stays exact and the first hundred are listed."""
    monkeypatch.setattr(finder_module, "NAMES", 40)
    monkeypatch.setattr("qc.sequence.duplicates.comparison.NAMES", 40)
    lines = [f"{random.Random(i // 2).getrandbits(128):032x}" for i in range(3000)]
    finder, remarks, _ = found(lines, Options(duplicates="hash"))
    assert finder.duplicates == remarks.counts["E_DUP_NAME"] == 1500
    assert pairs(remarks)[:10] == duplicates(lines)[:10]


NAME = st.builds(
    "{}:{}:{}{}".format,
    st.sampled_from("ab"),
    st.integers(0, 3),
    st.integers(0, 40),
    st.sampled_from(["", "/1", "/2", "x"]),
)


@given(st.lists(NAME, max_size=300), st.sampled_from(["auto", "ordered", "hash"]), st.sampled_from([64, 5]))
def test_any_names_give_what_a_dictionary_gives(lines: list[str], mode: Any, bits: int) -> None:
    """The duplicates of any list of names are those of the plain way."""
    finder, remarks, _ = found(lines, Options(duplicates=mode, memory=16 << 9), bits, 13)
    assert finder.duplicates == len(duplicates(lines))
    assert pairs(remarks) == duplicates(lines)[:100]
