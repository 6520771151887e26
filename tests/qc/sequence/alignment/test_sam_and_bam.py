"""The same records as text and as BAM: the same figures, and the same remarks where both have a rule."""

from pathlib import Path
from typing import Any

import pysam
import pytest

from qc.sequence.alignment.bam import check_bam
from qc.sequence.alignment.sam import check_sam
from qc.sequence.container.stream import open_stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

HEAD = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:1000\n@SQ\tSN:chr2\tLN:500\n@RG\tID:g\tSM:s\n@RG\tID:h\tSM:s\n"
RECORDS = """a\t99\tchr1\t5\t60\t2S6M\t=\t50\t51\tACGTNACG\tIIII5555\tRG:Z:g\tNM:i:0
b\t0\tchr1\t7\t0\t3M1I4M\t*\t0\t0\tRRACGTAC\t!!!!~~~~\tRG:Z:h
a\t147\tchr1\t50\t60\t4M2D4M\t=\t5\t-51\tACGTACGT\t????????\tRG:Z:g
c\t256\tchr1\t60\t1\t3M100N5M\t*\t0\t0\tACGTACGT\t*\tRG:Z:g
d\t1025\tchr2\t9\t255\t5H8M\tchr1\t7\t0\tGGGGCCCC\t*
d2\t16\tchr2\t10\t30\t8=\t*\t0\t0\tACGTMACG\tFFFFFFFF\tRG:Z:g
e\t4\t*\t0\t0\t*\t*\t0\t0\tTTTT\tFF?F\tRG:Z:g
f\t516\t*\t0\t0\t*\t*\t0\t0\t*\t*
"""
UNSORTED = "z\t0\tchr1\t1\t9\t4M\t*\t0\t0\tACGT\tFFFF\tRG:Z:g\n"
FAULTS = {
    "order": RECORDS.replace("e\t4", UNSORTED + "e\t4"),
    "read group": RECORDS.replace("RG:Z:h", "RG:Z:x"),
    "twice": RECORDS.replace("d2\t16", "b\t16"),
    "mate": RECORDS.replace("=\t50\t51", "=\t52\t51"),
    "flag": RECORDS.replace("d2\t16", "d2\t4112"),
    "clips": RECORDS.replace("\t8=\t", "\t3=2S3=\t"),
    "sound": RECORDS,
}


def checked(path: Path, check: Any, kind: Any) -> tuple[dict[str, Any], set[tuple[str, tuple[int, ...]]]]:
    """Metrics, and codes with their records."""
    remarks = Remarks("file")
    with open_stream(path, remarks) as stream:
        stream.format = kind
        metrics = check(stream, remarks, Options())
    return metrics, {(one.code, one.records) for one in remarks.kept if one.code != "I_BAM_BIN"}


@pytest.mark.parametrize("fault", FAULTS)
def test_text_and_binary_agree(tmp_path: Path, fault: str) -> None:
    """Every figure of the metrics, and every code with its record numbers."""
    text = tmp_path / "a.sam"
    text.write_text(HEAD + FAULTS[fault])
    with (
        pysam.AlignmentFile(str(text)) as source,
        pysam.AlignmentFile(str(tmp_path / "a.bam"), "wb", header=source.header) as target,
    ):
        for record in source:
            target.write(record)
    metrics, said = checked(text, check_sam, "sam")
    others, told = checked(tmp_path / "a.bam", check_bam, "bam")
    others.pop("indexes", None)
    assert {
        name: (metrics.get(name), others.get(name))
        for name in metrics | others
        if metrics.get(name) != others.get(name)
    } == {}
    assert told == said
    assert (fault == "sound") == ({code for code, _ in said} <= {"I_ASSEMBLY_UNKNOWN", "I_MATE_MISSING"})


def test_figures_by_hand(tmp_path: Path) -> None:
    """The sound file, counted by eye."""
    text = tmp_path / "a.sam"
    text.write_text(HEAD + RECORDS)
    metrics, _ = checked(text, check_sam, "sam")
    wanted = {
        "records": 8,
        "primary": 7,
        "mapped": 6,
        "secondary": 1,
        "duplicates": 1,
        "qc_failed": 1,
        "paired": 3,
        "properly_paired": 2,
        "bases": 44,
        "records_without_read_group": 2,
        "mates_on_other_reference": 1,
    }
    assert {name: metrics[name] for name in wanted} == wanted
    assert metrics["cigar_bases"] == {
        "match": 45,
        "insertion": 1,
        "deletion": 2,
        "skip": 100,
        "soft_clip": 2,
        "hard_clip": 5,
    }
    assert [one["records"] for one in metrics["read_groups"]] == [5, 1]
    assert [one["mapped"] for one in metrics["references"]] == [4, 2]
