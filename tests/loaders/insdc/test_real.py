"""INSDC XML as it really is: counts and links equal to what XPath finds in the same files."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from graph_schema.record import Record
from graph_schema.validation import validate
from loaders import insdc
from loaders.source import open_source
from qc.finding import Finding
from tests.loaders.tables import attributes, links, one, properties, read

SETS = {"study": "STUDY", "sample": "SAMPLE", "experiment": "EXPERIMENT", "run": "RUN", "analysis": "ANALYSIS"}
TYPES = {"STUDY": "Dataset", "SAMPLE": "Sample", "EXPERIMENT": "Experiment", "RUN": "Run", "ANALYSIS": "Analysis"}


@pytest.fixture(scope="module")
def files(shared_data: Path) -> list[Path]:
    """The files of thirteen real submissions."""
    found = sorted((shared_data / "sra_submission_xml").rglob("*.xml"))
    assert len(found) == 77
    return found


@pytest.fixture(scope="module")
def loaded(files: list[Path]) -> dict[Path, tuple[list[Record], list[Finding]]]:
    """What the loader says about each of them."""
    return {path: read(insdc, path) for path in files}


def xpath(path: Path, expression: str) -> list[str]:
    """Strings by an independent reader."""
    return [str(value) for value in etree.parse(path).xpath(expression)]  # type: ignore[union-attr]


def test_every_object_of_every_submission_is_read(loaded: dict[Path, tuple[list[Record], list[Finding]]]) -> None:
    """Accessions per file and type are those of an XPath over the same file, in order."""
    totals: Counter[str] = Counter()
    for path, (records, _) in loaded.items():
        for element, node_type in TYPES.items():
            expected = xpath(path, f"//{element}/@accession")
            assert [record.accession for record in records if record.type == node_type] == expected, path
            totals[node_type] += len(expected)
    assert totals == {"Dataset": 14, "Sample": 36, "Experiment": 71, "Run": 259, "Analysis": 56}


def test_every_file_is_read(loaded: dict[Path, tuple[list[Record], list[Finding]]]) -> None:
    """Name, checksum and owner of each FILE."""
    for path, (records, _) in loaded.items():
        expected = [
            (
                element.get("filename"),
                (element.get("checksum") or "").lower(),
                element.getparent().getparent().getparent().get("accession"),
            )
            for element in etree.parse(path).iter("FILE")
        ]
        found = [
            (record.slots["name"], record.slots["md5"], links(record, "OUTPUT_OF")[0])
            for record in records
            if record.type == "File"
        ]
        assert found == expected, path


def test_references_are_those_of_the_xml(loaded: dict[Path, tuple[list[Record], list[Finding]]]) -> None:
    """Runs to experiments, experiments to samples and studies, analyses to targets."""
    for path, (records, _) in loaded.items():
        runs = [link for record in records if record.type == "Run" for link in links(record, "OF_EXPERIMENT")]
        assert runs == xpath(path, "//RUN/EXPERIMENT_REF/@accession")
        samples = [link for record in records if record.type == "Experiment" for link in links(record, "USES_SAMPLE")]
        assert samples == xpath(path, "//EXPERIMENT/DESIGN/SAMPLE_DESCRIPTOR/@accession")
        studies = [link for record in records if record.type == "Experiment" for link in links(record, "IN_DATASET")]
        assert studies == xpath(path, "//EXPERIMENT/STUDY_REF/@accession")
        targets = [link for record in records if record.type == "Analysis" for link in links(record, "ANALYSIS_OF")]
        assert [link for link in targets if link.startswith("SRX")] == xpath(
            path, "//TARGET[@sra_object_type='EXPERIMENT']/@accession"
        )


def test_the_submission_is_that_of_the_file_name(loaded: dict[Path, tuple[list[Record], list[Finding]]]) -> None:
    """Every object and file names its submission; the submission itself is no node."""
    for path, (records, findings) in loaded.items():
        submission = path.name.partition(".")[0]
        named = {
            record.slots.get("submission_accession") for record in records if record.type in (*TYPES.values(), "File")
        }
        assert named <= {submission}
        assert [finding.code for finding in findings if finding.code == "SUBMISSION_READ"] == [
            "SUBMISSION_READ"
        ] * path.name.count("submission")


def test_studies_are_part_of_their_projects(loaded: dict[Path, tuple[list[Record], list[Finding]]]) -> None:
    """A BioProject among the identifiers or the primary related studies is the dataset's project, others are cross-references."""
    for path, (records, _) in loaded.items():
        for record in records:
            if record.type == "Dataset":
                named = set(
                    xpath(
                        path,
                        f"//STUDY[@accession='{record.accession}']/*[not(self::STUDY_ATTRIBUTES)]//*[starts-with(text(), 'PRJ')]/text()",
                    )
                )
                assert set(links(record, "PART_OF")) | set(links(record, "XREF")) >= named
                assert len(links(record, "PART_OF")) == 1
                assert record.slots["archive"] == "INSDC"


