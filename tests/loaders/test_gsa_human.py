"""GSA-Human workbooks: every template, what is stored and what never is, and what is wrong with a workbook."""

import pytest

from graph_schema.errors import UnusableInput
from loaders import gsa, gsa_human
from loaders.source import open_source
from tests.loaders.tables import accessions, attributes, codes, finding, links, missing, one, properties, read, workbook

INDIVIDUAL = [
    "ID",
    "Individual_Name",
    "Accession",
    "Gender",
    "Experiment_Group",
    "Existed_Individual_Accession",
    "Disease_Name",
    "Ethnicity",
]
SAMPLE = [
    "ID",
    "Sample_Name",
    "Accession",
    "BioSample accession",
    "Tissue",
    "Individual_Accession",
    "Age",
    "Age_Unit",
    "Collection_Date",
]
EXPERIMENT = [
    "ID",
    "Accession",
    "Experiment title",
    "BioProject accession",
    "Sample name",
    "Sample accession",
    "Platform",
    "Strategy",
    "Source",
    "Layout",
]
RUN = [
    "ID",
    "Accession",
    "Run title",
    "Experiment accession",
    "Run data file type",
    "File name 1",
    "MD5 checksum 1",
    "DownLoad1",
]
DATASET = [
    "Accession",
    "Title",
    "BioProject accession",
    "Data accessibility",
    "Release state",
    "DAC accession",
    "DAC name",
    "Use limits",
]
PATIENT = [1.0, "P01", "HRI9000001", "Female", "case set", "HRI9000002", "Sepsis", "Han"]
BLOOD = [1.0, "P01-B", "HRS9000001", "SAMC9000001", "blood", "HRI9000001", 34.0, "year", "2023-01-10 "]
GENOME = [
    1.0,
    "HRX9000001",
    "WGS of P01",
    "PRJCA900001",
    "P01-B",
    "HRS9000001",
    "Illumina Nextseq 550",
    "WGS",
    "GENOMIC",
    "PAIRED",
]
MD5 = "0123456789abcdef0123456789ABCDEF"
READS = [1.0, "HRR0059190", "WGS of P01", "HRX9000001", "fastq", "HRR0059190_f1.fq.gz (3841614500 bytes)", MD5, ""]
OPEN = ["HRA900001", "A title", "PRJCA900001", "Open access", "Published", "", "", ""]
CONTROLLED = [
    "HRA900001",
    "A title",
    "PRJCA900001",
    "Controlled access",
    "Published",
    "HDAC900001",
    "A committee",
    "General purpose use; Non-profitable use",
]


def book(folder, name="HRA900001.xlsx", **sheets):
    """A whole workbook, in which the given sheets stand in place of the usual ones."""
    usual = {
        "Individual": [INDIVIDUAL, PATIENT],
        "Sample": [SAMPLE, BLOOD],
        "Experiment": [EXPERIMENT, GENOME],
        "Run": [RUN, READS],
    }
    return workbook(folder, name, **{title: rows for title, rows in (usual | sheets).items() if rows is not None})


def test_a_workbook_gives_one_record_for_each_row_and_file(tmp_path):
    """Individuals, samples, experiments, runs and files are counted exactly; the dataset comes from the file name."""
    records, _ = read(gsa_human, book(tmp_path))
    for node_type, expected in {
        "Dataset": ["HRA900001"],
        "Individual": ["HRI9000001"],
        "Sample": ["HRS9000001"],
        "Experiment": ["HRX9000001"],
        "Run": ["HRR0059190"],
        "File": [f"HRR0059190/{MD5.lower()}"],
        "Taxon": ["NCBITaxon:9606"],
    }.items():
        assert accessions(records, node_type) == expected


def test_an_individual_has_its_slots_the_literal_beside_them_and_its_links(tmp_path):
    """Gender is standardised with the literal kept; the existing individual is the same one, as declared."""
    records, _ = read(gsa_human, book(tmp_path))
    individual = one(records, "Individual", "HRI9000001")
    assert {
        slot: individual.slots[slot]
        for slot in ("name", "sex", "group", "disease", "ethnicity", "age_band", "archive", "scope")
    } == {
        "name": "P01",
        "sex": "female",
        "group": "case set",
        "disease": "Sepsis",
        "ethnicity": "Han",
        "age_band": "30-39",
        "archive": "GSA-Human",
        "scope": "public",
    }
    assert attributes(individual) == {"ID": "1", "Gender": "Female"}
    assert links(individual, "SAME_INDIVIDUAL") == ["HRI9000002"]
    assert properties(individual, "SAME_INDIVIDUAL") == {"method": "declared", "confidence": 1.0, "source": "HRA900001"}
    assert links(individual, "IN_DATASET") == ["HRA900001"]
    assert links(individual, "HAS_TERM") == ["PATO:0000383", "HANCESTRO:0027"]
    assert individual.provenance.location == "Individual!2"
    assert individual.provenance.source == "HRA900001.xlsx"


