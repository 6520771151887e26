"""Figures of an alignment file from the counts of its kernel."""

from dataclasses import replace
from pathlib import Path

import pytest

from qc.sequence.alignment.counts import no_counts
from qc.sequence.alignment.header import Header
from qc.sequence.alignment.metrics import alignment_metrics, share
from tests.qc.sequence.alignment.built import MAPPED, RG, check_reads, named


def test_figures_of_a_small_file(tmp_path: Path) -> None:
    """Five primary reads, a secondary and a supplementary alignment."""
    pair = replace(MAPPED, flag=99, mate_reference=0, mate_position=110, template=105)
    reads = [
        replace(pair, name=b"p\0"),
        replace(pair, name=b"p\0", flag=147, position=110, mate_position=10, template=-105),
        named("q", bases="GGGG", qualities=bytes([10, 20, 30, 40])),
        named("r", bases="", qualities=b"", fields=b""),
        replace(
            MAPPED, name=b"s\0", flag=1024 | 512, reference=1, mapq=0, cigar=((1, "S"), (2, "M"), (1, "I"), (1, "X"))
        ),
        replace(MAPPED, name=b"s\0", flag=256),
        replace(MAPPED, name=b"s\0", flag=2048, cigar=((2, "M"), (3, "D"), (3, "M"))),
    ]
    metrics = check_reads(tmp_path, *reads).metrics
    assert {name: metrics[name] for name in ("records", "reads", "mapped", "secondary", "supplementary")} == {
        "records": 7,
        "reads": 5,
        "mapped": 5,
        "secondary": 1,
        "supplementary": 1,
    }
    assert metrics["mapped_fraction"] == share(5, 7)
    assert (metrics["duplicates"], metrics["qc_failed"]) == (1, 1)
    assert (metrics["paired"], metrics["read1"], metrics["read2"], metrics["properly_paired"]) == (2, 1, 1, 2)
    assert metrics["bases"] == 19
    assert metrics["base_counts"] == {"A": 3, "C": 3, "G": 7, "T": 3, "N": 3, "U": 0, "other": 0}
    assert (metrics["gc_content"], metrics["gc_content_all"]) == (share(10, 16), share(10, 19))
    assert metrics["length"] == {"min": 0, "mean": 3.8, "sd": 1.939072, "median": 5.0, "n50": 5.0, "max": 5}
    assert metrics["length_histogram"] == [[0, 0, 1], [4, 4, 1], [5, 5, 3]]
    assert metrics["quality_histogram"] == {"10": 1, "20": 1, "30": 16, "40": 1}
    assert (metrics["q20_fraction"], metrics["q30_fraction"]) == (share(18, 19), share(17, 19))
    assert (metrics["reads_with_quality"], metrics["reads_mean_q30_fraction"]) == (4, 0.75)
    assert metrics["cigar_bases"] == {
        "match": 23,
        "insertion": 1,
        "deletion": 3,
        "skip": 0,
        "soft_clip": 1,
        "hard_clip": 0,
    }
    assert metrics["insert_size"] == {"pairs": 1, "median": 105, "mean": 105.0, "sd": 0.0, "longer": 0}
    assert metrics["gc_histogram"][50] == 3
    assert metrics["mapq_histogram"] == {"0": 3, "60": 4}
    assert [one["mapped"] for one in metrics["references"]] == [4, 1]
    assert metrics["read_groups"] == [{"id": "g", "sm": "s", "pl": "", "pu": "", "lb": "", "records": 6}]
    assert metrics["records_without_read_group"] == 1
    assert metrics["sort_order"] == "unsorted"


def test_figures_of_nothing() -> None:
    """No division, no empty list where a figure is meant."""
    metrics = alignment_metrics(Header(), no_counts(0, 0), {"more": 1})
    assert (metrics["records"], metrics["length"], metrics["gc_content"], metrics["insert_size"]) == (0, {}, 0.0, {})
    assert (metrics["more"], metrics["mapped_fraction"]) == (1, None)


def test_a_middle_segment_is_counted_as_first_and_as_last(tmp_path: Path) -> None:
    """Both flags are set, and each counts."""
    metrics = check_reads(tmp_path, replace(MAPPED, flag=1 | 64 | 128)).metrics
    assert (metrics["paired"], metrics["read1"], metrics["read2"]) == (1, 1, 1)


@pytest.mark.parametrize(("group", "number"), [(RG, 1), (b"", 0), (b"RGi\1\0\0\0", 0)])
def test_records_are_counted_by_read_group(tmp_path: Path, group: bytes, number: int) -> None:
    """RG is a text."""
    assert check_reads(tmp_path, replace(MAPPED, fields=group)).metrics["read_groups"][0]["records"] == number
