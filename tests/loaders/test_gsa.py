"""GSA workbooks: the real one counted by an independent reader, the new Run header, and odd workbooks."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import SLOTS
from graph_schema.names import snake
from graph_schema.record import Record
from loaders import gsa
from loaders.gsa_files import file_format, is_file_column, name_and_size
from loaders.workbook import fold_header
from qc.finding import Finding
from tests.loaders.tables import accessions, attributes, codes, finding, links, missing, one, read, workbook

SAMPLE = ["ID", "Sample name", "Accession", "Project accession", "Sample title", "Organism"]
EXPERIMENT = [
    "ID",
    "Accession",
    "Experiment title",
    "BioProject accession",
    "BioSample name",
    "BioSample accession",
    "Platform",
    "Strategy",
    "Source",
    "Layout",
]
RUN = ["ID", "Accession", "Run title", "BioProject accession", "Experiment accession", "Run data file type"]
OLD_FILES = ["File name 1", "MD5 checksum 1", "DownLoad1", "File name 2", "MD5 checksum 2", "DownLoad2"]
NEW_FILES = ["Read filename 1", "Read file1 MD5", "DownLoad Read file1", "Read filename 2", "Read file2 MD5", "DownLoad  Read file2",
             "Index filename 1", "Index file1 MD5", "DownLoad Index file1", "Index filename 2", "Index file2 MD5", "DownLoad Index file2"]  # fmt: skip
REFERENCE = ["Reference file name", "MD5 for reference file", "Assembly Name or Accession", "Assembly Accession URL"]
OTHER = ["other_db", "accession_in_other_db", "other_db_url"]
MD5 = "74e8b66f6a3b8cb1e4a04b589ef52a6a"
PATH = "ftp://download.big.ac.cn/gsa2/CRA000001/CRR000001/"


@pytest.fixture(scope="module")
def real_path(shared_data: Path) -> Path:
    """The real workbook."""
    return shared_data / "gsa" / "CRA010170.xlsx"


@pytest.fixture(scope="module")
def real(real_path: Path) -> tuple[list[Record], list[Finding]]:
    """What the loader says about the real workbook."""
    return read(gsa, real_path)


@pytest.fixture(scope="module")
def raw(real_path: Path) -> dict[str, list[dict[str, Any]]]:
    """The same workbook by a reader of its own: rows as dictionaries."""
    book = python_calamine.CalamineWorkbook.from_path(real_path)
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {name: [dict(zip(table[0], row, strict=True)) for row in table[1:]] for name, table in rows.items()}


def test_real_counts(real: tuple[list[Record], list[Finding]]) -> None:
    """176 samples, 184 experiments, 394 runs, 696 files, one dataset."""
    counts = Counter(record.type for record in real[0])
    assert {name: counts[name] for name in ("Sample", "Experiment", "Run", "File", "Dataset")} == {
        "Sample": 176,
        "Experiment": 184,
        "Run": 394,
        "File": 696,
        "Dataset": 1,
    }
    assert real[1] == []


@pytest.mark.parametrize("sheet", ["Sample", "Experiment", "Run"])
def test_real_accessions_in_order(
    real: tuple[list[Record], list[Finding]], raw: dict[str, list[dict[str, Any]]], sheet: str
) -> None:
    """Every row is there, in the order of the sheet, with its row number."""
    records = [record for record in real[0] if record.type == sheet]
    assert [record.accession for record in records] == [row["Accession"] for row in raw[sheet]]
    assert [record.provenance and record.provenance.location for record in records] == [
        f"{sheet}!{n}" for n in range(2, len(records) + 2)
    ]


def test_real_files_have_name_size_and_md5(
    real: tuple[list[Record], list[Finding]], raw: dict[str, list[dict[str, Any]]]
) -> None:
    """Name, bytes, md5 and address of every file are those of the cells."""
    expected = set()
    for row in raw["Run"]:
        for number in ("1", "2"):
            if cell := row[f"File name {number}"]:
                name, size = re.fullmatch(r"(\S+) \((\d+) bytes\)", cell).groups()  # type: ignore[union-attr]
                expected.add(
                    (
                        row["Accession"],
                        name,
                        int(size),
                        row[f"MD5 checksum {number}"],
                        row[f"DownLoad{number}"],
                        f"read{number}",
                    )
                )
    files = {
        (links(record, "OUTPUT_OF")[0], *(record.slots[slot] for slot in ("name", "size", "md5", "url", "role")))
        for record in real[0]
        if record.type == "File"
    }
    assert files == expected
    assert len(files) == 696


@pytest.mark.parametrize("sheet", ["Sample", "Experiment", "Run"])
def test_real_columns_are_not_lost(
    real: tuple[list[Record], list[Finding]], raw: dict[str, list[dict[str, Any]]], sheet: str
) -> None:
    """Every filled cell is found again in a slot, an attribute, a link or a file of its row."""
    by_accession: dict[str, list[Record]] = {}
    for record in real[0]:
        owner = links(record, "OUTPUT_OF")[0] if record.type == "File" else record.accession
        by_accession.setdefault(owner, []).append(record)
    for row in raw[sheet]:
        said = {str(value) for record in by_accession[row["Accession"]] for value in record.slots.values()}
        said |= {value for record in by_accession[row["Accession"]] for value in attributes(record).values()}
        said |= {relation.to for record in by_accession[row["Accession"]] for relation in record.relations} | {
            row["Accession"]
        }
        for header, cell in row.items():
            text = (
                str(int(cell))
                if isinstance(cell, float)
                else str(cell).split(" (")[0]
                if "ile name" in header
                else str(cell)
            )
            assert not text or text in said, (row["Accession"], header, text)


def test_real_links(real: tuple[list[Record], list[Finding]], raw: dict[str, list[dict[str, Any]]]) -> None:
    """Runs name experiments, experiments samples, all the project and the dataset."""
    records, _ = real
    for row in raw["Run"]:
        assert links(one(records, "Run", row["Accession"]), "OF_EXPERIMENT") == [row["Experiment accession"]]
    for row in raw["Experiment"]:
        record = one(records, "Experiment", row["Accession"])
        assert links(record, "USES_SAMPLE") == [row["BioSample accession"]]
        assert links(record, "IN_DATASET") == ["CRA010170"]
    dataset = one(records, "Dataset", "CRA010170")
    assert dataset.derived
    assert links(dataset, "PART_OF") == ["PRJCA015567"]
    assert (dataset.slots["archive"], dataset.slots["dataset_type"], dataset.slots["scope"]) == (
        "GSA",
        "GSA dataset",
        "public",
    )
    assert dataset.provenance is not None
    assert dataset.provenance.location == "Run!I2"


def test_real_terms(real: tuple[list[Record], list[Finding]]) -> None:
    """Layouts and instruments are standard, the words of GSA beside them; platforms follow."""
    records, _ = real
    first = one(records, "Experiment", "CRX637072")
    assert first.slots["library_layout"] == "SINGLE"
    assert attributes(first)["Layout"] == "FRAGMENT"
    assert (first.slots["instrument_model"], first.slots["platform"]) == ("DNBSEQ-T7", "DNBSEQ")
    spelled = [record for record in records if attributes(record).get("Platform") == "Illumina Nextseq 550"]
    assert {(record.slots["instrument_model"], record.slots["platform"]) for record in spelled} == {
        ("NextSeq 550", "ILLUMINA")
    }
    layouts = Counter(record.slots["library_layout"] for record in records if record.type == "Experiment")
    assert sum(layouts.values()) == 184
    assert set(layouts) == {"SINGLE", "PAIRED"}


def test_real_missing_values(real: tuple[list[Record], list[Finding]], raw: dict[str, list[dict[str, Any]]]) -> None:
    """Experiments without read length say so, and nowhere is NA a value."""
    records, _ = real
    without = [record for record in records if record.type == "Experiment" and missing(record).get("readLength1")]
    assert len(without) == sum(1 for row in raw["Experiment"] if row["Read length for mate1(bp)"] in ("", "NA"))
    values = [value for record in records for value in (*record.slots.values(), *attributes(record).values())]
    assert not [value for value in values if value in ("NA", "", "-")]


def small(folder: Path, run_header: list[str], *runs: list[Any], name: str = "CRA000001.xlsx", **sheets: Any) -> Path:
    """A workbook with one sample, one experiment, and these runs."""
    tables = {
        "Sample": [SAMPLE, [1, "s1", "SAMC000001", "PRJCA000001", "first", "Oryza sativa"]],
        "Experiment": [
            EXPERIMENT,
            [
                1,
                "CRX000001",
                "e1",
                "PRJCA000001",
                "s1",
                "SAMC000001",
                "Illumina HiSeq X Ten",
                "WGS",
                "GENOMIC",
                "PAIRED",
            ],
        ],
        "Run": [run_header, *runs],
        **sheets,
    }
    return workbook(folder, name, **{key: rows for key, rows in tables.items() if rows is not None})


def base(accession: str = "CRR000001") -> list[Any]:
    return [1, accession, "r1", "PRJCA000001", "CRX000001", "fastq"]


def test_the_new_run_header(tmp_path: Path) -> None:
    """Read and index files, their md5 and paths, whatever the blanks in `DownLoad  Read file2`."""
    cells = []
    for role, digit in (("f1", "1"), ("r2", "2"), ("i1", "3"), ("i2", "4")):
        cells += [f"CRR000001_{role}.fastq.gz (10{digit} bytes)", MD5[:-1] + digit, f"{PATH}CRR000001_{role}.fastq.gz"]
    records, findings = read(gsa, small(tmp_path, [*RUN, *NEW_FILES], [*base(), *cells]))
    files = [record for record in records if record.type == "File"]
    assert [record.slots["role"] for record in files] == ["read1", "read2", "index1", "index2"]
    assert [record.slots["size"] for record in files] == [101, 102, 103, 104]
    assert [record.accession for record in files] == [f"CRR000001/{MD5[:-1]}{digit}" for digit in "1234"]
    assert [record.slots["url"].rpartition("/")[2] for record in files] == [
        f"CRR000001_{role}.fastq.gz" for role in ("f1", "r2", "i1", "i2")
    ]
    assert {record.slots["format"] for record in files} == {"fastq"}
    assert all(links(record, "IN_DATASET") == ["CRA000001"] for record in files)
    assert findings == []


def test_the_reference_file_and_other_databases(tmp_path: Path) -> None:
    """A reference file is a file; the assembly fills slots; other databases are references."""
    header = [*RUN, *OLD_FILES, *REFERENCE, *OTHER]
    row = [*base(), "a.bam (5 bytes)", MD5, PATH + "a.bam", None, "", "NA", "ref.fa.gz (7 bytes)", MD5[::-1], "GRCh38",
           "https://www.ncbi.nlm.nih.gov/assembly/GCF_000001405.26", "GEO", "GSM100; GSM101", "https://www.ncbi.nlm.nih.gov/geo/"]  # fmt: skip
    records, findings = read(gsa, small(tmp_path, header, row))
    assert [record.slots["role"] for record in records if record.type == "File"] == ["read1", "reference"]
    assert one(records, "File", f"CRR000001/{MD5[::-1]}").slots["size"] == 7
    run = one(records, "Run", "CRR000001")
    assert (run.slots["assembly_name"], run.slots["assembly_url"]) == ("GRCh38", row[15])
    assert [entry["accession"] for entry in run.slots["external_references"]] == ["GSM100", "GSM101"]
    assert {entry["database"] for entry in run.slots["external_references"]} == {"GEO"}
    assert {entry["url"] for entry in run.slots["external_references"]} == {"https://www.ncbi.nlm.nih.gov/geo/"}
    assert findings == []


def test_a_database_without_accession_is_an_attribute(tmp_path: Path) -> None:
    """Nothing of the three columns is lost."""
    records, _ = read(gsa, small(tmp_path, [*RUN, *OTHER], [*base(), "GEO", "", ""]))
    assert attributes(one(records, "Run", "CRR000001"))["other_db"] == "GEO"


def test_unknown_and_repeated_columns_are_attributes(tmp_path: Path) -> None:
    """Names as written, values as written; a second column of the same name too."""
    header = [
        *SAMPLE,
        "Moon phase",
        "tissue",
        "Tissue",
        "",
        "Latitude_longitude",
        "Host_age",
        "Host age unit",
        "Age",
        "Age unit",
        "Dev stage",
    ]
    row = [
        1,
        "s1",
        "SAMC000001",
        "PRJCA000001",
        "first",
        "Oryza sativa",
        "full",
        "leaf",
        "root",
        "stray",
        "30.59 N 114.30 E",
        "NA",
        "year",
        "3.0",
        "Years",
        "adult",
    ]
    records, findings = read(gsa, small(tmp_path, RUN, base(), Sample=[header, row]))
    sample = one(records, "Sample", "SAMC000001")
    assert attributes(sample) == {
        "ID": "1",
        "Moon phase": "full",
        "Tissue": "root",
        "column Sample!J2": "stray",
        "Age unit": "Years",
    }
    assert (sample.slots["tissue"], sample.slots["latitude"], sample.slots["longitude"]) == ("leaf", 30.59, 114.3)
    assert (sample.slots["age_value"], sample.slots["age_unit"], sample.slots["development_stage"]) == (
        3.0,
        "year",
        "adult",
    )
    assert sample.slots["host_age_unit"] == "year"
    assert missing(sample) == {"hostAge": "missing"}
    assert "VALUE_UNEXPECTED" not in codes(findings)


def test_a_taxonomy_column_is_a_taxon(tmp_path: Path) -> None:
    """Its number links to the taxon, which has the organism's name; a word there is kept."""
    rows = [
        [1, "s1", "SAMC000001", "PRJCA000001", "a", "Oryza sativa", 4530.0],
        [2, "s2", "SAMC000002", "PRJCA000001", "b", "Rice", "rice"],
    ]
    records, _ = read(gsa, small(tmp_path, RUN, base(), Sample=[[*SAMPLE, "Taxonomy_ID"], *rows]))
    assert links(one(records, "Sample", "SAMC000001"), "IN_TAXON") == ["NCBITaxon:4530"]
    assert one(records, "Taxon", "NCBITaxon:4530").slots["scientific_name"] == "Oryza sativa"
    assert attributes(one(records, "Sample", "SAMC000002"))["taxonomy id"] == "rice"


