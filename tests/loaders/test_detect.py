"""Which loader reads what, told by content; and what nobody reads."""

import zipfile
from pathlib import Path

import pytest

from graph_schema.errors import UnusableInput
from graph_schema.record import Record
from loaders import open_source, read
from loaders.detect import LOADERS, loader_of, named
from tests.loaders.tables import workbook


def format_of(path: Path) -> str:
    """The name of the format of a file."""
    with open_source(path) as source:
        return loader_of(source).FORMAT


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("<RUN_SET/>", "insdc"),
        ("<EXPERIMENT_PACKAGE_SET/>", "insdc"),
        ("<PROJECT_SET/>", "insdc"),
        ("<PackageSet/>", "bioproject"),
        ("<Project/>", "bioproject"),
        ("<BioSampleSet/>", "biosample"),
        ("<BioSample/>", "biosample"),
        ('{"type": "Run"}', "records"),
    ],
)
def test_text_is_told_by_its_beginning(tmp_path: Path, content: str, name: str) -> None:
    """The file's own name plays no part."""
    path = tmp_path / "anything.csv"
    path.write_text(content)
    assert format_of(path) == name


def test_a_gsa_workbook_is_told_by_its_sheets(tmp_path: Path) -> None:
    """Sheets with GSA's accessions."""
    path = workbook(tmp_path, "anything.dat", Run=[["Accession"], ["CRR000001"]])
    assert format_of(path) == "gsa"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_INPUT"),
        (b"<!DOCTYPE html><html>", "HTML_NOT_DATA"),
        (b"version https://git-lfs.github.com/spec/v1\n", "LFS_POINTER"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "WORKBOOK_UNREADABLE"),
        (bytes(range(128, 256)) * 10, "BINARY_INPUT"),
        (b"<note/>", "FORMAT_UNKNOWN"),
        (b"just some words", "FORMAT_UNKNOWN"),
        (b"[1, 2]", "FORMAT_UNKNOWN"),
    ],
)
def test_what_nobody_reads_is_told_by_a_code(tmp_path: Path, content: bytes, code: str) -> None:
    """Each kind of unusable input has its own code and a hint."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnusableInput) as raised:
        format_of(path)
    assert raised.value.code == code
    assert raised.value.hint


def test_an_archive_is_no_workbook(tmp_path: Path) -> None:
    """A zip of other files is told as one."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnusableInput) as raised:
        format_of(tmp_path / "a.xlsx")
    assert raised.value.code == "ZIP_NOT_WORKBOOK"


def test_formats_have_names_of_their_own() -> None:
    """No two loaders share a name; an unknown name is answered with the known ones."""
    names = [loader.FORMAT for loader in LOADERS]
    assert len(set(names)) == len(names)
    assert named("gsa").FORMAT == "gsa"
    with pytest.raises(UnusableInput) as raised:
        named("nope")
    assert raised.value.code == "FORMAT_NAME_UNKNOWN"
    assert all(name in raised.value.hint for name in names)


def test_a_forced_format_is_not_detected(tmp_path: Path) -> None:
    """`as_format` decides even where the content looks otherwise."""
    path = tmp_path / "a"
    path.write_text('[]\n{"type": "Run", "accession": "CRR000001"}')
    with open_source(path, "records") as source:
        said = list(read(source))
    assert [item.accession for item in said if isinstance(item, Record)] == ["CRR000001"]


def test_a_forced_format_that_cannot_be_is_unusable(tmp_path: Path) -> None:
    """A text is no workbook, whatever is said about it."""
    path = tmp_path / "a"
    path.write_text("words")
    with open_source(path, "gsa") as source, pytest.raises(UnusableInput) as raised:
        list(read(source))
    assert raised.value.code == "FORMAT_MISMATCH"


def test_a_workbook_of_no_archive_is_called_a_workbook(tmp_path: Path) -> None:
    """Its sheets are named, so that one sees what it is."""
    path = workbook(tmp_path, "a.xlsx", Sample=[["编号", "登录号"], [1, "SAMC000001"]], Other=[[None]])
    with open_source(path) as source, pytest.raises(UnusableInput) as refused:
        loader_of(source)
    assert refused.value.code == "FORMAT_UNKNOWN"
    assert "workbook" in refused.value.message
    assert "'Sample', 'Other'" in refused.value.message
