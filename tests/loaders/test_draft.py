"""Drafts: literals to slots, terms, missing reasons, links or attributes, and never nowhere."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import SLOTS
from graph_schema.record import Record
from graph_schema.validation import validate
from loaders.draft import Draft, Reading
from loaders.source import Source, open_source
from qc.finding import Finding
from tests.loaders.tables import attributes, links, missing


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """Any input."""
    path = tmp_path_factory.mktemp("draft") / "a.txt"
    path.write_text("x")
    return open_source(path)


@pytest.fixture
def draft(source: Source) -> Draft:
    """A draft of an experiment."""
    return Reading(source, "test").draft("Experiment", "CRX000001", "Experiment!2")


def built(draft: Draft) -> Record:
    """The record of a draft, which the model accepts."""
    record = next(item for item in draft.build() if isinstance(item, Record) and item.type == draft.type)
    assert validate(record, complete=True) == []
    return record


def test_a_vocabulary_value_keeps_the_literal_beside_it(draft: Draft) -> None:
    """The standard value fills the slot, GSA's own word stays as attribute."""
    draft.put("library_layout", "FRAGMENT", "Layout")
    draft.put("library_strategy", "RNA-Seq", "Strategy")
    record = built(draft)
    assert (record.slots["library_layout"], record.slots["library_strategy"]) == ("SINGLE", "RNA-Seq")
    assert attributes(record) == {"Layout": "FRAGMENT"}


def test_an_unknown_value_is_kept_and_told(draft: Draft) -> None:
    """Open vocabularies keep the literal in the slot, with a finding."""
    draft.put("instrument_model", "Sequencer of Tomorrow", "Platform", "Experiment!G2")
    record = built(draft)
    assert record.slots["instrument_model"] == "Sequencer of Tomorrow"
    assert [(finding.code, finding.location) for finding in draft.findings] == [("VOCABULARY_UNKNOWN", "Experiment!G2")]


def test_a_closed_vocabulary_keeps_the_literal_as_attribute(source: Source) -> None:
    """Where no other value is allowed the slot stays empty."""
    draft = Reading(source, "test").draft("Dataset", "CRA000001", "file name")
    draft.put("access_type", "half open", "Accessibility")
    record = built(draft)
    assert "access_type" not in record.slots
    assert attributes(record) == {"Accessibility": "half open"}
    assert [finding.code for finding in draft.findings] == ["VALUE_UNEXPECTED"]


@pytest.mark.parametrize("literal", ["NA", "", "-", "N/A", " "])
def test_a_missing_value_is_a_reason_and_no_value(draft: Draft, literal: str) -> None:
    """Neither the literal nor anything else fills the slot."""
    draft.put("read_length1", literal, "Read length for mate1(bp)")
    record = built(draft)
    assert "read_length1" not in record.slots
    assert "attributes" not in record.slots
    assert missing(record) == {"readLength1": "missing"}


def test_a_reporting_term_gives_its_reason(draft: Draft) -> None:
    """The words of the reporting list are kept as the reason, for attributes too."""
    draft.put("library_name", "not collected")
    draft.attribute("Operator's mood", "not applicable")
    assert missing(built(draft)) == {"libraryName": "not collected", "Operator's mood": "not applicable"}


def test_numbers_that_are_none_are_kept_and_told(draft: Draft) -> None:
    """A slot of numbers does not take words; the words stay."""
    draft.put("planned_cycles", "0.0", "Planned number of cycles")
    draft.put("read_length1", "about 100", "Read length", "Experiment!N2")
    record = built(draft)
    assert record.slots["planned_cycles"] == 0
    assert attributes(record) == {"Read length": "about 100"}
    (finding,) = draft.findings
    assert (finding.code, finding.severity, finding.location) == ("VALUE_UNEXPECTED", "warning", "Experiment!N2")
    assert (finding.node_type, finding.accession) == ("Experiment", "CRX000001")


