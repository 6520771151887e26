"""Downloads of a table: the rows its selection has, as CSV, TSV or JSON, flat, up to a stated number.

Spreadsheets run cells that begin like a formula; such texts get an apostrophe in front (CWE-1236).
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from api.ui.asking import Asked
from api.ui.columns import Column, columns_of
from api.ui.documents import headings
from api.ui.tables import Selection

MOST = 10_000
AT_ONCE = 1_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Run = Callable[[Asked], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of download: the suffix of its address, its media type, what separates its cells."""

    suffix: str
    media_type: str
    separator: str


FORMATS = {
    "csv": Format("csv", "text/csv; charset=utf-8", ","),
    "tsv": Format("tsv", "text/tab-separated-values; charset=utf-8", "\t"),
    "json": Format("json", "application/json", ""),
}


def file_name(chosen: Selection, form: Format, today: date) -> str:
    """What is in the file, and of which day."""
    return f"gsagraph_{chosen.root}_{today.isoformat()}.{form.suffix}"


def nodes(chosen: Selection, run: Run) -> Iterator[Mapping[str, Any]]:
    """The selected nodes, page by page, at most `MOST`."""
    after, left = None, MOST
    while left > 0:
        connection = run(chosen.rows_asked(min(AT_ONCE, left), after))[chosen.root]
        yield from connection["nodes"]
        left -= len(connection["nodes"])
        after = connection["pageInfo"]["endCursor"]
        if not connection["pageInfo"]["hasNextPage"]:
            return


def content(chosen: Selection, form: Format, run: Run) -> bytes:
    """The whole file."""
    columns = columns_of(chosen.node_type)
    table = [[value(column, node) for column in columns] for node in nodes(chosen, run)]
    names = headings(columns)
    if form.suffix == "json":
        return orjson.dumps([dict(zip(names, row, strict=True)) for row in table], option=orjson.OPT_INDENT_2)
    return _separated([names, *table], form.separator).encode()


def _separated(lines: Sequence[Sequence[Any]], separator: str) -> str:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator, lineterminator="\r\n" if separator == "," else "\n")
    writer.writerows([[neutral(cell, separator) for cell in line] for line in lines])
    return written.getvalue()


def neutral(cell: Any, separator: str = ",") -> str:
    """A cell no spreadsheet runs: texts that begin like a formula get an apostrophe; numbers stay.

    >>> neutral("=1+1"), neutral(-3), neutral(None)
    ("'=1+1", '-3', '')
    """
    if cell is None:
        return ""
    text = str(cell).lower() if isinstance(cell, bool) else str(cell)
    if separator == "\t":
        text = " ".join(text.split("\t")).replace("\r", " ").replace("\n", " ")
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text


def value(column: Column, node: Mapping[str, Any]) -> Any:
    """The flat value of a cell: a number, a truth value, or a text; lists are joined by `; `."""
    here: Any = node
    for step in column.steps:
        here = here.get(step.name) if here else None
    if here is None:
        return None
    if column.slot:
        return _flat(here.get(column.slot.alias))
    assert column.relation is not None
    return _related(column.kind, here.get(column.relation.name))


def _related(kind: str, found: Any) -> Any:
    if found is None:
        return None
    if kind == "count":
        return found["totalCount"]
    if kind == "node":
        return found["accession"]
    more = found["totalCount"] - len(found["nodes"])
    return "; ".join([item["accession"] for item in found["nodes"]] + ([f"+{more}"] if more else []))


def _flat(given: Any) -> Any:
    if isinstance(given, list):
        return "; ".join(str(_flat(part)) for part in given)
    if isinstance(given, dict):
        return ", ".join(f"{key}: {_flat(part)}" for key, part in given.items() if part is not None)
    return given