@pytest.mark.parametrize(
    "header",
    ["Cultivar", "Biomaterial provider", "Dev stage", "Cell line", "Cell type", "Disease_stage", "Growth protocol", "Height length",
     "Phenotype", "Population", "Type", "Specimen voucher", "Temperature", "Treatment", "Host_disease", "Host disease outcome",
     "Isolation_source", "Culture collection", "Passage history", "Pathotype", "Serovar", "Subgroup", "Env_Broad_Scale", "Environment_Medium"],
)  # fmt: skip
def test_template_columns_fill_slots(tmp_path: Path, header: str) -> None:
    """Every column of the known sample templates has a slot of its own."""
    row = [1, "s1", "SAMC000001", "PRJCA000001", "a", "Oryza sativa", "the value"]
    records, _ = read(gsa, small(tmp_path, RUN, base(), Sample=[[*SAMPLE, header], row]))
    sample = one(records, "Sample", "SAMC000001")
    assert "the value" in sample.slots.values()
    assert "the value" not in attributes(sample).values()


@given(name=st.from_regex(r"[A-Za-z0-9_.]{1,30}", fullmatch=True), size=st.integers(0, 10**15))
def test_names_and_sizes_come_apart_as_they_were(name: str, size: int) -> None:
    """What the archive writes into one cell is two things again."""
    assert name_and_size(f"{name} ({size} bytes)") == (name, str(size))


