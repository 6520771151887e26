"""BioProject XML: ten real packages against XPath, and dialects made for one question each."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from graph_schema.record import Record
from loaders import bioproject
from loaders.bioproject import plain_value
from qc.finding import Finding
from tests.loaders.tables import accessions, attributes, codes, links, one, read


@pytest.fixture(scope="module")
def path(shared_data: Path) -> Path:
    """Ten real packages."""
    return shared_data / "bioproject_xml" / "bioproject.xml"


@pytest.fixture(scope="module")
def real(path: Path) -> tuple[list[Record], list[Finding]]:
    """What the loader says about them."""
    return read(bioproject, path)


def xpath(path: Path, expression: str) -> list[str]:
    """Strings by an independent reader."""
    return [str(value) for value in etree.parse(path).xpath(expression)]  # type: ignore[union-attr]


def test_real_counts(real: tuple[list[Record], list[Finding]], path: Path) -> None:
    """Projects, taxa, publications and organisations as XPath counts them."""
    counts = Counter(record.type for record in real[0])
    assert counts["BioProject"] == len(xpath(path, "//ArchiveID/@accession")) == 10
    assert counts["Publication"] == len(set(xpath(path, "//Publication/@id"))) == 14
    assert counts["Taxon"] == len(set(xpath(path, "//Organism/@taxID")))
    assert counts["Organization"] == len(
        {name.strip().casefold() for name in xpath(path, "//Organization/Name/text()")}
    )
    assert real[1] == []


def test_real_links(real: tuple[list[Record], list[Finding]], path: Path) -> None:
    """Every hierarchical link is an umbrella, every publication a citation, every peer a cross-reference."""
    projects = [record for record in real[0] if record.type == "BioProject"]
    assert [link for record in projects for link in links(record, "COMPONENT_OF")] == xpath(
        path, "//Hierarchical/MemberID/@accession"
    )
    assert [link for record in projects for link in links(record, "CITED_IN")] == [
        f"pmid:{number}" for number in xpath(path, "//Publication/@id")
    ]
    assert {link for record in projects for link in links(record, "XREF")} == set(
        xpath(path, "//Link[PeerProject]/ProjectIDRef/@accession")
    )


def test_real_slots(real: tuple[list[Record], list[Finding]]) -> None:
    """Names, dates and coded values in the words of the vocabularies."""
    slots = one(real[0], "BioProject", "PRJNA3").slots
    assert (slots["name"], slots["title"], slots["release_date"]) == (
        "Borreliella burgdorferi B31",
        "Causes Lyme disease",
        "2001-01-09",
    )
    assert (slots["project_type"], slots["sample_scope"], slots["material"], slots["capture"]) == (
        "primary",
        "Multiisolate",
        "Genome",
        "Whole",
    )
    assert (slots["methods"], slots["access_type"], slots["submission_date"]) == (["Sequencing"], "open", "2003-02-23")
    assert slots["organisms"] == ["Borreliella burgdorferi B31"]
    assert "BB" in slots["locus_tag_prefixes"]


def test_no_person_is_stored(real: tuple[list[Record], list[Finding]], path: Path) -> None:
    """Not one author or contact of the file is in any record."""
    said = str(real[0])
    names = {name for name in xpath(path, "//Author//Last/text() | //Contact//Last/text()") if len(name) > 7}
    assert len(names) > 50
    assert [name for name in names if name in said] == []


PACKAGE = """<Package><Project><Project><ProjectID><ArchiveID accession="PRJDB1" archive="DDBJ"/><CenterID center="GEO">GSE1</CenterID></ProjectID>
<ProjectDescr><Name>n</Name><Title>t</Title><ExternalLink label="home"><URL>https://x.org/</URL></ExternalLink>
<Grant GrantId="G1"><Title>grant</Title><Agency abbr="A">Agency</Agency><PI><Last>Doe</Last></PI></Grant>
<Publication id="10.1000/ABC"><DbType>eDOI</DbType></Publication><Publication id="none"><DbType>eNotAvailable</DbType></Publication>
<Relevance><Medical>yes</Medical><ModelOrganism>yes</ModelOrganism><Agricultural>no</Agricultural></Relevance></ProjectDescr>
<ProjectType><ProjectTypeTopAdmin subtype="eDisease"><Organism taxID="9606"><OrganismName>Homo sapiens</OrganismName></Organism></ProjectTypeTopAdmin></ProjectType>
</Project><Submission submitted="2020-01-01" last_update="2021-01-01"><Description><Organization><Name>Org</Name></Organization>
<Access>controlled-access</Access></Description></Submission><ProjectLinks>{}</ProjectLinks></Project></Package>"""
LINK = (
    '<Link><ProjectIDRef accession="{}"/><Hierarchical type="TopAdmin"><MemberID accession="{}"/></Hierarchical></Link>'
)


def made(folder: Path, content: str) -> tuple[list[Record], list[Finding]]:
    """What the loader says about a text."""
    (folder / "a.xml").write_text(content, encoding="utf-8")
    return read(bioproject, folder / "a.xml")


def test_a_single_package(tmp_path: Path) -> None:
    """Grants without investigators, relevance, umbrella type, access, and other identifiers."""
    records, findings = made(tmp_path, PACKAGE.format(""))
    project = one(records, "BioProject", "PRJDB1")
    assert project.slots["grants"] == [{"agency": "Agency", "number": "G1", "title": "grant"}]
    assert project.slots["relevance"] == ["Medical", "Model organism"]
    assert (project.slots["project_type"], project.slots["access_type"]) == ("umbrella", "controlled")
    assert (project.slots["submission_date"], project.slots["modified_date"]) == ("2020-01-01", "2021-01-01")
    assert {entry["accession"] for entry in project.slots["external_references"]} == {"GSE1", "https://x.org/"}
    assert links(project, "CITED_IN") == ["doi:10.1000/abc"]
    assert links(project, "IN_TAXON") == ["NCBITaxon:9606"]
    assert attributes(project)["publication"] == "none"
    assert "Doe" not in str(records)
    assert findings == []


def test_hierarchy_points_from_component_to_umbrella(tmp_path: Path) -> None:
    """The project's own side decides; as umbrella it takes the reverse direction."""
    records, _ = made(tmp_path, PACKAGE.format(LINK.format("PRJDB1", "PRJDB2") + LINK.format("PRJDB3", "PRJDB1")))
    project = one(records, "BioProject", "PRJDB1")
    told = {(relation.to, relation.reverse) for relation in project.relations if relation.type == "COMPONENT_OF"}
    assert told == {("PRJDB2", False), ("PRJDB3", True)}


