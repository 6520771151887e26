"""What is built: the same bytes every time, workbooks as the tables say, images that declare their de-identification."""

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from itertools import zip_longest
from pathlib import Path

import jsonschema_rs
import openpyxl
import pydicom
import pytest
import python_calamine

from examples.build import HERE, build
from examples.images import DEIDENTIFICATION
from examples.workbooks import read_table, write_workbook
from loaders.personal import is_personal_column
from tests.examples.conftest import files

WORKBOOKS = sorted(path.name for path in (HERE / "tables").iterdir())


def digests(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files(folder)}


def test_two_builds_give_the_same_bytes(example_folder, tmp_path):
    """Nothing of the time or the place of a build is in it, and what stood in the folder before is gone."""
    (tmp_path / "example").mkdir()
    (tmp_path / "example" / "leftover.txt").write_text("x", encoding="utf-8")
    build(tmp_path / "example")
    assert digests(tmp_path / "example") == digests(example_folder)


def test_build_answers_the_paths_to_load(tmp_path):
    """Seven text files, eight workbooks and the folder of images, sorted."""
    paths = build(tmp_path / "example")
    assert paths == sorted((tmp_path / "example").iterdir())
    assert [path.suffix for path in paths].count(".xlsx") == len(WORKBOOKS) == 8
    assert len([path for path in files(tmp_path / "example" / "OBIA9001") if path.suffix == ".dcm"]) == 20


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks_hold_what_their_tables_say(example_folder, name):
    """Sheet by sheet and cell by cell, numbers being equal as numbers."""
    content = python_calamine.CalamineWorkbook.from_path(example_folder / f"{name}.xlsx")
    tables = {path.stem: read_table(path) for path in (HERE / "tables" / name).glob("*.tsv")}
    assert set(content.sheet_names) == set(tables)
    for sheet, rows in tables.items():
        found = content.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        assert len(found) == len(rows)
        for written, read in zip(rows, found, strict=True):
            for text, cell in zip_longest(written, read, fillvalue=""):
                assert float(text) == cell if isinstance(cell, float) else text == cell


def test_a_workbook_has_numbers_texts_and_empty_cells(tmp_path):
    """As the archives export them: ids as numbers, dates as text, nothing where there is nothing."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "Sample.tsv").write_text(
        "ID\tAccession\tAge\tCollection date\n1\tHRS9000001\tNA\t2023-01-20 \n2\t\t34\t\n", encoding="utf-8"
    )
    write_workbook(folder, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Sample"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [1, "HRS9000001", "NA", "2023-01-20 "],
        [2, None, 34, None],
    ]


def test_a_ragged_table_is_refused(tmp_path):
    """A row with a cell too few is a slip of whoever edited the table."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "Sample.tsv").write_text("ID\tAccession\n1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="zip"):
        write_workbook(folder, tmp_path / "a.xlsx")


def test_no_time_of_building_is_in_a_workbook(example_folder):
    """All entries of the archive have the same time."""
    with zipfile.ZipFile(example_folder / "HRA900001.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml"))) == {
            b"2024-01-01T00:00:00Z"
        }


def test_images_are_whole_and_declare_their_deidentification(example_folder):
    """Each names its methods, has a code instead of a patient, shifted dates, and all its pixels."""
    for path in files(example_folder / "OBIA9001"):
        image = pydicom.dcmread(path)
        assert image.PatientIdentityRemoved == "YES"
        assert {item.CodeValue for item in image.DeidentificationMethodCodeSequence} == set(DEIDENTIFICATION)
        assert (str(image.PatientName), image.PatientBirthDate) == ("", "")
        assert re.fullmatch(r"OBIA9001-I0\d", image.PatientID)
        assert image.LongitudinalTemporalInformationModified == "MODIFIED"
        assert image.StudyDate.startswith("200001")
        assert len(image.PixelData) == image.Rows * image.Columns * image.BitsAllocated // 8


def test_images_have_nothing_of_the_test_file_but_its_pixels_and_geometry(example_folder):
    """No patient, institution, date or private element of the source is left."""
    image = pydicom.dcmread(next((example_folder / "OBIA9001").rglob("*.dcm")))
    assert [element.tag for element in image if element.tag.is_private] == []
    assert not {"InstitutionName", "StudyTime", "SeriesDate", "PatientAge", "PatientWeight", "AccessionNumber"} - {
        "PatientAge"
    } & set(image.dir())


