"""Resolving: found, unknown, invalid, pre-accession; never a guess, never a sight of what is hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_schema.iri import node_iri
from graph_schema.record import Record, Relation
from graph_store import open_store
from graph_store.protocol import Store
from graph_store.resolve import CHUNK, Resolution, resolve


def record(node_type: str, accession: str, *relations: Relation, scope: str = "public") -> Record:
    """A record with the slots every node has."""
    iri = node_iri(node_type, accession)
    return Record(
        node_type, accession, {"accession": accession, "iri": iri, "scope": scope, "archive": "GSA"}, relations
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with a few nodes, one of them hidden, one only referred to."""
    opened = open_store(f"sqlite:///{tmp_path / 'graph.db'}", write=True)
    opened.write(
        [
            record("Dataset", "CRA010170", Relation("PART_OF", "PRJCA015567")),
            record("Run", "SRR554510"),
            record("Run", "CRR000002", scope="review"),
            record("File", "CRR000001/a b.fq"),
            record("Taxon", "NCBITaxon:9606"),
            record("ImagingStudy", "1.2.840.1"),
        ]
    )
    yield opened
    opened.close()


BASE = "https://w3id.org/gsagraph/"


def test_found(store: Store) -> None:
    """A node of the store is found by its accession in any spelling, with its own IRI."""
    (answer,) = resolve(store, [" cra010170\u200b"])
    assert answer == Resolution(
        " cra010170\u200b", "CRA010170", "gsa.dataset", "GSA", BASE + "dataset/CRA010170", "found", "Dataset"
    )


def test_found_by_its_address(store: Store) -> None:
    """Mirrored records are found by accession, page, CURIE and IRI alike."""
    tokens = [
        "SRR554510",
        "https://identifiers.org/insdc.sra:SRR554510",
        "insdc.sra:SRR554510",
        "http://identifiers.org/insdc.sra/SRR554510",
    ]
    assert [(answer.state, answer.iri) for answer in resolve(store, tokens)] == [
        ("found", "http://identifiers.org/insdc.sra/SRR554510")
    ] * len(tokens)


def test_unknown_is_valid_but_not_there(store: Store) -> None:
    """A valid accession that the store does not hold is unknown, with the IRI it would have."""
    (answer,) = resolve(store, ["CRR710761"])
    assert answer == Resolution("CRR710761", "CRR710761", "gsa.run", "GSA", BASE + "run/CRR710761", "unknown", "Run")


def test_a_reference_is_not_a_node(store: Store) -> None:
    """An object that is only referred to is unknown until it is loaded."""
    assert resolve(store, ["PRJCA015567"])[0].state == "unknown"


def test_hidden_is_unknown(store: Store) -> None:
    """A node out of scope is told exactly as one that is not there."""
    hidden, absent = resolve(store, ["CRR000002", "CRR000003"])
    assert hidden.state == absent.state == "unknown"
    assert hidden.iri == BASE + "run/CRR000002"
    assert resolve(store, ["CRR000002"], ["public", "review"])[0].state == "found"


def test_invalid(store: Store) -> None:
    """What is no accession has nothing but its input."""
    for token in ("", "sample 1", "CRR", "metagenome", "https://example.org/x"):
        assert resolve(store, [token]) == [Resolution(token, None, None, None, None, "invalid")]


def test_pre_accession(store: Store) -> None:
    """A private identifier of a submission is told as such and gets no IRI."""
    (answer,) = resolve(store, ["subhra004833"])
    assert answer == Resolution("subhra004833", "subHRA004833", "pre_accession", "GSA-Human", None, "pre_accession")


def test_identifiers_of_our_own(store: Store) -> None:
    """Nodes that no archive numbers are found by their identifier or IRI, without a type of accession."""
    for token in ("CRR000001/a b.fq", BASE + "file/CRR000001/a%20b.fq"):
        (answer,) = resolve(store, [token])
        assert (answer.state, answer.accession, answer.type) == ("found", "CRR000001/a b.fq", None)
    taxon = resolve(store, ["NCBITaxon:9606"])[0]
    assert (taxon.state, taxon.iri, taxon.node_type) == (
        "found",
        "http://purl.obolibrary.org/obo/NCBITaxon_9606",
        "Taxon",
    )
    assert resolve(store, ["NCBITaxon:10090"])[0].state == "invalid"


def test_uids_are_found_under_their_type(store: Store) -> None:
    """A DICOM UID says no type; the node found does."""
    found, absent = resolve(store, ["1.2.840.1", "1.2.840.2"])
    assert (found.state, found.type, found.node_type, found.iri) == (
        "found",
        "dicom.uid",
        "ImagingStudy",
        BASE + "imaging-study/1.2.840.1",
    )
    assert (absent.state, absent.iri) == ("unknown", None)


def test_order_and_repetition_are_kept(store: Store) -> None:
    """Each token has its answer at its place, repeated ones too, across chunks."""
    tokens = [f"CRR{number:06d}" for number in range(100_000, 100_000 + CHUNK)] + ["CRA010170", "x", "CRA010170"]
    answers = resolve(store, tokens)
    assert [answer.input for answer in answers] == tokens
    assert [answer.state for answer in answers[CHUNK:]] == ["found", "invalid", "found"]


def test_without_a_store() -> None:
    """Where there is no store, nothing is found and the rest is told as always."""
    answers = resolve(None, ["CRA010170", "x", "subHRA004833"])
    assert [answer.state for answer in answers] == ["unknown", "invalid", "pre_accession"]


def test_no_tokens(store: Store) -> None:
    """Nothing asked, nothing answered."""
    assert resolve(store, []) == []


def test_the_type_an_accession_names_wins(store: Store) -> None:
    """Where two nodes share an accession, the one of the type it names is found."""
    store.write([record("Dataset", "CRR000005"), record("Run", "CRR000005")])
    (answer,) = resolve(store, ["CRR000005"])
    assert (answer.node_type, answer.iri) == ("Run", BASE + "run/CRR000005")


def test_a_node_of_another_type_is_found_too(store: Store) -> None:
    """A node kept under a type its accession does not name is still the one known by it."""
    store.write([record("Sample", "CRR000006")])
    assert resolve(store, ["CRR000006"])[0].node_type == "Sample"


def test_an_address_of_another_base_is_found(store: Store) -> None:
    """A node loaded under another base is found by the address it was given."""
    iri = "https://example.org/kg/file/CRR000007/x.fq"
    store.write([Record("File", "CRR000007/x.fq", {"accession": "CRR000007/x.fq", "iri": iri, "scope": "public"})])
    (answer,) = resolve(store, [iri])
    assert (answer.state, answer.accession, answer.iri) == ("found", "CRR000007/x.fq", iri)


def test_a_pre_accession_is_never_found(store: Store) -> None:
    """Even a node that carries one does not make a pre-accession citable."""
    store.write([record("Dataset", "subHRA004833")])
    assert resolve(store, ["subHRA004833"])[0].state == "pre_accession"
