"""Figures as slots of a QcReport."""

import pytest

from graph_schema.model import NODE_TYPES, STRUCTURES
from qc.sequence.checked import Checked, FileFacts
from qc.sequence.report.nodes import q30_band, slots_of


def test_every_slot_is_in_the_schema(single: Checked) -> None:
    """What is told is a slot of QcReport, and its parts are of their structures."""
    known = {slot.name: slot for slot in NODE_TYPES["QcReport"].slots}
    slots = slots_of(single)
    assert slots.keys() <= known.keys()
    for name, value in slots.items():
        if known[name].structure:
            parts = {slot.alias for slot in STRUCTURES[known[name].structure]}
            assert all(row.keys() <= parts for row in value), name


def test_figures_of_a_file(single: Checked) -> None:
    """Counts, shares and distributions stand in their slots."""
    slots = slots_of(single)
    assert (slots["spot_count"], slots["base_count"], slots["gc_content"]) == (100, 2000, 45.0)
    assert (slots["q30_fraction"], slots["q30_band"]) == (0.875, "0.85–0.90")
    assert slots["base_counts"][0] == {"base": "A", "count": 600}
    assert {"base": "U", "count": 0} not in slots["base_counts"]
    assert slots["quality_counts"][0] == {"quality": 2, "count": 100}
    assert slots["position_statistics"][0]["fractionC"] == 0.2
    assert slots["gc_counts"] == [{"percent": 45, "count": 100}]
    assert (slots["file_format"], slots["file_container"], slots["md5"]) == ("fastq", "gzip", "a" * 32)


def test_a_pair_counts_spots_once(pair: Checked) -> None:
    """Two files of a hundred reads are a hundred spots of two reads."""
    slots = slots_of(pair)
    assert slots["spot_count"] == 100
    assert [read["index"] for read in slots["read_statistics"]] == [0, 1]
    assert "md5" not in slots


@pytest.mark.parametrize(
    ("share", "band"), [(1, "0.95–1"), (0.95, "0.95–1"), (0.85, "0.85–0.90"), (0.8499, "0.80–0.85"), (0, "0–0.50")]
)
def test_bands(share: float, band: str) -> None:
    """The lower end of a step belongs to it."""
    assert q30_band(share) == band


def test_a_file_without_reads_has_no_empty_parts() -> None:
    """Figures that a broken file does not have are left out, within structures too."""
    facts = FileFacts("f.fastq", "a" * 32, "b" * 64, 1, "plain", "fastq")
    slots = slots_of(Checked((facts,), {"reads": 0, "length": {"mean": None, "sd": None}, "mean_quality": None}))
    assert slots["read_statistics"] == [{"index": 0, "count": 0}]
    assert "mean_quality" not in slots
