"""What the schema says of who fills a slot, against what the loaders do with the example and with real files."""

from collections import defaultdict

import pytest

from examples.build import build
from graph_schema.generators.source import annotation, read_schema
from graph_schema.model import RELATIONSHIPS, SLOTS
from graph_schema.names import snake
from graph_schema.record import Record
from graph_schema.validation import validate
from loaders import open_source, read
from loaders.columns import Columns
from tests.loaders.published import KEYS, Shot, write
from tests.loaders.tables import table

BY_HAND = "records"  # the programmatic format may fill every slot, so it shows nothing
BY_NAME = ("Dataset", "Individual", "Sample", "Experiment", "Run", "File", "ImagingStudy", "ImagingSeries", "Image")
LATER = "qc"  # reports are made from findings after loading
READ_SUFFIXES = ("", ".xml", ".dcm", ".gz")
REAL = ("gsa/CRA010170.xlsx", "sra_experiment_package_xml", "sra_submission_xml", "biosample_xml", "bioproject_xml")

CHARACTERISTICS = {
    "PatientSize": "1.73",
    "PatientWeight": "71",
    "EthnicGroup": "Han",
    "SmokingStatus": "YES",
    "PregnancyStatus": 1,
    "StudyDescription": "CHEST CT",
    "SeriesDescription": "LUNG",
    "ProtocolName": "ROUTINE",
    "ContrastBolusAgent": "IOHEXOL",
    "ConvolutionKernel": "B30f",
    "SeriesNumber": "3",
    "Laterality": "L",
    "MagneticFieldStrength": "1.5",
    "PixelSpacing": [0.5, 0.5],
}
"""What the header of a de-identified image may tell."""

SHOWN_BY_NO_FILE = {
    "provenance",  # added to every record by the pipeline, from where it was read
    "sha256",
    "location",
    "loader",
    "version",
    "time",
    "term",
    "agency",
    "number",
    "grants",
    "checksum",
    "quality_encoding",
    "quality_scoring_system",
    "ascii_offset",
    "read_types",
    "instrument_name",
    "common_name",
    "citation",
    "member_name",
}
"""Slots that a loader fills where its source has them, and none of the files read here has."""


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """All records of the example, built anew, of de-identified images, and of a table of links."""
    folder = tmp_path_factory.mktemp("output")
    shot = Shot("p1", "s1", "e1", "i1", findings=("SURPLUS_BYTES",), header=CHARACTERISTICS)
    linked = table(
        folder,
        "links.csv",
        [
            ("imaging individual", "hri", "release"),
            *((KEYS.individual("p1"), "HRI900001", release) for release in ("", "public")),
        ],
    )
    taxonomy = [analysis(folder), run_taxonomy(folder)]
    return list(_records([*build(tmp_path_factory.mktemp("example")), write(folder, shot), linked, *taxonomy]))


def analysis(folder):
    """A taxonomy analysis of SRA in XML."""
    path = folder / "SRR000001_tax.xml"
    taxa = "".join(f"<taxon tax_id='{tax_id}' name='a' rank='species' self_count='{tax_id}'/>" for tax_id in (2, 562))
    counts = "analyzed_spot_count='600' total_spot_count='900' identified_spot_count='564'"
    path.write_text(f"<tax_analysis {counts} parser_version='1' dbss_name='tree'>{taxa}</tax_analysis>")
    return path


def run_taxonomy(folder):
    """The same of another run in JSON."""
    path = folder / "SRR000002_tax.json"
    rows = ",".join(f'{{"tax_id":{tax_id},"org":"a","rank":"species","self_count":{tax_id}}}' for tax_id in (2, 562))
    totals = '{"identified":564,"total":900,"analysed":600,"last_update":"2021-03-04"}'
    path.write_text(f'[{{"tax_totals":{totals},"tax_table":[{rows}]}}]')
    return path


@pytest.fixture(scope="module")
def real_records(shared_data):
    """All records of a selection of real files."""
    return list(_records([shared_data / name for name in REAL]))


def _records(paths):
    for path in paths:
        files = (
            [path]
            if path.is_file()
            else sorted(p for p in path.rglob("*") if p.is_file() and p.suffix in READ_SUFFIXES)
        )
        for file in files:
            for item in read(open_source(str(file))):
                if isinstance(item, Record):
                    yield item


def _fillers(records):
    """The loaders that filled each slot, part of a slot, relationship, and property of one."""
    fillers = defaultdict(set)
    for record in records:
        loader = record.provenance.loader.partition(".")[0]  # rules report as qc.<rule>
        for slot, value in record.slots.items():
            fillers[slot].add(loader)
            parts = (part for part in value if isinstance(part, dict)) if isinstance(value, list) else ()
            for name in (name for part in parts for name in part):
                fillers[snake(name)].add(loader)
        for relation in record.relations:
            fillers[RELATIONSHIPS[relation.type].slot].add(loader)
            for name in relation.properties:
                fillers[name].add(loader)
    return fillers


def test_loaders_make_only_records_that_the_model_accepts(records):
    """No unknown name, wrong type or missing identity in anything of the example."""
    assert [problem for record in records for problem in validate(record) if problem.fatal] == []


def test_real_files_become_records_that_the_model_accepts(real_records):
    """The same for real files."""
    assert [problem for record in real_records for problem in validate(record) if problem.fatal] == []


def test_the_schema_names_every_loader_that_fills_a_slot(records, real_records):
    """The docs say of each slot which loaders fill it; a loader that fills it unsaid makes them lie."""
    slots = read_schema().slots
    unsaid = {
        name: sorted(missing)
        for name, found in _fillers(records + real_records).items()
        if (missing := found - {BY_HAND} - set(annotation(slots[name], "filled_by", "").split()))
    }
    assert unsaid == {}


def test_what_the_schema_calls_filled_is_filled(records, real_records):
    """Seen in a file, or a column of that name becomes the slot; otherwise listed above with the reason."""
    found = _fillers(records + real_records)
    unseen = {
        name
        for name, slot in read_schema().slots.items()
        if (loaders := set(annotation(slot, "filled_by", "").split()) - {BY_HAND, LATER})
        and not found[name] & loaders
        and not _has_column(name)
    }
    assert unseen <= SHOWN_BY_NO_FILE


def _has_column(name):
    """Whether a table's column of that very name fills the slot in a type that tables have."""
    header = name.replace("_", " ")
    return any(name in SLOTS[owner] and Columns(owner, {}).slot(header) == name for owner in BY_NAME)
