"""Tables as text: delimiters, quotes, byte order marks, ragged rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from loaders.delimited import Table, delimiter_of, header_of
from loaders.source import open_source

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")), max_size=8)


def opened(folder, text, encoding="utf-8"):
    path = folder / "table.txt"
    path.write_bytes(text.encode(encoding))
    return open_source(path)


@pytest.mark.parametrize(
    ("line", "delimiter"), [("a\tb\tc", "\t"), ("a,b,c", ","), ("a;b;c", ";"), ("a, long\tb\tc", "\t"), ("alone", "\t")]
)
def test_the_delimiter_is_the_sign_that_the_header_has_most(tmp_path, line, delimiter):
    """Tab, comma or semicolon; of none the tab."""
    assert delimiter_of(opened(tmp_path, line + "\n1,2,3,4\n")) == delimiter


def test_rows_are_known_by_folded_headers_and_their_number(tmp_path):
    """Row 1 is the header; empty rows are passed over and counted."""
    table = Table(opened(tmp_path, "File_Name,Size\r\na,1\r\n,\r\nb,2\r\n"))
    assert [(row.number, row.location, row.get("file name"), row.cell("size")) for row in table.rows()] == [
        (2, "table!2", "a", "table!B2"),
        (4, "table!4", "b", "table!B4"),
    ]


def test_quoted_cells_hold_delimiters_quotes_and_line_breaks(tmp_path):
    """As RFC 4180 has it."""
    table = Table(opened(tmp_path, 'a,b\n"x, ""y""\nz",2\n'))
    assert [row.values for row in table.rows()] == [('x, "y"\nz', "2")]


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path):
    """Tables saved by spreadsheets begin with one."""
    assert header_of(opened(tmp_path, "\ufeffa\tb\n")) == ("a", "b")


def test_ragged_rows_lose_nothing(tmp_path):
    """A short row has empty cells; a long one keeps its surplus in the last cell."""
    table = Table(opened(tmp_path, "a\tb\n1\n1\t2\t3\t4\n"))
    assert [row.values for row in table.rows()] == [("1", ""), ("1", "2; 3; 4")]


def test_a_table_can_be_read_twice(tmp_path):
    """Loaders read ahead."""
    table = Table(opened(tmp_path, "a\tb\n1\t2\n"))
    assert [row.values for row in table.rows()] == [row.values for row in table.rows()] == [("1", "2")]


def test_a_quote_that_never_ends_is_unusable(tmp_path):
    """Better no table than half of one."""
    table = Table(opened(tmp_path, 'a,b\n"x,2\ny,3\n'))
    with pytest.raises(UnusableInput) as refusal:
        list(table.rows())
    assert refusal.value.code == "TABLE_BROKEN"


def test_bytes_that_are_no_utf8_do_not_stop_the_table(tmp_path):
    """They become the replacement sign."""
    table = Table(opened(tmp_path, "a,b\ncaf\xe9,2\n", "latin-1"))
    assert [row.values for row in table.rows()] == [("caf\ufffd", "2")]


@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_plain_cells_come_back(rows, tmp_path_factory):
    """What is written without delimiters and quotes is read as it was."""
    plain = [tuple(cell.replace('"', "").replace("\t", "") for cell in row) for row in rows]
    text = "".join(f"{first}\t{second}\n" for first, second in [("a", "b"), *plain])
    table = Table(opened(tmp_path_factory.mktemp("plain"), text))
    assert [row.values for row in table.rows()] == [row for row in plain if any(row)]
