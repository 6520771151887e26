"""The figures of a checked unit as slots of a QcReport, so that the graph can filter and count by them."""

from collections.abc import Mapping
from typing import Any

from qc.sequence.checked import Checked

DIRECT = {
    "reads": "spot_count",
    "bases": "base_count",
    "records": "record_count",
    "q20_fraction": "q20_fraction",
    "q30_fraction": "q30_fraction",
    "mean_quality": "mean_quality",
    "duplicate_names": "duplicate_name_count",
    "quality_offset": "quality_offset",
    "name_style": "name_style",
    "instruments": "instruments",
    "mapped_fraction": "mapped_fraction",
    "assembly": "assembly",
}
"""Metrics that are slots as they stand."""
LENGTHS = {"mean": "mean_read_length", "n50": "read_length_n50", "max": "max_read_length"}
BANDS = (
    (0.95, "0.95–1"),
    (0.9, "0.90–0.95"),
    (0.85, "0.85–0.90"),
    (0.8, "0.80–0.85"),
    (0.5, "0.50–0.80"),
    (0.0, "0–0.50"),
)
"""Steps of the share of Q30 bases, by their lower ends."""
READ_GROUP = {"id": "groupId", "sm": "sampleName", "pl": "platformName", "pu": "platformUnit", "lb": "libraryName"}
LETTERS = "ACGTN"


def slots_of(checked: Checked) -> dict[str, Any]:
    """What the graph keeps of a unit: figures of the whole, and distributions where they are of the whole.

    For a set, spots are the reads of its first file, as the archives count them.
    """
    metrics = checked.metrics
    slots = {slot: metrics[name] for name, slot in DIRECT.items() if name in metrics}
    slots |= {slot: metrics["length"][name] for name, slot in LENGTHS.items() if name in metrics.get("length", {})}
    slots |= {"file_format": _one(checked, "format"), "file_container": _one(checked, "container")}
    if len(checked.files) == 1:
        slots |= {"md5": checked.files[0].md5, "sha256": checked.files[0].sha256}
    slots |= _reads(metrics) | _distributions(metrics)
    return {name: value for name, value in slots.items() if value not in (None, "", [], {})}


def q30_band(fraction: float) -> str:
    """The step that a share of Q30 bases falls into."""
    return next(name for low, name in BANDS if fraction >= low)


def gc_percent(metrics: Mapping[str, Any]) -> float | None:
    """GC over all bases in percent, the archive's figure."""
    share = metrics.get("gc_content_all")
    return None if share is None else round(100 * share, 4)


def parts(metrics: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The metrics of each file of a set; of a single file its own."""
    return list(metrics.get("per_file") or [metrics])


def _one(checked: Checked, name: str) -> str:
    """What all files of the unit share, or nothing."""
    found = {getattr(file, name) for file in checked.files}
    return found.pop() if len(found) == 1 else ""


def _reads(metrics: Mapping[str, Any]) -> dict[str, Any]:
    """The figures that the archive's own report gives of reads."""
    if "reads" not in metrics:
        return {}
    files = parts(metrics)
    lengths = [file.get("length") or {} for file in files]
    fixed = all(length.get("min") == length.get("max") for length in lengths)
    slots = {
        "spot_count": files[0].get("reads"),
        "read_length_type": "fixed" if fixed else "variable",
        "gc_content": gc_percent(metrics),
        "base_counts": [
            {"base": base, "count": count} for base, count in (metrics.get("base_counts") or {}).items() if count
        ],
        "quality_counts": [
            {"quality": int(quality), "count": count}
            for quality, count in (metrics.get("quality_histogram") or {}).items()
        ],
        "read_statistics": [
            _known(
                index=index,
                count=file.get("reads"),
                bases=file.get("bases"),
                averageLength=length.get("mean"),
                standardDeviation=length.get("sd"),
            )
            for index, (file, length) in enumerate(zip(files, lengths, strict=True))
        ],
    }
    if metrics.get("q30_fraction") is not None:
        slots["q30_band"] = q30_band(metrics["q30_fraction"])
    return slots


def _known(**values: Any) -> dict[str, Any]:
    """The values that are known: a file without a read has no lengths."""
    return {name: value for name, value in values.items() if value is not None}


def _distributions(metrics: Mapping[str, Any]) -> dict[str, Any]:
    """What the plots of the Run page are drawn from."""
    return {
        "length_counts": [
            {"start": start, "stop": stop, "count": count}
            for start, stop, count in metrics.get("length_histogram") or ()
        ],
        "gc_counts": [
            {"percent": percent, "count": count}
            for percent, count in enumerate(metrics.get("gc_histogram") or ())
            if count
        ],
        "position_statistics": _positions(metrics.get("per_position") or {}),
        "read_groups": [
            {slot: group[name] for name, slot in READ_GROUP.items() if group.get(name)}
            for group in metrics.get("read_groups") or ()
        ],
    }


def _positions(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for i, (start, stop) in enumerate(found.get("bins") or ()):
        low, median, high = found["quality_quartiles"][i]
        rows.append(
            {
                "start": start,
                "stop": stop,
                "meanQuality": found["quality_mean"][i],
                "lowerQuartile": low,
                "median": median,
                "upperQuartile": high,
                **{f"fraction{base}": found["bases"][base][i] for base in LETTERS if base in found["bases"]},
            }
        )
    return rows
