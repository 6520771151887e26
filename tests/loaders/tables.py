"""Small workbooks and text tables made for one test, and what a loader says about them."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl

from graph_schema.record import Record
from graph_schema.validation import validate
from loaders.source import open_source
from qc.finding import Finding

Rows = Sequence[Sequence[Any]]


def workbook(folder: Path, name: str, **sheets: Rows) -> Path:
    """A workbook with these sheets; the first row of each is its header."""
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / name
    book.save(path)
    return path


def table(folder: Path, name: str, rows: Rows, delimiter: str = "\t") -> Path:
    """A text table."""
    path = folder / name
    path.write_text("".join(delimiter.join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


def read(loader: ModuleType, path: Path) -> tuple[list[Record], list[Finding]]:
    """Records and findings of a loader, every record being one that the model accepts."""
    with open_source(path) as source:
        assert loader.matches(source)
        said = list(loader.read(source))
    records = [item for item in said if isinstance(item, Record)]
    assert [problem for record in records for problem in validate(record, complete=True)] == []
    return records, [item for item in said if isinstance(item, Finding)]


def one(records: list[Record], node_type: str, accession: str) -> Record:
    """The only record of this identity."""
    found = [record for record in records if (record.type, record.accession) == (node_type, accession)]
    assert len(found) == 1, [(record.type, record.accession) for record in records]
    return found[0]


def accessions(records: list[Record], node_type: str) -> list[str]:
    """The accessions of a type, in the order given."""
    return [record.accession for record in records if record.type == node_type]


def links(record: Record, relationship: str) -> list[str]:
    """What a record points at by a relationship."""
    return [relation.to for relation in record.relations if relation.type == relationship]


def properties(record: Record, relationship: str) -> dict[str, Any]:
    """The properties of the only relationship of a type."""
    (relation,) = [relation for relation in record.relations if relation.type == relationship]
    return relation.properties


def attributes(record: Record) -> dict[str, str]:
    """The attributes of a record by name."""
    return {entry["name"]: entry["value"] for entry in record.slots.get("attributes", [])}


def missing(record: Record) -> dict[str, str]:
    """The missing reasons of a record by slot."""
    return {entry["slot"]: entry["reason"] for entry in record.slots.get("missing_reasons", [])}


def codes(findings: list[Finding]) -> list[str]:
    """The codes of findings, in the order given."""
    return [finding.code for finding in findings]


def finding(findings: list[Finding], code: str) -> Finding:
    """The only finding with a code."""
    found = [item for item in findings if item.code == code]
    assert len(found) == 1, codes(findings)
    return found[0]