def test_a_sample_has_its_age_its_individual_and_its_biosample(tmp_path):
    """The age stays on the sample, the trailing blank of the date goes, the BioSample is the same sample."""
    records, _ = read(gsa_human, book(tmp_path))
    sample = one(records, "Sample", "HRS9000001")
    assert (sample.slots["age_value"], sample.slots["age_unit"], sample.slots["collection_date"]) == (
        34.0,
        "year",
        "2023-01-10",
    )
    assert links(sample, "FROM_INDIVIDUAL") == ["HRI9000001"]
    assert links(sample, "SAME_SAMPLE") == ["SAMC9000001"]
    assert properties(sample, "SAME_SAMPLE")["method"] == "declared"
    assert links(sample, "IN_TAXON") == ["NCBITaxon:9606"]


def test_an_experiment_has_its_platform_and_its_sample(tmp_path):
    """The platform follows from the instrument model, whose spelling is kept."""
    records, _ = read(gsa_human, book(tmp_path))
    experiment = one(records, "Experiment", "HRX9000001")
    assert (experiment.slots["platform"], experiment.slots["instrument_model"]) == ("ILLUMINA", "NextSeq 550")
    assert attributes(experiment)["Platform"] == "Illumina Nextseq 550"
    assert links(experiment, "USES_SAMPLE") == ["HRS9000001"]
    assert links(experiment, "IN_PROJECT") == ["PRJCA900001"]
    assert links(experiment, "IN_DATASET") == ["HRA900001"]


def test_a_run_keeps_its_leading_zero_and_its_file_is_human(tmp_path):
    """HRR0059190 is a text; the file has size, md5 in small letters, role and the archive GSA-Human."""
    records, _ = read(gsa_human, book(tmp_path))
    assert links(one(records, "Run", "HRR0059190"), "OF_EXPERIMENT") == ["HRX9000001"]
    file = one(records, "File", f"HRR0059190/{MD5.lower()}")
    expected = {
        "name": "HRR0059190_f1.fq.gz",
        "size": 3841614500,
        "md5": MD5.lower(),
        "archive": "GSA-Human",
        "role": "read1",
        "format": "fastq",
    }
    assert {slot: file.slots[slot] for slot in expected} == expected
    assert links(file, "OUTPUT_OF") == ["HRR0059190"]
    assert links(file, "IN_DATASET") == ["HRA900001"]


def test_the_dataset_sheet_says_access_committee_and_use_limits(tmp_path):
    """A controlled dataset is public in its metadata, governed by its committee, its uses a list of terms."""
    records, found = read(gsa_human, book(tmp_path, Dataset=[DATASET, CONTROLLED]))
    dataset = one(records, "Dataset", "HRA900001")
    assert (dataset.slots["access_type"], dataset.slots["release_state"], dataset.slots["scope"]) == (
        "controlled",
        "published",
        "public",
    )
    assert dataset.slots["use_limits"] == ["General purpose use", "Non-profitable use"]
    assert (links(dataset, "GOVERNED_BY"), links(dataset, "PART_OF")) == (["HDAC900001"], ["PRJCA900001"])
    assert links(dataset, "HAS_TERM") == ["DUO:0000042", "DUO:0000046"]
    assert not dataset.derived
    committee = one(records, "DataAccessCommittee", "HDAC900001")
    assert (committee.slots["name"], committee.derived) == ("A committee", True)
    assert one(records, "File", f"HRR0059190/{MD5.lower()}").slots["access_type"] == "controlled"
    assert found == []


