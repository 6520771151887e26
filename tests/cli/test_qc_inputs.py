"""Files and sets: folders, names of sets, paths that cannot be read."""

import os
from pathlib import Path

import pytest

from cli.qc_inputs import grouped, opened, sequences, units
from qc.sequence.options import Options


def made(folder: Path, *names: str) -> list[Path]:
    """Empty files of these names."""
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return paths


def by_name(*names: str) -> list[tuple[str, ...]]:
    """How files of these names are grouped."""
    return [tuple(map(str, group)) for group in grouped(list(map(Path, names)), pair=False, by_name=True)]


def test_a_folder_stands_for_its_sequence_files(tmp_path: Path) -> None:
    """By their names, sorted, of all folders in it; hidden ones and others are left out."""
    wanted = made(tmp_path, "a.fastq.gz", "b.BAM", "deep/c.fa.zst", "deep/d.vcf")
    made(tmp_path, "a.fastq.gz.md5", "notes.txt", ".hidden.bam", ".git/x.bam", "b.bam.bai", "fastq")
    assert sequences(tmp_path) == wanted
    assert opened([tmp_path]).files == wanted


def test_a_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    """It was asked for, as often as it is named: R1 sent twice is a fault to be found."""
    first, second = made(tmp_path, "notes.txt", "a.fastq")
    assert opened([first, second, first]).files == [first, second, first]


def test_a_folder_without_sequence_files_is_told(tmp_path: Path) -> None:
    """To check nothing must not look like a pass."""
    made(tmp_path, "notes.txt")
    inputs = opened([tmp_path])
    assert (inputs.files, [error.code for error in inputs.refused]) == ([], ["PATH_UNREADABLE"])


def test_paths_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """Absent ones, and what is no file; the others stay."""
    os.mkfifo(tmp_path / "pipe.fastq")
    (file,) = made(tmp_path, "a.fastq")
    inputs = opened([tmp_path / "absent", file])
    assert inputs.files == [file]
    assert [(error.code, str(tmp_path / "absent") in error.message) for error in inputs.refused] == [
        ("PATH_UNREADABLE", True)
    ]
    assert [error.code for error in opened([tmp_path / "pipe.fastq"]).refused] == ["PATH_UNREADABLE"]
    assert sequences(tmp_path) == [file]


def test_all_files_are_one_set_where_that_is_said() -> None:
    """In the order given."""
    files = [Path("b"), Path("a")]
    assert grouped(files, pair=True, by_name=False) == [(Path("b"), Path("a"))]
    assert grouped([], pair=True, by_name=False) == []
    assert grouped(files, pair=False, by_name=False) == [(Path("b"),), (Path("a"),)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("s_R1.fastq.gz", "s_R2.fastq.gz"),
        ("s_1.fq", "s_2.fq"),
        ("s.r1.fastq", "s.r2.fastq"),
        ("s_S1_L001_R1_001.fastq.gz", "s_S1_L001_R2_001.fastq.gz"),
    ],
)
def test_mates_are_known_by_their_names(first: str, second: str) -> None:
    """R1 first, wherever it stands; what stands between keeps its place."""
    assert by_name(second, "x.bam", first) == [(first, second), ("x.bam",)]


def test_index_reads_follow_the_reads() -> None:
    """A single-cell set of four files is one unit."""
    names = [f"s_S1_L001_{place}_001.fastq.gz" for place in ("I1", "I2", "R1", "R2")]
    assert by_name(*names) == [(names[2], names[3], names[0], names[1])]


def test_what_has_no_mate_stays_alone() -> None:
    """So do files of two samples, two folders, two compressions, and names without a number."""
    for pair in (
        ("a_R1.fastq", "b_R2.fastq"),
        ("a/s_R1.fastq", "b/s_R2.fastq"),
        ("s_R1.fastq", "s_R2.fastq.gz"),
        ("s_R2.fastq", "s_I1.fastq"),
        ("s_1.fastq", "s_R2.fastq"),
        ("s.fastq", "t.fastq"),
        ("s_R1.bam", "s_R2.bam"),
    ):
        assert by_name(*pair) == [(name,) for name in pair]


def test_a_unit_has_the_checksums_of_its_own_files() -> None:
    """And the options of all."""
    (one, two) = units([(Path("a"), Path("b")), (Path("c"),)], Options(sample="S"), {"a": "1", "c": "2", "d": "3"})
    assert (one.options.md5, two.options.md5) == ({"a": "1"}, {"c": "2"})
    assert one.options.sample == two.options.sample == "S"
