"""A report as one HTML page that needs nothing else: verdict, figures, findings, plots with their tables."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

from qc.sequence.checked import Checked
from qc.sequence.codes import CODES
from qc.sequence.report.plots import plots

FIGURES = {
    "reads": "reads",
    "records": "records",
    "bases": "bases",
    "mean_quality": "mean quality",
    "q30_fraction": "bases of Q30 and more",
    "gc_content": "GC of A, C, G, T",
    "duplicate_names": "names seen twice",
    "mapped": "mapped",
    "samples": "samples",
    "snvs": "single-base variants",
    "indels": "insertions and deletions",
}
"""The figures at the top of the page, with their names."""
SHARES = frozenset({"q30_fraction", "gc_content"})
DRAWN = frozenset({"per_position", "quality_histogram", "length_histogram", "gc_histogram", "per_file"})
VERDICTS = {"pass": "passed", "warn": "passed with warnings", "fail": "failed"}


def page(checked: Checked) -> str:
    """The report of one unit as HTML; text of the file is escaped, nothing is fetched from anywhere."""
    environment = Environment(
        loader=PackageLoader("qc.sequence.report", ""), autoescape=select_autoescape(default=True), trim_blocks=True
    )
    return environment.get_template("page.html.jinja").render(
        checked=checked,
        verdict=VERDICTS[checked.verdict],
        figures=[(FIGURES[name], _figure(name, checked.metrics[name])) for name in FIGURES if name in checked.metrics],
        facts=[(name.replace("_", " "), told(value)) for name, value in checked.metrics.items() if name not in DRAWN],
        findings=_findings(checked),
        parts=_parts(checked),
    )


def _figure(name: str, value: object) -> str:
    """A figure of the top of the page; shares are told in percent."""
    return f"{100 * value:.1f} %" if name in SHARES and isinstance(value, int | float) else told(value)


def told(value: object) -> str:
    """A figure as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.4g}" if value < 1 else f"{value:,.2f}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {told(one)}" for name, one in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(told(one) for one in value) or "none"
    return "–" if value is None else str(value)


def _findings(checked: Checked) -> list[dict[str, Any]]:
    """The remarks by code, the worst first, each with its places."""
    order = {"error": 0, "warning": 1, "info": 2}
    codes = {remark.code: remark for remark in reversed(checked.remarks)}
    return [
        {
            "code": code,
            "severity": first.severity,
            "gsa": CODES[code].gsa,
            "meaning": CODES[code].meaning,
            "hint": first.hint,
            "count": _count(checked, code),
            "places": [remark for remark in checked.remarks if remark.code == code][:20],
        }
        for code, first in sorted(codes.items(), key=lambda item: (order[item[1].severity], item[0]))
    ]


def _count(checked: Checked, code: str) -> int:
    """How often a code was raised; of each file its first remark carries the count."""
    counts: dict[str, int] = {}
    for remark in checked.remarks:
        if remark.code == code:
            counts[remark.file] = max(remark.count, counts.get(remark.file, 0))
    return sum(counts.values())


def _parts(checked: Checked) -> list[dict[str, Any]]:
    """What is drawn: the unit itself, or each file of a set."""
    files = checked.metrics.get("per_file")
    if not files:
        return [{"name": "", "plots": plots(checked.metrics)}]
    return [
        {"name": Path(file.path).name, "plots": plots(metrics)}
        for file, metrics in zip(checked.files, files, strict=False)
    ]
