"""`gsagraph anonymity`: how many individuals look alike in what each tier shows of them, and what would help."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from cli.refusal import refusals_told
from cli.terminal import console, examples
from exports.anonymity import assessed
from graph_store import open_store
from qc.anonymity.risk import LIMITS, Risk, as_json

EXAMPLES = examples("anonymity", "anonymity --tier open --limit 20", "anonymity --json --scope withheld")
SHOWN = 20
RISKY = 1


class Tier(StrEnum):
    """For whom data are: everybody, or who was granted access."""

    OPEN = "open"
    CONTROLLED = "controlled"


@refusals_told
def anonymity_command(
    tier: Annotated[Tier | None, typer.Option("--tier", help="Only this tier; else both.")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="The fewest alike; else 11 in open, 5 in controlled data.")
    ] = None,
    scope: Annotated[list[str] | None, typer.Option("--scope", help="A scope seen besides those of the tier.")] = None,
    as_json_: Annotated[bool, typer.Option("--json", help="Print the machine contract instead of tables.")] = False,
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store to read.")] = None,
) -> None:
    """Count individuals who look alike in sex, age band, region, disease, what was imaged and the other published values.

    Accessions of one human being count once, with all that is published under any of them.
    Exit code 0: every class has at least the limit; 1: some have not; 2: the store cannot be read.
    """
    opened = open_store(store)
    try:
        risks = [assessed(opened, name, limit, scope or ()) for name in ([tier.value] if tier else LIMITS)]
    finally:
        opened.close()
    if as_json_:
        sys.stdout.buffer.write(orjson.dumps(contract(risks), option=orjson.OPT_INDENT_2) + b"\n")
        sys.stdout.buffer.flush()
    else:
        for risk in risks:
            _print(console(), risk)
    if not all(risk.acceptable for risk in risks):
        raise typer.Exit(RISKY)


def contract(risks: Sequence[Risk]) -> dict[str, object]:
    """The one object of `anonymity --json`."""
    return {"acceptable": all(risk.acceptable for risk in risks), "tiers": [as_json(risk) for risk in risks]}


def _print(output: Console, risk: Risk) -> None:
    output.print(f"[bold]{risk.tier}[/]: {risk.individuals:,} individuals, k = {risk.k or '–'} (limit {risk.limit})")
    if risk.diversity is not None:
        output.print(f"  different diseases among people who look alike in all else: at least {risk.diversity}")
    if risk.acceptable:
        return
    output.print(f"  {risk.at_risk:,} individuals in {len(risk.small):,} classes below the limit")
    output.print(_classes(risk))
    for unique in risk.uniques[:SHOWN]:
        facts = " and ".join(unique.attributes)
        output.print(f"  found by {facts} alone: {unique.person.accessions[0]}", highlight=False)
    for step in risk.suggestions:
        output.print(
            f"  suggestion: {step.attribute} {step.to} → k = {step.k}, {step.at_risk:,} at risk", highlight=False
        )
    if not risk.suggestions:
        output.print("  fewer individuals than the limit: no coarser value helps; keep them in a closed tier")


def _classes(risk: Risk) -> Table:
    table = Table("alike", "values", "individuals", "enough without", box=None, header_style="bold")
    for small in risk.small[:SHOWN]:
        told = "; ".join(f"{name} {', '.join(values)}" for name, values in small.values.items())
        people = ", ".join(person.accessions[0] for person in small.persons)
        table.add_row(str(len(small.persons)), told, people, ", ".join(small.enough_without))
    return table
