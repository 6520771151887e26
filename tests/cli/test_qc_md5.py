"""Lists of checksums: the forms md5sum and BSD write, names that need escapes, what is no list."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.qc_md5 import beside, declared, is_md5
from graph_schema.errors import UnusableInput

ONE, TWO = "0123456789abcdef" * 2, "f" * 32


def listing(folder: Path, text: str, name: str = "md5sum.txt") -> Path:
    """A list in a folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "line",
    [
        f"{ONE}  a.fastq",
        f"{ONE} *a.fastq",
        f"{ONE.upper()}\ta.fastq",
        f"MD5 (a.fastq) = {ONE}",
        f"# made by hand\r\n\r\n{ONE}  a.fastq\r\n",
        f"\ufeff{ONE}  ./a.fastq",
        f"{ONE}  elsewhere/a.fastq",
    ],
)
def test_each_form_is_read(tmp_path: Path, line: str) -> None:
    """Binary marks, tabs, BSD, comments, line ends of DOS, a byte order mark, folders that are not here."""
    file = tmp_path / "a.fastq"
    assert declared(listing(tmp_path, line), [file]) == {str(file): ONE}


def test_names_are_relative_to_the_list(tmp_path: Path) -> None:
    """Files of one name in two folders are told apart."""
    text = f"{ONE}  one/a.fastq\n{TWO}  two/a.fastq\n"
    files = [tmp_path / "one" / "a.fastq", tmp_path / "two" / "a.fastq", tmp_path / "a.fastq"]
    assert declared(listing(tmp_path, text), files) == {str(files[0]): ONE, str(files[1]): TWO}


def test_a_file_that_the_list_does_not_name_is_left_out(tmp_path: Path) -> None:
    """Nothing is guessed from its neighbours."""
    assert declared(listing(tmp_path, f"{ONE}  a.fastq\n"), [tmp_path / "b.fastq"]) == {}


def test_a_bare_checksum_is_for_the_only_file(tmp_path: Path) -> None:
    """Of two files it says nothing."""
    path, files = listing(tmp_path, f"{ONE}\n"), [tmp_path / "a", tmp_path / "b"]
    assert declared(path, files[:1]) == {str(files[0]): ONE}
    assert declared(path, files) == {}


@pytest.mark.parametrize("text", ["a.fastq\n", f"{ONE[:-1]}  a\n", f"{ONE}  a\nnothing\n"])
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    """With the number of the line."""
    with pytest.raises(UnusableInput, match=r"line [12]") as refused:
        declared(listing(tmp_path, text), [tmp_path / "a"])
    assert refused.value.code == "MD5_LIST_UNUSABLE"


def test_an_absent_list_is_refused(tmp_path: Path) -> None:
    """As one that cannot be read."""
    with pytest.raises(UnusableInput):
        declared(tmp_path / "absent", [])


def test_the_list_beside_a_file_is_its_own(tmp_path: Path) -> None:
    """None where there is none, or where it names another."""
    file = tmp_path / "a.fastq.gz"
    assert beside(file) is None
    listing(tmp_path, ONE, "a.fastq.gz.md5")
    assert beside(file) == ONE
    listing(tmp_path, f"{TWO}  b.fastq.gz", "a.fastq.gz.md5")
    assert beside(file) is None


@given(st.text("ab\\\n ", min_size=1, max_size=8).filter(lambda name: name == name.strip()))
def test_names_of_any_form_come_back(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Escaped as md5sum does it: backslash and line end in the name, a backslash before the line."""
    folder = tmp_path_factory.mktemp("lists")
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n")
    mark = "\\" if escaped != name else ""
    file = folder / name
    assert declared(listing(folder, f"{mark}{ONE}  {escaped}\n"), [file]) == {str(file): ONE}


def test_an_md5_has_32_digits() -> None:
    """Hexadecimal ones."""
    assert is_md5(ONE)
    assert is_md5(ONE.upper())
    assert not is_md5(ONE[1:])
    assert not is_md5(f"g{ONE[1:]}")
    assert not is_md5(f"{ONE}\n")