@given(st.sampled_from([*OLD_FILES, *NEW_FILES, *REFERENCE[:2]]), st.booleans(), st.sampled_from(["", "_", "  "]))
def test_file_columns_are_known_in_any_spelling(header: str, shout: bool, blank: str) -> None:
    """Case, underscores and blanks inside do not hide a column of files."""
    spelled = header.replace(" ", blank)
    assert is_file_column(fold_header(spelled.upper() if shout else spelled))
    assert not is_file_column(fold_header(f"my {header}"))


def test_personal_columns_are_told_and_not_stored(tmp_path: Path) -> None:
    """Who submitted is nobody's business here."""
    records, findings = read(
        gsa, small(tmp_path, [*RUN, "Contact e-mail", "Submitter name"], [*base(), "a@b.org", "Zhang San"])
    )
    assert "Zhang" not in str(records)
    assert "a@b" not in str(records)
    assert codes(findings) == ["PERSONAL_COLUMN_SKIPPED", "PERSONAL_COLUMN_SKIPPED", "DATASET_UNKNOWN"][:2]


def test_header_case_and_blanks_do_not_matter(tmp_path: Path) -> None:
    """Shouted and underscored headers are the same columns."""
    shouted = [header.upper().replace(" ", "_") for header in [*RUN, *OLD_FILES]]
    path = small(
        tmp_path,
        shouted,
        [*base(), "x_f1.fq.gz (1 bytes)", MD5, PATH + "x_f1.fq.gz"] + [None] * 3,
        Sample=None,
        Experiment=None,
    )
    records, findings = read(gsa, path)
    assert accessions(records, "Run") == ["CRR000001"]
    assert accessions(records, "File") == [f"CRR000001/{MD5}"]
    assert codes(findings) == ["SHEET_MISSING", "SHEET_MISSING"]


