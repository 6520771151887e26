"""`gsagraph resolve`: what each accession is, and whether the store knows it."""

import sys
from typing import Annotated

import orjson
import typer
from rich.markup import escape
from rich.table import Table

from cli.refusal import refusals_told
from cli.terminal import console, examples
from graph_schema.errors import StoreUnavailable
from graph_schema.iri import page_url
from graph_store import open_store
from graph_store.resolve import Resolution, resolve

EXAMPLES = examples(
    "resolve CRR000001 SAMC000001",
    "resolve https://ngdc.cncb.ac.cn/gsa-human/browse/HRA000001",
    "resolve --json - < accessions.txt",
)
_STYLES = {"found": "green", "unknown": "yellow", "pre_accession": "magenta", "invalid": "red"}


@refusals_told
def resolve_command(
    tokens: Annotated[
        list[str], typer.Argument(metavar="ACC…", help="Accessions, IRIs or web addresses; - reads lines.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the machine contract instead of a table.")] = False,
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store to look in.")] = None,
    scope: Annotated[list[str] | None, typer.Option("--scope", help="A scope to look in besides public ones.")] = None,
) -> None:
    """Say of each accession: its type, its archive, its IRI, and whether the store holds it.

    The state is found, unknown (valid, not in the store), invalid (no accession) or pre_accession
    (a private identifier of a submission, never to be cited). Nothing is guessed.
    """
    answers = _resolved(_lines(tokens), store, ["public", *(scope or ())])
    if as_json:
        sys.stdout.buffer.write(
            orjson.dumps([contract(answer) for answer in answers], option=orjson.OPT_INDENT_2) + b"\n"
        )
    else:
        console().print(_table(answers))


def contract(answer: Resolution) -> dict[str, str | None]:
    """One element of `resolve --json` (docs/accessions.md)."""
    return {name: getattr(answer, name) for name in ("input", "accession", "type", "archive", "iri", "state")}


def _lines(tokens: list[str]) -> list[str]:
    """The tokens, with `-` standing for the lines of standard input that are not empty."""
    return [line for word in tokens for line in (_stdin() if word == "-" else [word])]


def _stdin() -> list[str]:
    return [line for line in sys.stdin.read().splitlines() if line.strip()]


def _resolved(tokens: list[str], url: str | None, scopes: list[str]) -> list[Resolution]:
    """The answers of the store, or, where there is no store yet, those that need none."""
    try:
        opened = open_store(url)
    except StoreUnavailable as error:
        if error.code != "STORE_MISSING":
            raise
        return resolve(None, tokens, scopes)
    try:
        return resolve(opened, tokens, scopes)
    finally:
        opened.close()


def _table(answers: list[Resolution]) -> Table:
    table = Table("input", "state", "accession", "type", "archive", "page or IRI", box=None, header_style="bold")
    table.columns[-1].overflow = "fold"
    for answer in answers:
        page = page_url(answer.accession) if answer.accession else None
        state = f"[{_STYLES[answer.state]}]{answer.state}[/]"
        known = (answer.accession, answer.type, answer.archive, page or answer.iri)
        table.add_row(escape(answer.input), state, *(escape(word or "") for word in known))
    return table
