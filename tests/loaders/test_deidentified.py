"""The manifest of `gsagraph deidentify`: all levels in one pass, and no line that is not what the engine writes."""

import io
import sys

import orjson
import pytest

from graph_schema.errors import UnusableInput
from graph_schema.record import Record
from loaders import deidentified, records
from loaders.detect import loader_of
from loaders.source import open_source
from qc.dicom.folder.manifest import MANIFEST
from tests.loaders.published import KEYS, Shot, uid, write
from tests.loaders.tables import accessions, codes, finding, links, one, read

PERSON, OTHER = KEYS.individual("p1"), KEYS.individual("p2")


@pytest.fixture
def output(tmp_path):
    """Two individuals, three studies, three series, five images."""
    return write(
        tmp_path,
        Shot("p1", "s1", "e1", "i1"),
        Shot("p1", "s1", "e1", "i2"),
        Shot("p1", "s2", "e2", "i3"),
        Shot("p2", "s3", "e3", "i4"),
        Shot("p2", "s3", "e3", "i5"),
    )


def change(manifest, number=0, **values):
    """Set members of a line, of its facts where they are facts."""
    lines = [orjson.loads(line) for line in manifest.read_bytes().splitlines()]
    for name, value in values.items():
        (lines[number]["facts"] if name in lines[number]["facts"] else lines[number])[name] = value
    manifest.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return manifest


def test_every_level_is_made_once(output):
    """Images, series, studies and individuals of a manifest, none twice."""
    made, found = read(deidentified, output)
    counted = {kind: len(accessions(made, kind)) for kind in ("Image", "ImagingSeries", "ImagingStudy", "Individual")}
    assert counted == {"Image": 5, "ImagingSeries": 3, "ImagingStudy": 3, "Individual": 2}
    assert all(len(set(accessions(made, kind))) == counted[kind] for kind in counted)
    assert codes(found) == ["DATASET_UNKNOWN"]


def test_levels_are_linked_upwards(output):
    """Image in series, series in study, study of individual; the individual is human."""
    made, _ = read(deidentified, output)
    assert links(one(made, "Image", uid("i3")), "IN_SERIES") == [uid("e2")]
    assert links(one(made, "ImagingSeries", uid("e2")), "IN_STUDY") == [uid("s2")]
    assert links(one(made, "ImagingStudy", uid("s2")), "OF_INDIVIDUAL") == [PERSON]
    assert links(one(made, "ImagingStudy", uid("s3")), "OF_INDIVIDUAL") == [OTHER]
    assert links(one(made, "Individual", PERSON), "IN_TAXON") == ["NCBITaxon:9606"]


def test_the_collection_is_named_by_the_line_or_by_who_loads(output):
    """A line's own collection counts before the one that is said on loading; both are datasets of OBIA."""
    change(output, 0, collection="OBIA9002")
    first = orjson.loads(output.read_bytes().splitlines()[0])["facts"]
    with open_source(output) as source:
        source.collection = "OBIA9001"
        made = [item for item in deidentified.read(source) if isinstance(item, Record)]
    assert links(one(made, "ImagingStudy", first["study_instance_uid"]), "IN_DATASET") == ["OBIA9002"]
    rest = [
        record for record in made if record.type == "ImagingStudy" and record.accession != first["study_instance_uid"]
    ]
    assert [links(record, "IN_DATASET") for record in rest] == [["OBIA9001"]] * 2
    dataset = one(made, "Dataset", "OBIA9001")
    assert (dataset.derived, dataset.slots["dataset_type"], dataset.slots["archive"]) == (
        True,
        "OBIA collection",
        "OBIA",
    )


def test_all_is_held_in_review(output):
    """Whatever is not said to be released waits, and only a word on release opens it."""
    made, _ = read(deidentified, output)
    own = [record for record in made if record.type in ("Image", "ImagingSeries", "ImagingStudy", "Individual")]
    assert {(record.slots["scope"], record.scope_by) for record in own} == {("review", "caution")}
    assert {record.slots["scope"] for record in made} == {"review"}


def test_a_manifest_is_told_from_records(output, tmp_path):
    """The loader of records does not take a manifest for its own, nor the other way round."""
    with open_source(output) as source:
        assert loader_of(source) is deidentified
    line = tmp_path / "records.jsonl"
    line.write_bytes(b'{"type": "Run", "accession": "CRR000001", "slots": {}}\n')
    with open_source(line) as source:
        assert loader_of(source) is records


@pytest.mark.parametrize(
    "change_",
    [
        {"individual": "4401061990"},
        {"individual": "ZHANG^SAN"},
        {"sop_instance_uid": "1.2.840.113619.2.1"},
        {"path": "published/../secret.dcm"},
        {"codes": ["113105"]},
        {"verdict": "trust me"},
        {"collection": "12345678"},
        {"size": None, "unknown": 1},
    ],
)
def test_a_line_that_the_engine_would_not_write_is_refused(output, change_):
    """Raw identifiers, foreign UIDs, other paths, no basic profile: refused, and nothing of the line is repeated."""
    made, found = read(deidentified, change(output, 0, **change_))
    refused = finding(found, "MANIFEST_LINE_REFUSED")
    assert (refused.severity, refused.location, refused.node_type) == ("error", "line 1", "Image")
    assert len(accessions(made, "Image")) == 4
    told = repr(found) + repr(made)
    assert not any(isinstance(value, str) and value in told for value in change_.values() if len(str(value)) > 7)


