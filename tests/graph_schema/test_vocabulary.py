"""Vocabularies: spellings, platforms, missing values and terms."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import VOCABULARIES
from graph_schema.vocabulary import (
    instrument_model,
    missing_reason,
    null_flavour,
    platform_of,
    spelling_key,
    standard,
    terms_for,
)
from ontologies.reader import instruments, missing_values, synonyms

ALL_VALUES = [(name, term.value) for name, vocabulary in VOCABULARIES.items() for term in vocabulary.terms]


@pytest.mark.parametrize(
    ("vocabulary", "literal", "value"),
    [
        ("LibraryStrategy", "ATAC-Seq", "ATAC-seq"),
        ("LibraryStrategy", "rna seq", "RNA-Seq"),
        ("LibraryStrategy", "RNA_Seq ", "RNA-Seq"),
        ("LibraryStrategy", "wes", "WXS"),
        ("LibraryStrategy", "tethered chromatin conformation capture", "Tethered Chromatin Conformation Capture"),
        ("LibrarySource", "transcriptomic single-cell", "TRANSCRIPTOMIC SINGLE CELL"),
        ("LibrarySource", "VIRAL_RNA", "VIRAL RNA"),
        ("LibrarySource", "TRANSCRIPTOMIC SPATIAL", "TRANSCRIPTOMIC SPATIAL"),
        ("LibrarySelection", "oligo dt", "Oligo-dT"),
        ("LibrarySelection", "polya", "PolyA"),
        ("LibraryLayout", "FRAGMENT", "SINGLE"),
        ("LibraryLayout", "Fragment", "SINGLE"),
        ("LibraryLayout", "PE", "PAIRED"),
        ("Platform", "GENE_MIND", "GENEMIND"),
        ("InstrumentModel", "Illumina HiSeq X Ten", "HiSeq X Ten"),
        ("InstrumentModel", "Illumina Nextseq 550", "NextSeq 550"),
        ("InstrumentModel", "DNBSEQ-G400(MGISEQ-2000)", "DNBSEQ-G400"),
        ("InstrumentModel", "DNBSEQ-G50(MGISEQ-200)", "DNBSEQ-G50"),
        ("InstrumentModel", "MGISEQ-2000RS", "MGISEQ-2000RS"),
        ("Sex", "Female", "female"),
        ("Sex", "男", "male"),
        ("AccessType", "Controlled access", "controlled"),
        ("AccessType", "Open access", "open"),
        ("Modality", "ct", "CT"),
    ],
)
def test_spellings_find_their_value(vocabulary: str, literal: str, value: str) -> None:
    """Case, blanks, `_`, hyphens and known synonyms lead to the standard value."""
    term = standard(vocabulary, literal)
    assert term is not None
    assert term.value == value


@pytest.mark.parametrize(("vocabulary", "value"), ALL_VALUES)
def test_each_value_spells_itself(vocabulary: str, value: str) -> None:
    """Every value of every vocabulary is found by itself, never taken over by a neighbour."""
    term = standard(vocabulary, value)
    assert term is not None
    assert term.value == value


@pytest.mark.parametrize("literal", ["", "Whole", "WGS2", "unknown strategy", "RNA"])
def test_unknown_literals_have_no_value(literal: str) -> None:
    """A literal that spells no value is not bent to one."""
    assert standard("LibraryStrategy", literal) is None


def test_synonyms_lead_to_values() -> None:
    """Every synonym names a vocabulary of the model and one of its values."""
    wrong = [row for row in synonyms() if row.value not in {term.value for term in VOCABULARIES[row.vocabulary].terms}]
    assert wrong == [], "repair ontologies/synonyms.tsv"


def test_synonyms_are_not_values() -> None:
    """No synonym spells another value of its vocabulary."""
    clashes = [
        row
        for row in synonyms()
        for term in VOCABULARIES[row.vocabulary].terms
        if spelling_key(term.value) == spelling_key(row.spelling) and term.value != row.value
    ]
    assert clashes == []


def test_instruments_are_the_models_of_the_schema() -> None:
    """The instruments of the table are the values of InstrumentModel, `unspecified` aside."""
    values = {term.value for term in VOCABULARIES["InstrumentModel"].terms} - {"unspecified"}
    assert {row.model for row in instruments()} == values, "repair ontologies/instruments.tsv"


def test_instruments_have_platforms_of_the_schema() -> None:
    """Each instrument belongs to a value of Platform."""
    assert {row.platform for row in instruments()} <= {term.value for term in VOCABULARIES["Platform"].terms}


def test_spellings_of_instruments_are_unique() -> None:
    """No spelling stands for two instruments."""
    keys = [
        spelling_key(name) for row in instruments() for name in {spelling_key(n): n for n in (row.model, *row.synonyms)}
    ]
    assert len(set(keys)) == len(keys)


def test_platforms_agree_with_the_collected_list(shared_data: Path) -> None:
    """Each model collected from INSDC's schemas has the platform it stands under."""
    collected = json.loads((shared_data / "controlled_vocab" / "platform_instrument.json").read_text(encoding="utf-8"))
    pairs = [
        (model, platform.replace("GENE_MIND", "GENEMIND")) for platform, models in collected.items() for model in models
    ]
    assert len(pairs) > 80
    assert [(model, platform_of(model)) for model, _ in pairs if model != "unspecified"] == [
        pair for pair in pairs if pair[0] != "unspecified"
    ]