@pytest.mark.parametrize(
    ("state", "release_state", "scope"),
    [
        ("Private", "private", "review"),
        ("Pending release", "pendingRelease", "review"),
        ("Publishing", "publishing", "review"),
        ("Published", "published", "public"),
        ("withdraw", "withdrawn", "public"),
    ],
)
def test_all_objects_are_as_visible_as_their_dataset(tmp_path, state, release_state, scope):
    """What is not released is in review, from the dataset down to the files."""
    path = book(tmp_path, Dataset=[DATASET, [*OPEN[:4], state, "", "", ""]])
    records, _ = read(gsa_human, path)
    own = [
        record for record in records if record.type in ("Dataset", "Individual", "Sample", "Experiment", "Run", "File")
    ]
    assert len(own) == 6
    assert {(record.slots["release_state"], record.slots["scope"]) for record in own} == {(release_state, scope)}


def test_an_unknown_release_state_is_told_and_kept(tmp_path):
    """A word that is no state becomes an attribute; nothing is hidden or shown because of it."""
    records, found = read(gsa_human, book(tmp_path, Dataset=[DATASET, [*OPEN[:4], "somewhere", "", "", ""]]))
    dataset = one(records, "Dataset", "HRA900001")
    assert "release_state" not in dataset.slots
    assert attributes(dataset)["Release state"] == "somewhere"
    assert len([item for item in found if item.location == "Dataset!E2"]) == 1


def test_personal_columns_are_told_by_name_and_never_stored(tmp_path):
    """Contact, telephone, e-mail and date of birth leave no trace but the names of their columns."""
    dataset = [
        [*DATASET, "Contact person", "Contact e-mail", "Telephone"],
        [*CONTROLLED, "Zhang San", "zs@example.org", "13812345678"],
    ]
    individual = [[*INDIVIDUAL, "Birth date", "姓名"], [*PATIENT, "1989-01-02", "张三"]]
    records, found = read(gsa_human, book(tmp_path, Dataset=dataset, Individual=individual))
    skipped = [(item.location, item.severity) for item in found if item.code == "PERSONAL_COLUMN_SKIPPED"]
    assert sorted(skipped) == [
        (cell, "warning") for cell in ("Dataset!I1", "Dataset!J1", "Dataset!K1", "Individual!I1", "Individual!J1")
    ]
    for secret in ("Zhang San", "zs@example.org", "13812345678", "1989-01-02", "张三"):
        assert secret not in repr(records)
        assert secret not in repr(found)


def test_personal_values_in_other_columns_are_left_out(tmp_path):
    """An e-mail address, a telephone or an identity number in a free column is not stored and not repeated."""
    header = [*INDIVIDUAL, "Remarks", "Code"]
    rows = [header, [*PATIENT, "ask zs@example.org", "11010519491231002X"]]
    records, found = read(gsa_human, book(tmp_path, Individual=rows))
    assert "example.org" not in repr(records) + repr(found)
    assert "1101051949" not in repr(records) + repr(found)
    assert [item.location for item in found if item.code == "PERSONAL_VALUE_SKIPPED"] == [
        "Individual!I2",
        "Individual!J2",
    ]
    assert all(item.severity == "error" for item in found if item.code == "PERSONAL_VALUE_SKIPPED")


def test_a_name_without_number_is_not_stored(tmp_path):
    """The label of an individual that may be a name is told and left out; the individual is loaded."""
    records, found = read(gsa_human, book(tmp_path, Individual=[INDIVIDUAL, [1.0, "Zhang San", *PATIENT[2:]]]))
    assert "name" not in one(records, "Individual", "HRI9000001").slots
    assert finding(found, "POSSIBLE_PERSONAL_NAME").location == "Individual!B2"
    assert "Zhang" not in repr(records) + repr(found)


def test_restricted_columns_are_stored_in_restricted_slots(tmp_path):
    """Birthplace and occupation have slots whose access class keeps them from every answer."""
    rows = [[*INDIVIDUAL, "Birthplace", "Occupation"], [*PATIENT, "Wuhan", "teacher"]]
    records, _ = read(gsa_human, book(tmp_path, Individual=rows))
    individual = one(records, "Individual", "HRI9000001")
    assert (individual.slots["birthplace"], individual.slots["occupation"]) == ("Wuhan", "teacher")
    assert not {"Birthplace", "Occupation"} & set(attributes(individual))


def test_unknown_columns_are_kept_as_attributes_under_their_own_name(tmp_path):
    """No column is lost, and a column that stands twice is kept twice."""
    rows = [[*INDIVIDUAL, "SOFA score", "SOFA score", ""], [*PATIENT, 7.0, 8.0, "loose"]]
    records, found = read(gsa_human, book(tmp_path, Individual=rows))
    entries = one(records, "Individual", "HRI9000001").slots["attributes"]
    assert [entry for entry in entries if entry["name"] != "ID"] == [
        {"name": "Gender", "value": "Female"},
        {"name": "SOFA score", "value": "7"},
        {"name": "SOFA score", "value": "8"},
        {"name": "column Individual!K2", "value": "loose"},
    ]
    assert finding(found, "COLUMN_REPEATED").location == "Individual!J1"


