"""The metadata table of an OBIA collection: levels, links to GSA-Human, scope, and what is wrong with a table."""

import pytest

from graph_schema.errors import UnusableInput
from loaders import gsa, gsa_human, obia
from loaders.source import open_source
from tests.loaders.tables import accessions, attributes, codes, finding, links, missing, one, properties, read, workbook

COLLECTION = [
    "Accession",
    "Title",
    "BioProject accession",
    "Disease",
    "Body sites",
    "Modalities",
    "Data accessibility",
    "Release state",
    "DAC accession",
]
OBIA9001 = [
    "OBIA9001",
    "A title",
    "PRJCA900001",
    "Sepsis",
    "Chest; Head",
    "CT; MR",
    "Controlled access",
    "Published",
    "HDAC900002",
]
INDIVIDUAL = [
    "Accession",
    "Collection",
    "Sex",
    "Age",
    "Age unit",
    "Disease",
    "Individual in GSA-Human",
    "Link method",
    "Link confidence",
    "Link release",
]
I01 = ["OBIA9001-I01", "OBIA9001", "Female", 34.0, "year", "Sepsis", "HRI9000001", "declared", 1.0, "public"]
STUDY = ["Study Instance UID", "Individual", "Days from baseline", "Date shifted", "Title"]
SERIES = [
    "Series Instance UID",
    "Study Instance UID",
    "Modality",
    "Body part",
    "Magnetic field strength (T)",
    "Slice thickness (mm)",
    "Number of images",
]
IMAGE = ["SOP Instance UID", "Series Instance UID", "Instance number"]


def book(folder, **sheets):
    """A whole collection, in which the given sheets stand in place of the usual ones."""
    usual = {
        "Collection": [COLLECTION, OBIA9001],
        "Individual": [INDIVIDUAL, I01],
        "Study": [STUDY, ["2.25.1", "OBIA9001-I01", 5.0, "Yes", "Chest CT"]],
        "Series": [SERIES, ["2.25.11", "2.25.1", "CT", "CHEST", "", 5.0, 3.0]],
        "Image": [IMAGE, ["2.25.111", "2.25.11", 1.0]],
    }
    return workbook(
        folder, "OBIA9001.xlsx", **{title: rows for title, rows in (usual | sheets).items() if rows is not None}
    )


def test_each_level_points_at_the_one_above(tmp_path):
    """Image, series, study, individual and collection are records, each with its link upwards."""
    records, found = read(obia, book(tmp_path))
    assert links(one(records, "Image", "2.25.111"), "IN_SERIES") == ["2.25.11"]
    assert links(one(records, "ImagingSeries", "2.25.11"), "IN_STUDY") == ["2.25.1"]
    study = one(records, "ImagingStudy", "2.25.1")
    assert (links(study, "OF_INDIVIDUAL"), links(study, "IN_DATASET")) == (["OBIA9001-I01"], ["OBIA9001"])
    assert links(one(records, "Individual", "OBIA9001-I01"), "IN_DATASET") == ["OBIA9001"]
    assert links(one(records, "Dataset", "OBIA9001"), "PART_OF") == ["PRJCA900001"]
    assert found == []


def test_the_collection_has_its_slots(tmp_path):
    """Disease, body sites and modalities are lists where the model has lists; access names the committee."""
    records, _ = read(obia, book(tmp_path))
    collection = one(records, "Dataset", "OBIA9001")
    expected = {
        "archive": "OBIA",
        "dataset_type": "OBIA collection",
        "disease_name": "Sepsis",
        "body_parts": ["Chest", "Head"],
        "modalities": ["CT", "MR"],
        "access_type": "controlled",
        "release_state": "published",
        "scope": "public",
    }
    assert {slot: collection.slots[slot] for slot in expected} == expected
    assert links(collection, "GOVERNED_BY") == ["HDAC900002"]


def test_study_series_and_image_have_their_slots(tmp_path):
    """Days, the date-shift caveat, modality, body part, thickness and counts are typed."""
    records, _ = read(obia, book(tmp_path))
    study, series = one(records, "ImagingStudy", "2.25.1").slots, one(records, "ImagingSeries", "2.25.11").slots
    assert (study["days_from_baseline"], study["date_shifted"], study["title"], study["study_instance_uid"]) == (
        5,
        True,
        "Chest CT",
        "2.25.1",
    )
    assert (series["modality"], series["body_part"], series["slice_thickness"], series["image_count"]) == (
        "CT",
        "CHEST",
        5.0,
        3,
    )
    assert "magnetic_field_strength" not in series
    assert one(records, "Image", "2.25.111").slots["instance_number"] == 1
    assert {series["archive"], study["archive"]} == {"OBIA"}


