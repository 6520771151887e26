"""What a load did: the machine contract of `load --json` and the tables for people.

The JSON Schema is `docs/load-report.schema.json`; what the findings mean is in `docs/findings.md`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from graph_store.protocol import Tally, WriteReport
from qc.finding import Finding

KEPT_PER_CODE = 10_000
SHOWN_PER_CODE = 3
OUTCOMES = ("new", "changed", "unchanged", "refused")
STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


@dataclass(slots=True)
class LoadReport:
    """Files read, objects per type by outcome, and findings; counts stay exact when findings are cut."""

    files: list[dict[str, str]] = field(default_factory=list)
    nodes: dict[str, Counter[str]] = field(default_factory=dict)
    relationships: dict[str, Counter[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)
    unusable: bool = False
    interrupted: bool = False

    def find(self, finding: Finding) -> None:
        """Note a finding; of one code at most ten thousand are kept, all are counted."""
        key = (finding.severity, finding.code)
        self.codes[key] += 1
        if self.codes[key] <= KEPT_PER_CODE:
            self.findings.append(finding)

    def add(self, written: WriteReport) -> None:
        """Add what a store says of a batch."""
        for totals, tallies in ((self.nodes, written.nodes), (self.relationships, written.relationships)):
            for name, tally in tallies.items():
                _add(totals, name, tally)

    def refuse(self, node_type: str, relationships: Iterable[str] = ()) -> None:
        """Count an object that was not loaded, with its relationships."""
        self.nodes.setdefault(node_type, Counter())["refused"] += 1
        self.leave_out(relationships)

    def leave_out(self, relationships: Iterable[str]) -> None:
        """Count relationships that the model refused of an object that was loaded."""
        for name in relationships:
            self.relationships.setdefault(name, Counter())["refused"] += 1

    @property
    def exit_code(self) -> int:
        """130 interrupted, 2 unusable input, 1 findings of severity error, 0 clean."""
        if self.interrupted:
            return 130
        if self.unusable:
            return 2
        return int(any(severity == "error" for severity, _ in self.codes))

    def contract(self) -> dict[str, Any]:
        """The one object of `load --json`."""
        return {
            "files": self.files,
            "nodes": _outcomes(self.nodes),
            "relationships": _outcomes(self.relationships),
            "findings": [_told(finding) for finding in (*self.findings, *self._cut())],
        }

    def _cut(self) -> list[Finding]:
        """One finding for each code of which there were more than are kept."""
        return [
            Finding(
                "FINDINGS_CUT",
                "info",
                "",
                "",
                f"{count - KEPT_PER_CODE} more findings {code} ({severity})",
                "load fewer files at once",
            )
            for (severity, code), count in sorted(self.codes.items())
            if count > KEPT_PER_CODE
        ]


def _add(totals: dict[str, Counter[str]], name: str, tally: Tally) -> None:
    counter = totals.setdefault(name, Counter())
    for outcome, count in asdict(tally).items():
        counter[outcome] += count


def _outcomes(totals: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    """Per type: what was read, and what became of it; read is the sum of the rest."""
    return {
        name: {
            "read": sum(counter[outcome] for outcome in OUTCOMES),
            **{outcome: counter[outcome] for outcome in OUTCOMES},
        }
        for name, counter in sorted(totals.items())
    }


def _told(finding: Finding) -> dict[str, str]:
    return {name: getattr(finding, name) for name in ("code", "severity", "path", "location", "message", "hint")}


def print_report(console: Console, report: LoadReport, *, dry_run: bool) -> None:
    """Tables of what was loaded, and the findings by code with a few examples each."""
    if dry_run:
        console.print("dry run: nothing was written", style="bold")
    for title, totals in (("nodes", report.nodes), ("relationships", report.relationships)):
        if totals:
            console.print(_table(title, totals))
    for (severity, code), count in sorted(report.codes.items()):
        console.print(f"[{STYLES[severity]}]{severity}[/] {code} × {count:,}")
        for finding in [kept for kept in report.findings if (kept.severity, kept.code) == (severity, code)][
            :SHOWN_PER_CODE
        ]:
            console.print(f"  {finding.path} {finding.location}: {finding.message}", markup=False, highlight=False)
            if finding.hint:
                console.print(f"    [dim]{escape(finding.hint)}[/]", highlight=False)
    if report.interrupted:
        console.print("interrupted: what is counted above is safe; run the same command again to go on", style="bold")


def _table(title: str, totals: dict[str, Counter[str]]) -> Table:
    table = Table(title, "read", *OUTCOMES, box=None, header_style="bold")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, outcomes in _outcomes(totals).items():
        table.add_row(name, *(f"{count:,}" for count in outcomes.values()))
    return table
