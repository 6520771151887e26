"""The quality of sequence files on the pages of Run, File and QcReport: verdict, figures, and plots with tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.requests import Request

from api.ui.addresses import node_path
from api.ui.asking import Asked, ask
from api.ui.documents import stored
from api.ui.language import Language, gettext
from qc.sequence.report.page import VERDICTS, told
from qc.sequence.report.plots import Plot, plots

SHOWN_ON = frozenset({"Run", "File"})
REPORTS = 5
"""Reports of one object that its page draws; all are listed among its relations."""
FIGURES = {
    "spotCount": "Reads or spots",
    "recordCount": "Records",
    "baseCount": "Bases",
    "meanQuality": "Mean quality",
    "q30Fraction": "Bases of Q30 and more",
    "gcContent": "GC content",
    "duplicateNameCount": "Names seen twice",
    "mappedFraction": "Mapped",
}
SHARES = frozenset({"q30Fraction", "mappedFraction"})
MOODS = {"pass": "good", "warn": "warn", "fail": "bad"}
DRAWN = frozenset({"position_statistics", "gc_counts", "length_counts", "quality_counts"})
"""Slots of a QcReport that its page shows as plots and tables instead of texts."""


@dataclass(frozen=True, slots=True)
class Quality:
    """One report as a page shows it; `mood` is the class of its verdict."""

    href: str
    title: str
    verdict: str
    mood: str
    figures: tuple[tuple[str, str], ...]
    plots: tuple[Plot, ...]


def qualities(request: Request, language: Language, node: Mapping[str, Any]) -> list[Quality]:
    """The reports with figures of a Run and its files, of a File, or the report itself."""
    if node["__typename"] == "QcReport":
        reports = [node]
    elif node["__typename"] in SHOWN_ON and _is_reported(node):
        asked = Asked(stored("quality"), {"id": node["accession"], "type": node["__typename"], "first": REPORTS})
        reports = list(_reports(ask(request, asked)["node"] or {}))
    else:
        reports = []
    drawn = (_quality(language, report) for report in reports)
    return [quality for quality in drawn if quality.figures]


def _is_reported(node: Mapping[str, Any]) -> bool:
    """Whether the page's own answer leaves a reason to ask for reports: its own, or files that may have some."""
    return any((node.get(name) or {}).get("totalCount") for name in ("qcReports", "files"))


def _reports(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for edge in (node.get("qcReports") or {}).get("edges", ()):
        yield edge["node"]
    for file in (node.get("files") or {}).get("edges", ()):
        yield from _reports(file["node"])


def _quality(language: Language, report: Mapping[str, Any]) -> Quality:
    say = partial(gettext, language)
    verdict = str(report.get("verdict") or "")
    figures = tuple(
        (say(label), _figure(name, report[name])) for name, label in FIGURES.items() if report.get(name) is not None
    )
    return Quality(
        node_path("QcReport", report["accession"], report["iri"]),
        report.get("title") or report["accession"],
        say(VERDICTS.get(verdict, verdict)),
        MOODS.get(verdict, ""),
        figures,
        tuple(plots(metrics_of(report), say)),
    )


def _figure(name: str, value: float) -> str:
    if name in SHARES:
        return f"{100 * value:.1f} %"
    return f"{value:.1f} %" if name == "gcContent" else told(value)


def metrics_of(report: Mapping[str, Any]) -> dict[str, Any]:
    """The metrics that plots are drawn of, from the slots of a report."""
    rows = report.get("positionStatistics") or []
    gc = {row["percent"]: row["count"] for row in report.get("gcCounts") or ()}
    return {
        "quality_histogram": {row["quality"]: row["count"] for row in report.get("qualityCounts") or ()},
        "length_histogram": [(row["start"], row["stop"], row["count"]) for row in report.get("lengthCounts") or ()],
        "gc_histogram": [gc.get(percent, 0) for percent in range(101)] if gc else [],
        "per_position": {
            "bins": [(row["start"], row["stop"]) for row in rows],
            "quality_mean": [row["meanQuality"] for row in rows],
            "quality_quartiles": [(row["lowerQuartile"], row["median"], row["upperQuartile"]) for row in rows],
            "bases": {
                base: [row[f"fraction{base}"] for row in rows]
                for base in "ACGTN"
                if rows and all(row.get(f"fraction{base}") is not None for row in rows)
            },
        },
    }
