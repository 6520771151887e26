"""IRIs: one per thing, and the way back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.accession import detect
from graph_schema.iri import accession_iri, base_iri, contract, expand, node_iri, page_url, parse, term_prefixes
from graph_schema.model import NODE_TYPES
from ontologies.reader import accession_kinds

BASE = "https://w3id.org/gsagraph/"

IRIS = [
    ("BioProject", "PRJCA015567", BASE + "bioproject/PRJCA015567"),
    ("BioProject", "PRJNA3", "http://identifiers.org/bioproject/PRJNA3"),
    ("BioProject", "CNP0002281", BASE + "bioproject/CNP0002281"),
    ("Sample", "SAMC000001", BASE + "biosample/SAMC000001"),
    ("Sample", "SAMN00000002", "http://identifiers.org/biosample/SAMN00000002"),
    ("Sample", "HRS453275", BASE + "sample/HRS453275"),
    ("Sample", "SRS000121", "http://identifiers.org/insdc.sra/SRS000121"),
    ("Dataset", "CRA010170", BASE + "dataset/CRA010170"),
    ("Dataset", "HRA008755", BASE + "dataset/HRA008755"),
    ("Dataset", "OMIX004308", BASE + "dataset/OMIX004308"),
    ("Dataset", "OBIA0001", BASE + "dataset/OBIA0001"),
    ("Dataset", "SRP000001", "http://identifiers.org/insdc.sra/SRP000001"),
    ("Dataset", "EGAD00001000001", BASE + "dataset/EGAD00001000001"),
    ("Individual", "HRI1054931", BASE + "individual/HRI1054931"),
    ("Experiment", "CRX637072", BASE + "experiment/CRX637072"),
    ("Run", "HRR0059190", BASE + "run/HRR0059190"),
    ("Run", "SRR554510", "http://identifiers.org/insdc.sra/SRR554510"),
    ("Analysis", "SRZ190804", "http://identifiers.org/insdc.sra/SRZ190804"),
    ("File", "CRR710761/d41d8cd98f00b204e9800998ecf8427e", BASE + "file/CRR710761/d41d8cd98f00b204e9800998ecf8427e"),
    ("File", "CRR710761/a b%.fq", BASE + "file/CRR710761/a%20b%25.fq"),
    ("File", "CRR710761/样本.fq", BASE + "file/CRR710761/%E6%A0%B7%E6%9C%AC.fq"),
    ("File", "OMIX004308-02", BASE + "omixfile/OMIX004308-02"),
    ("ImagingStudy", "1.2.840", BASE + "imaging-study/1.2.840"),
    ("ImagingSeries", "1.2.840.1", BASE + "imaging-series/1.2.840.1"),
    ("Image", "1.2.840.1.1", BASE + "image/1.2.840.1.1"),
    ("DataAccessCommittee", "HDAC001774", BASE + "dac/HDAC001774"),
    ("AccessRequest", "HREQ003400", BASE + "access-request/HREQ003400"),
    ("Taxon", "NCBITaxon:9606", "http://purl.obolibrary.org/obo/NCBITaxon_9606"),
    ("OntologyTerm", "OBI:0002117", "http://purl.obolibrary.org/obo/OBI_0002117"),
    ("OntologyTerm", "EFO:0008637", "http://www.ebi.ac.uk/efo/EFO_0008637"),
    ("OntologyTerm", "EDAM:format_1930", "http://edamontology.org/format_1930"),
    ("OntologyTerm", "DCM:CT", "http://dicom.nema.org/resources/ontology/DCM/CT"),
    ("OntologyTerm", "SCT:39607008", "http://snomed.info/id/39607008"),
    ("OntologyTerm", "NOBODY:1", BASE + "term/NOBODY:1"),
    ("Publication", "doi:10.1093/gpbjnl/qzaf072", "https://doi.org/10.1093/gpbjnl/qzaf072"),
    ("Publication", "doi:10.1002/1(99)3<1::aid>2.0;2-#", "https://doi.org/10.1002/1(99)3%3C1::aid%3E2.0;2-%23"),
    ("Publication", "pmid:123", "http://identifiers.org/pubmed/123"),
    ("Publication", "0a1b2c", BASE + "publication/0a1b2c"),
    ("Organization", "ror:02mhbdp94", "https://ror.org/02mhbdp94"),
    ("QcReport", "00ff", BASE + "qc-report/00ff"),
    ("QcFinding", "00ff", BASE + "finding/00ff"),
    ("TaxonProfile", "00ff", BASE + "taxon-profile/00ff"),
    ("Release", "2026-01", BASE + "release/2026-01"),
]

LEGAL = re.compile(r"https?://[A-Za-z0-9\-._~:/@!$&'()*+,;=%]+")


@pytest.mark.parametrize(("node_type", "accession", "iri"), IRIS)
def test_each_type_has_its_form(node_type: str, accession: str, iri: str) -> None:
    """Every type of node has the IRI agreed for it, and the IRI leads back."""
    assert node_iri(node_type, accession) == iri
    assert parse(iri) == (node_type, accession)


@given(
    st.sampled_from(sorted(NODE_TYPES)),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
)
def test_any_accession_round_trips(node_type: str, accession: str) -> None:
    """Whatever an accession holds, its IRI is legal and gives type and accession back."""
    iri = node_iri(node_type, accession)
    assert LEGAL.fullmatch(iri)
    assert parse(iri) == (node_type, accession)


@given(
    st.sampled_from(sorted(NODE_TYPES)),
    st.sampled_from([example for kind in accession_kinds() for example in kind.examples]),
)
def test_registered_accessions_round_trip_under_any_type(node_type: str, accession: str) -> None:
    """An accession kept under a type that is not its own still has one IRI of its own."""
    assert parse(node_iri(node_type, accession)) == (node_type, accession)


@given(st.sampled_from(["OBI", "EFO", "EDAM", "DCM", "doi", "pmid", "NCBITaxon"]), st.text(min_size=1, max_size=30))
def test_curies_round_trip(prefix: str, local: str) -> None:
    """Expanding a CURIE and contracting its IRI gives the CURIE back."""
    curie = f"{prefix}:{local}"
    iri = expand(curie)
    assert iri is not None
    assert contract(iri) in (curie, None) or contract(iri).partition(":")[0] != prefix
    assert parse(node_iri("OntologyTerm", curie)) == ("OntologyTerm", curie)


def test_base_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base comes from `GSAGRAPH_BASE_IRI`, with exactly one slash at its end."""
    monkeypatch.setenv("GSAGRAPH_BASE_IRI", "https://example.org/kg")
    assert base_iri() == "https://example.org/kg/"
    assert node_iri("Run", "CRR710761") == "https://example.org/kg/run/CRR710761"
    assert parse("https://example.org/kg/run/CRR710761") == ("Run", "CRR710761")
    assert parse(BASE + "run/CRR710761") is None