def test_rows_without_identity_are_refused_and_the_rest_loads(tmp_path: Path) -> None:
    """Each refused row names its cell; empty rows say nothing."""
    rows = [base(), [None] * 6, base(""), base("CRX000009"), base("subCRA000009"), base("CRR000002")]
    records, findings = read(gsa, small(tmp_path, RUN, *rows))
    assert accessions(records, "Run") == ["CRR000001", "CRR000002"]
    assert [(item.code, item.location) for item in findings] == [
        ("NO_ACCESSION", "Run!B4"),
        ("ACCESSION_WRONG_TYPE", "Run!B5"),
        ("PRE_ACCESSION", "Run!B6"),
    ]


def test_a_repeated_accession_is_told_and_both_rows_are_read(tmp_path: Path) -> None:
    """Two rows of one run bring both their files."""
    header = [*RUN, *OLD_FILES[:3]]
    rows = [
        [*base(), "a.fq.gz (1 bytes)", MD5, PATH + "a.fq.gz"],
        [*base(), "b.fq.gz (2 bytes)", MD5[::-1], PATH + "b.fq.gz"],
    ]
    records, findings = read(gsa, small(tmp_path, header, *rows))
    assert accessions(records, "Run") == ["CRR000001", "CRR000001"]
    assert len(accessions(records, "File")) == 2
    told = finding(findings, "DUPLICATE_ACCESSION")
    assert (told.location, told.severity) == ("Run!B3", "warning")
    assert "Run!2" in told.message


