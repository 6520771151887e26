"""The mappings: every id re-checked by label in the ontology it comes from; SSSOM that others can read."""

import csv
import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
import zstandard

from graph_schema.iri import expand
from graph_schema.model import VOCABULARIES
from graph_schema.names import camel
from ontologies.reader import FOLDER, mapping_names, mappings

ROWS = [(name, row) for name in mapping_names() for row in mappings(name)]
NAMES = [
    "anatomic_region",
    "body_part",
    "ethnicity",
    "file_format",
    "imaging_assay",
    "instrument_model",
    "library_source",
    "library_strategy",
    "modality",
    "omics_topic",
    "sex",
    "use_limit",
]
VOCABULARY_OF = {
    "library_strategy": "LibraryStrategy",
    "library_source": "LibrarySource",
    "instrument_model": "InstrumentModel",
    "modality": "Modality",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
}


@cache
def labels_of(folder: Path, prefix: str) -> dict[str, str]:
    """Labels by CURIE of one ontology, deprecated terms left out."""
    if prefix == "OBI":
        return obi_labels(folder / "obi.obo")
    if prefix == "EDAM":
        return edam_labels(folder / "EDAM_1.25.csv")
    if prefix == "DUO":
        with (folder / "duo.csv").open(encoding="utf-8") as lines:
            return {row["id"]: row["label"] for row in csv.DictReader(lines)}
    (path,) = folder.glob(f"{prefix}-ontology-*.json.zst")
    terms = json.loads(zstandard.ZstdDecompressor().stream_reader(path.read_bytes()).read())
    return {curie: term["label"] for curie, term in terms.items() if not term["deprecated"]}


def obi_labels(path: Path) -> dict[str, str]:
    """Labels of the terms of an OBO file that are not obsolete."""
    labels = {}
    for stanza in path.read_text(encoding="utf-8").split("\n\n"):
        fields = dict(
            line.split(": ", 1) for line in stanza.splitlines() if line.startswith(("id: ", "name: ", "is_obsolete: "))
        )
        if "[Term]" in stanza and fields.get("is_obsolete") != "true":
            labels[fields["id"]] = fields.get("name", "")
    return labels


def edam_labels(path: Path) -> dict[str, str]:
    """Labels of the classes of EDAM's table that are not obsolete."""
    with path.open(encoding="utf-8") as lines:
        return {
            "EDAM:" + row["Class ID"].rpartition("/")[2]: row["Preferred Label"]
            for row in csv.DictReader(lines)
            if row["Obsolete"] != "TRUE"
        }