def test_images_are_those_of_the_tables(example_folder):
    """Every row of the image table is a file of that name in the folder of its series."""
    header, *rows = read_table(HERE / "tables" / "OBIA9001" / "Image.tsv")
    assert header == ["SOP Instance UID", "Series Instance UID", "Instance number"]
    wanted = {f"{series}/{uid}.dcm" for uid, series, _ in rows}
    found = {str(path.relative_to(example_folder / "OBIA9001")) for path in files(example_folder / "OBIA9001")}
    assert found == wanted


def test_every_record_is_one_of_the_documented_form():
    """`records.jsonl` keeps to the JSON Schema of the programmatic format."""
    schema = json.loads((HERE.parent / "docs" / "record.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    for line in (HERE / "files" / "records.jsonl").read_text(encoding="utf-8").splitlines():
        assert list(validator.iter_errors(json.loads(line))) == []


def test_titles_say_that_the_data_are_invented():
    """Every dataset, project, committee and organisation names itself an invented example."""
    for path in (HERE / "tables").rglob("*.tsv"):
        if path.stem in ("Dataset", "Collection"):
            header, *rows = read_table(path)
            for row in rows:
                told = dict(zip(header, row, strict=True))
                assert all("Invented" in told[name] for name in ("Title", "Organization", "DAC name") if told.get(name))
    for path in (HERE / "files").glob("*.xml"):
        titles = re.findall(r"<(?:Title|STUDY_TITLE|Paragraph)>(.*?)<|<!-- (.*?) -->", path.read_text(encoding="utf-8"))
        assert titles
        assert path.stem == "biosample" or all("Invented" in "".join(title) for title in titles)


def test_accessions_lie_in_ranges_that_no_archive_has_reached():
    """Nothing of the example can be taken for a record of an archive."""
    example = re.compile(
        r"(PRJCA|HRA|CRA|OMIX|HDAC|HREQ)9\d{5}|(HRI|HRS|HRX|HRR|SAMC|CRX|CRR)9\d{6}|OBIA9\d{3}|SR[APRSX]99\d{7}"
    )
    anything = re.compile(r"\b(?:PRJ[A-Z]{2}|HRA|CRA|OMIX|HDAC|HREQ|HRI|HRS|HRX|HRR|SAMC|CRX|CRR|OBIA|SR[APRSX])\d+")
    for path in (*(HERE / "tables").rglob("*.tsv"), *(HERE / "files").iterdir()):
        for accession in anything.findall(path.read_text(encoding="utf-8")):
            assert example.fullmatch(accession), (path.name, accession)


def test_no_personal_column_but_those_that_show_how_they_are_skipped():
    """A contact, an e-mail address and a submitter stand in the tables, all invented."""
    found = set()
    for path in (*(HERE / "tables").rglob("*.tsv"), *(HERE / "files").glob("*.tsv")):
        header, *rows = read_table(path)
        for name, values in zip(header, zip(*rows, strict=True), strict=True):
            if is_personal_column(name.lower().replace("_", " ")):
                found.add(name)
                assert set(values) <= {"", "A Person", "person@example.org"}
    assert found == {"Contact person", "Contact e-mail", "Submitter"}


def test_the_command_builds_without_loading(tmp_path):
    """`python -m examples FOLDER --build-only` writes the files and no store."""
    command = [sys.executable, "-m", "examples", str(tmp_path / "example"), "--build-only"]
    done = subprocess.run(
        command,
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=False,
        env={"GSAGRAPH_STORE": f"sqlite:///{tmp_path}/x.db"},
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert len(files(tmp_path / "example")) == 37
    assert not (tmp_path / "x.db").exists()


def test_the_command_builds_and_loads(tmp_path):
    """`python -m examples FOLDER` loads into the store that `GSAGRAPH_STORE` names, and ends well in spite of findings."""
    command = [sys.executable, "-m", "examples", str(tmp_path / "example")]
    done = subprocess.run(
        command,
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=False,
        env={"GSAGRAPH_STORE": f"sqlite:///{tmp_path}/x.db"},
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "PLACE_COORDINATE_MISMATCH" in done.stderr
    assert (tmp_path / "x.db").exists()
