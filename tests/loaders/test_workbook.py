"""Sheets: headers folded, cells as text with their places, odd shapes, and workbooks that are none."""

import datetime as dt
import gzip
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from loaders.limits import Limits
from loaders.source import open_source
from loaders.workbook import Sheet, Workbook, cell_text, column_letters, fold_header
from tests.loaders.tables import workbook


def sheet(path: Path, name: str = "Run") -> Sheet:
    found = Workbook.open(path, Limits())
    assert found is not None
    read = found.sheet(name)
    assert read is not None
    return read


@pytest.mark.parametrize(
    "header",
    ["Isolation source", "Isolation_source", "ISOLATION  SOURCE", " isolation\u00a0source* ", "isolation__source"],
)
def test_headers_fold_alike(header: str) -> None:
    """Case, underscores, runs of blanks and marks of mandatory columns make no difference."""
    assert fold_header(header) == "isolation source"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (100.5, "100.5"),
        (-3.0, "-3"),
        (1e20, "1e+20"),
        (7, "7"),
        (True, "True"),
        (None, ""),
        ("2020-01-12 ", "2020-01-12"),
        ("\u00a0a\u00a0b\u00a0", "a\u00a0b"),
        (dt.date(2020, 1, 2), "2020-01-02"),
        (dt.datetime(2020, 1, 2, tzinfo=dt.UTC), "2020-01-02"),
        (dt.datetime(2020, 1, 2, 3, 4, tzinfo=dt.UTC), "2020-01-02T03:04:00+00:00"),
        (dt.time(3, 4), "03:04:00"),
    ],
)
def test_cells_become_text(value: object, text: str) -> None:
    """Whole numbers lose their point, dates are ISO, blanks at the ends go."""
    assert cell_text(value) == text


@given(st.integers(0, 16_383))
def test_column_letters_are_those_of_excel(index: int) -> None:
    """The letters are what openpyxl calls the column."""
    assert column_letters(index) == openpyxl.utils.get_column_letter(index + 1)


def test_rows_know_their_places(tmp_path: Path) -> None:
    """Empty rows are passed over and the rest keep Excel's numbers."""
    path = workbook(tmp_path, "a.xlsx", Run=[["ID", "Accession"], [1, "CRR000001"], [None, None], [3, "CRR000003"]])
    rows = list(sheet(path).rows())
    assert [row.location for row in rows] == ["Run!2", "Run!4"]
    assert rows[1].cell("accession") == "Run!B4"
    assert rows[1].cell("no such column") == "Run!4"
    assert rows[1].get("accession") == "CRR000003"
    assert rows[1].get("no such", "id") == "3"
    assert rows[1].get("no such") == ""


def test_a_table_may_begin_anywhere(tmp_path: Path) -> None:
    """Empty rows and columns before the table, and a line of advice above the headers, move nothing."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Run"
    page["C2"] = "Please fill in every column"
    page["C4"], page["D4"] = "Accession", "Run title"
    page["C5"], page["D5"] = "CRR000001", "first"
    book.save(tmp_path / "a.xlsx")
    (row,) = sheet(tmp_path / "a.xlsx").rows()
    assert (row.get("run title"), row.cell("run title"), row.location) == ("first", "Run!D5", "Run!5")


def test_repeated_headers_keep_their_cells(tmp_path: Path) -> None:
    """The first of two columns of one name answers; both are there."""
    path = workbook(tmp_path, "a.xlsx", Run=[["Accession", "Note", "note"], ["CRR000001", "a", "b"]])
    read = sheet(path)
    (row,) = read.rows()
    assert read.repeated == [2]
    assert row.get("note") == "a"
    assert list(row.items()) == [("Accession", "CRR000001"), ("Note", "a"), ("note", "b")]


def test_sheets_are_found_by_folded_names(tmp_path: Path) -> None:
    """Case and a plural do no harm; other sheets are known to be others."""
    path = workbook(tmp_path, "a.xlsx", SAMPLES=[["Accession"]], Notes=[["x"]])
    book = Workbook.open(path, Limits())
    assert book is not None
    assert book.sheet("Sample") is book.sheets["samples"]
    assert book.sheet("Run") is None
    assert book.is_none_of(book.sheets["notes"], ["Sample", "Run"])
    assert not book.is_none_of(book.sheets["samples"], ["Sample", "Run"])


def test_an_empty_sheet_has_no_rows(tmp_path: Path) -> None:
    """A sheet without any cell is no fault."""
    path = workbook(tmp_path, "a.xlsx", Run=[])
    assert list(sheet(path).rows()) == []
    assert sheet(path).headers == ()


def test_a_compressed_workbook_is_read_and_its_copy_removed(tmp_path: Path) -> None:
    """`.xlsx.gz` is inflated to a temporary file while it is needed."""
    plain = workbook(tmp_path, "a.xlsx", Run=[["Accession"], ["CRR000001"]])
    packed = tmp_path / "a.xlsx.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with open_source(packed) as source:
        assert source.workbook is not None
        assert "run" in source.workbook.sheets
        copies = list(source._spooled)
        assert len(copies) == 1
        assert copies[0].exists()
    assert not copies[0].exists()


def test_a_zip_that_is_no_workbook_is_none(tmp_path: Path) -> None:
    """Other archives are no workbooks."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    assert Workbook.open(tmp_path / "a.zip", Limits()) is None


