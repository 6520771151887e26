"""The figures of a set of files as one, from those of each file."""

from collections.abc import Sequence
from typing import Any

from qc.sequence.figures import gc_content

SUMMED = ("reads", "bases")
UNITED = ("instruments", "runs", "flowcells", "lanes")


def totals(per_file: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Sums of reads and bases, means weighted by bases, and what names tell; `spots` counts the reads of one file."""
    bases = sum(metrics.get("bases", 0) for metrics in per_file)
    found: dict[str, Any] = {name: sum(metrics.get(name, 0) for metrics in per_file) for name in SUMMED}
    found["spots"] = per_file[0].get("reads", 0)
    found["base_counts"] = _added([metrics.get("base_counts", {}) for metrics in per_file])
    found |= gc_content(found["base_counts"], bases)
    for name in ("q20_fraction", "q30_fraction", "mean_quality"):
        found[name] = _weighted(per_file, name, "bases")
    found["reads_mean_q30_fraction"] = _weighted(per_file, "reads_mean_q30_fraction", "reads")
    offsets = {metrics.get("quality_offset") for metrics in per_file}
    found["quality_offset"] = offsets.pop() if len(offsets) == 1 else None
    histograms = [metrics.get("quality_histogram", {}) for metrics in per_file]
    found["quality_histogram"] = _added(histograms) if found["quality_offset"] is not None else {}
    found["name_style"] = per_file[0].get("name_style")
    for name in UNITED:
        found[name] = sorted({value for metrics in per_file for value in metrics.get(name, [])})
    return found | {name: per_file[0].get(name) for name in ("duplicate_names", "duplicate_mode")}


def _added(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    """The counts of all files by key, keys in order of first appearance."""
    found: dict[str, int] = {}
    for count in counts:
        for key, number in count.items():
            found[key] = found.get(key, 0) + number
    return found


def _weighted(per_file: Sequence[dict[str, Any]], name: str, weight: str) -> float | None:
    """The mean of a figure over the files that have it, weighted."""
    known = [metrics for metrics in per_file if metrics.get(name) is not None and metrics.get(weight)]
    whole = sum(metrics[weight] for metrics in known)
    return round(sum(metrics[name] * metrics[weight] for metrics in known) / whole, 6) if whole else None
