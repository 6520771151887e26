"""What the pages say of the example is what there is."""

import json
import re

import pytest

from examples.build import HERE
from examples.workbooks import read_table
from loaders.personal import is_personal_column
from loaders.workbook import fold_header

DOCS = HERE.parent / "docs"
QUERIES = sorted(path.stem for path in (HERE / "queries").glob("*.graphql"))
LOADERS = (
    "gsa_human",
    "gsa_human_context",
    "gsa_human_dataset",
    "omix",
    "obia",
    "dicom",
    "columns",
    "governance",
    "individual",
    "delimited",
)
CODE = re.compile(r'"([A-Z]+(?:_[A-Z]+)+)"')
NO_CODES = {"SAME_INDIVIDUAL", "SAME_SAMPLE", "MONOZYGOTIC_TWIN"}
RELATIONSHIP = re.compile(
    r"[A-Z]+_(?:OF|IN|BY|TERM|DATASET|PROJECT|SAMPLE|INDIVIDUAL|EXPERIMENT|STUDY|SERIES|TAXON|TWIN)|(?:IN|OF|USES|FROM)_[A-Z]+"
)
OF_ALL_LOADERS = {"NO_ACCESSION", "ACCESSION_WRONG_TYPE", "VALUE_UNEXPECTED"}


def test_every_question_is_told_and_every_told_text_is_there():
    """The page names each query file once, and no other."""
    told = re.findall(r"`(\d\d-[a-z0-9-]+)`", (DOCS / "questions.md").read_text(encoding="utf-8"))
    assert sorted(told) == QUERIES
    assert len(QUERIES) == 16


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_begins_with_its_question_and_has_the_variables_it_declares(name):
    """The question stands in the first line; variables without default are given beside it, and no others."""
    text = (HERE / "queries" / f"{name}.graphql").read_text(encoding="utf-8")
    assert re.match(r"# .{30,}\n", text)
    declared = set(re.findall(r"\$(\w+):", text))
    beside = HERE / "queries" / f"{name}.json"
    assert (set(json.loads(beside.read_text(encoding="utf-8"))) if beside.exists() else set()) == declared


def test_every_finding_of_these_loaders_is_told():
    """A code that can be met has a line on the page."""
    page = (DOCS / "example.md").read_text(encoding="utf-8")
    source = "".join((HERE.parent / "loaders" / f"{name}.py").read_text(encoding="utf-8") for name in LOADERS)
    codes = {code for code in CODE.findall(source) if not RELATIONSHIP.fullmatch(code)} - OF_ALL_LOADERS - NO_CODES
    assert {code for code in codes if f"`{code}`" not in page} == set()


@pytest.mark.parametrize(
    ("folder", "sheet"),
    [
        ("HRA900001", "Dataset"),
        ("HRA900001", "Family"),
        *[("OBIA9001", sheet) for sheet in ("Collection", "Individual", "Study", "Series", "Image")],
    ],
)
def test_every_column_of_our_own_sheets_is_told(folder, sheet):
    """The archives publish no form of these sheets, so the page must."""
    header, *_ = read_table(HERE / "tables" / folder / f"{sheet}.tsv")
    page = (DOCS / "example.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith((f"| {sheet} |", f"| {sheet},")))
    shown = [name for name in header if name not in ("ID", "Made from") and not is_personal_column(fold_header(name))]
    assert [name for name in shown if name.partition(" (")[0] not in row] == []


def test_every_column_of_the_omix_table_is_told():
    """The same for the table of files."""
    page = (DOCS / "example.md").read_text(encoding="utf-8")
    section = page.partition("## OMIX table")[2].partition("## ")[0].replace("\n", " ")
    header, *_ = read_table(HERE / "files" / "OMIX900001.tsv")
    assert [name for name in header if name not in section and not is_personal_column(fold_header(name))] == []


def test_every_dataset_and_person_of_the_readme_is_in_the_tables():
    """The page about who is in it names what the tables have."""
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    tables = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("tables", "files")
        for path in (HERE / folder).rglob("*")
        if path.is_file()
    )
    for name in set(
        re.findall(r"\b(?:SEP|CON|LIV|FAM|TWN)\d\d\b|\b(?:HRI|HRA|CRA|OMIX|OBIA|HDAC|PRJCA|SRR)9\d+\b", readme)
    ):
        assert name in tables, name