def test_an_individual_is_linked_to_gsa_human_with_method_and_confidence(tmp_path):
    """The link says how it was made and how sure it is; the age becomes a band and the sex a term."""
    row = [*I01[:7], "curated", 0.9, "public"]
    records, _ = read(obia, book(tmp_path, Individual=[INDIVIDUAL, row]))
    individual = one(records, "Individual", "OBIA9001-I01")
    assert links(individual, "SAME_INDIVIDUAL") == ["HRI9000001"]
    assert properties(individual, "SAME_INDIVIDUAL") == {"method": "curated", "confidence": 0.9, "source": "OBIA9001"}
    assert (individual.slots["sex"], individual.slots["age_band"]) == ("female", "30-39")
    assert attributes(individual) == {"Sex": "Female"}
    assert "age_value" not in individual.slots


def test_a_link_that_is_not_public_leaves_no_trace(tmp_path):
    """A private link is told, but neither the link nor the accession is stored."""
    records, found = read(obia, book(tmp_path, Individual=[INDIVIDUAL, [*I01[:9], "private"]]))
    assert links(one(records, "Individual", "OBIA9001-I01"), "SAME_INDIVIDUAL") == []
    assert "HRI9000001" not in repr(records) + repr(found)
    withheld = finding(found, "LINK_WITHHELD")
    assert (withheld.severity, withheld.location) == ("info", "Individual!G2")


@pytest.mark.parametrize(("written", "confidence"), [("", 1.0), ("0", 0.0), ("1", 1.0), ("0.25", 0.25)])
def test_confidence_lies_between_nought_and_one(tmp_path, written, confidence):
    """An empty confidence of a declared link is certainty."""
    records, _ = read(obia, book(tmp_path, Individual=[INDIVIDUAL, [*I01[:8], written, ""]]))
    assert properties(one(records, "Individual", "OBIA9001-I01"), "SAME_INDIVIDUAL")["confidence"] == confidence


@pytest.mark.parametrize("written", ["high", "1.7", "-1", "nan", "4401061990"])
def test_what_is_no_confidence_is_told_and_not_repeated(tmp_path, written):
    """The link stays, without confidence; a number beyond one is no certainty."""
    records, found = read(obia, book(tmp_path, Individual=[INDIVIDUAL, [*I01[:8], written, "public"]]))
    assert "confidence" not in properties(one(records, "Individual", "OBIA9001-I01"), "SAME_INDIVIDUAL")
    assert [(item.code, item.location) for item in found] == [("LINK_PROPERTY_SKIPPED", "Individual!I2")]
    assert repr(written) not in repr(found)


@pytest.mark.parametrize("raw", ["44010619900101123X", "Zhang San", "MRN-0012345", "张三"])
def test_a_name_or_number_in_the_column_of_methods_is_not_stored(tmp_path, raw):
    """It is told without being repeated, and the link is a declared one."""
    records, found = read(obia, book(tmp_path, Individual=[INDIVIDUAL, [*I01[:7], raw, "", "public"]]))
    assert properties(one(records, "Individual", "OBIA9001-I01"), "SAME_INDIVIDUAL")["method"] == "declared"
    assert [(item.code, item.location) for item in found] == [("LINK_PROPERTY_SKIPPED", "Individual!H2")]
    assert raw not in repr(records) + repr(found)


def test_a_link_to_what_is_no_individual_is_kept_as_attribute(tmp_path):
    """A sample's accession links no individuals."""
    records, found = read(obia, book(tmp_path, Individual=[INDIVIDUAL, [*I01[:6], "HRS9000001", *I01[7:]]]))
    individual = one(records, "Individual", "OBIA9001-I01")
    assert links(individual, "SAME_INDIVIDUAL") == []
    assert "HRS9000001" in attributes(individual).values()
    assert codes(found) == ["REFERENCE_WRONG_TYPE"]


