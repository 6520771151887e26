"""Figures of an alignment file as plain values: what `counts` collected, by the names the report has for them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment import counts as figures
from qc.sequence.alignment.counts import Counts
from qc.sequence.alignment.header import Header
from qc.sequence.figures import DIGITS, qualities, share

PAIRED, PROPER, UNMAPPED, MATE_UNMAPPED, REVERSE, MATE_REVERSE, FIRST, LAST = (1 << bit for bit in range(8))
SECONDARY, FAILED, DUPLICATE, SUPPLEMENTARY = (1 << bit for bit in range(8, 12))
OPERATIONS = {
    "match": (0, 7, 8),
    "insertion": (1,),
    "deletion": (2,),
    "skip": (3,),
    "soft_clip": (4,),
    "hard_clip": (5,),
}
LISTED = 200
"""References that are listed with their counts; the others are added up."""


def _flags(flags: NDArray[np.int64]) -> dict[str, int | float | None]:
    """Records by flag, as samtools flagstat counts them; those from `paired` on among primary records only."""
    values = np.flatnonzero(flags)
    numbers = flags[values]

    def count(having: int, lacking: int = 0) -> int:
        return int(numbers[(values & having == having) & (values & lacking == 0)].sum())

    total = int(numbers.sum())
    primary = SECONDARY | SUPPLEMENTARY
    return {
        "records": total,
        "primary": count(0, primary),
        "secondary": count(SECONDARY),
        "supplementary": count(SUPPLEMENTARY, SECONDARY),
        "duplicates": count(DUPLICATE),
        "qc_failed": count(FAILED),
        "mapped": count(0, UNMAPPED),
        "mapped_fraction": share(count(0, UNMAPPED), total) if total else None,
        "primary_mapped": count(0, UNMAPPED | primary),
        "paired": count(PAIRED, primary),
        "read1": count(PAIRED | FIRST, primary),
        "read2": count(PAIRED | LAST, primary),
        "properly_paired": count(PAIRED | PROPER, primary | UNMAPPED),
        "both_mapped": count(PAIRED, primary | UNMAPPED | MATE_UNMAPPED),
        "singletons": count(PAIRED | MATE_UNMAPPED, primary | UNMAPPED),
        "reverse": count(REVERSE, UNMAPPED),
    }


def bin_bounds(index: int) -> tuple[int, int]:
    """The shortest and longest length of a bin of `Counts.lengths`."""
    if index < figures.LONGEST:
        return index, index
    step, part = divmod(index - figures.LONGEST, 256)
    first = (figures.LONGEST << step) + (part << (step + 6))
    return first, first + (1 << (step + 6)) - 1


def _quantile(numbers: NDArray[np.int64], middles: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """The length at half of the summed weights, from short to long."""
    summed = np.cumsum(numbers * weights)
    return float(middles[int(np.searchsorted(summed, summed[-1] / 2))])


def _lengths(counts: Counts) -> dict[str, Any]:
    """Lengths of primary records; median and N50 are exact below 16,384 bases, else within 0.2 %."""
    sums = counts.sums
    reads = sums[figures.READS]
    if not reads:
        return {}
    filled = np.flatnonzero(counts.lengths)
    numbers = counts.lengths[filled]
    middles = np.array([sum(bin_bounds(index)) / 2 for index in filled.tolist()])
    mean = sums[figures.LENGTH_SUM] / reads
    deviation = max(sums[figures.LENGTH_SQUARES] / reads - mean * mean, 0.0) ** 0.5
    return {
        "min": int(sums[figures.SHORTEST]),
        "mean": round(float(mean), DIGITS),
        "sd": round(float(deviation), DIGITS),
        "median": _quantile(numbers, middles, np.ones(len(filled))),
        "n50": _quantile(numbers, middles, middles) if sums[figures.LENGTH_SUM] else 0.0,
        "max": int(sums[figures.LONGEST_READ]),
    }


def _length_histogram(lengths: NDArray[np.int64], most: int = 100) -> list[list[int]]:
    """At most `most` rows of shortest, longest, reads."""
    filled = np.flatnonzero(lengths).tolist()
    size = -(-len(filled) // most) or 1
    rows = []
    for start in range(0, len(filled), size):
        part = filled[start : start + size]
        rows.append([bin_bounds(part[0])[0], bin_bounds(part[-1])[1], int(lengths[part].sum())])
    return rows


def _bases(bases: NDArray[np.int64]) -> dict[str, Any]:
    named = {"A": int(bases[1]), "C": int(bases[2]), "G": int(bases[4]), "T": int(bases[8]), "N": int(bases[15])}
    total = int(bases.sum())
    certain = named["A"] + named["C"] + named["G"] + named["T"]
    strong = named["G"] + named["C"]
    return {
        "bases": total,
        "base_counts": {**named, "U": 0, "other": total - certain - named["N"]},
        "gc_content": share(strong, certain),
        "gc_content_all": share(strong, total),
    }


def _qualities(counts: Counts) -> dict[str, Any]:
    histogram = counts.qualities.sum(axis=0)
    found = {int(value): int(histogram[value]) for value in np.flatnonzero(histogram)}
    return {
        **qualities(found),
        "quality_histogram": {str(value): count for value, count in found.items()},
        "reads_with_quality": int(counts.sums[figures.WITH_QUALITY]),
        "reads_mean_q30_fraction": share(
            float(counts.sums[figures.MEAN_Q30]), float(counts.sums[figures.WITH_QUALITY])
        ),
    }


def _inserts(inserts: NDArray[np.int64]) -> dict[str, Any]:
    """Insert sizes of proper pairs below 2,000 bases."""
    known = inserts[1:-1]
    number = int(known.sum())
    if not number:
        return {}
    sizes = np.arange(1, len(known) + 1)
    mean = float((known * sizes).sum()) / number
    return {
        "pairs": number,
        "median": int(sizes[int(np.searchsorted(np.cumsum(known), number / 2))]),
        "mean": round(mean, DIGITS),
        "sd": round((float((known * sizes * sizes).sum()) / number - mean * mean) ** 0.5, DIGITS),
        "longer": int(inserts[-1]),
    }


def _references(header: Header, numbers: NDArray[np.int64]) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "length": one.length, "md5": one.md5 or None, "mapped": int(number)}
        for one, number in zip(header.references[:LISTED], numbers.tolist(), strict=False)
    ]


def _groups(header: Header, numbers: NDArray[np.int64]) -> list[dict[str, Any]]:
    return [
        {**one.as_json(), "records": int(number)}
        for one, number in zip(header.read_groups, numbers.tolist(), strict=False)
    ]


def alignment_metrics(header: Header, counts: Counts, more: Mapping[str, Any]) -> dict[str, Any]:
    """All figures; `more` adds what other modules found."""
    aligned = {name: int(counts.operations[list(codes)].sum()) for name, codes in OPERATIONS.items()}
    span = sum(one.length for one in header.references)
    return {
        **_flags(counts.flags),
        "reads": int(counts.sums[figures.READS]),
        **_bases(counts.bases),
        "length": _lengths(counts),
        "length_histogram": _length_histogram(counts.lengths),
        **_qualities(counts),
        "gc_histogram": counts.gc.tolist(),
        "mapq_histogram": {str(value): int(counts.mapq[value]) for value in np.flatnonzero(counts.mapq)},
        "cigar_bases": aligned,
        "mean_depth": share(aligned["match"], span),
        "insert_size": _inserts(counts.inserts),
        "mates_on_other_reference": int(counts.sums[figures.OTHER_REFERENCE]),
        "records_without_read_group": int(counts.sums[figures.NO_GROUP]),
        "read_groups": _groups(header, counts.groups),
        "programs": list(header.programs),
        "sort_order": header.sort_order or None,
        "group_order": header.grouping or None,
        "reference_count": len(header.references),
        "references": _references(header, counts.references),
        **more,
    }