def test_a_date_with_a_time_keeps_its_literal(source: Source) -> None:
    """The day fills the slot, the literal stays beside it."""
    draft = Reading(source, "test").draft("Run", "CRR000001", "Run!2")
    draft.put("release_date", "2020-06-10 21:58:01", "published")
    record = built(draft)
    assert record.slots["release_date"] == "2020-06-10"
    assert attributes(record) == {"published": "2020-06-10 21:58:01"}


def test_an_unknown_slot_is_an_attribute(draft: Draft) -> None:
    """What the model does not know is kept under the name as written."""
    draft.put("no_such_slot", "x", "No such column")
    assert attributes(built(draft)) == {"No such column": "x"}


def test_personal_data_and_controls_are_taken_out(draft: Draft) -> None:
    """E-mail addresses never get into a record, control characters become blanks, both are told."""
    draft.put("title", "by a@b.org")
    draft.attribute("note", "x\x01y")
    record = built(draft)
    assert record.slots["title"] == "by [e-mail removed]"
    assert attributes(record) == {"note": "x y"}
    assert [finding.code for finding in draft.findings] == ["PERSONAL_DATA_REMOVED", "CONTROL_CHARACTER"]


def test_links_need_an_accession_of_the_right_type(draft: Draft) -> None:
    """A normalised accession links, anything else stays an attribute with a finding."""
    draft.relate("USES_SAMPLE", "Sample", " samc1152959\u200b", "BioSample accession")
    draft.relate("USES_SAMPLE", "Sample", "CRX000009", "BioSample accession", "Experiment!F2")
    draft.relate("IN_PROJECT", "BioProject", "our project", "BioProject accession")
    draft.relate("IN_PROJECT", "BioProject", "", "BioProject accession")
    record = built(draft)
    assert links(record, "USES_SAMPLE") == ["SAMC1152959"]
    assert links(record, "IN_PROJECT") == []
    assert attributes(record) == {"BioSample accession": "CRX000009", "BioProject accession": "our project"}
    assert [finding.code for finding in draft.findings] == ["REFERENCE_WRONG_TYPE", "REFERENCE_NOT_ACCESSION"]


def test_the_same_link_twice_is_one_with_the_properties_of_both(draft: Draft) -> None:
    """A member listed twice is one relationship; empty properties are absent."""
    draft.add("USES_SAMPLE", "SRS000001", "Sample")
    draft.add("USES_SAMPLE", "SRS000001", "Sample", member_name="", spots=5, bases=None)
    (relation,) = built(draft).relations
    assert relation.properties == {"spots": 5}


def test_other_databases_are_references_and_our_own_objects_links(draft: Draft) -> None:
    """GEO stays a reference with its address; an accession of ours is a cross-reference."""
    draft.reference("GEO", "GSE12345", "https://x.org/GSE12345")
    draft.reference("GEO", "GSE12345", "https://x.org/GSE12345")
    draft.reference("SRA", "SRX000009")
    draft.reference("home page", "", "https://x.org")
    record = built(draft)
    assert record.slots["external_references"] == [
        {"database": "GEO", "accession": "GSE12345", "url": "https://x.org/GSE12345"},
        {"database": "SRA", "accession": "SRX000009"},
    ]
    assert links(record, "XREF") == ["SRX000009"]
    assert attributes(record) == {"home page": "https://x.org"}


def test_mapped_values_point_at_terms_given_once(source: Source) -> None:
    """HAS_TERM names field, method and confidence; the term itself comes the first time only."""
    reading = Reading(source, "test")
    terms = []
    for accession in ("CRX000001", "CRX000002"):
        draft = reading.draft("Experiment", accession, "Experiment!2")
        draft.put("library_strategy", "WGS")
        items = [item for item in draft.build() if isinstance(item, Record)]
        assert "OBI:0002117" in links(items[0], "HAS_TERM")
        properties = next(relation.properties for relation in items[0].relations if relation.to == "OBI:0002117")
        assert properties["field"] == "libraryStrategy"
        assert 0 < properties["confidence"] <= 1
        terms += [item for item in items if item.type == "OntologyTerm"]
    label = {term.accession: term.slots["label"] for term in terms}["OBI:0002117"]
    assert label == "whole genome sequencing assay"
    assert len({term.accession for term in terms}) == len(terms)