@pytest.mark.parametrize(
    ("state", "scope"), [("Pending release", "review"), ("Private", "review"), ("Published", "public"), ("", "public")]
)
def test_everything_is_as_visible_as_the_collection(tmp_path, state, scope):
    """Individuals, studies, series and images of an unreleased collection are in review with it."""
    records, _ = read(obia, book(tmp_path, Collection=[COLLECTION, [*OBIA9001[:7], state, OBIA9001[8]]]))
    own = [
        record
        for record in records
        if record.type in ("Dataset", "Individual", "ImagingStudy", "ImagingSeries", "Image")
    ]
    assert len(own) == 5
    assert {record.slots["scope"] for record in own} == {scope}


@pytest.mark.parametrize(
    ("token", "accession"),
    [
        ("OBIA9001-I01", "OBIA9001-I01"),
        ("I01", "OBIA9001-I01"),
        ("obia9001-i01", "obia9001-i01"),
        (" 7 ", "OBIA9001-7"),
        ("Zhang San", None),
        ("张三1", None),
        ("", None),
        ("1" * 65, None),
    ],
)
def test_individuals_are_known_by_a_code_behind_the_collection(token, accession):
    """A code that is unique in its collection only becomes unique by the collection's accession; a name is none."""
    assert obia.individual_accession(token, "OBIA9001") == accession


def test_short_codes_are_the_same_individual_everywhere_in_the_table(tmp_path):
    """The study's individual and the individual's own row meet, whichever way the code is written."""
    study = [STUDY, ["2.25.1", "I01", 0.0, "Yes", ""]]
    records, _ = read(obia, book(tmp_path, Individual=[INDIVIDUAL, ["I01", *I01[1:]]], Study=study))
    assert (
        accessions(records, "Individual")
        == links(one(records, "ImagingStudy", "2.25.1"), "OF_INDIVIDUAL")
        == ["OBIA9001-I01"]
    )


@pytest.mark.parametrize(("token", "code"), [("Zhang San", "NOT_A_CODE"), ("", "NO_ACCESSION"), ("NA", "NO_ACCESSION")])
def test_individuals_without_code_are_refused(tmp_path, token, code):
    """A name is no accession, is not loaded and not repeated."""
    records, found = read(obia, book(tmp_path, Individual=[INDIVIDUAL, [token, *I01[1:]]]))
    assert accessions(records, "Individual") == []
    refused = finding(found, code)
    assert (refused.location, refused.node_type) == ("Individual!A2", "Individual")
    assert "Zhang" not in repr(records) + repr(found)


@pytest.mark.parametrize("uid", ["1.02.3", "2.25." + "1" * 60, "3.1", "abc", "1..2"])
def test_uids_that_are_none_are_refused(tmp_path, uid):
    """A UID has components without leading zeros and at most 64 signs (PS3.5 9.1)."""
    records, found = read(
        obia,
        book(tmp_path, Image=[IMAGE, [uid, "2.25.11", 1.0]], Series=[SERIES, [uid, "2.25.1", "CT", "", "", "", ""]]),
    )
    assert accessions(records, "Image") == accessions(records, "ImagingSeries") == []
    assert [(item.code, item.severity, item.location) for item in found] == [
        ("UID_INVALID", "error", "Series!A2"),
        ("UID_INVALID", "error", "Image!A2"),
    ]


def test_rows_that_name_no_whole_are_told(tmp_path):
    """A series without study and an image without series are loaded and told."""
    records, found = read(
        obia,
        book(tmp_path, Series=[SERIES, ["2.25.11", "", "CT", "", "", "", ""]], Image=[IMAGE, ["2.25.111", "x", 1.0]]),
    )
    assert links(one(records, "ImagingSeries", "2.25.11"), "IN_STUDY") == []
    assert [item.location for item in found if item.code == "REFERENCE_MISSING"] == ["Series!2", "Image!2"]


def test_a_study_without_individual_is_told(tmp_path):
    """Nobody's study is loaded and told."""
    records, found = read(obia, book(tmp_path, Study=[STUDY, ["2.25.1", "", 0.0, "Yes", ""]]))
    assert links(one(records, "ImagingStudy", "2.25.1"), "OF_INDIVIDUAL") == []
    assert finding(found, "REFERENCE_MISSING").location == "Study!B2"


