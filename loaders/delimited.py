"""Tables as text (.tsv, .csv), read like the sheet of a workbook: rows known by their headers.

The delimiter is the one of tab, comma and semicolon that the header has most; cells are quoted as CSV
has it; UTF-8 with or without byte order mark. A row with more cells than headers keeps them under
empty headers; one with fewer has empty cells.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager

from graph_schema.errors import UnusableInput
from loaders.source import Source
from loaders.workbook import Row, Sheet, cell_text, fold_header

DELIMITERS = "\t,;"
NAME = "table"


class Table(Sheet):
    """A delimited text as a sheet called `table`; `Row.number` counts records, the header being 1."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.name, self.first_column, self.header_row = NAME, 0, 1
        self.headers = header_of(source)
        self.index: dict[str, int] = {}
        for position, header in enumerate(self.headers):
            self.index.setdefault(fold_header(header), position)

    def rows(self) -> Iterator[Row]:
        """Every row below the header that has any text; streaming."""
        with _lines(self.source) as lines:
            reader = csv.reader(lines, delimiter=delimiter_of(self.source), strict=True)
            try:
                for number, cells in enumerate(reader, start=1):
                    if number > 1 and any(cells):
                        yield Row(self, number, self._fitted(cells))
            except csv.Error as error:
                raise UnusableInput(
                    f"row {reader.line_num}: {error}",
                    code="TABLE_BROKEN",
                    hint="quote cells that hold quotes or line breaks",
                ) from error

    def _fitted(self, cells: list[str]) -> tuple[str, ...]:
        """As many cells as headers; what is too much goes into the last one."""
        texts = [cell_text(cell) for cell in cells]
        width = len(self.headers)
        if len(texts) > width:
            texts[width - 1 :] = ["; ".join(text for text in texts[width - 1 :] if text)]
        return tuple(texts + [""] * (width - len(texts)))


@contextmanager
def _lines(source: Source) -> Iterator[io.TextIOWrapper]:
    with source.open() as stream, io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="") as lines:
        yield lines


def header_of(source: Source) -> tuple[str, ...]:
    """The headers of a text, or nothing where its first line is none of a table."""
    line = source.head.decode("utf-8-sig", "replace").partition("\n")[0].rstrip("\r")
    try:
        cells = next(csv.reader([line], delimiter=delimiter_of(source), strict=True), [])
    except csv.Error:
        return ()
    return tuple(cell_text(cell) for cell in cells)


def delimiter_of(source: Source) -> str:
    """Which of tab, comma and semicolon the first line has most."""
    line = source.head.decode("utf-8-sig", "replace").partition("\n")[0]
    return max(DELIMITERS, key=line.count)
