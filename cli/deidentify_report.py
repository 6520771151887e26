"""Tables of what a de-identification or a check did, for people: counts, codes with their sentences, a few places."""

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.load_report import SHOWN_PER_CODE, STYLES
from qc.dicom.folder.check import CheckReport
from qc.dicom.folder.report import Report, Told
from qc.dicom.outcome import CODES


def print_report(console: Console, report: Report) -> None:
    """What was read, published and kept back, what was done to attributes, and the findings."""
    if report.dry_run:
        console.print("dry run: nothing was written", style="bold")
    _print_counts(
        console,
        "files",
        {
            "read": report.read,
            "published": report.published,
            "quarantined": report.quarantined,
            "duplicates": report.duplicates,
        },
    )
    if report.quarantine:
        console.print(_kept_back(Counter(kept.code for kept in report.quarantine)))
    if report.actions:
        _print_counts(console, "attributes", dict(sorted(report.actions.items())))
    _print_findings(console, report.shown(), report.codes)


def print_check(console: Console, report: CheckReport) -> None:
    """How many files were checked, how many are clean, and the findings."""
    _print_counts(console, "files", {"read": report.read, "clean": report.clean})
    _print_findings(console, report.found.shown(), report.found.codes)


def _print_counts(console: Console, title: str, counts: dict[str, int]) -> None:
    table = Table(title, "", box=None, header_style="bold")
    table.columns[1].justify = "right"
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    console.print(table)


def _kept_back(codes: Counter[str]) -> Table:
    table = Table("kept back", "", "because", box=None, header_style="bold")
    table.columns[1].justify = "right"
    for code, count in codes.most_common():
        table.add_row(code, f"{count:,}", CODES[code])
    return table


def _print_findings(console: Console, findings: list[Told], codes: Counter[tuple[str, str]]) -> None:
    for (severity, code), count in sorted(codes.items()):
        console.print(f"[{STYLES[severity]}]{severity}[/] {code} × {count:,}")
        mine = [told for told in findings if (told.severity, told.code) == (severity, code)]
        for told in mine[:SHOWN_PER_CODE]:
            console.print(
                f"  {told.path or told.id}: {told.message}".replace("  : ", "  "), markup=False, highlight=False
            )
            if told.hint:
                console.print(f"    [dim]{escape(told.hint)}[/]", highlight=False)