def test_unknown_columns_are_attributes_and_personal_ones_are_not_stored(tmp_path):
    """Nothing is lost, nobody is named."""
    rows = [[*INDIVIDUAL, "Station", "Patient name"], [*I01, "CT 2", "Zhang San"]]
    records, found = read(obia, book(tmp_path, Individual=rows))
    assert attributes(one(records, "Individual", "OBIA9001-I01")) == {"Sex": "Female", "Station": "CT 2"}
    assert finding(found, "PERSONAL_COLUMN_SKIPPED").location == "Individual!L1"
    assert "Zhang" not in repr(records) + repr(found)


def test_missing_terms_and_wrong_values(tmp_path):
    """A reporting term is a reason; a thickness that is a word stays as an attribute."""
    series = [SERIES, ["2.25.11", "2.25.1", "CT", "not collected", "", "thin", "NA"]]
    records, found = read(obia, book(tmp_path, Series=series))
    record = one(records, "ImagingSeries", "2.25.11")
    assert missing(record) == {"bodyPart": "not collected", "imageCount": "missing"}
    assert attributes(record) == {"Slice thickness (mm)": "thin"}
    assert finding(found, "VALUE_UNEXPECTED").location == "Series!F2"


def test_duplicate_rows_are_told(tmp_path):
    """The same UID twice is told at the second row."""
    row = ["2.25.111", "2.25.11", 1.0]
    _, found = read(obia, book(tmp_path, Image=[IMAGE, row, row]))
    assert finding(found, "DUPLICATE_ACCESSION").location == "Image!3"


@pytest.mark.parametrize("sheet", ["Individual", "Study", "Series", "Image"])
def test_a_missing_sheet_is_told(tmp_path, sheet):
    """The other levels are read."""
    records, found = read(obia, book(tmp_path, **{sheet: None}))
    assert finding(found, "SHEET_MISSING").location == sheet
    assert (
        len([record for record in records if record.type in ("Individual", "ImagingStudy", "ImagingSeries", "Image")])
        == 3
    )


@pytest.mark.parametrize("accession", ["", "HRI9000001", "HRA900001", "something"])
def test_without_a_collection_nothing_is_loaded(tmp_path, accession):
    """Whose images these are, and who may see them, is not guessed."""
    records, found = read(obia, book(tmp_path, Collection=[COLLECTION, [accession, *OBIA9001[1:]]]))
    assert records == []
    assert codes(found)[-1] == "DATASET_UNKNOWN"


def test_an_unknown_sheet_is_told(tmp_path):
    """A sheet that is not read is named."""
    _, found = read(obia, book(tmp_path, Notes=[["a"], ["b"]]))
    assert finding(found, "SHEET_UNKNOWN").location == "Notes"


def test_a_collection_has_exactly_one_reader(tmp_path):
    """The sheet Individual alone does not make it a GSA-Human workbook."""
    with open_source(book(tmp_path)) as source:
        assert [loader.matches(source) for loader in (obia, gsa_human, gsa)] == [True, False, False]


def test_what_is_no_collection_is_refused(tmp_path):
    """Forcing the format on another workbook is an error that says so."""
    path = workbook(tmp_path, "a.xlsx", Sample=[["Accession"], ["SAMC9000001"]])
    with open_source(path, "obia") as source, pytest.raises(UnusableInput) as refusal:
        list(obia.read(source))
    assert refusal.value.code == "FORMAT_MISMATCH"


def test_a_pseudonym_is_an_accession_already():
    """`gsagraph deidentify` names individuals across collections; anything like it is a code of the collection."""
    for pseudonym in ("IMG1-ABCDEFGHIJKLMNOPQRST", "IMG1-ABCD23456723IJKLMNOP"):
        assert obia.individual_accession(pseudonym, "OBIA9001") == pseudonym
    assert obia.individual_accession("IMG1-ABC", "OBIA9001") == "OBIA9001-IMG1-ABC"


def test_measures_of_imaged_individuals_are_coarse(tmp_path):
    """Metres or centimetres, kilograms and the index go to the next step; the exact values stand nowhere."""
    path = workbook(
        tmp_path,
        "OBIA9001.xlsx",
        Collection=[["Accession"], ["OBIA9001"]],
        Individual=[
            ["Accession", "Height (m)", "Weight (kg)", "BMI"],
            ["I01", "1.73", "71.3", "23.8"],
            ["I02", "173", "", ""],
        ],
    )
    records, found = read(obia, path)
    first, second = (one(records, "Individual", f"OBIA9001-{code}").slots for code in ("I01", "I02"))
    assert (first["height"], first["body_weight"], first["bmi"], second["height"]) == (1.75, 70.0, 24.0, 175.0)
    assert finding(found, "VALUES_COARSENED").severity == "info"
    told = repr([(record.slots, record.relations) for record in records])  # a checksum of the file may hold any digits
    assert not any(exact in told for exact in ("1.73", "71.3", "23.8", "173"))


