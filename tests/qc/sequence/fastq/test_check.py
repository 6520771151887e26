"""The check of single FASTQ files: real ones of other projects, judged by an archive's rules."""

from collections import Counter
from pathlib import Path

import pytest

from qc.sequence.container.stream import open_stream
from qc.sequence.fastq.check import check_fastq
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

QUALITY = "biopython+biopython/Tests/Quality"
DNAIO = "marcelm+dnaio/data"

WRAPPED = ("longreads_original_sanger", "tricky", "wrapping_original_sanger")
FAULTS = {
    "error_diff_ids": "E_PLUS_NAME",
    "error_double_qual": "E_RECORD",
    "error_double_seq": "E_RECORD",
    "error_long_qual": "E_LENGTH",
    "error_no_qual": "E_LENGTH",
    "error_qual_del": "E_QUAL_RANGE",
    "error_qual_escape": "E_QUAL_RANGE",
    "error_qual_null": "E_QUAL_RANGE E_DUP_NAME",
    "error_qual_space": "E_QUAL_RANGE",
    "error_qual_tab": "E_QUAL_RANGE",
    "error_qual_unit_sep": "E_QUAL_RANGE",
    "error_qual_vtab": "E_QUAL_RANGE",
    "error_short_qual": "E_LENGTH",
    "error_spaces": "E_BASE E_QUAL_RANGE",
    "error_tabs": "E_BASE E_QUAL_RANGE",
    "error_trunc_at_plus": "E_RECORD",
    "error_trunc_at_qual": "E_RECORD",
    "error_trunc_at_seq": "E_RECORD",
    "error_trunc_in_plus": "E_RECORD",
    "error_trunc_in_qual": "E_LENGTH",
    "error_trunc_in_seq": "E_RECORD",
    "error_trunc_in_title": "E_RECORD",
    "example_dos": "E_CRLF",
    "zero_length": "E_EMPTY_SEQ",
} | dict.fromkeys(WRAPPED, "E_MULTILINE")


def checked(path: Path) -> tuple[dict[str, object], Counter[str]]:
    """Figures of one file, and how often each code was raised."""
    remarks = Remarks(path.name)
    with open_stream(path, remarks) as stream:
        metrics = check_fastq([stream], [remarks], Options())
    return metrics, remarks.counts


def errors(path: Path) -> set[str]:
    """The errors of one file."""
    return {code for code in checked(path)[1] if code.startswith("E_")}


def test_files_of_biopython_fail_by_their_fault_alone(shared_data: Path) -> None:
    """Its invalid files, and what it reads but no archive takes, each for its reason; all others pass."""
    files = sorted((shared_data / "seq" / QUALITY).glob("*.fastq"))
    assert len(files) > 50
    assert {file.stem: errors(file) for file in files} == {
        file.stem: set(FAULTS.get(file.stem, "").split()) for file in files
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("small.fastq", set()),
        ("interleaved.fastq", set()),
        ("paired.1.fastq", set()),
        ("dos.fastq", {"E_CRLF"}),
        ("simple.fastq.xz", {"E_BASE"}),
        ("withplus.fastq", {"E_BASE", "E_PLUS_NAME"}),
    ],
)
def test_files_of_dnaio(shared_data: Path, name: str, expected: set[str]) -> None:
    """Letters that are no bases and other names after + are told, which a lenient reader takes."""
    assert errors(shared_data / "seq" / DNAIO / name) == expected


def test_the_fastq_of_samtools_is_valid(shared_data: Path) -> None:
    """Comments with tags, marks beside comments, interleaved pairs."""
    files = sorted((shared_data / "seq/samtools+samtools/import").glob("*.fq"))
    assert files
    assert not set.union(*map(errors, files))


def test_figures_of_one_file(tmp_path: Path) -> None:
    """All the names that reports know are there; the ratio is decoded by stored bytes."""
    path = tmp_path / "one.fastq"
    path.write_bytes(b"@A:1:F:1:1:1:1 1:N:0:\nACGTN\n+\nFFF#F\n")
    metrics, codes = checked(path)
    assert not codes
    assert metrics["reads"] == 1
    assert metrics["compression_ratio"] == 1.0
    assert metrics["duplicate_names"] == 0
    assert {"name_style", "instruments", "runs", "flowcells", "lanes", "per_position", "gc_histogram"} <= metrics.keys()


def test_a_repeated_name_is_an_error(tmp_path: Path) -> None:
    """Names are compared without comment."""
    path = tmp_path / "twice.fastq"
    path.write_bytes(b"@a x\nA\n+\nF\n@b\nC\n+\n#\n@a y\nA\n+\nF\n")
    assert errors(path) == {"E_DUP_NAME"}


def test_several_streams_are_a_set(tmp_path: Path) -> None:
    """Each file has its own figures, in their order."""
    for mark in (1, 2):
        (tmp_path / f"r_{mark}.fastq").write_bytes(b"@a/%d\nAC\n+\nF#\n" % mark)
    remarks = [Remarks("r_1.fastq"), Remarks("r_2.fastq")]
    streams = [open_stream(tmp_path / one.file, one) for one in remarks]
    metrics = check_fastq(streams, remarks, Options())
    for stream in streams:
        stream.close()
    assert [one["reads"] for one in metrics["per_file"]] == [1, 1]
    assert not any(one.failed for one in remarks)
