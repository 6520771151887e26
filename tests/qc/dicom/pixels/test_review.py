"""A review list goes out without a value of the source and comes back with a person's decisions."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from qc.dicom.pixels.rectangle import Rectangle
from qc.dicom.pixels.review import Decision, ReviewEntry, ReviewList, harmless, list_text, parse_verdict, write_list

A = ReviewEntry("a1", "2.25.10", "2.25.102", "PIXELS_BURNED_IN", (Rectangle(1, 2, 30, 4), Rectangle(5, 60, 7, 8)))
B = ReviewEntry("b2", "2.25.10", "2.25.101", "PIXELS_UNSAFE_SOURCE")
C = ReviewEntry("c3", "2.25.09", "2.25.103", "WORDS_SUSPECTED", (), "clean")

decisions = st.one_of(
    st.sampled_from([Decision("clean"), Decision("reject")]),
    st.lists(
        st.builds(Rectangle, st.integers(0, 9999), st.integers(0, 9999), st.integers(1, 9999), st.integers(1, 9999)),
        min_size=1,
        max_size=4,
    ).map(lambda found: Decision("blank", tuple(found))),
)


def test_the_list_is_sorted_and_the_same_each_time():
    """By series and instance, every cell in quotes."""
    assert (
        list_text([A, B, C])
        == list_text([C, B, A])
        == (
            '"id","series_instance_uid","sop_instance_uid","reason","rectangles","verdict"\n'
            '"c3","2.25.09","2.25.103","WORDS_SUSPECTED","","clean"\n'
            '"b2","2.25.10","2.25.101","PIXELS_UNSAFE_SOURCE","",""\n'
            '"a1","2.25.10","2.25.102","PIXELS_BURNED_IN","1,2,30,4;5,60,7,8",""\n'
        )
    )


@given(decisions)
def test_a_verdict_is_read_as_it_is_written(decision):
    """A round trip, in any case and with blanks around."""
    assert parse_verdict(f"  {str(decision).upper()} ") == decision


@pytest.mark.parametrize(
    "text", ["yes", "blank", "blank 1,2,3", "clean 1,2,3,4", "clean!", "reject it", "blank 1,2,0,4", "="]
)
def test_what_is_no_verdict_is_refused(text):
    """Other words, rectangles that are missing, broken or empty."""
    with pytest.raises(ValueError, match=r"rectangles"):
        parse_verdict(text)


@given(st.lists(decisions, min_size=3, max_size=3))
def test_decisions_come_back_by_id_and_by_instance(found):
    """Both names of an image lead to what was said of it."""
    entries = [
        ReviewEntry(e.opaque_id, e.series_instance_uid, e.sop_instance_uid, e.reason, verdict=str(one))
        for e, one in zip((A, B, C), found, strict=True)
    ]
    rows = list(csv.DictReader(io.StringIO(list_text(entries))))
    assert len(rows) == 3
    for entry, decision in zip((A, B, C), found, strict=True):
        row = next(row for row in rows if row["id"] == entry.opaque_id)
        assert parse_verdict(row["verdict"]) == decision


def test_a_written_list_is_read(tmp_path):
    """What is empty says nothing, and nothing is said of strangers."""
    write_list(tmp_path / "review.csv", [A, B, C])
    read = ReviewList.read(tmp_path / "review.csv")
    assert read.decision("c3") == read.decision("2.25.103") == Decision("clean")
    assert read.decision("a1") is None
    assert read.decision("other") is None
    assert read.verdicts() == {"c3": "clean", "2.25.103": "clean"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_lists_saved_by_spreadsheets_are_read(tmp_path, separator, encoding):
    """Other separators, a byte order mark, other line ends, columns moved or added, no quotes."""
    head, row = ["verdict", "note", "sop_instance_uid", "id"], ["Blank 0,0,9,9", "seen 王", "2.25.7", "d4"]
    lines = [separator.join(head), separator.join(f'"{cell}"' if separator in cell else cell for cell in row)]
    (tmp_path / "list.csv").write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    assert ReviewList.read(tmp_path / "list.csv").decision("d4") == Decision("blank", (Rectangle(0, 0, 9, 9),))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id,verdict\na,clean\n",
        "id,sop_instance_uid,verdict\na,1,maybe\n",
        "id,sop_instance_uid,verdict\n,1,clean\n",
        "id,sop_instance_uid,verdict\na,,clean\n",
        "id,sop_instance_uid,verdict\na,1,clean\na,1,reject\n",
        "id,sop_instance_uid,verdict\na,1,clean\nb,1,reject\n",
    ],
)
def test_lists_that_are_not_clear_are_refused(tmp_path, text):
    """No column, no verdict, no image, or two things said of one: nothing is guessed, and no cell repeated."""
    (tmp_path / "list.csv").write_text(text)
    with pytest.raises(UnusableInput) as refused:
        ReviewList.read(tmp_path / "list.csv")
    assert refused.value.code == "REVIEW_LIST_UNUSABLE"
    assert "maybe" not in refused.value.message + refused.value.hint


def test_the_line_at_fault_is_told(tmp_path):
    """Counted as a spreadsheet counts, with the heads as line 1."""
    (tmp_path / "list.csv").write_text("id,sop_instance_uid,verdict\na,1,clean\nb,2,perhaps\n")
    with pytest.raises(UnusableInput, match="line 3"):
        ReviewList.read(tmp_path / "list.csv")


def test_the_same_said_twice_is_said_once(tmp_path):
    """Two lines that agree are no contradiction."""
    (tmp_path / "list.csv").write_text("id,sop_instance_uid,verdict\na,1,clean\na,1,CLEAN\n")
    assert ReviewList.read(tmp_path / "list.csv").decision("1") == Decision("clean")


def test_missing_lists_and_noise_are_refused(tmp_path):
    """No file, a folder, and bytes that are no text."""
    (tmp_path / "noise.csv").write_bytes(b"\xff\xfe\x00\x01")
    for name in ("none.csv", "noise.csv", "."):
        with pytest.raises(UnusableInput):
            ReviewList.read(tmp_path / name)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell):
    """Whatever a spreadsheet would run is made text."""
    assert harmless(cell) == "'" + cell
    assert harmless("2.25.7") == "2.25.7"
