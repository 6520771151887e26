"""OMIX tables: datasets, files and their hierarchy, as text and as workbook, and what is wrong with a table."""

import pytest

from graph_schema.errors import UnusableInput
from loaders import gsa, gsa_human, omix
from loaders.source import open_source
from tests.loaders.tables import (
    accessions,
    attributes,
    codes,
    finding,
    links,
    missing,
    one,
    properties,
    read,
    table,
    workbook,
)

HEADER = [
    "OMIX accession",
    "Title",
    "BioProject accession",
    "Data type",
    "Data subtype",
    "Organism",
    "Taxonomy ID",
    "Accessibility",
    "Release state",
    "Release date",
    "Blocker",
    "DAC accession",
    "Publication",
    "File accession",
    "File name",
    "File type",
    "File size (bytes)",
    "MD5",
    "Download link",
]
MD5 = "0123456789abcdef0123456789ABCDEF"
DATASET = [
    "OMIX004308",
    "A proteome",
    "PRJCA900001",
    "Proteomics",
    "DIA",
    "Homo sapiens",
    "9606",
    "Controlled access",
    "Published",
    "2024-04-02",
]
REST = ["hgrRegistrationPending", "HDAC900001", "10.5555/gsagraph.example.1"]
FILE = [
    "OMIX004308-01",
    "proteins.tsv.gz",
    "tsv",
    "15123456789",
    MD5,
    "https://download.cncb.ac.cn/OMIX/OMIX004308/OMIX004308-01.tsv.gz",
]
ROW = [*DATASET, *REST, *FILE]


def changed(row, **cells):
    """A row with other cells under the headers named (blanks as `_`)."""
    wanted = {name.lower().replace("_", " "): value for name, value in cells.items()}
    return [
        wanted.get(header.partition("(")[0].strip().lower(), cell) for header, cell in zip(HEADER, row, strict=True)
    ]


def test_a_dataset_has_its_slots_and_links(tmp_path):
    """Types, organism, access, blocker, project, committee and paper."""
    records, found = read(omix, table(tmp_path, "a.tsv", [HEADER, ROW]))
    dataset = one(records, "Dataset", "OMIX004308")
    expected = {
        "archive": "OMIX",
        "dataset_type": "OMIX dataset",
        "title": "A proteome",
        "data_types": ["Proteomics"],
        "data_subtypes": ["DIA"],
        "organisms": ["Homo sapiens"],
        "access_type": "controlled",
        "release_state": "published",
        "release_date": "2024-04-02",
        "blocker": "hgrRegistrationPending",
        "scope": "public",
    }
    assert {slot: dataset.slots[slot] for slot in expected} == expected
    assert {relation.type: relation.to for relation in dataset.relations} == {
        "PART_OF": "PRJCA900001",
        "IN_TAXON": "NCBITaxon:9606",
        "GOVERNED_BY": "HDAC900001",
        "CITED_IN": "doi:10.5555/gsagraph.example.1",
        "HAS_TERM": "EDAM:topic_0121",
    }
    assert one(records, "Taxon", "NCBITaxon:9606").slots["scientific_name"] == "Homo sapiens"
    assert found == []


def test_a_file_has_its_slots(tmp_path):
    """Name, size, md5 in small letters, format and address; a size of eleven digits is a size."""
    records, _ = read(omix, table(tmp_path, "a.tsv", [HEADER, ROW]))
    file = one(records, "File", "OMIX004308-01")
    expected = {
        "archive": "OMIX",
        "name": "proteins.tsv.gz",
        "size": 15123456789,
        "md5": MD5.lower(),
        "checksum_method": "MD5",
        "format": "tsv",
        "url": FILE[-1],
        "access_type": "controlled",
        "release_state": "published",
    }
    assert {slot: file.slots[slot] for slot in expected} == expected
    assert links(file, "IN_DATASET") == ["OMIX004308"]
    assert attributes(file) == {}


def test_files_stand_in_their_folders(tmp_path):
    """A file whose accession goes on behind that of another is linked to it, in any order of rows; the dataset is no folder."""
    names = ["OMIX237-64-02", "OMIX237-64", "OMIX237-01"]
    rows = [changed(ROW, omix_accession="OMIX237", file_accession=name) for name in names]
    records, found = read(omix, table(tmp_path, "a.tsv", [HEADER, *rows]))
    assert {name: links(one(records, "File", name), "XREF") for name in names} == {
        "OMIX237-64-02": ["OMIX237-64"],
        "OMIX237-64": [],
        "OMIX237-01": [],
    }
    assert properties(one(records, "File", "OMIX237-64-02"), "XREF") == {
        "method": "accession",
        "confidence": 1.0,
        "source": "folder",
    }
    assert found == []


