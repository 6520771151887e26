"""The whole way: a file as the container and the kernel read it, read again for its candidates."""

import gzip
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.sequence.container.stream import open_stream
from qc.sequence.duplicates.finder import Finder
from qc.sequence.duplicates.reading import names_again
from qc.sequence.fastq.reader import Reader
from qc.sequence.options import Options
from qc.sequence.remarks import Remark, Remarks
from tests.qc.sequence.fastq.named import duplicates, text_of


def told(path: Path, options: Options, bits: int = 64) -> tuple[Finder, list[Remark]]:
    """The finder after a file, and what it says of duplicates."""
    remarks, finder = Remarks(str(path)), Finder(options, bits=bits)
    with open_stream(path, Remarks(str(path))) as stream:
        for block in Reader(stream, Remarks(str(path))).names():
            finder.feed(block)
        finder.finish(stream, remarks)
    return finder, remarks.kept


def lines_of(kind: str) -> list[str]:
    """Twelve thousand names: of tiles, of an archive's run, of no order, or of one tile in no order."""
    number = range(12_000)
    if kind == "run":
        return [f"SRR17.{i + 1} {i + 1} length=8" for i in number]
    if kind == "random":
        return [f"{random.Random(i).getrandbits(128):032x}" for i in number]
    lines = [
        f"A1:7:FC:{1 + i // 6000}:{1101 + i // 1500}:{1000 + i % 97 * 30}:{1000 + i // 97} 1:N:0:AC" for i in number
    ]
    return random.Random(4).sample(lines, len(lines)) if kind == "disordered" else lines


@pytest.mark.parametrize("mode", ["auto", "ordered", "hash"])
@pytest.mark.parametrize("kind", ["tiles", "run", "random", "disordered"])
def test_one_duplicate_in_a_compressed_file_is_found_and_no_other(tmp_path: Path, kind: str, mode: Any) -> None:
    """In any order of the names and either mode, with line and byte of the second."""
    lines, path = lines_of(kind), tmp_path / "a.fastq.gz"
    path.write_bytes(gzip.compress(text_of(lines), 1))
    assert told(path, Options(duplicates=mode))[1] == []
    lines.insert(9000, lines[123])
    text = text_of(lines)
    path.write_bytes(gzip.compress(text, 1))
    finder, remarks = told(path, Options(duplicates=mode, memory=16 << 12))
    assert finder.duplicates == 1
    again = text.index(f"@{lines[123]}\n".encode(), text.index(f"@{lines[123]}\n".encode()) + 1)
    assert [(remark.records, remark.line, remark.byte) for remark in remarks] == [((124, 9001), 36_001, again)]


@pytest.mark.parametrize("bits", [16, 6])
def test_a_cut_hash_changes_nothing(tmp_path: Path, bits: int) -> None:
    """999 duplicates stay 999, and none stay none, when most names share a hash with others."""
    lines, path = lines_of("random")[:3000], tmp_path / "a.fastq"
    for more in (0, 999):
        path.write_bytes(text_of(lines + lines[:more]))
        finder, remarks = told(path, Options(duplicates="hash"), bits)
        assert finder.duplicates == more
        assert [remark.records for remark in remarks] == [(i, i + 3000) for i in range(1, min(more, 100) + 1)]


def test_blank_lines_before_move_the_line_of_a_duplicate(tmp_path: Path) -> None:
    """Lines are those of the file, not four for each record."""
    path = tmp_path / "a.fastq"
    path.write_bytes(text_of(["a", "b"]) + b"\n\n" + text_of(["c", "a"]))
    _, remarks = told(path, Options())
    assert [(remark.records, remark.line) for remark in remarks] == [((1, 4), 15)]


def test_a_second_reading_says_nothing_again(tmp_path: Path) -> None:
    """The faults of the records were told by the first reading."""
    path, remarks = tmp_path / "a.fastq", Remarks("a")
    path.write_bytes(text_of(["a", "b"]).replace(b"ACGTACGT", b"ACGT*CGT"))
    with open_stream(path, remarks) as stream:
        assert sum(len(block.start) for block in names_again(stream)) == 2
    assert remarks.kept == []


PART = st.sampled_from(
    ["", "a", "A", ":", "1", "01", "7", "12345678901234567890123", "_", ".", "/1", "/2", "/5", "é", "\x7f"]
)
LINE = st.builds("".join, st.lists(PART, min_size=1, max_size=7)).filter(bool)
COMMENT = st.sampled_from(["", " 1:N:0:A", " 2:N:0:A", " 2:N:0:C", "\t1:Y:0:", " x", " 1:N"])


@settings(max_examples=60)
@given(st.lists(st.builds("{}{}".format, LINE, COMMENT), max_size=120), st.sampled_from(["ordered", "hash"]))
def test_any_names_give_what_a_dictionary_gives(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], mode: Any
) -> None:
    """Numbers of any length, marks, comments, bytes that are no ASCII: as the plain way has it."""
    path = tmp_path_factory.mktemp("names") / "a.fastq"
    path.write_bytes(text_of(lines))
    finder, remarks = told(path, Options(duplicates=mode), 8)
    assert finder.duplicates == len(duplicates(lines))
    assert [remark.records for remark in remarks] == duplicates(lines)[:100]