def test_columns_match_with_case_underscores_and_blanks_folded(tmp_path):
    """`disease  name`, `EXPERIMENT_GROUP` and `individual_accession` are the columns they spell."""
    individual = [["accession", "disease  name", "EXPERIMENT GROUP"], ["HRI9000001", "Sepsis", "case set"]]
    sample = [["ACCESSION", "individual_accession"], ["HRS9000001", "HRI9000001"]]
    records, _ = read(gsa_human, book(tmp_path, Individual=individual, Sample=sample))
    slots = one(records, "Individual", "HRI9000001").slots
    assert (slots["disease"], slots["group"]) == ("Sepsis", "case set")
    assert links(one(records, "Sample", "HRS9000001"), "FROM_INDIVIDUAL") == ["HRI9000001"]


def test_missing_terms_become_reasons_and_no_values(tmp_path):
    """`NA`, `not collected` and `-` are reasons; an empty cell says nothing."""
    sample = [*BLOOD[:4], "not collected", "HRI9000001", "NA", "", "-"]
    records, _ = read(gsa_human, book(tmp_path, Sample=[SAMPLE, sample]))
    record = one(records, "Sample", "HRS9000001")
    assert missing(record) == {"tissue": "not collected", "ageValue": "missing", "collectionDate": "missing"}
    assert not {"tissue", "age_value", "age_unit", "collection_date"} & set(record.slots)
    assert "age_band" not in one(records, "Individual", "HRI9000001").slots


def test_values_of_the_wrong_type_are_kept_with_a_finding(tmp_path):
    """An age that is a word, a date that is none and a height with a unit are attributes, each told by its cell."""
    individual = [[*INDIVIDUAL, "Height(m)"], [*PATIENT, "1.62 m"]]
    sample = [SAMPLE, [*BLOOD[:6], "old", "year", "2023-02-30"]]
    records, found = read(gsa_human, book(tmp_path, Individual=individual, Sample=sample))
    assert attributes(one(records, "Individual", "HRI9000001"))["Height(m)"] == "1.62 m"
    assert {"Age": "old", "Collection_Date": "2023-02-30"}.items() <= attributes(
        one(records, "Sample", "HRS9000001")
    ).items()
    assert {(item.code, item.location) for item in found} == {
        ("VALUE_UNEXPECTED", "Individual!I2"),
        ("VALUE_UNEXPECTED", "Sample!G2"),
        ("VALUE_UNEXPECTED", "Sample!I2"),
    }


def test_numbers_of_body_measures_are_numbers(tmp_path):
    """Units in brackets belong to the header."""
    rows = [[*INDIVIDUAL, "Height(m)", "Body_Weight(kg)", "BMI"], [*PATIENT, 1.62, "55", "21.0"]]
    records, _ = read(gsa_human, book(tmp_path, Individual=rows))
    slots = one(records, "Individual", "HRI9000001").slots
    assert (slots["height"], slots["body_weight"], slots["bmi"]) == (1.62, 55.0, 21.0)


def test_a_family_sheet_links_child_and_parents(tmp_path):
    """A trio is two links from the child, with the family's title, and no extra record."""
    individuals = [
        INDIVIDUAL,
        [1.0, "C01", "HRI9000001", "Female", "case set", "", "", ""],
        [2.0, "M02", "HRI9000002", "female", "control set", "", "", ""],
        [3.0, "F03", "HRI9000003", "M", "control set", "", "", ""],
    ]
    family = [
        ["Family title", "Individual", "Mother's individual", "Father's individual"],
        ["Family 1", "HRI9000001", "HRI9000002", "HRI9000003"],
    ]
    records, found = read(gsa_human, book(tmp_path, Individual=individuals, Family=family))
    child = one(records, "Individual", "HRI9000001")
    assert (links(child, "MOTHER"), links(child, "FATHER"), child.slots["family"]) == (
        ["HRI9000002"],
        ["HRI9000003"],
        "Family 1",
    )
    assert accessions(records, "Individual") == ["HRI9000001", "HRI9000002", "HRI9000003"]
    assert codes(found) == []


