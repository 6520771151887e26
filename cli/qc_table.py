"""What was found, for people: the verdict, the files, the figures that matter, the findings with place and hint."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape

from qc.sequence.checked import Checked
from qc.sequence.remarks import Remark

STYLES = {"pass": "bold green", "warn": "bold yellow", "fail": "bold red"}
SEVERITIES = {"error": "red", "warning": "yellow", "info": "cyan"}
SHOWN_PER_CODE = 3
COUNTS = ("reads", "records", "samples", "bases", "mapped")
UNITS = ("B", "kB", "MB", "GB", "TB")


def print_checked(console: Console, checked: Checked) -> None:
    """A block of lines about one unit."""
    for number, file in enumerate(checked.files):
        verdict = f"[{STYLES[checked.verdict]}]{checked.verdict}[/]" if number == 0 else "    "
        about = f"[dim]{file.container} {file.format}, {_size(file.bytes)}, md5 {file.md5 or 'unknown'}[/]"
        console.print(f"{verdict}  {escape(file.path)}  {about}", highlight=False, emoji=False)
    if figures := ", ".join(_figures(checked.metrics)):
        console.print(f"      {figures}", markup=False, highlight=False, emoji=False)
    for lines in _findings(checked):
        console.print(f"      {lines}", highlight=False, emoji=False)


def _figures(metrics: dict[str, Any]) -> Iterator[str]:
    """The figures that a person looks at first."""
    for name in COUNTS:
        if isinstance(metrics.get(name), int):
            yield f"{metrics[name]:,} {name}"
    length = metrics.get("length") or {}
    if length.get("max"):
        same = length["min"] == length["max"]
        yield f"length {length['max']:,}" if same else f"length {length['min']:,} – {length['max']:,}"
    for name, title in (("gc_content", "GC"), ("q30_fraction", "Q30")):
        if metrics.get(name) is not None:
            yield f"{title} {100 * metrics[name]:.1f} %"
    if metrics.get("mean_quality") is not None:
        yield f"mean quality {metrics['mean_quality']:.1f}"
    if metrics.get("assembly"):
        yield str(metrics["assembly"])


def _findings(checked: Checked) -> Iterator[str]:
    """The findings by file and code, errors first: a few places of each, and the hint once."""
    groups: dict[tuple[str, str], list[Remark]] = {}
    for remark in checked.remarks:
        groups.setdefault((remark.code, remark.file), []).append(remark)
    order = list(SEVERITIES)
    for group in sorted(groups.values(), key=lambda found: order.index(found[0].severity)):
        first = group[0]
        times = f" × {first.count:,}" if first.count > 1 else ""
        of = f" [dim]{escape(first.file)}[/]" if len(checked.files) > 1 else ""
        yield f"[{SEVERITIES[first.severity]}]{first.severity} {first.code}[/]{times}{of}"
        for remark in group[:SHOWN_PER_CODE]:
            yield f"  {escape(_place(remark) + remark.message)}"
        yield f"  [dim]{escape(first.hint)}[/]"


def _place(remark: Remark) -> str:
    """Line, byte and records of a remark, as far as it has them."""
    parts = []
    if remark.line is not None:
        parts.append(f"line {remark.line:,}")
    if remark.byte is not None:
        parts.append(f"byte {remark.byte:,}")
    if remark.records:
        plural = "s" if len(remark.records) > 1 else ""
        parts.append(f"record{plural} {' and '.join(f'{number:,}' for number in remark.records)}")
    return f"{', '.join(parts)}: " if parts else ""


def _size(size: float) -> str:
    """Bytes in a unit that leaves few digits."""
    for unit in UNITS[:-1]:
        if size < 1000:
            return f"{size:,.0f} {unit}" if unit == "B" else f"{size:,.1f} {unit}"
        size /= 1000
    return f"{size:,.1f} {UNITS[-1]}"
