"""From crosswalk to links: pseudonyms out, never a record number, and another key makes other pseudonyms."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from qc.dicom.crosswalk import HEADER, cross, table
from qc.dicom.keys import Keys
from qc.dicom.person import canonical

KEYS, OTHER = Keys(bytes(range(32))), Keys(bytes(range(1, 33)))


def crosswalk(folder: Path, *lines: str) -> Path:
    """A crosswalk of these lines."""
    path = folder / "crosswalk.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_line_becomes_a_link(tmp_path: Path) -> None:
    """The imaging pseudonym of the person, the accession in its fixed spelling, and what was said of the link."""
    path = crosswalk(
        tmp_path,
        "Record number,Issuer,Individual in GSA-Human,Method,Confidence,Release",
        " 0012345 ,HOSP-A,hri000123,registry,0.95,public",
    )
    crossed = cross(path, KEYS)
    pseudonym = KEYS.individual(canonical("0012345", "HOSP-A"))
    assert crossed.rows == ((pseudonym, "HRI000123", "registry", "0.95", "public"),)
    assert crossed.refused == ()


def test_the_issuer_belongs_to_the_number(tmp_path: Path) -> None:
    """The same number at two hospitals is two people."""
    path = crosswalk(tmp_path, "patient id;issuer;hri", "1;A;HRI000001", "1;B;HRI000002")
    assert len({row[0] for row in cross(path, KEYS).rows}) == 2


def test_without_an_accession_the_sequence_pseudonym_stands(tmp_path: Path) -> None:
    """The two graphs can then be joined by this table only."""
    path = crosswalk(tmp_path, "record number", "0012345")
    ((imaged, sequenced, *_),) = cross(path, KEYS).rows
    person = canonical("0012345")
    assert (imaged, sequenced) == (KEYS.individual(person), KEYS.sequence_individual(person))


def test_another_key_links_nothing(tmp_path: Path) -> None:
    """No pseudonym of one key occurs under another."""
    path = crosswalk(tmp_path, "record number,hri", "1,HRI000001", "2,")
    one, two = cross(path, KEYS).rows, cross(path, OTHER).rows
    assert {row[0] for row in one}.isdisjoint(row[0] for row in two)
    assert [row[1] for row in one if row[1].startswith("SEQ1")] != [row[1] for row in two if row[1].startswith("SEQ1")]


def test_lines_that_cannot_be_used_are_counted(tmp_path: Path) -> None:
    """No record number, or an individual that is no accession: the numbers of the lines, and nothing else."""
    path = crosswalk(tmp_path, "record number,hri", ",HRI000001", "0012345,Zhang San", "0012346,HRI000002", "")
    crossed = cross(path, KEYS)
    assert (len(crossed.rows), crossed.refused) == (1, (2, 3))


def test_the_order_of_patients_does_not_come_along(tmp_path: Path) -> None:
    """Links are sorted by pseudonym, and a line said twice is one."""
    lines = [f"{number:07},HRI{number:06}" for number in range(1, 30)]
    forward = cross(crosswalk(tmp_path, "record number,hri", *lines, *lines), KEYS)
    backward = cross(crosswalk(tmp_path, "record number,hri", *reversed(lines)), KEYS)
    assert forward == backward
    assert [row[0] for row in forward.rows] == sorted(row[0] for row in forward.rows)
    assert [row[1] for row in forward.rows] != sorted(row[1] for row in forward.rows)


def test_a_number_in_the_wrong_column_stays_behind(tmp_path: Path) -> None:
    """Method, confidence and release take only what they are for."""
    path = crosswalk(tmp_path, "record number,hri,method,confidence,release", "1,HRI000001,MRN 0012345,0012345,0012345")
    assert cross(path, KEYS).rows[0][1:] == ("HRI000001", "curated crosswalk", "", "")


@pytest.mark.parametrize("name", ["Zhang San", "ZHANG^SAN", "张三", "match of Zhang"])
def test_a_name_in_the_column_of_methods_stays_behind(tmp_path: Path, name: str) -> None:
    """A method is told in known words."""
    path = crosswalk(tmp_path, "record number,hri,method", f"1,HRI000001,{name}", "2,HRI000002,probabilistic linkage")
    assert {row[1:3] for row in cross(path, KEYS).rows} == {
        ("HRI000001", "curated crosswalk"),
        ("HRI000002", "probabilistic linkage"),
    }


@given(st.lists(st.from_regex(r"[0-9]{8}", fullmatch=True), min_size=1, max_size=9))
def test_no_record_number_is_in_the_table(numbers: list[str]) -> None:
    """Whatever the numbers are."""
    with tempfile.TemporaryDirectory() as folder:
        text = table(cross(crosswalk(Path(folder), "record number", *numbers), KEYS).rows)
    assert text.splitlines()[0] == ",".join(HEADER)
    assert not any(number in text for number in numbers)


def test_a_crosswalk_that_cannot_be_read_is_unusable(tmp_path: Path) -> None:
    """Absent, not text, or without its column; no message repeats a value."""
    binary = tmp_path / "b.csv"
    binary.write_bytes(b"record number\n\xff\xfe0012345\n")
    for path in (tmp_path / "none.csv", binary, crosswalk(tmp_path, "name,hri", "Zhang San,HRI000001")):
        with pytest.raises(UnusableInput) as caught:
            cross(path, KEYS)
        assert caught.value.code == "CROSSWALK_UNUSABLE"
        assert not any(secret in str(caught.value) for secret in ("Zhang", "0012345"))
