"""`gsagraph store`: check, back up, restore and describe a store."""

import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer

from cli.refusal import refusals_told
from cli.terminal import examples
from graph_store import open_store
from graph_store.backup import backup, restore

UNSOUND = 1

store_app = typer.Typer(help="Look after a store.", no_args_is_help=True)

StoreUrl = Annotated[str | None, typer.Option("--store", metavar="URL", help="The store; default GSAGRAPH_STORE.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@store_app.command("check", epilog=examples("store check", "store check --json --store neo4j://127.0.0.1:7687"))
@refusals_told
def check_command(store: StoreUrl = None, as_json: AsJson = False) -> None:
    """Check the store and the agreement of its parts. Exit code 1 if something is wrong."""
    opened = open_store(store)
    try:
        faults = opened.check()
    finally:
        opened.close()
    if as_json:
        _print_json({"sound": not faults, "faults": faults})
    else:
        sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "sound\n")
    if faults:
        raise typer.Exit(UNSOUND)


@store_app.command("backup", epilog=examples("store backup graph-backup.db"))
@refusals_told
def backup_command(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; must not exist.")],
    store: StoreUrl = None,
) -> None:
    """Copy the store into a file, while others read and write."""
    backup(store, target)
    typer.echo(f"written {target} ({target.stat().st_size:,} bytes)", err=True)


@store_app.command("restore", epilog=examples("store restore graph-backup.db --store sqlite:////data/graph.db"))
@refusals_told
def restore_command(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file written by `store backup`.")],
    store: StoreUrl = None,
) -> None:
    """Put a checked backup in the place of the store, at once; refused while someone writes to it."""
    restore(source, store)
    typer.echo(f"restored {source}", err=True)


@store_app.command("info", epilog=examples("store info", "store info --json"))
@refusals_told
def info_command(store: StoreUrl = None, as_json: AsJson = False) -> None:
    """Kind, versions, location, sizes and generation of the store."""
    opened = open_store(store)
    try:
        known = opened.info()
    finally:
        opened.close()
    if as_json:
        _print_json(known)
    else:
        sys.stdout.write("".join(f"{name}: {value}\n" for name, value in known.items()))


def _print_json(value: object) -> None:
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")