def test_later_rows_may_leave_the_dataset_empty(tmp_path):
    """The first row speaks for the dataset; files of all rows belong to it."""
    second = ["OMIX004308", *[""] * 12, "OMIX004308-02", "b.csv", "csv", "2", MD5, ""]
    records, found = read(omix, table(tmp_path, "a.tsv", [HEADER, ROW, second]))
    assert accessions(records, "Dataset") == ["OMIX004308"]
    assert accessions(records, "File") == ["OMIX004308-01", "OMIX004308-02"]
    assert one(records, "File", "OMIX004308-02").slots["access_type"] == "controlled"
    assert found == []


def test_a_later_row_that_says_something_else_is_told(tmp_path):
    """The first row counts."""
    second = changed(ROW, title="Another title", file_accession="OMIX004308-02")
    records, found = read(omix, table(tmp_path, "a.tsv", [HEADER, ROW, second]))
    differs = finding(found, "DATASET_VALUES_DIFFER")
    assert (differs.location, differs.accession) == ("table!B3", "OMIX004308")
    assert one(records, "Dataset", "OMIX004308").slots["title"] == "A proteome"


def test_several_datasets_in_one_table(tmp_path):
    """Each dataset once, mixed rows or not."""
    other = changed(ROW, omix_accession="OMIX900002", file_accession="OMIX900002-01", accessibility="Open access")
    third = changed(ROW, file_accession="OMIX004308-02")
    records, _ = read(omix, table(tmp_path, "a.tsv", [HEADER, ROW, other, third]))
    assert accessions(records, "Dataset") == ["OMIX004308", "OMIX900002"]
    assert [links(record, "IN_DATASET") for record in records if record.type == "File"] == [
        ["OMIX004308"],
        ["OMIX900002"],
        ["OMIX004308"],
    ]
    assert one(records, "File", "OMIX900002-01").slots["access_type"] == "open"


@pytest.mark.parametrize(("delimiter", "name"), [("\t", "a.tsv"), (",", "a.csv"), (";", "a.txt")])
def test_text_of_any_delimiter_and_workbooks_say_the_same(tmp_path, delimiter, name):
    """The content decides, not the name."""
    from_text, _ = read(omix, table(tmp_path, name, [HEADER, ROW], delimiter))
    from_sheet, _ = read(omix, workbook(tmp_path, "a.xlsx", Table=[HEADER, ROW]))
    assert [(record.type, record.accession, record.slots, record.relations) for record in from_text] == [
        (record.type, record.accession, record.slots, record.relations) for record in from_sheet
    ]


@pytest.mark.parametrize(
    ("state", "scope"), [("Private", "review"), ("Pending release", "review"), ("Published", "public"), ("", "public")]
)
def test_files_are_as_visible_as_their_dataset(tmp_path, state, scope):
    """What is not released is in review with its files."""
    records, _ = read(omix, table(tmp_path, "a.tsv", [HEADER, changed(ROW, release_state=state)]))
    assert {record.slots["scope"] for record in records if record.type in ("Dataset", "File")} == {scope}


def test_a_row_without_file_is_a_dataset_only(tmp_path):
    """A dataset that is not released has no files yet."""
    records, found = read(omix, table(tmp_path, "a.tsv", [HEADER, [*DATASET, *REST, *[""] * 6]]))
    assert accessions(records, "Dataset") == ["OMIX004308"]
    assert (accessions(records, "File"), found) == ([], [])


@pytest.mark.parametrize(
    ("cells", "code", "location"),
    [
        ({"omix_accession": ""}, "NO_ACCESSION", "table!A2"),
        ({"omix_accession": "HRA900001"}, "ACCESSION_WRONG_TYPE", "table!A2"),
        ({"omix_accession": "OMIX004308-01"}, "ACCESSION_WRONG_TYPE", "table!A2"),
        ({"omix_accession": "proteome"}, "NOT_AN_ACCESSION", "table!A2"),
        ({"file_accession": ""}, "NO_ACCESSION", "table!N2"),
        ({"file_accession": "OMIX004308"}, "ACCESSION_WRONG_TYPE", "table!N2"),
        ({"file_accession": "file one"}, "NOT_AN_ACCESSION", "table!N2"),
    ],
)
def test_rows_without_identity_are_refused(tmp_path, cells, code, location):
    """A dataset or file without an accession of its own is refused by its cell; the next row is read."""
    good = changed(ROW, omix_accession="OMIX900002", file_accession="OMIX900002-01")
    records, found = read(omix, table(tmp_path, "a.tsv", [HEADER, changed(ROW, **cells), good]))
    refused = finding(found, code)
    assert (refused.severity, refused.location) == ("error", location)
    assert accessions(records, "File") == ["OMIX900002-01"]


def test_a_file_of_another_dataset_is_told(tmp_path):
    """The file's accession must begin with the dataset's."""
    _, found = read(omix, table(tmp_path, "a.tsv", [HEADER, changed(ROW, file_accession="OMIX900002-01")]))
    assert finding(found, "FILE_OF_OTHER_DATASET").location == "table!N2"


