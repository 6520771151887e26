"""`gsagraph load` of what `gsagraph deidentify` wrote: once, in review, joined with the collection's workbook."""

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from cli.main import app
from graph_store import open_store
from tests.loaders.published import KEYS, Shot, uid, write
from tests.loaders.tables import workbook

RUNNER = CliRunner()
PERSON = KEYS.individual("p1")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a store that does not exist yet."""
    return f"sqlite:///{tmp_path / 'graph.db'}"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder as the engine writes it: images, manifest, review sheets, reports."""
    folder = tmp_path / "out"
    write(folder, Shot("p1", "s1", "e1", "i1"), Shot("p1", "s1", "e1", "i2", findings=("SURPLUS_BYTES",)))
    (folder / "review").mkdir()
    (folder / "review" / "review.csv").write_text("id,verdict\n1,\n", encoding="utf-8")
    (folder / "report.json").write_text('{"read": 2}', encoding="utf-8")
    (folder / "report.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    return folder


def load(url: str, *arguments: object) -> tuple[int, dict[str, Any]]:
    """Exit code and report."""
    result = RUNNER.invoke(app, ["load", "--json", "--store", url, *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, orjson.loads(result.stdout)


def scopes(url: str) -> dict[str, set[str]]:
    """The scopes of the nodes of each type."""
    store = open_store(url)
    kinds = ("Dataset", "Individual", "ImagingStudy", "ImagingSeries", "Image", "QcReport", "QcFinding")
    found = {kind: {row["scope"] for row in store.scan(kind, ["public", "review", "withheld"])} for kind in kinds}
    store.close()
    return found


def collection(folder: Path, state: str | None) -> Path:
    """The workbook of the collection; it names the individual by the pseudonym."""
    header, row = ["Accession", "Title"], ["OBIA9001", "Invented"]
    if state is not None:
        header, row = [*header, "Release state"], [*row, state]
    return workbook(
        folder,
        "OBIA9001.xlsx",
        Collection=[header, row],
        Individual=[["Accession", "Sex"], [PERSON, "Female"]],
        Study=[["Study Instance UID", "Individual"], [uid("s1"), PERSON]],
        Series=[["Series Instance UID", "Study Instance UID"], [uid("e1"), uid("s1")]],
        Image=[["SOP Instance UID", "Series Instance UID"], [uid("i1"), uid("e1")], [uid("i2"), uid("e1")]],
    )


def test_a_folder_is_loaded_by_its_manifest_alone(url: str, output: Path) -> None:
    """Neither the published files nor sheets and reports are read besides, and nothing is found wrong."""
    code, report = load(url, "--collection", "OBIA9001", output)
    assert (code, report["findings"]) == (0, [])
    assert [file["format"] for file in report["files"]] == ["deidentified"]
    assert {name: tally["new"] for name, tally in report["nodes"].items() if name.startswith(("Im", "Ind", "Dat"))} == {
        "Dataset": 1,
        "Image": 2,
        "ImagingSeries": 1,
        "ImagingStudy": 1,
        "Individual": 1,
    }
    assert report["relationships"]["IN_DATASET"]["new"] == 2
    assert report["relationships"]["ABOUT"]["new"] == 2


def test_loading_again_changes_nothing(url: str, output: Path) -> None:
    """By the folder, by the manifest, and from a folder above."""
    load(url, "--collection", "OBIA9001", output)
    for path in (output, output / "manifest.jsonl", output.parent):
        code, report = load(url, "--collection", "OBIA9001", path)
        assert code in (0, 1)
        tallies = [*report["nodes"].values(), *report["relationships"].values()]
        assert {(tally["new"], tally["changed"], tally["refused"]) for tally in tallies} == {(0, 0, 0)}


def test_an_output_in_which_nothing_was_published_is_clean(url: str, output: Path) -> None:
    """Its manifest is empty, and nothing else of it is read."""
    (output / "deidentified.json").write_text("{}", encoding="utf-8")
    (output / "manifest.jsonl").write_bytes(b"")
    shutil.rmtree(output / "published")
    code, report = load(url, output)
    assert (code, report["findings"], report["nodes"]) == (0, [], {})


def test_an_output_whose_manifest_is_broken_is_unusable(url: str, output: Path) -> None:
    """Its files are not read one by one instead, and nothing is written."""
    (output / "deidentified.json").write_text("{}", encoding="utf-8")
    (output / "manifest.jsonl").write_bytes(b'{"key": "' + b"x" * 200_000 + b'"}\n')
    code, report = load(url, output)
    assert code == 2
    assert [finding["code"] for finding in report["findings"]] == ["MANIFEST_UNREADABLE"]
    assert report["nodes"] == {}


def test_files_beside_the_output_are_still_loaded(url: str, output: Path) -> None:
    """A workbook in the folder is not covered by the manifest."""
    collection(output, "Published")
    code, report = load(url, output)
    assert {file["format"] for file in report["files"]} == {"obia", "deidentified"}
    assert code == 0


def test_the_published_files_alone_conflict_with_nothing(url: str, output: Path) -> None:
    """Read one by one after the manifest they fill gaps and open nothing."""
    load(url, "--collection", "OBIA9001", output)
    code, report = load(url, output / "published")
    assert code == 0
    assert report["nodes"]["Image"]["new"] == 0
    assert scopes(url)["Image"] == {"review"}


@pytest.mark.parametrize("first", ["output", "workbook"])
@pytest.mark.parametrize(("state", "scope"), [("Published", "public"), (None, "review"), ("Private", "review")])
def test_the_workbook_decides_who_may_see(
    url: str, output: Path, tmp_path: Path, first: str, state: str | None, scope: str
) -> None:
    """In either order: only a word on release opens images, and silence does not."""
    book = collection(tmp_path, state)
    paths = [output, book] if first == "output" else [book, output]
    for path in paths:
        load(url, "--collection", "OBIA9001", path)
    found = scopes(url)
    assert set().union(*found.values()) == {scope}
    store = open_store(url)
    (series,) = store.scan("ImagingSeries", [scope])
    (individual,) = store.scan("Individual", [scope])
    store.close()
    assert (series["image_count"], series["modality"]) == (2, "CT")
    assert (individual["accession"], individual["sex"], individual["age_band"]) == (PERSON, "female", "30-39")


@pytest.mark.parametrize("name", ["CRA000001", "nonsense", "obia9001"])
def test_a_collection_has_an_accession_of_obia(url: str, output: Path, name: str) -> None:
    """Anything else is refused before a file is read."""
    result = RUNNER.invoke(app, ["load", "--store", url, "--collection", name, str(output)])
    assert result.exit_code == 2
    assert "OBIA" in result.stderr