def test_the_files_are_all_there() -> None:
    """Each vocabulary with terms has its file of mappings."""
    assert list(mapping_names()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_ids_have_their_labels(name: str, shared_data: Path) -> None:
    """Every mapped id is a living term of its ontology, with exactly the label written beside it."""
    wrong = []
    for row in mappings(name):
        prefix = row.object_id.partition(":")[0]
        if prefix in ("DCM", "SCT"):
            continue
        label = labels_of(shared_data / "ontologies", prefix).get(row.object_id)
        if label != row.object_label:
            wrong.append((row.object_id, row.object_label, label))
    assert wrong == [], f"repair ontologies/mappings/{name}.sssom.tsv"


def test_dicom_codes_are_those_of_the_standard(shared_data: Path) -> None:
    """Modalities are the codes of CID 29, anatomic regions those of CID 4031, with their meanings."""
    folder = shared_data / "ontology_maps"
    with (folder / "dicom_modality.tsv").open(encoding="utf-8") as lines:
        modalities = {
            ("DCM:" + row["Modality(0008,0060)"], row["meaning"]) for row in csv.DictReader(lines, delimiter="\t")
        }
    with (folder / "dicom_cid4031_anatomic_regions.tsv").open(encoding="utf-8") as lines:
        regions = {("SCT:" + row["code"], row["meaning"]) for row in csv.DictReader(lines, delimiter="\t")}
    assert {(row.object_id, row.object_label) for row in mappings("modality")} == modalities
    assert {(row.object_id, row.object_label) for row in mappings("anatomic_region")} == regions


@pytest.mark.parametrize("name", NAMES)
def test_files_are_sssom(name: str) -> None:
    """Each file has the metadata header, the columns, and a licence that lets anyone use it."""
    lines = (FOLDER / "mappings" / f"{name}.sssom.tsv").read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    assert f"#mapping_set_id: https://w3id.org/gsagraph/vocab/mappings/{name}" in header
    assert "#license: https://creativecommons.org/publicdomain/zero/1.0/" in header
    assert lines[len(header)].split("\t") == [
        "subject_id",
        "subject_label",
        "predicate_id",
        "object_id",
        "object_label",
        "mapping_justification",
        "confidence",
        "condition",
    ]
    declared = {line.removeprefix("#  ").partition(":")[0] for line in header if line.startswith("#  ")}
    used = {
        curie.partition(":")[0] for row in mappings(name) for curie in (row.subject_id, row.predicate_id, row.object_id)
    }
    assert used | {"semapv"} <= declared


def test_declared_prefixes_are_those_of_the_map() -> None:
    """The curie_map of each file says what the extended prefix map says."""
    for name in NAMES:
        for line in (FOLDER / "mappings" / f"{name}.sssom.tsv").read_text(encoding="utf-8").splitlines():
            match = re.fullmatch(r"#  ([A-Za-z]+): (http\S+)", line)
            if match and match[1] in ("OBI", "EFO", "EDAM", "DUO", "PATO", "UBERON", "HANCESTRO", "DCM", "SCT"):
                assert expand(f"{match[1]}:x") == match[2] + "x"


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_well_formed(name: str) -> None:
    """Rows are unique and sorted, subjects are ours, predicates are SKOS, confidences are shares."""
    rows = mappings(name)
    keys = [(row.subject_label.lower(), row.subject_label, row.condition, row.object_id) for row in rows]
    assert keys == sorted(set(keys)), f"repair ontologies/mappings/{name}.sssom.tsv"
    for row in rows:
        assert row.subject_id == f"gg:{camel(name)}/{quote(row.subject_label, safe='')}"
        assert row.predicate_id in {"skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch"}
        assert row.mapping_justification == "semapv:ManualMappingCuration"
        assert 0.5 <= row.confidence <= 1.0
        assert expand(row.object_id) is not None


def test_traps_are_left_out() -> None:
    """Known wrong ids and a consent nobody gave are not emitted."""
    objects = {row.object_id for _, row in ROWS}
    assert "DUO:0000004" not in objects
    assert "EFO:0008967" not in objects
    assert "OBI:0002042" not in objects
    assert "OBI_0003376" not in {curie.replace(":", "_") for curie in objects}


def test_hi_c_is_hi_c() -> None:
    """Hi-C is OBI:0002440, not the assay of carbon copies."""
    assert {row.object_id for row in mappings("library_strategy") if row.subject_label == "Hi-C"} == {
        "OBI:0002440",
        "EFO:0007693",
    }


def test_what_was_mapped_by_hand_is_kept(shared_data: Path) -> None:
    """Each value of the collected tables that has an honest term is here; those without have none."""
    with (shared_data / "ontology_maps" / "library_strategy.tsv").open(encoding="utf-8") as lines:
        collected = {
            row["insdc_value"]: {row["obi_id"], row["efo_id"]} - {""} for row in csv.DictReader(lines, delimiter="\t")
        }
    ours: dict[str, set[str]] = {value: set() for value in collected}
    for row in mappings("library_strategy"):
        if not row.condition:
            ours[row.subject_label].add(row.object_id)
    assert all(terms <= ours[value] for value, terms in collected.items())
    assert {value for value, terms in ours.items() if not terms} == {
        value for value, terms in collected.items() if not terms
    } - {"Hi-C"}


@pytest.mark.parametrize(("name", "vocabulary"), sorted(VOCABULARY_OF.items()))
def test_the_schema_and_the_mappings_agree(name: str, vocabulary: str) -> None:
    """The term of each value in the schema is one of its mappings, and each subject is a value."""
    by_value: dict[str, set[str | None]] = {}
    for row in mappings(name):
        by_value.setdefault(row.subject_label, set()).add(expand(row.object_id))
    values = {term.value: term.iri for term in VOCABULARIES[vocabulary].terms}
    assert set(by_value) <= set(values)
    assert {
        value: iri for value, iri in values.items() if iri is not None and iri not in by_value.get(value, set())
    } == {}
