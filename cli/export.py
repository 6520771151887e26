"""`gsagraph export`: the graph in other forms; `rdf` as N-Triples, Turtle or JSON-LD."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.refusal import refusals_told
from cli.terminal import examples
from exports.rdf import export
from exports.rdf.graph import Written
from graph_schema.errors import UnusableInput
from graph_store import open_store
from graph_store.protocol import Store

export_app = typer.Typer(help="Write the graph in other forms.", no_args_is_help=True)


class RdfFormat(StrEnum):
    """The RDF formats written."""

    NT = "nt"
    TTL = "ttl"
    JSONLD = "jsonld"


@export_app.callback()
def exports() -> None:
    """Write the graph in other forms."""


EXAMPLES = examples(
    "export rdf --out rdf",
    "export rdf --out rdf --format ttl --gzip",
    "export rdf --out review --scope review --json",
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
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Write every public node and relationship, one file per node type, with a manifest."""
    if out.exists() and not out.is_dir():
        raise UnusableInput(f"{out} is not a folder", code="NOT_A_FOLDER", hint="give --out the path of a folder")
    opened = open_store(store)
    try:
        written = _export(opened, out, form.value, gzip=gzip, scopes=["public", *(scope or ())])
    finally:
        opened.close()
    _tell(out, written, as_json=as_json)


def _export(opened: Store, out: Path, form: str, *, gzip: bool, scopes: Sequence[str]) -> list[Written]:
    """Export with a progress bar on standard error; the bar counts nodes and relationships read."""
    counts = opened.statistics()
    total = sum(counts.nodes.values()) + sum(counts.relationships.values())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("nodes and relationships", total=total)
        return export(opened, out, form, gzip=gzip, scopes=scopes, tick=lambda read: progress.advance(task, read))


def _tell(out: Path, written: Sequence[Written], *, as_json: bool) -> None:
    if as_json:
        files = [file._asdict() for file in written]
        sys.stdout.buffer.write(orjson.dumps(files, option=orjson.OPT_INDENT_2) + b"\n")
        return
    for file in written:
        typer.echo(f"{out / file.name}\t{file.subjects} subjects\t{file.triples} triples")