def test_a_bare_project_and_packages_without_identity(tmp_path: Path) -> None:
    """A project alone is read; a package that names none is refused."""
    records, _ = made(
        tmp_path,
        '<Project><ProjectID><ArchiveID accession="PRJNA9"/></ProjectID><ProjectDescr><Name>x</Name></ProjectDescr></Project>',
    )
    assert accessions(records, "BioProject") == ["PRJNA9"]
    _, findings = made(
        tmp_path,
        '<PackageSet><Package/><Package><Project><ProjectID><ArchiveID accession="?"/></ProjectID></Project></Package></PackageSet>',
    )
    assert codes(findings) == ["NO_ACCESSION", "NOT_AN_ACCESSION"]


@pytest.mark.parametrize(
    ("vocabulary", "literal", "expected"),
    [("SampleScope", "eMonoisolate", "Monoisolate"), ("Material", "eGenome", "Genome"), ("Capture", "eWhole", "Whole"), ("Material", "eOdd", "eOdd"),
     ("ProjectMethod", "eMassSpectrometry", "Mass spectrometry"), ("Material", "Genome", "Genome")],
)  # fmt: skip
def test_coded_values_lose_their_mark(vocabulary: str, literal: str, expected: str) -> None:
    """NCBI's `e` before a code is no part of the value."""
    assert plain_value(vocabulary, literal) == expected


@pytest.mark.parametrize("root", ["RecordSet", "DocumentSummarySet"])
def test_summaries_as_efetch_gives_them(tmp_path: Path, root: str) -> None:
    """Each DocumentSummary is one project, its submission beside it; the contact is not read."""
    summary = (
        '<DocumentSummary uid="1"><Project><ProjectID><ArchiveID accession="PRJNA{0}"/></ProjectID></Project>'
        '<Submission submission_id="SUB{0}"><Description><Organization><Name>Institute</Name><Contact><Name>'
        "<Last>Nobody</Last></Name></Contact></Organization><Access>controlled-access</Access></Description>"
        "</Submission></DocumentSummary>"
    )
    records, findings = made(tmp_path, f"<{root}>{summary.format(1)}{summary.format(2)}</{root}>")
    assert accessions(records, "BioProject") == ["PRJNA1", "PRJNA2"]
    assert one(records, "BioProject", "PRJNA2").slots["submission_accession"] == "SUB2"
    assert one(records, "BioProject", "PRJNA2").slots["access_type"] == "controlled"
    assert "Nobody" not in str(records)
    assert findings == []
