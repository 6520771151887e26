"""Pairs and sets of files."""

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qc.sequence.container.stream import open_stream
from qc.sequence.fastq.sets import check_set
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks
from tests.qc.sequence.fastq.named import text_of


def checked(paths: Sequence[Path]) -> tuple[dict[str, Any], list[Remarks]]:
    """Figures and remarks of a set."""
    remarks = [Remarks(str(path)) for path in paths]
    streams = [open_stream(path, remark) for path, remark in zip(paths, remarks, strict=True)]
    metrics = check_set(streams, remarks, Options())
    for stream in streams:
        stream.close()
    return metrics, remarks


def made(folder: Path, *files: Sequence[str] | bytes, names: Sequence[str] = ()) -> list[Path]:
    """Files of these name lines, or of this text."""
    paths = [folder / (names[at] if names else f"file{at + 1}.fastq") for at in range(len(files))]
    for path, lines in zip(paths, files, strict=True):
        path.write_bytes(lines if isinstance(lines, bytes) else text_of(lines))
    return paths


def codes(remarks: Sequence[Remarks]) -> list[list[str]]:
    """The codes of errors and warnings of each file."""
    return [[remark.code for remark in one.kept if remark.severity != "info"] for one in remarks]


def reads(mark: str, numbers: range = range(300), flowcell: str = "HKYL7DSXY") -> list[str]:
    """Name lines of one tile."""
    return [f"A00562:217:{flowcell}:1:1101:{1000 + 37 * i}:{1000 + i} {mark}:N:0:ACGT" for i in numbers]


@pytest.mark.parametrize(
    ("later", "code", "record"),
    [
        ("pair_ok_R2", None, None),
        ("pair_short_R2", "E_PAIR_COUNT", None),
        ("pair_shift_R2", "E_PAIR_SYNC", 11),
        ("pair_swap_R2", "E_PAIR_SYNC", 21),
        ("pair_same_R2", "E_PAIR_MARK", 1),
        ("pair_other_R2", "E_PAIR_SYNC", 1),
        ("pair_mixed_mark_R2", "E_PAIR_MARK", 1),
    ],
)
def test_the_labelled_pairs_give_their_code_and_no_other(
    shared_data: Path, later: str, code: str | None, record: int | None
) -> None:
    """Each pair of the labelled collection, with the first record that differs."""
    folder = shared_data / "seq" / "synthetic"
    metrics, remarks = checked([folder / "pair_ok_R1.fastq", folder / f"{later}.fastq"])
    assert codes(remarks) == [[], [code] if code else []]
    if record:
        remark = remarks[1].kept[0]
        assert (remark.records, remark.line) == ((record,), 4 * record - 3)
        text = (folder / f"{later}.fastq").read_bytes().splitlines(keepends=True)
        assert remark.byte == sum(map(len, text[: 4 * record - 4]))
    assert metrics["per_file"][0]["reads"] == metrics["spots"] == 60


def test_another_flow_cell_is_said(tmp_path: Path) -> None:
    """The message names both flow cells."""
    _, remarks = checked(made(tmp_path, reads("1"), reads("2", flowcell="HKYL8DSXY")))
    assert remarks[1].kept[0].message.endswith(": flow cells HKYL8DSXY and HKYL7DSXY")


def test_blocks_of_different_sizes_are_compared_record_by_record(tmp_path: Path) -> None:
    """Reads of very different length share no block bounds; a difference far inside is found at its record."""
    first = reads("1", range(30000))
    later = reads("2", range(30000))
    short = "".join(f"@{line}\nACGT\n+\nFFFF\n" for line in later).encode()
    long = "".join(f"@{line}\n{'ACGT' * 60}\n+\n{'F' * 240}\n" for line in first).encode()
    metrics, remarks = checked(made(tmp_path, long, short))
    assert codes(remarks) == [[], []]
    assert (metrics["reads"], metrics["bases"]) == (60000, 30000 * 244)
    swapped = [*later[:28000], later[28001], later[28000], *later[28002:]]
    _, remarks = checked(made(tmp_path, long, swapped))
    assert [remark.records for remark in remarks[1].kept] == [(28001,)]