def test_files_without_md5_are_known_by_name(tmp_path: Path) -> None:
    """A missing md5 is told, a wrong one kept; two files of the same bytes stay two."""
    header = [*RUN, *OLD_FILES]
    rows = [
        [*base(), "a.fq.gz", "", "", "b.fq.gz (12 bytes)", "not-an-md5", ""],
        [*base("CRR000002"), "c_f1.fq.gz (1 bytes)", MD5, "", "c_r2.fq.gz (1 bytes)", MD5.upper(), ""],
    ]
    records, findings = read(gsa, small(tmp_path, header, *rows))
    assert accessions(records, "File") == [
        "CRR000001/a.fq.gz",
        "CRR000001/b.fq.gz",
        f"CRR000002/{MD5}",
        "CRR000002/c_r2.fq.gz",
    ]
    assert attributes(one(records, "File", "CRR000001/b.fq.gz")) == {"MD5": "not-an-md5"}
    assert missing(one(records, "File", "CRR000001/a.fq.gz")) == {"md5": "missing", "size": "missing"}
    assert one(records, "File", "CRR000002/c_r2.fq.gz").slots["md5"] == MD5
    assert (finding(findings, "MD5_MISSING").location, finding(findings, "MD5_INVALID").location) == (
        "Run!H2",
        "Run!K2",
    )


