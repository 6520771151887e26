"""Workbooks from folders of tab-separated sheets, with the same bytes at every build."""

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl

SHEET_ORDER = (
    "Dataset",
    "Collection",
    "Individual",
    "Family",
    "Sample",
    "Experiment",
    "Run",
    "Study",
    "Series",
    "Image",
)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
NUMERIC_COLUMNS = frozenset(
    {"ID", "Age", "Insert size (bp)", "Planned number of cycles", "Number of requests", "Number of images"}
)
BUILT_AT = (2024, 1, 1, 0, 0, 0)


def read_table(path: Path) -> list[list[str]]:
    """Read a tab-separated table, the header first; cells are text as written, blanks included."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def write_workbook(folder: Path, target: Path) -> None:
    """Write the sheets of a folder (`Sample.tsv` …) as one workbook, as the archives export them.

    Ids, ages and lengths are numbers, everything else is text, nothing is an empty cell.
    """
    workbook = openpyxl.Workbook(write_only=True)
    for path in sorted(folder.glob("*.tsv"), key=lambda path: SHEET_ORDER.index(path.stem)):
        rows = _cells(read_table(path))
        sheet = workbook.create_sheet(path.stem)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    target.write_bytes(_timeless(buffer.getvalue()))


def _cells(table: list[list[str]]) -> list[list[str | float | None]]:
    """Type the cells of a table by their columns; ValueError where a row has not a cell for each."""
    header, *rows = table
    typed = [[_cell(column, value) for column, value in zip(header, row, strict=True)] for row in rows]
    return [list(header), *typed]


def _cell(column: str, value: str) -> str | float | None:
    if not value:
        return None
    numeric = column in NUMERIC_COLUMNS or column.startswith("Read length")
    return float(value) if numeric and NUMBER.fullmatch(value) else value


def _timeless(workbook: bytes) -> bytes:
    """Strip a workbook of the time it was written at."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-01-01T00:00:00Z", source.read(name))
            target.writestr(zipfile.ZipInfo(name, BUILT_AT), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