def test_broken_and_overgrown_workbooks_are_told(tmp_path: Path) -> None:
    """A cut workbook cannot be read, one beyond the limit is not opened."""
    path = workbook(tmp_path, "a.xlsx", Run=[["Accession"]] + [[f"CRR{n:06}"] for n in range(500)])
    (tmp_path / "cut.xlsx").write_bytes(path.read_bytes()[:800])
    with pytest.raises(UnusableInput) as cut:
        Workbook.open(tmp_path / "cut.xlsx", Limits())
    with pytest.raises(UnusableInput) as large:
        Workbook.open(path, Limits(workbook=1000))
    assert (cut.value.code, large.value.code) == ("WORKBOOK_UNREADABLE", "WORKBOOK_TOO_LARGE")


def test_the_real_workbook_is_seen_whole(shared_data: Path) -> None:
    """176, 184 and 394 rows under 21, 22 and 19 headers."""
    book = Workbook.open(shared_data / "gsa" / "CRA010170.xlsx", Limits())
    assert book is not None
    shapes = {name: (len(found.headers), len(list(found.rows()))) for name, found in book.sheets.items()}
    assert shapes == {"sample": (21, 176), "experiment": (22, 184), "run": (19, 394)}


def test_a_broken_sheet_is_told(tmp_path: Path) -> None:
    """A workbook that opens but holds a sheet that cannot be read is unusable, not a traceback."""
    path = workbook(tmp_path, "a.xlsx", Run=[["Accession"], ["CRR000001"]])
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, content[: len(content) // 2] if entry.startswith("xl/worksheets/") else content)
    book = Workbook.open(broken, Limits())
    assert book is not None
    with pytest.raises(UnusableInput) as raised:
        list(book.sheets["run"].rows())
    assert raised.value.code == "WORKBOOK_UNREADABLE"


@given(st.integers(0, 6000), st.binary(min_size=1, max_size=40))
def test_no_damage_makes_a_traceback(tmp_path_factory: pytest.TempPathFactory, place: int, rubbish: bytes) -> None:
    """Whatever bytes are overwritten, the workbook is read or told to be unreadable."""
    folder = tmp_path_factory.mktemp("damage")
    path = workbook(folder, "a.xlsx", Run=[["Accession", "Run title"], ["CRR000001", "t"]])
    content = bytearray(path.read_bytes())
    content[place : place + len(rubbish)] = rubbish
    path.write_bytes(bytes(content))
    try:
        book = Workbook.open(path, Limits())
        rows = [row for sheet in (book.sheets.values() if book else ()) for row in sheet.rows()]
    except UnusableInput as error:
        assert error.code.startswith("WORKBOOK_")
    else:
        assert len(rows) <= 2


def test_a_sheet_without_headers_in_reach_has_no_rows(tmp_path: Path) -> None:
    """Headers are looked for in the first twenty rows; what stands below none is no table."""
    far = sheet(workbook(tmp_path, "a.xlsx", Run=[*([[None]] * 25), ["Accession"], ["CRR000001"]]))
    assert (far.headers, list(far.rows())) == ((), [])