def test_samples_have_taxa_and_biosamples(loaded: dict[Path, tuple[list[Record], list[Finding]]]) -> None:
    """TAXON_ID is a taxon, the BioSample the same sample by declaration."""
    for path, (records, _) in loaded.items():
        samples = [record for record in records if record.type == "Sample"]
        assert [links(record, "IN_TAXON")[0] for record in samples] == [
            f"NCBITaxon:{taxon}" for taxon in xpath(path, "//SAMPLE//TAXON_ID/text()")
        ]
        biosamples = xpath(path, "//SAMPLE/IDENTIFIERS/*[starts-with(text(), 'SAM')]/text()")
        assert [
            link for record in samples for link in links(record, "SAME_SAMPLE") if link.startswith("SAM")
        ] == biosamples
        taxa = {record.accession for record in records if record.type == "Taxon"}
        assert taxa == {link for record in samples for link in links(record, "IN_TAXON")}


def test_every_attribute_is_kept(loaded: dict[Path, tuple[list[Record], list[Finding]]]) -> None:
    """Tag and value of each …_ATTRIBUTE are found again in its object."""
    for path, (records, _) in loaded.items():
        for element in SETS.values():
            for part in etree.parse(path).iterfind(f".//{element}_ATTRIBUTE"):
                owner = part.getparent().getparent().get("accession")
                record = next(record for record in records if record.accession == owner)
                value = " ".join((part.findtext("VALUE") or "").split())
                said = {" ".join(str(part).split()) for part in (*record.slots.values(), *attributes(record).values())}
                reasons = {entry["slot"] for entry in record.slots.get("missing_reasons", [])}
                assert value in said or reasons, (path, owner, value)


def test_the_experiment_package(shared_data: Path) -> None:
    """One of each object, four files, the pool once, submission and organisation."""
    path = shared_data / "sra_experiment_package_xml" / "sra_test_ERS3331676.xml"
    records, findings = read(insdc, path)
    counts = Counter(record.type for record in records)
    assert {name: counts[name] for name in (*TYPES.values(), "File", "Organization", "Taxon")} == {
        "Dataset": 1, "Sample": 1, "Experiment": 1, "Run": 1, "Analysis": 0, "File": 4, "Organization": 1, "Taxon": 1,
    }  # fmt: skip
    assert findings == []
    experiment = one(records, "Experiment", "ERX4190585")
    assert links(experiment, "USES_SAMPLE") == ["ERS3331676"]
    assert properties(experiment, "USES_SAMPLE") == {"spots": 1150278, "bases": 347383956}
    assert (
        experiment.slots["library_layout"],
        experiment.slots["nominal_insert_size"],
        experiment.slots["platform"],
    ) == ("PAIRED", 452, "ILLUMINA")
    assert experiment.slots["instrument_model"] == "HiSeq X Ten"
    run = one(records, "Run", "ERR4229796")
    assert (run.slots["spots"], run.slots["bases"], run.slots["release_state"]) == (1150278, 347383956, "published")
    assert {record.slots.get("submission_accession") for record in records if record.type in TYPES.values()} == {
        "ERA2689537"
    }
    dataset = one(records, "Dataset", "ERP113893")
    assert links(dataset, "PART_OF") == ["PRJEB31347"]
    assert len(links(dataset, "SUBMITTED_BY")) == 1
    assert links(one(records, "Sample", "ERS3331676"), "SAME_SAMPLE") == ["SAMEA5529601"]
    cram = one(records, "File", "ERR4229796/26e62fcae91b058b13be6b94214ae2e6")
    assert (cram.slots["name"], cram.slots["size"], cram.slots["format"]) == ("29694_1_382.cram", 100576829, "cram")
    assert cram.slots["alternative_urls"] == [
        "https://storage.googleapis.com/sra-pub-src-14/ERR4229796/29694_1_382.cram.1"
    ]


@pytest.mark.parametrize(
    ("name", "node_type", "accession"),
    [
        ("experiment__ERX000119.xml", "Experiment", "ERX000119"),
        ("project__PRJNA294609.xml", "BioProject", "PRJNA294609"),
        ("run__ERR000076.xml", "Run", "ERR000076"),
        ("sample__SRS001433.xml", "Sample", "SRS001433"),
    ],
)
def test_single_objects_of_ena(shared_data: Path, name: str, node_type: str, accession: str) -> None:
    """Each file is its one object."""
    records, _ = read(insdc, shared_data / "ena_xml" / name)
    assert [record.accession for record in records if record.type == node_type] == [accession]


def test_a_sample_wrapped_in_root(shared_data: Path) -> None:
    """The download form of ENA is read too, its lists of accessions one by one."""
    records, _ = read(insdc, shared_data / "biosample_xml" / "SRS000121.xml")
    sample = one(records, "Sample", "SRS000121")
    assert links(sample, "SAME_SAMPLE") == ["SAMN00001603"]
    assert {"SRP000031", "ERR000300"} <= set(links(sample, "XREF"))
    assert {"database": "Coriell", "accession": "GM18561"} in sample.slots["external_references"]


def test_every_record_is_valid_and_placed(loaded: dict[Path, tuple[list[Record], list[Finding]]]) -> None:
    """The model has nothing against any record, and each knows where it stood."""
    for path, (records, _) in loaded.items():
        with open_source(path) as source:
            for record in records:
                assert validate(record, complete=True) == []
                assert record.provenance is not None
                assert record.provenance.location.startswith("/")
                assert (record.provenance.source, record.provenance.sha256) == (path.name, source.sha256)
