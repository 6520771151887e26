"""BioSample XML: real dialects, and records made for one question each."""

from pathlib import Path

import pytest

from graph_schema.record import Record
from loaders import biosample
from qc.finding import Finding
from tests.loaders.tables import accessions, attributes, codes, finding, links, missing, one, read


def made(folder: Path, content: str) -> tuple[list[Record], list[Finding]]:
    """What the loader says about a text."""
    (folder / "a.xml").write_text(content, encoding="utf-8")
    return read(biosample, folder / "a.xml")


def test_ten_real_samples(shared_data: Path) -> None:
    """Every sample of the set, compressed as it is."""
    records, _ = read(biosample, shared_data / "biosample_xml" / "biosample_set.xml.gz")
    assert len(accessions(records, "Sample")) == 10
    first = one(records, "Sample", "SAMN00000002")
    assert (first.slots["title"], first.slots["organism"]) == (
        "Alistipes putredinis DSM 17216",
        "Alistipes putredinis DSM 17216",
    )
    assert links(first, "SAME_SAMPLE") == ["SRS000002"]
    assert links(first, "IN_TAXON") == ["NCBITaxon:445970"]
    assert (first.slots["name"], first.slots["strain"], first.slots["package"]) == ("19655", "DSM 17216", "MIGS.ba.6.0")
    assert first.slots["env_broad_scale"] == "terrestrial biome [ENVO:00000446]"
    assert (first.slots["modified_date"], first.slots["release_state"], first.slots["status_date"]) == (
        "2022-09-25",
        "published",
        "2013-08-05",
    )
    assert first.slots["owner"] == "Washington University, Genome Sequencing Center"


def test_an_older_version_keeps_its_own_date(shared_data: Path) -> None:
    """The same sample in an older export says so itself."""
    records, _ = read(biosample, shared_data / "biosample_xml" / "SAMN00000002.xml")
    assert one(records, "Sample", "SAMN00000002").slots["modified_date"] == "2015-02-12"


def test_many_identifiers(shared_data: Path) -> None:
    """Repositories that do not agree are all references; one is the sample's name, one the same sample."""
    records, _ = read(biosample, shared_data / "biosample_xml" / "ncbi_sample_5246317.xml")
    sample = one(records, "Sample", "SAMN05246317")
    numbers = {entry["database"]: entry["accession"] for entry in sample.slots["external_references"]}
    assert {
        "Coriell": "GM18582",
        "1000G": "NA18582",
        "HapMap": "NA18583",
        "GenBank": "gb|AMGQ00000000.1",
        "pubmed": "20497546",
    }.items() <= numbers.items()
    assert sample.slots["name"] == "GF.26.AL.R"
    assert links(sample, "SAME_SAMPLE") == ["SRS1524325"]
    assert links(sample, "IN_PROJECT") == ["PRJNA325589"]
    assert (sample.slots["latitude"], sample.slots["longitude"], sample.slots["collection_date"]) == (
        9.110057,
        -79.8434,
        "2012-09",
    )
    assert "rosenstock" not in str(records).lower()


def test_the_property_export(shared_data: Path) -> None:
    """EBI's namespace and properties are read; terms of organisms are taxa."""
    records, _ = read(biosample, shared_data / "biosample_xml" / "SAMD00046940.xml")
    sample = one(records, "Sample", "SAMD00046940")
    assert (sample.slots["sex"], sample.slots["cultivar"], sample.slots["tissue"]) == ("male", "KK-L8", "whole flower")
    assert sample.slots["title"] == "MiSeq, Diospyros lotus L8 male flower 23 Apr MeGI promoter"
    assert links(sample, "IN_TAXON") == ["NCBITaxon:55363"]
    assert attributes(sample)["synonym"] == "TA_Meth-2"
    assert "PATO:0000384" in links(sample, "HAS_TERM")