@pytest.mark.parametrize(
    "iri",
    [
        "",
        BASE,
        BASE + "run",
        BASE + "run/",
        BASE + "nowhere/CRR710761",
        "http://identifiers.org/insdc.sra/SRA002148",
        "http://identifiers.org/insdc.sra/xyz",
        "http://purl.obolibrary.org/obo/",
        "https://schema.org/Dataset",
        "https://example.org/CRR710761",
        "https://orcid.org/0000-0001-2345-6789",
    ],
)
def test_other_iris_are_no_nodes(iri: str) -> None:
    """IRIs that name no node of ours are not read as one."""
    assert parse(iri) is None


def test_paths_of_types_are_distinct() -> None:
    """No two types share a path, nor one of the two paths a type shares with another."""
    paths = [node_type.path for node_type in NODE_TYPES.values()]
    assert len(set(paths)) == len(paths)
    assert not {"biosample", "omixfile", "vocab", "link", "graph"} & set(paths)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in accession_kinds() if kind.iri and "$path" not in kind.iri and kind.node_type],
    ids=lambda kind: kind.kind,
)
def test_templates_agree_with_the_paths_of_types(kind) -> None:
    """An IRI template of the registry stands under its type's own path, but for the two special ones."""
    assert kind.iri.startswith("http") or kind.iri.partition("/")[0] in (
        NODE_TYPES[kind.node_type].path,
        "biosample",
        "omixfile",
    )


@pytest.mark.parametrize(
    ("token", "page"),
    [
        ("PRJCA015567", "https://ngdc.cncb.ac.cn/bioproject/browse/PRJCA015567"),
        ("samc000001", "https://ngdc.cncb.ac.cn/biosample/browse/SAMC000001"),
        ("CRR710761", "https://ngdc.cncb.ac.cn/gsa/browse/CRR710761"),
        ("HRA008755", "https://ngdc.cncb.ac.cn/gsa-human/browse/HRA008755"),
        ("OMIX004308", "https://ngdc.cncb.ac.cn/omix/release/OMIX004308"),
        ("CNP0002281", "https://db.cngb.org/search/project/CNP0002281/"),
        ("EGAD00001000001", "https://ega-archive.org/datasets/EGAD00001000001"),
        ("EGAR00001000001", None),
        ("subHRA004833", None),
        ("HREQ003400", None),
        ("1.2.840", None),
        ("nothing", None),
    ],
)
def test_pages_of_archives(token: str, page: str | None) -> None:
    """The archive's page is named where one is known, and none is made up."""
    assert page_url(token) == page


def test_accessions_that_name_no_node() -> None:
    """A submission has the IRI of its registry; a pre-accession and a UID alone have none."""
    found = {token: detect(token) for token in ("SRA002148", "subHRA004833", "1.2.840", "EGAP00000000001", "CRD015671")}
    iris = {token: accession_iri(accession) for token, accession in found.items() if accession}
    assert iris == {
        "SRA002148": "http://identifiers.org/insdc.sra/SRA002148",
        "subHRA004833": None,
        "1.2.840": None,
        "EGAP00000000001": None,
        "CRD015671": None,
    }


def test_term_prefixes_name_terms_only() -> None:
    """Prefixes of terms leave out papers, people, taxa and records."""
    assert {"OBI", "EFO", "EDAM", "DCM", "SCT", "UBERON", "MONDO", "PATO", "CL", "HANCESTRO", "DUO"} <= term_prefixes()
    assert (
        not {"doi", "pmid", "ror", "orcid", "NCBITaxon", "bioproject", "biosample", "insdc.sra", "schema"}
        & term_prefixes()
    )
