"""Indexes beside a file: found, named, and only ever an information."""

import gzip
import os
from pathlib import Path

import pytest

from qc.sequence.alignment.index import check_index
from qc.sequence.remarks import Remarks


@pytest.mark.parametrize(
    ("name", "format_", "content", "said"),
    [
        ("a.bam.bai", "bam", b"BAI\1", []),
        ("a.bai", "bam", b"BAI\1", []),
        ("a.bam.csi", "bam", gzip.compress(b"CSI\1", mtime=0), []),
        ("a.bam.bai", "bam", b"CSI\1", ["a.bam.bai is no bai index"]),
        ("a.bam.csi", "bam", gzip.compress(b"CSI\1", mtime=0)[:12], ["a.bam.csi is no csi index"]),
        ("a.bam.bai", "bam", b"", ["a.bam.bai is no bai index"]),
        ("a.cram.crai", "cram", gzip.compress(b"0\t1\n", mtime=0), []),
    ],
)
def test_an_index_is_known_by_its_first_bytes(
    tmp_path: Path, name: str, format_: str, content: bytes, said: list[str]
) -> None:
    """BAI and CSI by their magic numbers, CRAI by being text or gzip."""
    file = tmp_path / f"a.{format_}"
    file.write_bytes(b"")
    (tmp_path / name).write_bytes(content)
    remarks = Remarks("file")
    assert check_index(file, format_, remarks) == [name]
    assert [remark.message for remark in remarks.kept] == said


def test_an_index_older_than_its_file_is_told(tmp_path: Path) -> None:
    """It may be that of another version of the file."""
    file, index = tmp_path / "a.bam", tmp_path / "a.bam.bai"
    file.write_bytes(b"")
    index.write_bytes(b"BAI\1")
    os.utime(index, (1, 1))
    remarks = Remarks("file")
    check_index(file, "bam", remarks)
    assert [(one.code, one.message) for one in remarks.kept] == [("I_INDEX", "a.bam.bai is older than the file")]


def test_a_file_without_an_index_needs_none(tmp_path: Path) -> None:
    """Nothing is said."""
    remarks = Remarks("file")
    assert check_index(tmp_path / "a.bam", "bam", remarks) == []
    assert remarks.kept == []