def test_a_record_has_identity_archive_scope_and_place(draft: Draft, source: Source) -> None:
    """What nobody wrote is made: IRI, archive, scope, provenance."""
    record = built(draft)
    assert record.slots["iri"].endswith("/experiment/CRX000001")
    assert (record.slots["archive"], record.slots["scope"]) == ("GSA", "public")
    assert record.provenance is not None
    assert (record.provenance.source, record.provenance.location, record.provenance.loader) == (
        source.name,
        "Experiment!2",
        "test",
    )


def test_what_is_not_released_is_for_review(draft: Draft) -> None:
    """The release state decides the scope."""
    draft.put("release_state", "unpublished")
    record = built(draft)
    assert (record.slots["release_state"], record.slots["scope"]) == ("private", "review")


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("", "NO_ACCESSION"),
        ("NA", "NO_ACCESSION"),
        ("run 5", "NOT_AN_ACCESSION"),
        ("subCRA001234", "PRE_ACCESSION"),
        ("CRX000001", "ACCESSION_WRONG_TYPE"),
    ],
)
def test_an_object_without_identity_is_refused(source: Source, token: str, code: str) -> None:
    """Why it is refused is told by the code; the finding names the type."""
    refused = Reading(source, "test").identify("Run", token, "Run!B2")
    assert isinstance(refused, Finding)
    assert (refused.code, refused.severity, refused.location, refused.node_type) == (code, "error", "Run!B2", "Run")


def test_an_accession_is_normalised(source: Source) -> None:
    """Case, blanks and web addresses are no part of an identity."""
    assert Reading(source, "test").identify("Run", " crr710761\u00a0", "Run!B2") == "CRR710761"


SLOT_NAMES = [
    name
    for name, slot in SLOTS["Sample"].items()
    if slot.structure is None and name not in ("accession", "iri", "scope", "archive")
]


@given(st.lists(st.tuples(st.sampled_from(SLOT_NAMES), st.text(max_size=30)), max_size=8))
def test_whatever_is_put_the_model_accepts_and_nothing_is_lost(source: Source, literals: list[tuple[str, str]]) -> None:
    """Every literal that says something is found again in a slot, an attribute or a reason."""
    draft = Reading(source, "test").draft("Sample", "SAMC1152959", "Sample!2")
    for slot, literal in literals:
        draft.put(slot, literal, f"column {slot}")
    record = built(draft)
    named = {entry["name"] for entry in record.slots.get("attributes", [])} | set(missing(record))
    for slot, _ in literals:
        assert slot in record.slots or SLOTS["Sample"][slot].alias in named or f"column {slot}" in named


def test_reading_forgets_only_when_it_must(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shared nodes are given once, as far as bounded memory tells."""
    monkeypatch.setattr("loaders.draft.SEEN_AT_MOST", 2)
    reading = Reading(source, "test")
    assert [reading.once("Taxon", key, "public") for key in "aabbc"] == [True, False, True, False, True]
    assert reading.once("Taxon", "a", "public")
    assert reading.once("Taxon", "a", "review")


def test_provenance_path(tmp_path: Path) -> None:
    """A finding of a draft without a place of its own stands where the draft stands."""
    (tmp_path / "b.txt").write_text("x")
    with open_source(tmp_path / "b.txt") as opened:
        draft = Reading(opened, "test").draft("Run", "CRR000001", "Run!7")
        draft.find("CODE", "info", "", "message")
    assert draft.findings[0].location == "Run!7"