def test_families_that_cannot_be_are_told(tmp_path):
    """A male mother and a circle of ancestors are errors; a relative without a row here is kept as derived."""
    individuals = [
        INDIVIDUAL,
        [1.0, "P01", "HRI9000001", "male", "", "", "", ""],
        [2.0, "P02", "HRI9000002", "male", "", "", "", ""],
    ]
    family = [
        ["Family title", "Individual", "Mother's individual", "Father's individual"],
        ["a", "HRI9000001", "HRI9000002", ""],
        ["b", "HRI9000002", "", "HRI9000001"],
        ["c", "HRI9000009", "", "HRI9000001"],
        ["d", "nobody", "", "HRI9000001"],
    ]
    records, found = read(gsa_human, book(tmp_path, Individual=individuals, Family=family))
    assert [(item.code, item.severity, item.location) for item in found if item.code.startswith("FAMILY")] == [
        ("FAMILY_IMPOSSIBLE", "error", "Family!C2"),
        ("FAMILY_CYCLE", "error", "Family!3"),
    ]
    elsewhere = one(records, "Individual", "HRI9000009")
    assert (elsewhere.derived, links(elsewhere, "FATHER")) == (True, ["HRI9000001"])
    assert finding(found, "NOT_AN_ACCESSION").location == "Family!B5"


def test_a_trio_study_without_family_sheet_is_told(tmp_path):
    """The curators' rule: trios need the family table."""
    header, row = [*DATASET, "Is trios", "Is longitudinal"], [*OPEN, "Yes", "no"]
    records, found = read(gsa_human, book(tmp_path, Dataset=[header, row]))
    slots = one(records, "Dataset", "HRA900001").slots
    assert (slots["is_trios"], slots["is_longitudinal"]) == (True, False)
    assert finding(found, "TRIO_WITHOUT_FAMILY").severity == "warning"


def test_controlled_access_without_committee_is_told(tmp_path):
    """Somebody must decide on controlled data."""
    _, found = read(gsa_human, book(tmp_path, Dataset=[DATASET, [*CONTROLLED[:5], "", "A committee", ""]]))
    assert finding(found, "COMMITTEE_MISSING").location == "Dataset!2"


def test_the_clinical_pathogen_template(tmp_path):
    """Name, race, outcome and health state of the patient; organism, place and coordinates of the isolate."""
    individual = [
        [
            "Name",
            "Accession",
            "Gender",
            "Disease_Name",
            "Race",
            "Description",
            "Disease_Outcome",
            "Disease_Stage",
            "Health_State",
        ],
        ["P1", "HRI9000001", "Unknown", "Sepsis", "Asian", "A patient", "recovered", "acute", "diseased"],
    ]
    sample = [
        [
            "Accession",
            "Organism",
            "Individual_Accession",
            "Geographic_Location",
            "Latitude_Longitude",
            "Isolation_Source",
            "Strain",
            "Host_Age",
            "Serotype",
        ],
        [
            "HRS9000001",
            "Klebsiella pneumoniae",
            "HRI9000001",
            "China:Hubei,Wuhan",
            "30.59 N 114.30 E",
            "blood culture",
            "KP-01",
            "34",
            "K1",
        ],
    ]
    records, _ = read(gsa_human, book(tmp_path, Individual=individual, Sample=sample))
    patient, isolate = one(records, "Individual", "HRI9000001"), one(records, "Sample", "HRS9000001")
    expected = {
        "name": "P1",
        "race": "Asian",
        "description": "A patient",
        "disease_outcome": "recovered",
        "disease_stage": "acute",
        "health_state": "diseased",
    }
    assert {slot: patient.slots[slot] for slot in expected} == expected
    assert (isolate.slots["organism"], isolate.slots["isolation_source"], isolate.slots["serotype"]) == (
        "Klebsiella pneumoniae",
        "blood culture",
        "K1",
    )
    assert (isolate.slots["latitude"], isolate.slots["longitude"]) == (30.59, 114.3)
    assert links(isolate, "IN_TAXON") == []
    assert patient.slots["age_band"] == "30-39"


def test_the_cell_line_template(tmp_path):
    """The donor of a cell line has the line's name, tissue, address and whether it is commercial."""
    individual = [
        ["Cell_Line_Name", "Accession", "Tissue", "Gender", "Web_Url", "Commercial"],
        ["HeLa", "HRI9000001", "cervix", "Female", "https://example.org/hela", "Yes"],
    ]
    records, _ = read(gsa_human, book(tmp_path, Individual=individual))
    slots = one(records, "Individual", "HRI9000001").slots
    assert (slots["cell_line"], slots["tissue"], slots["web_url"], slots["is_commercial"]) == (
        "HeLa",
        "cervix",
        "https://example.org/hela",
        True,
    )


