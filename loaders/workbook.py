"""Sheets of an Excel workbook (.xlsx, .xls), read by python-calamine, as rows known by their headers.

Headers match with case, `_`, blanks and the `*` of mandatory columns folded; the words as written
are kept. Cells are text without blanks at the ends; whole numbers lose their `.0`, dates are ISO.
"""

import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import python_calamine

from graph_schema.errors import UnusableInput
from loaders.limits import Limits

HEADER_SEARCH_ROWS = 20
EDGES = " \t\r\n\f\v\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
BLANKS = re.compile(r"[\s_\u00a0\u200b\ufeff]+")


def fold_header(text: str) -> str:
    """A header with case, underscores, runs of blanks and marks of mandatory columns folded.

    >>> fold_header("* DownLoad  Read_file2 ")
    'download read file2'
    """
    return BLANKS.sub(" ", text).strip(" *").lower()


def cell_text(value: Any) -> str:
    """A cell as text: whole floats without `.0`, dates as ISO text, blanks at the ends removed."""
    if isinstance(value, str):
        return value.strip(EDGES)
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def column_letters(index: int) -> str:
    """The letters of a column, 0 being A.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@contextmanager
def told() -> Iterator[None]:
    """Whatever the reader of workbooks stumbles over, as UnusableInput; it even panics over odd ones."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise UnusableInput(
            "the workbook is locked by a password", code="WORKBOOK_LOCKED", hint="save it without"
        ) from error
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
        raise unreadable(error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable(error) from error


def unreadable(error: BaseException) -> UnusableInput:
    """The workbook is cut or broken."""
    return UnusableInput(
        f"the workbook cannot be read: {error}", code="WORKBOOK_UNREADABLE", hint="save it as .xlsx again"
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet. `number` is Excel's row number; `values` stand in the order of the headers."""

    sheet: "Sheet"
    number: int
    values: tuple[str, ...]

    @property
    def location(self) -> str:
        """`Sheet!row`."""
        return f"{self.sheet.name}!{self.number}"

    def cell(self, header: str) -> str:
        """`Sheet!G12` of the column with this header, or the row where there is no such column."""
        index = self.sheet.index.get(fold_header(header))
        return self.location if index is None else self.cell_at(index)

    def cell_at(self, index: int) -> str:
        """`Sheet!G12` of the header at this position."""
        return f"{self.sheet.name}!{column_letters(self.sheet.first_column + index)}{self.number}"

    def get(self, *headers: str) -> str:
        """The text under the first of these headers that the sheet has and the row fills, or ""."""
        for header in headers:
            index = self.sheet.index.get(fold_header(header))
            if index is not None and self.values[index]:
                return self.values[index]
        return ""

    def items(self) -> Iterator[tuple[str, str]]:
        """Headers as written with their texts, empty ones too, repeated headers too."""
        return zip(self.sheet.headers, self.values, strict=True)


class Sheet:
    """A sheet whose header row was found: `headers` as written, `index` of the folded ones."""

    def __init__(self, name: str, content: python_calamine.CalamineSheet) -> None:
        self.name = name
        self.content = content
        self.first_column = content.start[1] if content.start else 0
        self.header_row, self.headers = self._find_headers()
        self.index: dict[str, int] = {}
        for position, header in enumerate(self.headers):
            self.index.setdefault(fold_header(header), position)

    def _find_headers(self) -> tuple[int, tuple[str, ...]]:
        """The first row among the first twenty that has a column `Accession`, else the first filled row."""
        first: tuple[int, tuple[str, ...]] | None = None
        for number, cells in zip(range(1, HEADER_SEARCH_ROWS + 1), self.content.iter_rows(), strict=False):
            texts = tuple(cell_text(cell) for cell in cells)
            if any(fold_header(text) == "accession" for text in texts):
                return number, texts
            if first is None and any(texts):
                first = number, texts
        return first or (0, ())

    def __contains__(self, header: str) -> bool:
        return fold_header(header) in self.index

    def rows(self) -> Iterator[Row]:
        """Every row below the headers that has any text."""
        for number, cells in enumerate(self.content.iter_rows(), start=1):
            if number > self.header_row and self.headers:
                texts = tuple(cell_text(cell) for cell in cells)
                if any(texts):
                    yield Row(self, number, texts)

    @property
    def repeated(self) -> list[int]:
        """Positions of headers that an earlier column has already."""
        return [i for i, header in enumerate(self.headers) if header and self.index[fold_header(header)] != i]


class Workbook:
    """An open workbook."""

    def __init__(self, content: python_calamine.CalamineWorkbook) -> None:
        self.content = content

    @classmethod
    def open(cls, file: Path, limits: Limits) -> Self | None:
        """The workbook in a file, or None where a zip archive is no workbook; UnusableInput if it is broken."""
        if zipfile.is_zipfile(file) and not cls._is_excel(file, limits):
            return None
        with told():
            return cls(python_calamine.CalamineWorkbook.from_path(file))

    @staticmethod
    def _is_excel(file: Path, limits: Limits) -> bool:
        """Whether a zip archive holds a workbook; UnusableInput where it would grow too large."""
        with told(), zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
        total = sum(entry.file_size for entry in entries)
        if total > limits.workbook:
            raise UnusableInput(
                f"the workbook would take {total} bytes",
                code="WORKBOOK_TOO_LARGE",
                hint="set GSAGRAPH_MAX_WORKBOOK_BYTES if you trust it",
            )
        return any(entry.filename in ("xl/workbook.xml", "xl/workbook.bin") for entry in entries)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Sheets by their folded names; UnusableInput if one is broken."""
        with told():
            return {
                fold_header(name): Sheet(name, self.content.get_sheet_by_name(name))
                for name in self.content.sheet_names
            }

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, folded; a plural `s` does no harm."""
        folded = fold_header(name)
        return self.sheets.get(folded) or self.sheets.get(folded + "s")

    def is_none_of(self, sheet: Sheet, names: Iterable[str]) -> bool:
        """Whether a sheet is none of those named."""
        return all(self.sheet(name) is not sheet for name in names)
