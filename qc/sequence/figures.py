"""Figures that several formats tell alike: shares, GC, and what counts of qualities come to."""

from collections.abc import Mapping

DIGITS = 6
"""Digits that a share is rounded to."""


def share(part: float, whole: float) -> float:
    """`part` of `whole`, rounded; 0 of nothing."""
    return round(part / whole, DIGITS) if whole else 0.0


def gc_content(counts: Mapping[str, int], bases: int) -> dict[str, float | None]:
    """GC over A, C, G and T, and over all bases (the archive's figure); None of nothing."""
    strong = counts.get("G", 0) + counts.get("C", 0)
    known = strong + counts.get("A", 0) + counts.get("T", 0)
    return {
        "gc_content": share(strong, known) if known else None,
        "gc_content_all": share(strong, bases) if bases else None,
    }


def qualities(counts: Mapping[int, int]) -> dict[str, float]:
    """Q20 and Q30 share and mean quality of bases counted by their Phred quality; 0 where there are none."""
    total = sum(counts.values())
    return {
        **{
            f"q{least}_fraction": share(sum(n for quality, n in counts.items() if quality >= least), total)
            for least in (20, 30)
        },
        "mean_quality": share(sum(quality * n for quality, n in counts.items()), total),
    }