def test_the_metagenome_template(tmp_path):
    """Environment terms, host and diet have slots."""
    sample = [
        [
            "Accession",
            "Individual_Accession",
            "Environment_Type",
            "Organism",
            "Env_Broad_Scale",
            "Env_Local_Scale",
            "Environment_Medium",
            "Host",
            "disorders",
            "Host_Diet",
        ],
        [
            "HRS9000001",
            "HRI9000001",
            "gut",
            "human gut metagenome",
            "host",
            "colon",
            "faeces",
            "Homo sapiens",
            "none known",
            "mixed",
        ],
    ]
    records, _ = read(gsa_human, book(tmp_path, Sample=sample))
    slots = one(records, "Sample", "HRS9000001").slots
    expected = {
        "environment_type": "gut",
        "env_broad_scale": "host",
        "env_local_scale": "colon",
        "env_medium": "faeces",
        "host": "Homo sapiens",
        "host_diet": "mixed",
    }
    assert {slot: slots[slot] for slot in expected} == expected


def test_samples_are_found_by_name_or_by_biosample(tmp_path):
    """An experiment that names its sample by name, or by the BioSample's accession, uses the HRS."""
    header = [*EXPERIMENT[:4], "BioSample name", "BioSample accession", *EXPERIMENT[6:]]
    rows = [
        header,
        ["1", "HRX9000001", "t", "PRJCA900001", "P01-B", "", "DNBSEQ-T7", "WGS", "GENOMIC", "PAIRED"],
        ["2", "HRX9000002", "t", "PRJCA900001", "", "SAMC9000001", "DNBSEQ-T7", "WGS", "GENOMIC", "PAIRED"],
        ["3", "HRX9000003", "t", "PRJCA900001", "", "SAMC9000077", "DNBSEQ-T7", "WGS", "GENOMIC", "PAIRED"],
        ["4", "HRX9000004", "t", "PRJCA900001", "nobody", "", "DNBSEQ-T7", "WGS", "GENOMIC", "PAIRED"],
    ]
    records, found = read(gsa_human, book(tmp_path, Experiment=rows))
    used = {record.accession: links(record, "USES_SAMPLE") for record in records if record.type == "Experiment"}
    assert used == {
        "HRX9000001": ["HRS9000001"],
        "HRX9000002": ["HRS9000001"],
        "HRX9000003": ["SAMC9000077"],
        "HRX9000004": [],
    }
    assert finding(found, "REFERENCE_MISSING").accession == "HRX9000004"


def test_a_pool_uses_several_samples(tmp_path):
    """Accessions in one cell, however separated, are samples of one experiment."""
    rows = [EXPERIMENT, [*GENOME[:5], "HRS9000001; HRS9000002,HRS9000003", *GENOME[6:]]]
    records, _ = read(gsa_human, book(tmp_path, Experiment=rows))
    assert links(one(records, "Experiment", "HRX9000001"), "USES_SAMPLE") == ["HRS9000001", "HRS9000002", "HRS9000003"]


def test_two_samples_of_one_name_are_not_guessed(tmp_path):
    """A name that two samples have finds neither."""
    sample = [SAMPLE, BLOOD, [2.0, "P01-B", "HRS9000002", "", "blood", "HRI9000001", "", "", ""]]
    rows = [EXPERIMENT, [*GENOME[:5], "", *GENOME[6:]]]
    records, found = read(gsa_human, book(tmp_path, Sample=sample, Experiment=rows))
    assert links(one(records, "Experiment", "HRX9000001"), "USES_SAMPLE") == []
    assert finding(found, "REFERENCE_MISSING").location == "Experiment!F2"


def test_individuals_are_found_by_their_name_too(tmp_path):
    """A sample whose Individual_Accession holds the individual's label belongs to that individual."""
    records, _ = read(gsa_human, book(tmp_path, Sample=[SAMPLE, [*BLOOD[:5], "P01", *BLOOD[6:]]]))
    assert links(one(records, "Sample", "HRS9000001"), "FROM_INDIVIDUAL") == ["HRI9000001"]
    assert one(records, "Individual", "HRI9000001").slots["age_band"] == "30-39"


