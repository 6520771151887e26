"""`gsagraph stats`: what the store holds, and which references are still open."""

import sys
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from cli.refusal import refusals_told
from cli.terminal import console, examples
from graph_store import open_store
from graph_store.protocol import StoreStatistics, Unresolved

SHOWN = 20
EXAMPLES = examples("stats", "stats --unresolved", "stats --json --store sqlite:////data/graph.db")


@refusals_told
def stats_command(
    as_json: Annotated[bool, typer.Option("--json", help="Print the machine contract instead of tables.")] = False,
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store to count in.")] = None,
    unresolved: Annotated[bool, typer.Option("--unresolved", help="Also list some of the open references.")] = False,
) -> None:
    """Count the loaded nodes and relationships of each type, and the references still open."""
    opened = open_store(store)
    try:
        counts = opened.statistics()
        waiting = opened.unresolved(SHOWN) if unresolved else []
    finally:
        opened.close()
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(contract(counts), option=orjson.OPT_INDENT_2) + b"\n")
        return
    _print(console(), counts, waiting)


def contract(counts: StoreStatistics) -> dict[str, object]:
    """The one object of `stats --json`: types that have none of their kind are left out."""
    return {
        "nodes": {name: count for name, count in sorted(counts.nodes.items()) if count},
        "relationships": {name: count for name, count in sorted(counts.relationships.items()) if count},
        "unresolved": counts.unresolved,
    }


def _print(output: Console, counts: StoreStatistics, waiting: list[Unresolved]) -> None:
    output.print(_table("nodes", counts.nodes))
    output.print(_table("relationships", counts.relationships))
    output.print(f"references still open: {counts.unresolved:,}")
    for item in waiting:
        output.print(
            f"  {item.source_type} {item.source} -{item.type}-> {item.target_type} {item.target}", markup=False
        )


def _table(title: str, counts: dict[str, int]) -> Table:
    table = Table(title, "count", box=None, header_style="bold")
    table.columns[1].justify = "right"
    for name, count in sorted(counts.items()):
        if count:
            table.add_row(name, f"{count:,}")
    return table
