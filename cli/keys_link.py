"""`gsagraph keys link`: the table that ties imaged individuals to those of GSA-Human, made where the key is."""

import os
import stat
from pathlib import Path
from typing import Annotated

import typer

from cli.refusal import refusals_told
from cli.terminal import examples
from graph_schema.errors import UnusableInput
from qc.dicom.crosswalk import cross, table
from qc.dicom.keys import Keys

EXAMPLES = examples("keys link crosswalk.csv --key-file hospital.key --out links.csv")
SHOWN = 20


@refusals_told
def link_command(
    crosswalk: Annotated[
        Path, typer.Argument(metavar="CROSSWALK", help="Table: record number, issuer, individual in GSA-Human.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The table of links to write.")],
    key_file: Annotated[
        Path | None, typer.Option("--key-file", metavar="FILE", help="The key; else that of the environment.")
    ] = None,
) -> None:
    """Write the links of a private crosswalk as pseudonyms and accessions, ready for `gsagraph load`.

    A link is public only where the column release says so. Exit code 0: every line was used; 1: some were not;
    2: no key, or an unusable table.
    """
    keys = Keys.read(key_file) if key_file else Keys.from_environment()
    if keys is None:
        raise UnusableInput("no key is given", code="KEY_ABSENT", hint="give --key-file, or set GSAGRAPH_DEID_KEY_FILE")
    crossed = cross(crosswalk, keys)
    _write(out, table(crossed.rows))
    typer.echo(f"{len(crossed.rows)} links written with key {keys.key_id}", err=True)
    if crossed.refused:
        lines = ", ".join(map(str, crossed.refused[:SHOWN]))
        typer.echo(f"warning CROSSWALK_LINE_REFUSED: {len(crossed.refused)} lines were not used: {lines}", err=True)
        typer.echo("hint: a line needs a record number; an individual is named by its HRI accession", err=True)
        raise typer.Exit(1)


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    aside.replace(path)