def test_an_individual_is_not_the_same_as_itself(tmp_path):
    """Re-use under the own accession makes no link."""
    records, _ = read(gsa_human, book(tmp_path, Individual=[INDIVIDUAL, [*PATIENT[:5], "hri9000001", *PATIENT[6:]]]))
    assert links(one(records, "Individual", "HRI9000001"), "SAME_INDIVIDUAL") == []


def test_the_dataset_is_told_by_the_download_path_before_the_file_name(tmp_path):
    """Paths name the dataset; without paths the file name does; without both it is told."""
    url = "https://download.cncb.ac.cn/gsa-human/HRA900007/HRR0059190/HRR0059190_f1.fq.gz"
    records, _ = read(gsa_human, book(tmp_path, Run=[RUN, [*READS[:7], url]]))
    dataset = one(records, "Dataset", "HRA900007")
    assert (dataset.derived, links(dataset, "PART_OF"), dataset.provenance.location) == (True, ["PRJCA900001"], "Run!2")
    records, found = read(gsa_human, book(tmp_path, name="export.xlsx"))
    assert accessions(records, "Dataset") == []
    assert finding(found, "DATASET_UNKNOWN").severity == "warning"
    assert links(one(records, "Individual", "HRI9000001"), "IN_DATASET") == []


@pytest.mark.parametrize("sheet", ["Individual", "Sample", "Experiment", "Run"])
def test_a_missing_sheet_is_told_and_the_others_are_read(tmp_path, sheet):
    """Three of the four sheets are better than none."""
    records, found = read(gsa_human, book(tmp_path, **{sheet: None}))
    assert finding(found, "SHEET_MISSING").location == sheet
    assert accessions(records, sheet) == []
    assert len([record for record in records if record.type in ("Individual", "Sample", "Experiment", "Run")]) == 3


def test_a_sheet_without_accessions_is_told(tmp_path):
    """Without the column Accession nothing of a sheet has an identity."""
    records, found = read(gsa_human, book(tmp_path, Individual=[["Individual_Name", "Gender"], ["P01", "Female"]]))
    assert finding(found, "COLUMN_MISSING").severity == "error"
    assert accessions(records, "Individual") == []
    assert "NO_ACCESSION" in codes(found)


@pytest.mark.parametrize(
    ("accession", "code"),
    [
        ("", "NO_ACCESSION"),
        ("NA", "NO_ACCESSION"),
        ("subHRA004833", "PRE_ACCESSION"),
        ("HRS9000001", "ACCESSION_WRONG_TYPE"),
        ("patient", "NOT_AN_ACCESSION"),
    ],
)
def test_rows_without_identity_are_refused(tmp_path, accession, code):
    """A row whose accession is none, or of something else, is refused with its cell; other rows are read."""
    rows = [INDIVIDUAL, [1.0, "P00", accession, "Male", "", "", "", ""], [2.0, *PATIENT[1:]]]
    records, found = read(gsa_human, book(tmp_path, Individual=rows))
    assert accessions(records, "Individual") == ["HRI9000001"]
    refused = finding(found, code)
    assert (refused.severity, refused.location) == ("error", "Individual!C2")


def test_duplicate_rows_are_told(tmp_path):
    """The second row of an accession is read too, and told."""
    records, found = read(gsa_human, book(tmp_path, Individual=[INDIVIDUAL, PATIENT, PATIENT]))
    duplicate = finding(found, "DUPLICATE_ACCESSION")
    assert (duplicate.location, "Individual!2" in duplicate.message) == ("Individual!C3", True)
    assert accessions(records, "Individual") == ["HRI9000001", "HRI9000001"]


def test_references_that_are_none_are_kept_as_attributes(tmp_path):
    """A sample of a wrong individual and a run of a wrong experiment keep what was written."""
    sample = [SAMPLE, [*BLOOD[:5], "HRX9000001", *BLOOD[6:]]]
    run = [RUN, [*READS[:3], "experiment one", *READS[4:]]]
    records, found = read(gsa_human, book(tmp_path, Sample=sample, Run=run))
    assert attributes(one(records, "Sample", "HRS9000001"))["Individual_Accession"] == "HRX9000001"
    assert attributes(one(records, "Run", "HRR0059190"))["Experiment accession"] == "experiment one"
    assert {"REFERENCE_WRONG_TYPE", "REFERENCE_NOT_ACCESSION"} <= set(codes(found))


