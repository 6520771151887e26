"""SRA's taxonomy of a run as its web service gives it: JSON with `tax_totals` and `tax_table`.

    [{"tax_totals": {"identified", "total", "analysed", …}, "tax_table": [{"tax_id", "org", "rank", "parent",
      "total_count", "self_count"}, …]}]

The document may not name its run; the file's name then does (`SRR1234567.json`).
"""

from collections.abc import Iterator
from typing import Any

import orjson

from graph_schema.record import Record
from loaders.draft import Reading
from loaders.source import Source
from loaders.tax_analysis import Analysis, Row, profile, run_named
from qc.finding import Finding

FORMAT = "run-taxonomy"
LARGEST = 64 << 20
"""Bytes of a document; SRA's largest have some MB."""

RUN_KEYS = ("acc", "run", "accession", "run_accession")


def matches(source: Source) -> bool:
    """JSON that soon says `tax_table` or `tax_totals`."""
    return source.kind == "json" and any(name in source.head for name in (b'"tax_table"', b'"tax_totals"'))


def read(source: Source) -> Iterator[Record | Finding]:
    """The profile of each object of the document."""
    reading = Reading(source, FORMAT)
    value = _document(source)
    if isinstance(value, Finding):
        yield value
        return
    several = value if isinstance(value, list) else [value]
    for number, part in enumerate(several, start=1):
        yield from _read(reading, part, f"[{number}]" if isinstance(value, list) else "$")


def _document(source: Source) -> Any:
    with source.open() as stream:
        text = stream.read(LARGEST + 1)
    if len(text) > LARGEST:
        return _refused(source, "$", f"the document is larger than {LARGEST} bytes")
    try:
        return orjson.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        return _refused(source, f"byte {error.pos}", f"the document is not JSON: {error.msg}")


def _read(reading: Reading, part: Any, location: str) -> Iterator[Record | Finding]:
    table = part.get("tax_table") if isinstance(part, dict) else None
    if not isinstance(table, list) or not all(isinstance(row, dict) for row in table):
        yield _refused(reading.source, location, "there is no table of taxa in it")
        return
    named = next((str(part[key]) for key in RUN_KEYS if part.get(key)), None) or run_named(reading.source.name)
    run = reading.identify("Run", named, location)
    if isinstance(run, Finding):
        yield run
        return
    totals = part.get("tax_totals") if isinstance(part.get("tax_totals"), dict) else {}
    updated = str(totals.get("last_update") or "")
    analysis = Analysis(
        "", updated, totals.get("analysed", totals.get("analyzed")), totals.get("total"), totals.get("identified")
    )
    rows = (
        Row(
            row.get("tax_id"),
            row.get("org"),
            row.get("rank"),
            row.get("parent"),
            row.get("self_count"),
            row.get("total_count"),
        )
        for row in table
    )
    yield from profile(reading, analysis, rows, run, location, reading.scope)


def _refused(source: Source, location: str, message: str) -> Finding:
    return source.finding("TAXONOMY_UNREADABLE", "error", location, message, "fetch the document again", "TaxonProfile")