def test_a_line_that_is_no_json_is_refused(output):
    """The others are loaded all the same."""
    output.write_bytes(output.read_bytes() + b"{broken\n[]\n3\n")
    made, found = read(deidentified, output)
    assert codes(found).count("MANIFEST_LINE_REFUSED") == 3
    assert len(accessions(made, "Image")) == 5


@pytest.mark.parametrize("first", [b"{broken\n", b"[]\n", b"ZHANG^SAN\n", b"\xef\xbb\xbf{}\n"])
def test_a_manifest_whose_first_line_is_broken_is_still_one(output, first):
    """Else its folder would be read file by file, in silence."""
    output.write_bytes(first + output.read_bytes())
    with open_source(output) as source:
        assert loader_of(source) is deidentified
    made, found = read(deidentified, output)
    assert finding(found, "MANIFEST_LINE_REFUSED").location == "line 1"
    assert len(accessions(made, "Image")) == 5
    assert "ZHANG" not in repr(found)


def test_an_unsorted_manifest_is_unusable(output):
    """Levels would be made in pieces, so nothing is guessed."""
    lines = output.read_bytes().splitlines(keepends=True)
    output.write_bytes(b"".join(reversed(lines)))
    with open_source(output) as source, pytest.raises(UnusableInput) as caught:
        list(deidentified.read(source))
    assert caught.value.code == "MANIFEST_UNSORTED"


def test_files_that_are_lost_or_changed_are_told(output, tmp_path):
    """One file is gone and one has grown: both count, and the series is loaded."""
    first, second, *_ = sorted((tmp_path / "published" / PERSON / uid("s1")).rglob("*.dcm"))
    first.unlink()
    second.write_bytes(second.read_bytes() + b"\0\0")
    made, found = read(deidentified, output)
    lost = finding(found, "FILES_LOST")
    assert (lost.severity, lost.accession, lost.message) == (
        "warning",
        uid("e1"),
        "2 of 2 files are not there or have another size",
    )
    assert one(made, "ImagingSeries", uid("e1")).slots["image_count"] == 2


def test_a_file_that_the_manifest_does_not_name_is_told(output, tmp_path):
    """It is not loaded, and not passed over in silence."""
    (tmp_path / "published" / "stranger.dcm").write_bytes(b"x")
    _, found = read(deidentified, output)
    assert finding(found, "FILES_UNLISTED").message.startswith("1 files")


def test_a_link_in_place_of_a_file_is_not_followed(output, tmp_path):
    """A file of the same size elsewhere tells no header."""
    file = next((tmp_path / "published" / OTHER).rglob(f"{uid('i4')}.dcm"))
    aside = tmp_path / "aside.dcm"
    file.rename(aside)
    file.symlink_to(aside)
    _, found = read(deidentified, output)
    assert "FILES_LOST" in codes(found)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_folder_that_leads_elsewhere_is_not_followed(output, tmp_path, level):
    """Neither the folder of a series, a study nor an individual: what lies there was not published here."""
    folder = next((tmp_path / "published" / OTHER).rglob(f"{uid('i4')}.dcm")).parents[level - 1]
    aside = tmp_path / "elsewhere"
    folder.rename(aside)
    folder.symlink_to(aside)
    made, found = read(deidentified, output)
    assert finding(found, "FILES_LOST").message == "2 of 2 files are not there or have another size"
    assert "convolution_kernel" not in one(made, "ImagingSeries", uid("e3")).slots
    assert "sex" not in one(made, "Individual", OTHER).slots
    assert one(made, "Individual", PERSON).slots["sex"] == "female"


def test_an_output_named_by_a_link_is_loaded(output, tmp_path):
    """The folder itself may be reached by one."""
    (tmp_path / "latest").symlink_to(tmp_path)
    _, found = read(deidentified, tmp_path / "latest" / MANIFEST)
    assert codes(found) == ["DATASET_UNKNOWN"]


def test_a_manifest_alone_loads_what_it_tells(tmp_path, monkeypatch):
    """From standard input there are no files to look at, so only the manifest's own facts are stored."""
    manifest = write(tmp_path, Shot("p1", "s1", "e1", "i1"), files=False)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(manifest.read_bytes())))
    with open_source("-") as source:
        made = list(deidentified.read(source))
    found = [item.code for item in made if not hasattr(item, "slots")]
    assert found == ["HEADER_UNREAD", "DATASET_UNKNOWN"]
    series = one([item for item in made if hasattr(item, "slots")], "ImagingSeries", uid("e1"))
    assert series.slots["modality"] == "CT"


def test_the_manifest_speaks_for_its_folder():
    """Published images, review sheets, journal and reports are covered; a workbook beside them is not."""
    written = ["published", "review", "journal", "deidentified.json", "report.json", "report.html"]
    assert deidentified.uncovered([*written, "collection.xlsx", MANIFEST, "more"]) == [
        "collection.xlsx",
        MANIFEST,
        "more",
    ]
