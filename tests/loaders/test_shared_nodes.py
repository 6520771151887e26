"""Taxa, publications and organisations: how they are known, linked, and given once."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.record import Record
from graph_schema.validation import validate
from loaders.draft import Draft, Reading
from loaders.organization import organization, organization_accession
from loaders.publication import Citation, publication, publication_accession
from loaders.source import open_source
from loaders.taxon import taxon
from tests.loaders.tables import attributes, links


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """A reading of any input."""
    (tmp_path / "a.txt").write_text("x")
    return Reading(open_source(tmp_path / "a.txt"), "test")


def drafted(reading: Reading, node_type: str, accession: str) -> Draft:
    """A draft at a place."""
    return reading.draft(node_type, accession, "/X[1]")


def valid(items: list[object]) -> list[Record]:
    """The records, all of which the model accepts."""
    records = [item for item in items if isinstance(item, Record)]
    assert [problem for record in records for problem in validate(record, complete=True)] == []
    return records


def test_a_taxon_is_given_once_and_linked_each_time(reading: Reading) -> None:
    """The record is derived: a taxonomy knows the names better."""
    drafts = [drafted(reading, "Sample", f"SAMN0000000{n}") for n in (1, 2)]
    given_ = [valid(list(taxon(reading, draft, "9606", "Homo sapiens", "human"))) for draft in drafts]
    assert [
        links(next(item for item in draft.build() if isinstance(item, Record)), "IN_TAXON") for draft in drafts
    ] == [["NCBITaxon:9606"]] * 2
    ((node,), rest) = given_
    assert rest == []
    assert (node.accession, node.slots["scientific_name"], node.slots["common_name"], node.derived) == (
        "NCBITaxon:9606",
        "Homo sapiens",
        "human",
        True,
    )
    assert node.slots["iri"] == "http://purl.obolibrary.org/obo/NCBITaxon_9606"


@pytest.mark.parametrize("identifier", ["", "0", "human", "-1", "9606.5"])
def test_what_is_no_taxonomy_number_is_kept(reading: Reading, identifier: str) -> None:
    """No node, no link; the literal stays unless it is empty."""
    draft = drafted(reading, "Sample", "SAMN00000001")
    assert list(taxon(reading, draft, identifier, "x")) == []
    record = next(item for item in draft.build() if isinstance(item, Record))
    assert links(record, "IN_TAXON") == []
    assert attributes(record) == ({"taxonomy id": identifier} if identifier else {})


@pytest.mark.parametrize(
    ("identifier", "accession"),
    [
        ("10.1093/gpbjnl/qzaf072", "doi:10.1093/gpbjnl/qzaf072"),
        ("https://doi.org/10.1093/GPBJNL/qzaf072", "doi:10.1093/gpbjnl/qzaf072"),
        ("http://dx.doi.org/10.1016/j.bbrc.2011.05.004", "doi:10.1016/j.bbrc.2011.05.004"),
        ("DOI: 10.1000/abc.", "doi:10.1000/abc"),
        ("18329373", "pmid:18329373"),
        ("PMID: 18329373", "pmid:18329373"),
        ("0", None),
        ("unpublished", None),
        ("", None),
        ("https://x.org/10.1000/abc", None),
    ],
)
def test_publications_are_known_by_doi_or_pubmed(identifier: str, accession: str | None) -> None:
    """Every usual spelling leads to one accession."""
    assert publication_accession(identifier) == accession


def test_a_publication_has_what_is_said_and_no_author(reading: Reading) -> None:
    """Title, journal and year; the second mention links only."""
    draft = drafted(reading, "BioProject", "PRJNA1")
    (node,) = valid(list(publication(reading, draft, Citation("9403685", "Genomic sequence", "Nature", "1997"))))
    assert (node.slots["pmid"], node.slots["title"], node.slots["journal"], node.slots["year"]) == (
        "9403685",
        "Genomic sequence",
        "Nature",
        1997,
    )
    assert list(publication(reading, draft, Citation("PMID:9403685"))) == []
    assert list(publication(reading, draft, Citation("in press", "A title"))) == []
    record = next(item for item in draft.build() if isinstance(item, Record))
    assert links(record, "CITED_IN") == ["pmid:9403685"]
    assert attributes(record) == {"publication": "in press"}


@given(st.text(min_size=1, max_size=30))
def test_one_name_is_one_organisation(name: str) -> None:
    """Case and runs of blanks make no other organisation."""
    assert organization_accession(f" {name}  ") == organization_accession(name)
    assert organization_accession(name).startswith("org-")


def test_an_organisation_is_known_by_ror_where_it_can_be(reading: Reading) -> None:
    """Its ROR address is its identity; other addresses are attributes."""
    (known,) = valid(
        list(
            organization(reading, "/X", "CNCB", abbreviation="CNCB", kind="institute", url="https://ror.org/049gn7z52")
        )
    )
    (other,) = valid(list(organization(reading, "/X", "Broad Institute", abbreviation="BI", url="https://broad.org")))
    assert (known.accession, known.slots["ror"], known.slots["organization_type"]) == (
        "ror:049gn7z52",
        "https://ror.org/049gn7z52",
        "institute",
    )
    assert "abbreviation" not in known.slots
    assert (other.slots["name"], other.slots["abbreviation"], attributes(other)) == (
        "Broad Institute",
        "BI",
        {"url": "https://broad.org"},
    )
    assert list(organization(reading, "/X", "broad  institute")) == []


def test_what_only_hidden_objects_name_is_hidden(reading: Reading) -> None:
    """A paper, taxon or organisation is given once for each visibility, no more visible than who names it."""
    closed, open_ = drafted(reading, "Dataset", "HRA900001"), drafted(reading, "Dataset", "HRA900002")
    closed.put("release_state", "private")
    for draft, scope in ((closed, "review"), (open_, "public")):
        given_ = [
            *publication(reading, draft, Citation("12345")),
            *taxon(reading, draft, "9606", "Homo sapiens"),
            *organization(reading, "/X[1]", "A Hospital", scope=draft.scope),
        ]
        assert [(node.slots["scope"], node.scope_by, node.derived) for node in valid(given_)] == [
            (scope, "default", True)
        ] * 3