def test_rows_that_name_nothing_are_told(tmp_path):
    """A sample without individual, an experiment without sample, a run without experiment."""
    sample = [SAMPLE, [*BLOOD[:5], "", *BLOOD[6:]]]
    experiment = [EXPERIMENT, [*GENOME[:4], "", "", *GENOME[6:]]]
    run = [RUN, [*READS[:3], "", *READS[4:]]]
    _, found = read(gsa_human, book(tmp_path, Sample=sample, Experiment=experiment, Run=run))
    assert [item.location for item in found if item.code == "REFERENCE_MISSING"] == [
        "Sample!F2",
        "Experiment!F2",
        "Run!D2",
    ]


def test_an_unknown_sheet_is_told(tmp_path):
    """A sheet that no loader reads is not passed over in silence."""
    _, found = read(gsa_human, book(tmp_path, Notes=[["what"], ["ever"]]))
    assert finding(found, "SHEET_UNKNOWN").location == "Notes"


def test_other_database_columns_become_references(tmp_path):
    """An accession of another database stays an external reference, or a cross-reference where it is one of ours."""
    header = [*RUN, "other_db", "accession_in_other_db", "other_db_url"]
    rows = [header, [*READS, "elsewhere", "X-1", "https://example.org/X-1"]]
    records, _ = read(gsa_human, book(tmp_path, Run=rows))
    assert one(records, "Run", "HRR0059190").slots["external_references"] == [
        {"database": "elsewhere", "accession": "X-1", "url": "https://example.org/X-1"}
    ]


def test_a_gsa_workbook_is_not_taken_for_a_human_one(tmp_path):
    """Without a sheet of individuals, accessions decide: each workbook has exactly one reader."""
    plain = workbook(tmp_path, "a.xlsx", Sample=[["Accession"], ["SAMC9000001"]], Run=[["Accession"], ["CRR9000001"]])
    human = workbook(tmp_path, "b.xlsx", Sample=[["Accession"], ["HRS9000001"]], Run=[["Accession"], ["HRR9000001"]])
    whole = book(tmp_path)
    readers = []
    for path in (plain, human, whole):
        with open_source(path) as source:
            readers.append((gsa.matches(source), gsa_human.matches(source)))
    assert readers == [(True, False), (False, True), (False, True)]


def test_what_is_no_workbook_is_refused(tmp_path):
    """Forcing the format on a text is an error that says so."""
    path = tmp_path / "a.tsv"
    path.write_text("Accession\nHRI9000001\n", encoding="utf-8")
    with open_source(path, "gsa-human") as source, pytest.raises(UnusableInput) as refusal:
        list(gsa_human.read(source))
    assert refusal.value.code == "FORMAT_MISMATCH"


def test_reading_twice_says_the_same(tmp_path):
    """The same workbook gives the same records but for the time of reading."""
    first, second = (read(gsa_human, book(tmp_path, Dataset=[DATASET, CONTROLLED]))[0] for _ in range(2))
    assert [(record.type, record.accession, record.slots, record.relations) for record in first] == [
        (record.type, record.accession, record.slots, record.relations) for record in second
    ]


@pytest.mark.parametrize("accession", ["CRA900001", "OMIX004308", "HRI9000001", ""])
def test_the_dataset_sheet_names_a_dataset_of_gsa_human(tmp_path, accession):
    """A dataset of another archive, or none, is refused by its cell; the file name still tells the dataset."""
    records, found = read(gsa_human, book(tmp_path, Dataset=[DATASET, [accession, *OPEN[1:]]]))
    refused = next(item for item in found if item.severity == "error")
    assert refused.location == "Dataset!A2"
    assert one(records, "Dataset", "HRA900001").derived
    assert links(one(records, "Individual", "HRI9000001"), "IN_DATASET") == ["HRA900001"]


@pytest.mark.parametrize("header", ["Accession", "Existed_Individual_Accession"])
def test_an_identity_number_as_an_accession_is_not_repeated(tmp_path, header):
    """It is refused or left out with an error, and stands in no record and no finding."""
    number = "44010619900101123X"
    row = {"ID": "1", "Accession": "HRI900001", "Gender": "Male"} | {header: number}
    sheets = {"Individual": [list(row), list(row.values())], "Sample": [["Accession"], ["HRS900001"]]}
    made, found = read(gsa_human, workbook(tmp_path, "HRA900001.xlsx", **sheets))
    assert number not in repr(made) + repr(found)
    assert {"NOT_AN_ACCESSION", "PERSONAL_VALUE_SKIPPED"} & {item.code for item in found if item.severity == "error"}