@pytest.mark.parametrize(
    ("model", "platform"),
    [
        ("Illumina Nextseq 550", "ILLUMINA"),
        ("Illumina HiSeq X Ten", "ILLUMINA"),
        ("ILLUMINA NOVASEQ 6000", "ILLUMINA"),
        ("NovaSeq_6000", "ILLUMINA"),
        ("DNBSEQ-T7", "DNBSEQ"),
        ("MGISEQ-2000RS", "BGISEQ"),
        ("BGISEQ-500", "BGISEQ"),
        ("PacBio Sequel II", "PACBIO_SMRT"),
        ("Oxford Nanopore PromethION", "OXFORD_NANOPORE"),
        ("AVITI 24", "AVITI"),
        ("Element AVITI", "ELEMENT"),
        ("unspecified", None),
        ("", None),
        ("a home-made machine", None),
    ],
)
def test_platform_of_a_model(model: str, platform: str | None) -> None:
    """The platform follows from the model in any spelling, and is not guessed."""
    assert platform_of(model) == platform


def test_instrument_model_gives_the_name_of_insdc() -> None:
    """A model in GSA's spelling has INSDC's name; an unknown one has none."""
    assert instrument_model("Illumina HiSeq X Ten") == "HiSeq X Ten"
    assert instrument_model("abacus") is None


@pytest.mark.parametrize(
    ("literal", "reason"),
    [
        ("", "missing"),
        ("   ", "missing"),
        ("\u00a0", "missing"),
        ("NA", "missing"),
        ("n/a", "missing"),
        ("#N/A", "missing"),
        ("-", "missing"),
        ("Missing", "missing"),
        ("NOT COLLECTED", "not collected"),
        ("not  applicable", "not applicable"),
        ("Not Provided ", "not provided"),
        ("not_applicable", "not applicable"),
        ("Restricted access", "restricted access"),
        ("missing: human-identifiable", "missing: human-identifiable"),
        ("未提供", "not provided"),
        ("none", None),
        ("unknown", None),
        ("0", None),
        ("Na+", None),
        ("missingness", None),
        ("male", None),
    ],
)
def test_missing_reasons(literal: str, reason: str | None) -> None:
    """Missing-value terms are known in any case; values that only look alike stay values."""
    assert missing_reason(literal) == reason


def test_reasons_are_values_of_the_schema() -> None:
    """Every reason is a value of MissingValue, and every value of it a spelling."""
    values = {term.value for term in VOCABULARIES["MissingValue"].terms}
    assert {row.reason for row in missing_values()} <= values
    assert {missing_reason(value) for value in values} == values


def test_null_flavours() -> None:
    """Reasons have the null flavour of HL7 that claims no more than they do."""
    flavours = {row.flavour for row in missing_values()}
    assert flavours == {"NA", "NI", "MSK", "NASK"}
    assert null_flavour("restricted access") == "MSK"
    assert null_flavour("not applicable") == "NA"
    assert null_flavour("something else") == "NI"


@given(st.sampled_from([value for _, value in ALL_VALUES]), st.sampled_from(["_", "-", " ", "\u00a0", "  "]))
def test_joiners_do_not_matter(value: str, joiner: str) -> None:
    """A literal spelled with other joiners or case has the same key."""
    assert spelling_key(value.replace(" ", joiner).replace("-", joiner).swapcase()) == spelling_key(value)


@pytest.mark.parametrize(
    ("field", "literal", "context", "curies"),
    [
        ("library_strategy", "WGS", {}, ["OBI:0002117", "EFO:0003744"]),
        ("library_strategy", "WGS", {"library_source": "GENOMIC"}, ["OBI:0002117", "EFO:0003744"]),
        ("library_strategy", "WGS", {"library_source": "METAGENOMIC"}, ["OBI:0002623"]),
        ("library_strategy", "RNA-Seq", {"library_source": "TRANSCRIPTOMIC"}, ["OBI:0001271", "EFO:0008896"]),
        ("library_strategy", "RNA-Seq", {"library_source": "TRANSCRIPTOMIC SINGLE CELL"}, ["OBI:0002631"]),
        ("library_strategy", "Hi-C", {}, ["OBI:0002440", "EFO:0007693"]),
        ("library_strategy", "ATAC-Seq", {}, ["OBI:0002039", "EFO:0007045"]),
        ("library_strategy", "Bisulfite-Seq", {"library_selection": "Reduced Representation"}, ["OBI:0001862"]),
        ("library_strategy", "Tethered Chromatin Conformation Capture", {}, []),
        ("library_strategy", "OTHER", {}, []),
        ("library_source", "METAGENOMIC", {}, ["EDAM:topic_3174"]),
        ("library_source", "VIRAL RNA", {}, []),
        ("instrument_model", "DNBSEQ-T7", {}, ["EFO:0920057"]),
        ("instrument_model", "BGISEQ-500", {}, []),
        ("sex", "female", {}, ["PATO:0000383"]),
        ("modality", "CT", {}, ["DCM:CT"]),
        ("body_part", "CHEST", {}, ["UBERON:0001443"]),
        ("file_format", "fastq", {}, ["EDAM:format_1930"]),
        ("use_limit", "General purpose use", {}, ["DUO:0000042"]),
        ("use_limit", "Commercial activity", {}, []),
        ("use_limit", "Open access", {}, []),
        ("access_type", "open", {}, []),
        ("no_such_field", "WGS", {}, []),
    ],
)
def test_terms_of_a_literal(field: str, literal: str, context: dict[str, str | None], curies: list[str]) -> None:
    """Literals have the terms that honestly fit, the narrower one where another slot says so."""
    assert [term.curie for term in terms_for(field, literal, context)] == curies


def test_terms_say_how_they_were_found() -> None:
    """A term carries label, method and confidence."""
    term = terms_for("library_strategy", "WGS")[0]
    assert term == ("OBI:0002117", "whole genome sequencing assay", "vocabulary", 1.0)
    assert term.method in {value.value for value in VOCABULARIES["LinkMethod"].terms}
