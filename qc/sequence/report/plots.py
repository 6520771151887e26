"""The plots of a report, from its metrics: quality and composition by position, qualities, lengths, GC."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qc.sequence.report.chart import Axis, Chart

BASES = ("A", "C", "G", "T", "N")
HIGHEST_QUALITY = 42
COMBED = 1000
"""Reads up to this length have few enough possible contents for whole percents to show it."""
TEXTS = (
    "Quality by position", "Bases by position", "Qualities", "Read lengths", "GC content of reads",
    "position in the read", "position", "share", "bases", "reads", "percent GC", "Phred quality",
    "lower quartile", "median", "upper quartile", "mean",
    "The band is the middle half.", "From {n} reads spread over the file.", "All bases.", "All reads.",
)  # fmt: skip
"""Every text of the plots, in English; pages of other languages translate them by `say`."""

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn chart with its heading, a sentence below it, and its numbers as a table."""

    name: str
    title: str
    note: str
    svg: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plots(metrics: Mapping[str, Any], say: Say = str) -> list[Plot]:
    """What can be drawn of these metrics, in reading order; metrics without figures to draw give none."""
    return [*_by_position(metrics.get("per_position") or {}, say), *_distributions(metrics, say)]


def _by_position(found: Mapping[str, Any], say: Say) -> Iterator[Plot]:
    if not found.get("bins"):
        return
    note = _sampled(found.get("reads"), say)
    if found.get("quality_quartiles"):
        yield _quality(found, f"{say('The band is the middle half.')} {note}".strip(), say)
    if found.get("bases"):
        yield _composition(found, note, say)


def _sampled(reads: int | None, say: Say) -> str:
    return say("From {n} reads spread over the file.").replace("{n}", f"{reads:,}") if reads else ""


def _middles(found: Mapping[str, Any]) -> list[float]:
    return [(start + stop) / 2 for start, stop in found["bins"]]


def _along(found: Mapping[str, Any], say: Say) -> Axis:
    middles = _middles(found)
    return Axis(say("position in the read"), middles[0], middles[-1], whole=True)


def _quality(found: Mapping[str, Any], note: str, say: Say) -> Plot:
    quartiles, means, middles = found["quality_quartiles"], found["quality_mean"], _middles(found)
    top = max(HIGHEST_QUALITY, *(high for _, _, high in quartiles))
    chart = Chart(say("Quality by position"), note, _along(found, say), Axis("Phred", 0, top))
    chart.band([(x, low, high) for x, (low, _, high) in zip(middles, quartiles, strict=True)])
    chart.line(say("median"), [(x, row[1]) for x, row in zip(middles, quartiles, strict=True)])
    chart.line(say("mean"), list(zip(middles, means, strict=True)))
    rows = tuple(
        (_span(span), f"{low:g}", f"{median:g}", f"{high:g}", f"{mean:.2f}")
        for span, (low, median, high), mean in zip(found["bins"], quartiles, means, strict=True)
    )
    head = tuple(map(say, ("position", "lower quartile", "median", "upper quartile", "mean")))
    return Plot("quality", chart.title, note, chart.svg(), head, rows)


def _composition(found: Mapping[str, Any], note: str, say: Say) -> Plot:
    bases: Mapping[str, Sequence[float]] = found["bases"]
    shown = [base for base in BASES if base in bases]
    top = min(max(0.4, *(max(bases[base]) for base in shown)), 1.0)
    chart = Chart(say("Bases by position"), note, _along(found, say), Axis(say("share"), 0, top))
    for base in shown:
        chart.line(base, list(zip(_middles(found), bases[base], strict=True)))
    rows = tuple((_span(span), *(f"{bases[base][i]:.4f}" for base in shown)) for i, span in enumerate(found["bins"]))
    return Plot("bases", chart.title, note, chart.svg(), (say("position"), *shown), rows)


def _distributions(metrics: Mapping[str, Any], say: Say) -> Iterator[Plot]:
    qualities = [(int(q), int(q) + 1, count) for q, count in (metrics.get("quality_histogram") or {}).items()]
    if qualities:
        yield _bars(
            "qualities", (say("Qualities"), say("Phred quality"), say("bases")), sorted(qualities), say("All bases.")
        )
    lengths = [(start, stop + 1, count) for start, stop, count in metrics.get("length_histogram") or ()]
    if lengths:
        yield _bars("lengths", (say("Read lengths"), say("bases"), say("reads")), lengths, say("All reads."))
    shares = [(percent, percent + 1, count) for percent, count in enumerate(metrics.get("gc_histogram") or ())]
    if any(count for _, _, count in shares):
        note = _sampled(sum(count for _, _, count in shares), say)
        drawn = evened(metrics["gc_histogram"], usual_length(metrics.get("length_histogram") or ()))
        yield _bars("gc", (say("GC content of reads"), say("percent GC"), say("reads")), shares, note, drawn)


def usual_length(histogram: Sequence[Sequence[int]]) -> int:
    """The length that more than half of the reads have; 0 where there is none."""
    reads = sum(count for _, _, count in histogram)
    return next((start for start, stop, count in histogram if start == stop and 2 * count > reads), 0)


def evened(counts: Sequence[int], length: int) -> list[tuple[int, int, float]]:
    """Bars of a GC histogram without the comb that whole percents make of reads of one length.

    Reads of 150 bases have 151 possible contents, so a percent holds one or two of them by turns: each bar is divided
    by how many it holds. Below 100 bases some percents hold none, and bars are as wide as it takes to hold one.
    """
    if not 0 < length <= COMBED:
        return [(percent, percent + 1, float(count)) for percent, count in enumerate(counts)]
    contents = [0] * len(counts)
    for strong in range(length + 1):
        contents[(200 * strong + length) // (2 * length)] += 1
    width = -(-100 // length)
    usual = (length + 1) * width / len(counts)
    return [
        (start, min(start + width, len(counts)), sum(counts[start : start + width]) * usual / held)
        for start in range(0, len(counts), width)
        if (held := sum(contents[start : start + width]))
    ]


def _bars(
    name: str,
    texts: tuple[str, str, str],
    bars: Sequence[tuple[int, int, int]],
    note: str,
    drawn: Sequence[tuple[int, int, float]] = (),
) -> Plot:
    """A chart of bars, drawn as counted unless other heights are given; the texts: its title, what goes along and up."""
    title, along, up = texts
    margin = 5 if len(bars) == 1 else 0
    axis = Axis(along, bars[0][0] - margin, bars[-1][1] + margin, whole=True)
    heights = [(start, stop, round(height)) for start, stop, height in drawn or bars]
    highest = max(1, *(height for _, _, height in heights))
    chart = Chart(title, note, axis, Axis(up, 0, highest, whole=True)).bars(heights)
    rows = tuple((_span((start, stop - 1)), f"{count:,}") for start, stop, count in bars if count)
    return Plot(name, title, note, chart.svg(), (along, up), rows)


def _span(span: Sequence[int]) -> str:
    return f"{span[0]:,}" if span[0] == span[1] else f"{span[0]:,} – {span[1]:,}"
