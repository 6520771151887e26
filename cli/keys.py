"""`gsagraph keys`: the custodian's key, from which de-identification derives pseudonyms, UIDs and dates."""

from pathlib import Path
from typing import Annotated

import typer

from cli.keys_link import EXAMPLES as LINK_EXAMPLES
from cli.keys_link import link_command
from cli.refusal import refusals_told
from cli.terminal import examples
from qc.dicom.keys import new_key_file

keys_app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", help="Keys of de-identification.")
NEW_EXAMPLES = examples("keys new custodian.key")


@keys_app.callback()
def keys_group() -> None:
    """Keys of de-identification."""


@refusals_told
def new_command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The new file; one that exists is never overwritten.")],
) -> None:
    """Write a new random key of 256 bits to a file that only you can read (mode 600).

    Keep it apart from images and graph, and keep a copy: who has it can find the individuals, without it nobody can.
    """
    keys = new_key_file(path)
    typer.echo(f"key {keys.key_id} written; keep it secret, and keep a copy of it", err=True)


keys_app.command("new", epilog=NEW_EXAMPLES)(new_command)
keys_app.command("link", epilog=LINK_EXAMPLES)(link_command)