def test_duplicate_files_are_told(tmp_path):
    """The same accession twice is told at the second row."""
    _, found = read(omix, table(tmp_path, "a.tsv", [HEADER, ROW, ROW]))
    assert finding(found, "DUPLICATE_ACCESSION").location == "table!N3"


def test_wrong_values_are_kept_with_findings(tmp_path):
    """A size with a unit, an md5 that is none, an unknown blocker and a date that is none."""
    row = changed(ROW, file_size="12 MB", md5="abc", blocker="someone", release_date="soon")
    records, found = read(omix, table(tmp_path, "a.tsv", [HEADER, row]))
    dataset, file = one(records, "Dataset", "OMIX004308"), one(records, "File", "OMIX004308-01")
    assert attributes(dataset)["Release date"] == "soon"
    assert attributes(dataset)["Blocker"] == "someone"
    assert attributes(file) == {"File size (bytes)": "12 MB", "MD5": "abc"}
    assert {item.location for item in found} == {"table!J2", "table!K2", "table!Q2", "table!R2"}


def test_missing_terms_are_reasons(tmp_path):
    """`NA` is no data type."""
    records, found = read(omix, table(tmp_path, "a.tsv", [HEADER, changed(ROW, data_type="NA", download_link="-")]))
    assert missing(one(records, "Dataset", "OMIX004308")) == {"dataTypes": "missing"}
    assert missing(one(records, "File", "OMIX004308-01")) == {"url": "missing"}
    assert found == []


def test_unknown_columns_are_attributes_of_the_file_and_personal_ones_are_not_stored(tmp_path):
    """Nothing is lost, nobody is named."""
    header, row = [*HEADER, "Instrument", "Submitter", "E-mail"], [*ROW, "Orbitrap", "Zhang San", "zs@example.org"]
    records, found = read(omix, table(tmp_path, "a.tsv", [header, row]))
    assert attributes(one(records, "File", "OMIX004308-01")) == {"Instrument": "Orbitrap"}
    assert [item.location for item in found if item.code == "PERSONAL_COLUMN_SKIPPED"] == ["table!U1", "table!V1"]
    assert "Zhang" not in repr(records) + repr(found)
    assert "example.org" not in repr(records) + repr(found)


def test_personal_values_in_a_title_are_left_out(tmp_path):
    """A title with a telephone is not stored, and the dataset is loaded."""
    records, found = read(omix, table(tmp_path, "a.tsv", [HEADER, changed(ROW, title="call 13812345678")]))
    assert "title" not in one(records, "Dataset", "OMIX004308").slots
    assert finding(found, "PERSONAL_VALUE_SKIPPED").location == "table!B2"
    assert "13812345678" not in repr(records) + repr(found)


def test_several_organisms_are_several_taxa(tmp_path):
    """Names go to the taxa by their order, where there are as many."""
    row = changed(ROW, organism="Homo sapiens; Mus musculus", taxonomy_id="9606; 10090")
    records, _ = read(omix, table(tmp_path, "a.tsv", [HEADER, row]))
    assert links(one(records, "Dataset", "OMIX004308"), "IN_TAXON") == ["NCBITaxon:9606", "NCBITaxon:10090"]
    assert one(records, "Taxon", "NCBITaxon:10090").slots["scientific_name"] == "Mus musculus"


def test_a_table_without_file_accessions_gives_its_datasets(tmp_path):
    """The missing column is told."""
    records, found = read(omix, table(tmp_path, "a.tsv", [["OMIX accession", "Title"], ["OMIX004308", "A proteome"]]))
    assert accessions(records, "Dataset") == ["OMIX004308"]
    assert codes(found) == ["COLUMN_MISSING"]


def test_other_tables_are_not_taken(tmp_path):
    """A table without OMIX accession, and workbooks of the other archives, have other readers."""
    paths = [
        table(tmp_path, "a.tsv", [["Accession", "Title"], ["OMIX004308", "x"]]),
        workbook(tmp_path, "b.xlsx", Sample=[["Accession"], ["SAMC9000001"]]),
        workbook(
            tmp_path, "c.xlsx", Individual=[["Accession"], ["HRI9000001"]], Sample=[["Accession"], ["HRS9000001"]]
        ),
    ]
    for path in paths:
        with open_source(path) as source:
            assert not omix.matches(source)
    with open_source(workbook(tmp_path, "d.xlsx", Table=[HEADER, ROW])) as source:
        assert [loader.matches(source) for loader in (omix, gsa, gsa_human)] == [True, False, False]


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: table(folder, "a.tsv", [["a"], ["b"]]),
        lambda folder: workbook(folder, "a.xlsx", A=[["a"], ["b"]]),
    ],
)
def test_what_is_no_omix_table_is_refused(tmp_path, make):
    """Forcing the format gives an error or refusals, never records."""
    with open_source(make(tmp_path), "omix") as source, pytest.raises(UnusableInput) as refusal:
        list(omix.read(source))
    assert refusal.value.code == "FORMAT_MISMATCH"
