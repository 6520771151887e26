"""The figures of a set are those of its files taken together."""

from typing import Any

from qc.sequence.fastq.totals import totals

ONE: dict[str, Any] = {
    "reads": 10,
    "bases": 100,
    "base_counts": {"A": 40, "C": 10, "G": 30, "T": 10, "N": 10},
    "q30_fraction": 0.5,
    "reads_mean_q30_fraction": 1.0,
    "quality_offset": 33,
    "quality_histogram": {"2": 50, "37": 50},
    "lanes": [1],
    "name_style": "mgi",
    "duplicate_names": 3,
    "duplicate_mode": "ordered",
}
OTHER = ONE | {"bases": 300, "q30_fraction": 0.9, "reads": 30, "reads_mean_q30_fraction": 0.5, "lanes": [2, 1]}


def test_sums_means_and_unions() -> None:
    """Reads and bases add up, means are weighted, lanes united, duplicates are those of the first file."""
    found = totals([ONE, OTHER])
    assert (found["reads"], found["spots"], found["bases"]) == (40, 10, 400)
    assert found["base_counts"] == {"A": 80, "C": 20, "G": 60, "T": 20, "N": 20}
    assert (found["gc_content"], found["gc_content_all"]) == (0.444444, 0.2)
    assert (found["q30_fraction"], found["reads_mean_q30_fraction"]) == (0.8, 0.625)
    assert found["quality_histogram"] == {"2": 100, "37": 100}
    assert (found["lanes"], found["name_style"], found["quality_offset"]) == ([1, 2], "mgi", 33)
    assert (found["duplicate_names"], found["duplicate_mode"]) == (3, "ordered")


def test_files_of_two_offsets_have_no_common_histogram() -> None:
    """One character means two qualities there."""
    found = totals([ONE, OTHER | {"quality_offset": 64}])
    assert (found["quality_offset"], found["quality_histogram"]) == (None, {})


def test_empty_files_have_no_means() -> None:
    """Nothing is divided by nothing."""
    found = totals([{"reads": 0, "bases": 0}] * 2)
    assert (found["gc_content"], found["gc_content_all"], found["q30_fraction"]) == (None, None, None)
