"""`gsagraph export`: the graph in other forms; `rdf` as N-Triples, Turtle or JSON-LD."""

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.refusal import refusals_told
from cli.terminal import examples
from exports.anonymity import published
from exports.rdf import export
from exports.rdf.graph import Written
from graph_schema.errors import UnusableInput
from graph_store import open_store
from graph_store.protocol import Store
from qc.anonymity.risk import LIMITS, Risk, assess

export_app = typer.Typer(help="Write the graph in other forms.", no_args_is_help=True)


class RdfFormat(StrEnum):
    """The RDF formats written."""

    NT = "nt"
    TTL = "ttl"
    JSONLD = "jsonld"


@export_app.callback()
def exports() -> None:
    """Write the graph in other forms."""


PUBLIC = "public"
RISKY = 1
EXAMPLES = examples(
    "export rdf --out rdf",
    "export rdf --out rdf --format ttl --gzip",
    "export rdf --out review --scope review --json",
    'export rdf --out rdf --waive-risk "the data are invented"',
)


@export_app.command("rdf", epilog=EXAMPLES)
@refusals_told
def rdf_command(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to; made if absent.")],
    form: Annotated[RdfFormat, typer.Option("--format", help="N-Triples, Turtle or JSON-LD.")] = RdfFormat.NT,
    gzip: Annotated[bool, typer.Option("--gzip", help="Compress each file (.gz).")] = False,
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store to export.")] = None,
    scope: Annotated[list[str] | None, typer.Option("--scope", help="A scope to write besides public ones.")] = None,
    waive_risk: Annotated[
        str,
        typer.Option(
            "--waive-risk", metavar="REASON", help="Export although somebody may be found; kept in the manifest."
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Write every public node and relationship, one file per node type, with a manifest.

    Refused with exit code 1 where fewer individuals look alike than the limit (`gsagraph anonymity`), unless the
    risk is waived with a reason.
    """
    if out.exists() and not out.is_dir():
        raise UnusableInput(f"{out} is not a folder", code="NOT_A_FOLDER", hint="give --out the path of a folder")
    opened = open_store(store)
    try:
        scopes = [PUBLIC, *(scope or ())]
        risk = _risk(opened, scopes, waive_risk.strip())
        written = _export(opened, out, form.value, gzip=gzip, scopes=scopes, risk=risk)
    finally:
        opened.close()
    _tell(out, written, as_json=as_json)


def _risk(opened: Store, scopes: Sequence[str], reason: str) -> dict[str, Any] | None:
    """What the manifest keeps of the risk for individuals, None where nobody is in the files; exit where it is too high.

    Public nodes are in every export and are for everybody, so what they show has to keep the limit of open data,
    whatever other scopes are asked for; all scopes together are for those who were granted access.
    """
    risks = [assess(published(opened, [PUBLIC]), "open", LIMITS["open"], advice=False)]
    if set(scopes) != {PUBLIC}:
        risks.append(assess(published(opened, scopes), "controlled", LIMITS["controlled"], advice=False))
    risk = next((risk for risk in risks if not risk.acceptable), risks[-1])
    if not risk.individuals:
        return None
    if not risk.acceptable and not reason:
        raise _refused(risk)
    told: dict[str, Any] = {"tier": risk.tier, "limit": risk.limit, "individuals": risk.individuals, "k": risk.k}
    if risk.acceptable:
        return told
    time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return told | {"atRisk": risk.at_risk, "waived": {"reason": reason, "time": time}}


def _refused(risk: Risk) -> typer.Exit:
    message = (
        f"{risk.at_risk} of {risk.individuals} individuals share their published values with fewer than"
        f" {risk.limit} (k = {risk.k}); nothing was written"
    )
    typer.echo(f"error ANONYMITY_RISK: {message}", err=True)
    typer.echo(
        f"hint: `gsagraph anonymity --tier {risk.tier}` tells who and what would help;"
        ' --waive-risk "REASON" exports all the same and keeps the reason',
        err=True,
    )
    return typer.Exit(RISKY)


def _export(
    opened: Store, out: Path, form: str, *, gzip: bool, scopes: Sequence[str], risk: Mapping[str, Any] | None
) -> list[Written]:
    """Export with a progress bar on standard error; the bar counts nodes and relationships read."""
    counts = opened.statistics()
    total = sum(counts.nodes.values()) + sum(counts.relationships.values())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("nodes and relationships", total=total)
        return export(
            opened, out, form, gzip=gzip, scopes=scopes, risk=risk, tick=lambda read: progress.advance(task, read)
        )


def _tell(out: Path, written: Sequence[Written], *, as_json: bool) -> None:
    if as_json:
        files = [file._asdict() for file in written]
        sys.stdout.buffer.write(orjson.dumps(files, option=orjson.OPT_INDENT_2) + b"\n")
        return
    for file in written:
        typer.echo(f"{out / file.name}\t{file.subjects} subjects\t{file.triples} triples")