def test_duplicates_are_told_of_the_first_file_alone_where_names_agree(tmp_path: Path) -> None:
    """A name twice in both files is one duplicate; where names differ, each file is searched."""
    numbers = [*range(50), 7]
    both = [[reads(mark, range(i, i + 1))[0] for i in numbers] for mark in "12"]
    metrics, remarks = checked(made(tmp_path, *both))
    assert codes(remarks) == [["E_DUP_NAME"], []]
    assert metrics["per_file"][1]["duplicate_names"] == 1
    _, remarks = checked(made(tmp_path, reads("1", range(51)), both[1]))
    assert codes(remarks) == [[], ["E_PAIR_SYNC", "E_DUP_NAME"]]
    assert remarks[1].kept[1].records == (8, 51)


def test_names_that_tell_mates_by_their_last_character_are_a_pair(tmp_path: Path) -> None:
    """`RUN.7.1` and `RUN.7.2` are one spot; `RUN.7` and `RUN.8` are two."""
    first, later = ([f"SRR001666.{i}.{mate} {i} length=8" for i in range(1, 40)] for mate in (1, 2))
    assert codes(checked(made(tmp_path, first, later))[1]) == [[], []]
    _, remarks = checked(made(tmp_path, first, [*later[:9], later[10], later[9], *later[11:]]))
    assert remarks[1].kept[0].records == (10,)
    spots = [f"SRR001666.{i}" for i in range(1, 40)]
    _, remarks = checked(made(tmp_path, spots[:-1], spots[1:]))
    assert [(remark.code, remark.records) for remark in remarks[1].kept] == [("E_PAIR_SYNC", (1,))]


def test_a_later_file_of_a_set_sent_twice_is_an_error(tmp_path: Path) -> None:
    """Each file is compared with all before it, not with the first alone."""
    names = [f"r{i}" for i in range(300)]
    first, second = text_of(names), text_of(names).replace(b"A", b"C")
    _, remarks = checked(made(tmp_path, first, second, second))
    assert codes(remarks) == [[], [], ["E_PAIR_SAME"]]
    assert "file 2 of the set" in remarks[2].kept[0].message


def test_the_same_file_twice_without_marks_is_an_error(tmp_path: Path) -> None:
    """Where names carry no mark the text tells; one other base is enough to be a mate."""
    text = text_of([f"r{i}" for i in range(500)])
    assert codes(checked(made(tmp_path, text, text))[1]) == [[], ["E_PAIR_SAME"]]
    assert codes(checked(made(tmp_path, text, text[:-20] + text[-20:].replace(b"ACGT", b"ACGG")))[1]) == [[], []]


def test_marks_agree_with_the_place_in_a_pair(tmp_path: Path) -> None:
    """R2 before R1 is an error in both files; 3 in the second file and no marks at all are not."""
    one, two, three = ([f"r{i}/{mark}" for i in range(20)] for mark in (1, 2, 3))
    assert codes(checked(made(tmp_path, two, one))[1]) == [["E_PAIR_MARK"], ["E_PAIR_MARK"]]
    assert codes(checked(made(tmp_path, one, three))[1]) == [[], []]
    assert codes(checked(made(tmp_path, one, [line[:-2] for line in two]))[1]) == [[], []]
    _, remarks = checked(made(tmp_path, one, [*two[:5], *one[5:7], *two[7:]]))
    assert remarks[1].counts["E_PAIR_MARK"] == 2
    assert remarks[1].kept[0].records == (6,)


def test_a_truncated_file_is_not_said_to_lack_reads(tmp_path: Path) -> None:
    """The cut is the fault; the lower number of reads only follows from it."""
    text = text_of(reads("2"))
    _, remarks = checked(made(tmp_path, reads("1"), text[:-15]))
    assert "E_PAIR_COUNT" not in codes(remarks)[1]
    assert len(codes(remarks)[1]) == 1