def test_the_accession_beats_the_primary_identifier(tmp_path: Path) -> None:
    """Where the two disagree the accession identifies, and the disagreement is told."""
    records, findings = made(
        tmp_path,
        '<BioSample accession="SAMN00066666"><Ids><Id db="BioSample" is_primary="1">SAMN00000003</Id></Ids></BioSample>',
    )
    assert accessions(records, "Sample") == ["SAMN00066666"]
    assert links(one(records, "Sample", "SAMN00066666"), "SAME_SAMPLE") == ["SAMN00000003"]
    assert finding(findings, "ACCESSION_DISAGREES").severity == "warning"


def test_without_attribute_the_primary_identifier_tells(tmp_path: Path) -> None:
    """DDBJ names the identifier's space otherwise."""
    records, _ = made(
        tmp_path,
        '<BioSampleSet><BioSample><Ids><Id namespace="BioSample">SAMD00000001</Id></Ids></BioSample></BioSampleSet>',
    )
    assert accessions(records, "Sample") == ["SAMD00000001"]


def test_two_organisms(tmp_path: Path) -> None:
    """Both taxa are linked, the second name is kept."""
    records, _ = made(
        tmp_path,
        '<BioSample accession="SAMN00000001"><Description><Organism taxonomy_id="9606"><OrganismName>Homo sapiens</OrganismName></Organism>'
        '<Organism taxonomy_id="10090" taxonomy_name="Mus musculus"/></Description></BioSample>',
    )
    sample = one(records, "Sample", "SAMN00000001")
    assert (sample.slots["organism"], attributes(sample)["Organism"]) == ("Homo sapiens", "Mus musculus")
    assert links(sample, "IN_TAXON") == ["NCBITaxon:9606", "NCBITaxon:10090"]
    assert accessions(records, "Taxon") == ["NCBITaxon:9606", "NCBITaxon:10090"]


@pytest.mark.parametrize(
    ("status", "state", "scope"),
    [("live", "published", "public"), ("suppressed", "suppressed", "public"), ("hup", "pendingRelease", "review")],
)
def test_the_status_decides_the_scope(tmp_path: Path, status: str, state: str, scope: str) -> None:
    """Suppressed samples stay as tombstones, held ones are for review."""
    records, _ = made(
        tmp_path,
        f'<BioSample accession="SAMN00000001" access="controlled"><Status status="{status}" when="2018-07-01T00:50:05.513"/></BioSample>',
    )
    slots = one(records, "Sample", "SAMN00000001").slots
    assert (slots["release_state"], slots["scope"], slots["access_type"], slots["status_date"]) == (
        state,
        scope,
        "controlled",
        "2018-07-01",
    )


def test_odd_attributes(tmp_path: Path) -> None:
    """Repeated names, empty values and missing terms each keep what they say."""
    attribute = "<Attribute attribute_name='{}' {}>{}</Attribute>"
    listed = [
        ("tissue", "", "leaf"),
        ("tissue", "", "root"),
        ("empty", "", ""),
        ("host", "", "not collected"),
        ("weight", "unit='kg'", "5"),
    ]
    records, findings = made(
        tmp_path,
        f"<BioSample accession='SAMN00000001'><Attributes>{''.join(attribute.format(*part) for part in listed)}</Attributes></BioSample>",
    )
    sample = one(records, "Sample", "SAMN00000001")
    assert sample.slots["tissue"] == "leaf"
    assert sample.slots["attributes"] == [
        {"name": "tissue", "value": "root"},
        {"name": "weight", "value": "5", "unit": "kg"},
    ]
    assert missing(sample) == {"empty": "missing", "host": "not collected"}
    assert findings == []


def test_a_sample_without_identity_is_refused(tmp_path: Path) -> None:
    """The others of the set load."""
    records, findings = made(
        tmp_path,
        '<BioSampleSet><BioSample/><BioSample accession="SRS000001"/><BioSample accession="XYZ"/></BioSampleSet>',
    )
    assert accessions(records, "Sample") == ["SRS000001"]
    assert codes(findings) == ["NO_ACCESSION", "NOT_AN_ACCESSION"]