def test_the_dataset_comes_from_the_path_before_the_file_name(tmp_path: Path) -> None:
    """A renamed workbook is still of the dataset its paths name."""
    path = small(tmp_path, [*RUN, *OLD_FILES[:3]], [*base(), "a.fq.gz", MD5, PATH + "a.fq.gz"], name="CRA999999.xlsx")
    records, _ = read(gsa, path)
    assert accessions(records, "Dataset") == ["CRA000001"]


def test_the_dataset_comes_from_the_file_name_where_no_path_names_it(tmp_path: Path) -> None:
    """Without download paths the file name tells, and the provenance says so."""
    records, findings = read(gsa, small(tmp_path, RUN, base(), name="old CRA000007 (2).xlsx"))
    dataset = one(records, "Dataset", "CRA000007")
    assert dataset.provenance is not None
    assert dataset.provenance.location == "file name"
    assert links(one(records, "Sample", "SAMC000001"), "IN_DATASET") == ["CRA000007"]
    assert findings == []


def test_a_workbook_that_names_no_dataset_says_so(tmp_path: Path) -> None:
    """Samples and runs load all the same."""
    records, findings = read(gsa, small(tmp_path, RUN, base(), name="table.xlsx"))
    assert accessions(records, "Dataset") == []
    assert links(one(records, "Sample", "SAMC000001"), "IN_DATASET") == []
    assert codes(findings) == ["DATASET_UNKNOWN"]


def test_several_datasets_in_one_workbook(tmp_path: Path) -> None:
    """Each run, its experiment and its sample are in the dataset of the run's path."""
    header = [*RUN, *OLD_FILES[:3]]
    second = [
        2,
        "CRR000002",
        "r2",
        "PRJCA000002",
        "CRX000002",
        "fastq",
        "b.fq.gz",
        MD5[::-1],
        PATH.replace("CRA000001", "CRA000002") + "b.fq.gz",
    ]
    experiments = [EXPERIMENT, [1, "CRX000001", "e1", "PRJCA000001", "s1", "SAMC000001", "", "WGS", "GENOMIC", "SINGLE"],
                   [2, "CRX000002", "e2", "PRJCA000002", "s2", "SAMC000002", "", "WGS", "GENOMIC", "SINGLE"]]  # fmt: skip
    path = small(tmp_path, header, [*base(), "a.fq.gz", MD5, PATH + "a.fq.gz"], second, Experiment=experiments)
    records, _ = read(gsa, path)
    assert {record.accession: links(record, "PART_OF") for record in records if record.type == "Dataset"} == {
        "CRA000001": ["PRJCA000001"],
        "CRA000002": ["PRJCA000002"],
    }
    assert links(one(records, "Experiment", "CRX000002"), "IN_DATASET") == ["CRA000002"]
    assert links(one(records, "Sample", "SAMC000001"), "IN_DATASET") == ["CRA000001"]


