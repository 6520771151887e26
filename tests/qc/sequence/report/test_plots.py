"""Which plots are drawn of which figures, and the tables beside them."""

import pytest

from qc.sequence.checked import Checked
from qc.sequence.report.plots import evened, plots, usual_length


def test_all_plots_of_a_fastq_file(single: Checked) -> None:
    """Quality and bases by position, qualities, lengths and GC are drawn, in this order."""
    assert [plot.name for plot in plots(single.metrics)] == ["quality", "bases", "qualities", "lengths", "gc"]


def test_tables_hold_the_figures(single: Checked) -> None:
    """The tables tell what is drawn."""
    tables = {plot.name: plot.rows for plot in plots(single.metrics)}
    assert tables["quality"][0] == ("1", "30", "37", "38", "36.00")
    assert tables["quality"][-1] == ("20 – 29", "30", "37", "38", "34.10")
    assert tables["bases"][0] == ("1", "0.3000", "0.2000", "0.2500", "0.2000", "0.0500")
    assert tables["qualities"] == (("2", "100"), ("23", "300"), ("37", "1,600"))
    assert tables["lengths"] == (("20", "100"),)
    assert tables["gc"] == (("45", "100"),)


def test_nothing_to_draw() -> None:
    """Figures of other formats give no plots."""
    assert plots({"records": 5, "gc_histogram": [0] * 101, "per_position": {"bins": []}}) == []


def test_the_gc_of_reads_of_one_length_is_drawn_without_a_comb() -> None:
    """Counts that only differ by how many contents a percent holds give bars of one height, at any length of reads."""
    for length in (30, 75, 100, 125, 150, 151, 250):
        counts = [0] * 101
        for strong in range(length + 1):
            counts[round(100 * strong / length + 1e-9)] += 60
        heights = [height for _, _, height in evened(counts, length)]
        assert max(heights) - min(heights) < 1e-6
        assert sum(heights) == pytest.approx(60 * (length + 1), rel=0.06)


def test_without_a_usual_length_gc_is_drawn_as_counted() -> None:
    """Reads of many lengths make no comb, and their counts stand as they are."""
    assert usual_length([[100, 100, 5], [150, 150, 5]]) == 0
    assert usual_length([[100, 199, 50], [150, 150, 5]]) == 0
    assert usual_length([[150, 150, 6], [151, 151, 5]]) == 150
    assert evened([3, 0, 4], 100_000_000) == evened([3, 0, 4], 0)
    assert evened([3, 0, 4], 0) == [(0, 1, 3.0), (1, 2, 0.0), (2, 3, 4.0)]