def test_a_file_cut_in_its_container_has_that_fault_alone(tmp_path: Path) -> None:
    """Fewer reads, and names that were not reached, are no faults of the pair."""
    packed = gzip.compress(text_of(reads("2", range(3000))), 1)
    names = ("a_R1.fastq", "a_R2.fastq.gz")
    _, remarks = checked(made(tmp_path, reads("1", range(3000)), packed[:-400], names=names))
    assert codes(remarks) == [[], ["E_GZIP_TRUNCATED"]]


@pytest.mark.parametrize("place", [0, 1])
def test_records_after_a_fault_are_compared_by_their_number(tmp_path: Path, place: int) -> None:
    """A record that cannot be taken in one file is passed over in the other."""
    texts = [text_of(reads("1")), text_of(reads("2"))]
    lines = texts[place].splitlines(keepends=True)
    lines[4 * 50 + 2] = b"-\n"
    texts[place] = b"".join(lines)
    _, remarks = checked(made(tmp_path, *texts))
    assert codes(remarks) == [[["E_NO_PLUS"], []][place], [[], ["E_NO_PLUS"]][place]]


def test_reads_beyond_the_shorter_file_are_searched_for_duplicates(tmp_path: Path) -> None:
    """A longer second file has names the first does not have."""
    first, later = reads("1", range(30)), [*reads("2", range(30)), *reads("2", range(3, 4))]
    _, remarks = checked(made(tmp_path, first, later))
    assert codes(remarks) == [[], ["E_PAIR_COUNT", "E_DUP_NAME"]]


def sized(mark: str, bases: int) -> bytes:
    """Fifty reads of so many bases."""
    return "".join(f"@{line}\n{'A' * bases}\n+\n{'F' * bases}\n" for line in reads(mark, range(50))).encode()


def test_single_cell_sets_have_roles(tmp_path: Path) -> None:
    """Roles come from mean lengths, or from all names; an unusual order is only remarked."""
    four = [sized("1", 28), sized("2", 91), sized("1", 10), sized("2", 10)]
    metrics, remarks = checked(made(tmp_path, *four))
    assert metrics["roles"] == ["R1", "R2", "I1", "I2"]
    assert [one.kept for one in remarks] == [[], [], [], []]
    metrics, _ = checked(made(tmp_path, sized("1", 50), sized("2", 24), sized("3", 49), sized("1", 8)))
    assert metrics["roles"] == ["R1", "R2", "R3", "I1"]
    names = [f"S1_L001_{role}_001.fastq" for role in ("I1", "R1", "R2")]
    metrics, remarks = checked(made(tmp_path, four[2], four[0], four[1], names=names))
    assert metrics["roles"] == ["I1", "R1", "R2"]
    assert [remark.code for one in remarks for remark in one.kept] == ["I_SET_ORDER"]


def test_marks_of_a_single_cell_set_are_constant_in_each_file(tmp_path: Path) -> None:
    """Index files may carry any mark, but one."""
    four = [reads("1"), reads("2"), [*reads("1", range(299)), *reads("2", range(299, 300))], text_of(reads("2"), 12)]
    assert codes(checked(made(tmp_path, *four))[1]) == [[], [], ["E_PAIR_MARK"], []]


def test_offsets_that_differ_are_a_warning(tmp_path: Path) -> None:
    """One file with offset 33 and one with offset 64."""
    later = text_of(reads("2")).replace(b"FFFFFFFF", b"BCDEfghi")
    first = text_of(reads("1")).replace(b"FFFFFFFF", b"!#$%,:FF")
    metrics, remarks = checked(made(tmp_path, first, later))
    assert codes(remarks) == [[], ["W_PAIR_OFFSET"]]
    assert metrics["quality_offset"] is None