@pytest.mark.parametrize(
    "raw", ["44010619900101123X", "13800138000", "00123456", "MRN00123456", "P19900101", "OBIA9001-00123456"]
)
def test_numbers_that_may_be_those_of_a_record_are_no_codes(tmp_path, raw):
    """They are refused and not repeated, nor are they made part of an accession."""
    path = workbook(
        tmp_path, "OBIA9001.xlsx", Collection=[["Accession"], ["OBIA9001"]], Individual=[["Accession"], [raw], ["I01"]]
    )
    records, found = read(obia, path)
    assert accessions(records, "Individual") == ["OBIA9001-I01"]
    assert finding(found, "NOT_A_CODE").severity == "error"
    assert raw not in repr(records) + repr(found)


@pytest.mark.parametrize("raw", ["00123456", "44010619900101123X", "Zhang San"])
def test_a_link_by_a_raw_identifier_is_refused(tmp_path, raw):
    """The individual is loaded without it; nothing repeats it. A pseudonym of the sequence side is a link."""
    sequenced = "SEQ1-ABCDEFGHIJKLMNOPQRST"
    path = workbook(
        tmp_path,
        "OBIA9001.xlsx",
        Collection=[["Accession"], ["OBIA9001"]],
        Individual=[["Accession", "Individual in GSA-Human"], ["I01", raw], ["I02", sequenced]],
    )
    records, found = read(obia, path)
    assert links(one(records, "Individual", "OBIA9001-I01"), "SAME_INDIVIDUAL") == []
    assert links(one(records, "Individual", "OBIA9001-I02"), "SAME_INDIVIDUAL") == [sequenced]
    assert finding(found, "RAW_IDENTIFIER_REFUSED").severity == "error"
    assert raw not in repr(records) + repr(found)


@pytest.mark.parametrize(("release", "count"), [("", 0), ("public", 1), ("review", 0)])
def test_silence_ties_no_pseudonym_to_anybody(tmp_path, release, count):
    """Only a word on release makes the link of a pseudonym public."""
    pseudonym = "IMG1-ABCDEFGHIJKLMNOPQRST"
    made, found = read(obia, book(tmp_path, Individual=[INDIVIDUAL, [pseudonym, *I01[1:8], "", release]]))
    assert len(links(one(made, "Individual", pseudonym), "SAME_INDIVIDUAL")) == count
    assert codes(found) == ([] if count else ["LINK_WITHHELD"])


ID_CARD = "44010619900101123X"


@pytest.mark.parametrize(("sheet", "column"), [
    *(("Collection", name) for name in ("Accession", "Title", "Release state", "DAC", "BioProject accession")),
    *(("Individual", name) for name in ("Accession", "Sex", "Province", "Individual in GSA-Human", "Link method", "Note")),
    *(("Study", name) for name in ("Study Instance UID", "Individual", "Age")),
    *(("Series", name) for name in ("Series Instance UID", "Study Instance UID", "Modality")),
])  # fmt: skip
def test_an_identity_number_in_any_column_is_refused_and_not_repeated(tmp_path, sheet, column):
    """Whatever the column is for: it is told as an error, and neither stored nor repeated."""
    rows = {
        "Collection": {"Accession": "OBIA9001", "Release state": "Published"},
        "Individual": {"Accession": "I01", "Link release": "public"},
        "Study": {"Study Instance UID": "2.25.1", "Individual": "I01"},
        "Series": {"Series Instance UID": "2.25.2", "Study Instance UID": "2.25.1"},
    }
    rows[sheet][column] = ID_CARD
    sheets = {name: [list(row), list(row.values())] for name, row in rows.items()}
    made, found = read(obia, workbook(tmp_path, "OBIA9001.xlsx", **sheets))
    assert ID_CARD not in repr(made) + repr(found)
    assert "error" in {item.severity for item in found} or column in ("Individual", "Study Instance UID", "Link method")
    if column == "Release state":
        assert one(made, "Dataset", "OBIA9001").slots["scope"] == "review"