def test_a_sample_is_found_by_its_name_where_no_accession_stands(tmp_path: Path) -> None:
    """The name must be that of one sample of the workbook; otherwise the reference is missing."""
    experiments = [EXPERIMENT, [1, "CRX000001", "e1", "PRJCA000001", "s1", "", "", "WGS", "GENOMIC", "SINGLE"],
                   [2, "CRX000002", "e2", "PRJCA000001", "who?", "", "", "WGS", "GENOMIC", "SINGLE"]]  # fmt: skip
    records, findings = read(gsa, small(tmp_path, RUN, base(), Experiment=experiments))
    assert links(one(records, "Experiment", "CRX000001"), "USES_SAMPLE") == ["SAMC000001"]
    assert links(one(records, "Experiment", "CRX000002"), "USES_SAMPLE") == []
    assert codes(findings) == ["SAMPLE_BY_NAME", "REFERENCE_MISSING"]


def test_missing_columns_and_unknown_sheets_are_told(tmp_path: Path) -> None:
    """A sheet without accessions cannot be loaded; another sheet was not read."""
    path = small(tmp_path, RUN, base(), Sample=[["Sample name"], ["s1"]], Notes=[["x"], ["y"]])
    records, findings = read(gsa, path)
    assert accessions(records, "Run") == ["CRR000001"]
    assert [(item.code, item.severity) for item in findings if item.node_type is None or item.node_type == "Sample"][
        :2
    ] == [
        ("COLUMN_MISSING", "error"),
        ("SHEET_UNKNOWN", "warning"),
    ]


@pytest.mark.parametrize("accession", ["HRR000001", "OMIX000001", "OBIA0001"])
def test_workbooks_of_other_archives_are_not_ours(tmp_path: Path, accession: str) -> None:
    """Accessions decide where sheets have the same names."""
    path = workbook(tmp_path, "a.xlsx", Run=[RUN, base(accession)])
    with gsa.Source(str(path), path) as source:
        assert not gsa.matches(source)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("CRR710761.fq.gz (3841614500 bytes)", ("CRR710761.fq.gz", "3841614500")),
        ("a (1).fq.gz (5 bytes)", ("a (1).fq.gz", "5")),
        ("a.fq.gz (1,234 Bytes)", ("a.fq.gz", "1234")),
        ("a.fq.gz(0 byte)", ("a.fq.gz", "0")),
        ("a.fq.gz", ("a.fq.gz", "")),
        ("", ("", "")),
    ],
)
def test_name_and_size_share_a_cell(cell: str, expected: tuple[str, str]) -> None:
    """The bytes in brackets are the size, the rest the name."""
    assert name_and_size(cell) == expected


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [("a_f1.fq.gz", "", "fastq"), ("a.fastq.gz", "bam", "fastq"), ("CRD000001.gz", "fastq", "fastq"), ("a.BAM", "", "bam"),
     ("a.tar.gz", "10x Genomics", "tar"), ("a.tgz", "", "tar"), ("a", "", ""), ("a.odd", "", "")],
)  # fmt: skip
def test_the_format_is_told_by_extension_then_by_type(name: str, kind: str, expected: str) -> None:
    """Compression is no format; without an extension the run's file type tells."""
    assert file_format(name, kind) == expected


def test_slot_names_are_of_the_model() -> None:
    """Every column listed here leads to a slot that exists."""
    for sheet, slots in gsa.SLOTS_OF_SHEET.items():
        assert set(slots.values()) <= set(SLOTS[sheet]), sheet
    assert snake("libraryLayout") in SLOTS["Experiment"]
