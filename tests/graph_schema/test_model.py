"""The generated model: names that stay, and everything in it fits together."""

import ast
import inspect
import re
import subprocess
import sys

import pytest

from graph_schema import model
from graph_schema.model import (
    NODE_TYPES,
    PERSONAL_SLOTS,
    PREFIXES,
    RELATION_FIELDS,
    RELATIONSHIPS,
    SLOTS,
    STRUCTURES,
    VOCABULARIES,
)

ALL = tuple(NODE_TYPES)
LIKE = "the same type"
CORE = [
    "accession",
    "iri",
    "archive",
    "scope",
    "title",
    "description",
    "release_state",
    "access_type",
    "release_date",
    "submission_accession",
    "attributes",
    "missing_reasons",
    "external_references",
    "provenance",
]
CODES = {
    "BioProject": (1, "bioProjects"),
    "Dataset": (2, "datasets"),
    "Individual": (3, "individuals"),
    "Sample": (4, "samples"),
    "Experiment": (5, "experiments"),
    "Run": (6, "runs"),
    "Analysis": (7, "analyses"),
    "File": (8, "files"),
    "ImagingStudy": (9, "imagingStudies"),
    "ImagingSeries": (10, "imagingSeries"),
    "Image": (11, "images"),
    "Taxon": (12, "taxa"),
    "OntologyTerm": (13, "ontologyTerms"),
    "Publication": (14, "publications"),
    "Organization": (15, "organizations"),
    "DataAccessCommittee": (16, "dataAccessCommittees"),
    "AccessRequest": (17, "accessRequests"),
    "QcReport": (18, "qcReports"),
    "QcFinding": (19, "qcFindings"),
    "TaxonProfile": (20, "taxonProfiles"),
    "Release": (21, "releases"),
}
NAMED_SLOTS = {
    "Dataset": "dataset_type blocker use_limits openness_score study_type is_foreign is_longitudinal is_trios "
    "disease_name hgr_registration request_count processed_percent approved_percent mean_processing_days data_types",
    "Individual": "sex age_band disease group",
    "Sample": "name tissue age_value age_unit collection_date organism latitude_longitude latitude longitude host",
    "Experiment": "library_name library_strategy library_source library_selection library_layout platform "
    "instrument_model nominal_insert_size read_length1 read_length2 design_description planned_cycles nominal_sdev",
    "Run": "alias spots bases",
    "Analysis": "analysis_type",
    "File": "name size md5 sha256 format role url checksum_method",
    "ImagingStudy": "study_instance_uid days_from_baseline date_shifted",
    "ImagingSeries": "series_instance_uid modality body_part manufacturer model magnetic_field_strength "
    "slice_thickness image_count",
    "Image": "sop_instance_uid sop_class_uid rows columns",
    "Taxon": "scientific_name rank",
    "OntologyTerm": "label ontology",
    "Publication": "doi pmid journal year",
    "Organization": "name abbreviation ror",
    "QcFinding": "code severity location message hint rule_set",
}
# relationship, source, target, forward field, is it to many, back field (None for symmetric ones)
AGREED = [
    ("PART_OF", "Dataset", "BioProject", "bioProject", False, "datasets"),
    ("COMPONENT_OF", "BioProject", "BioProject", "umbrellas", True, "components"),
    ("IN_DATASET", "Individual", "Dataset", "datasets", True, "individuals"),
    ("IN_DATASET", "Sample", "Dataset", "datasets", True, "samples"),
    ("IN_DATASET", "Experiment", "Dataset", "dataset", False, "experiments"),
    ("IN_DATASET", "ImagingStudy", "Dataset", "dataset", False, "imagingStudies"),
    ("IN_DATASET", "File", "Dataset", "dataset", False, "files"),
    ("FROM_INDIVIDUAL", "Sample", "Individual", "individual", False, "samples"),
    ("USES_SAMPLE", "Experiment", "Sample", "samples", True, "experiments"),
    ("OF_EXPERIMENT", "Run", "Experiment", "experiment", False, "runs"),
    ("OUTPUT_OF", "File", "Run", "run", False, "files"),
    ("OUTPUT_OF", "File", "Analysis", "analysis", False, "files"),
    ("ANALYSIS_OF", "Analysis", "Dataset", "analysedDatasets", True, "analyses"),
    ("ANALYSIS_OF", "Analysis", "Sample", "analysedSamples", True, "analyses"),
    ("ANALYSIS_OF", "Analysis", "Experiment", "analysedExperiments", True, "analyses"),
    ("ANALYSIS_OF", "Analysis", "Run", "analysedRuns", True, "analyses"),
    ("IN_PROJECT", "Sample", "BioProject", "bioProjects", True, "samples"),
    ("IN_PROJECT", "Experiment", "BioProject", "bioProjects", True, "experiments"),
    ("OF_INDIVIDUAL", "ImagingStudy", "Individual", "individual", False, "imagingStudies"),
    ("IN_STUDY", "ImagingSeries", "ImagingStudy", "imagingStudy", False, "imagingSeries"),
    ("IN_SERIES", "Image", "ImagingSeries", "imagingSeries", False, "images"),
    ("IN_TAXON", "BioProject", "Taxon", "taxa", True, "bioProjects"),
    ("IN_TAXON", "Dataset", "Taxon", "taxa", True, "datasets"),
    ("IN_TAXON", "Sample", "Taxon", "taxa", True, "samples"),
    ("IN_TAXON", "Individual", "Taxon", "taxa", True, "individuals"),
    ("HAS_TERM", "Run", "OntologyTerm", "terms", True, "annotated"),
    ("CITED_IN", "BioProject", "Publication", "publications", True, "bioProjects"),
    ("CITED_IN", "Dataset", "Publication", "publications", True, "datasets"),
    ("GOVERNED_BY", "Dataset", "DataAccessCommittee", "dataAccessCommittee", False, "datasets"),
    ("REQUESTED_FOR", "AccessRequest", "Dataset", "dataset", False, "accessRequests"),
    ("MOTHER", "Individual", "Individual", "mother", False, "children"),
    ("FATHER", "Individual", "Individual", "father", False, "children"),
    ("MONOZYGOTIC_TWIN", "Individual", "Individual", "twins", True, None),
    ("SAME_INDIVIDUAL", "Individual", "Individual", "sameIndividuals", True, None),
    ("SAME_SAMPLE", "Sample", "Sample", "sameSamples", True, None),
    ("SAME_GENOTYPE", "Sample", "Sample", "sameGenotypes", True, None),
    ("MIRROR_OF", "Run", "Run", "mirrors", True, None),
    ("REPLACED_BY", "Run", "Run", "replacedBy", True, "replaces"),
    ("XREF", "Sample", "Dataset", "crossReferences", True, None),
    ("ABOUT", "QcReport", "Experiment", "about", False, "qcReports"),
    ("HAS_FINDING", "QcReport", "QcFinding", "findings", True, "report"),
    ("PROFILE_OF", "TaxonProfile", "Run", "run", False, "taxonProfiles"),
    ("COUNTS_TAXON", "TaxonProfile", "Taxon", "taxa", True, "taxonProfiles"),
    ("SUBMITTED_BY", "BioProject", "Organization", "organizations", True, "bioProjects"),
    ("SUBMITTED_BY", "Dataset", "Organization", "organizations", True, "datasets"),
]
PROPERTIES = {
    "USES_SAMPLE": {"memberName", "spots", "bases"},
    "HAS_TERM": {"field", "method", "confidence"},
    "SAME_INDIVIDUAL": {"method", "confidence", "source"},
    "SAME_SAMPLE": {"method", "confidence", "source"},
    "MIRROR_OF": {"method", "confidence", "source"},
    "REPLACED_BY": {"method", "confidence", "source"},
    "XREF": {"method", "confidence", "source"},
    "COUNTS_TAXON": {"selfCount"},
    "SAME_GENOTYPE": {"ibs0", "sites"},
}


def test_node_types_keep_their_codes_and_connections():
    """Row ids and saved queries hang on the code and the connection name of each type."""
    assert {name: (t.code, t.root) for name, t in NODE_TYPES.items()} == CODES


def test_no_type_is_called_study_alone():
    """The word has three meanings here, so no type bears it alone."""
    assert not {"Study", "Project", "Patient"} & set(ALL)


@pytest.mark.parametrize("node_type", ALL)
def test_every_type_has_the_core_slots_first(node_type):
    """Core slots are the same objects in the same order for every type."""
    assert [slot.name for slot in NODE_TYPES[node_type].slots[: len(CORE)]] == CORE
    assert NODE_TYPES[node_type].slots[: len(CORE)] == NODE_TYPES["Run"].slots[: len(CORE)]


@pytest.mark.parametrize("node_type", NAMED_SLOTS)
def test_named_slots_are_there(node_type):
    """Slots that queries, dumps and loaders name exist under that name."""
    assert set(NAMED_SLOTS[node_type].split()) <= SLOTS[node_type].keys()


def test_only_identity_is_required():
    """Accession, IRI and scope must be there; nothing else may stop a record."""
    required = {name: {slot.name for slot in t.slots if slot.required} for name, t in NODE_TYPES.items()}
    assert required == {name: {"accession", "iri", "scope"} for name in ALL}


@pytest.mark.parametrize(("rel", "source", "target", "forward", "many", "back"), AGREED)
def test_agreed_relationships_have_their_fields(rel, source, target, forward, many, back):
    """Each relationship joins the agreed types and is walked under the agreed names both ways."""
    field = RELATION_FIELDS[source][forward]
    assert rel in field.relationships
    assert target in field.targets
    assert field.many is many
    assert field.direction == ("out" if back else "both")
    if back:
        assert rel in RELATION_FIELDS[target][back].relationships
        assert source in RELATION_FIELDS[target][back].targets
        assert RELATION_FIELDS[target][back].direction == "in"


def test_no_relationship_is_left_unnamed():
    """The agreed table and the model name the same relationships."""
    assert {row[0] for row in AGREED} == RELATIONSHIPS.keys()


def test_sources_of_each_relationship_are_those_agreed():
    """Relationships that are not open to every type start only where the table says."""
    open_ones = {"HAS_TERM", "XREF", "MIRROR_OF", "REPLACED_BY"}
    agreed = {name: {row[1] for row in AGREED if row[0] == name} for name in RELATIONSHIPS.keys() - open_ones}
    assert {name: set(RELATIONSHIPS[name].sources) for name in agreed} == agreed


def test_properties_stand_on_the_agreed_relationships_only():
    """Relationship properties are the agreed ones, nowhere else any."""
    found = {name: {slot.alias for slot in rel.properties} for name, rel in RELATIONSHIPS.items() if rel.properties}
    assert found == PROPERTIES


def test_children_are_those_of_mothers_and_of_fathers():
    """One field walks two relationships; twins are symmetric."""
    assert RELATION_FIELDS["Individual"]["children"].relationships == ("MOTHER", "FATHER")
    assert RELATION_FIELDS["Individual"]["children"].direction == "in"
    assert RELATION_FIELDS["Individual"]["twins"].direction == "both"


def test_like_joins_like_in_mirrors_and_replacements():
    """A mirror or an heir is of the same type as what it mirrors or replaces."""
    for name in ("MIRROR_OF", "REPLACED_BY"):
        assert all(targets == (source,) for source, targets in RELATIONSHIPS[name].targets_of.items())


def test_symmetric_relationships_are_the_agreed_ones():
    """These are stored once, smaller accession first, and walked both ways."""
    symmetric = {name for name, relationship in RELATIONSHIPS.items() if relationship.symmetric}
    assert symmetric == {
        "MONOZYGOTIC_TWIN",
        "SAME_INDIVIDUAL",
        "SAME_SAMPLE",
        "SAME_GENOTYPE",
        "MIRROR_OF",
        "XREF",
    }


def test_open_relationships_reach_every_type():
    """Any object may bear terms and cross-references; a term is answered with what it annotates."""
    assert RELATIONSHIPS["HAS_TERM"].sources == RELATIONSHIPS["XREF"].sources == RELATIONSHIPS["XREF"].targets == ALL
    assert set(RELATION_FIELDS["OntologyTerm"]["annotated"].targets) == set(ALL)
    assert all(RELATION_FIELDS[owner]["crossReferences"].targets == ALL for owner in ALL)


def test_codes_paths_and_connections_are_unique():
    """No two types share a code, an IRI path or a connection, and codes fit six bits."""
    types = NODE_TYPES.values()
    for values in ([t.code for t in types], [t.path for t in types], [t.root for t in types]):
        assert len(set(values)) == len(values)
    assert all(1 <= t.code <= 63 for t in types)


def test_names_collide_nowhere():
    """Slots and relation fields of a type have different names, none of them a word of filters."""
    for owner in ALL:
        aliases = [slot.alias for slot in NODE_TYPES[owner].slots]
        assert len(set(aliases)) == len(aliases)
        assert not set(aliases) & RELATION_FIELDS[owner].keys()
        assert not {"and", "or", "not"} & (set(aliases) | RELATION_FIELDS[owner].keys())
        assert len({slot.iri for slot in NODE_TYPES[owner].slots}) == len(aliases)


def test_relation_fields_point_at_what_exists():
    """Fields stand under their own name and owner, and walk known relationships to known types."""
    for owner, fields in RELATION_FIELDS.items():
        for name, field in fields.items():
            assert (field.owner, field.name) == (owner, name)
            assert set(field.targets) <= set(ALL)
            assert set(field.relationships) <= RELATIONSHIPS.keys()
            for rel in (RELATIONSHIPS[r] for r in field.relationships):
                assert owner in (rel.targets if field.direction == "in" else rel.sources)


def test_every_relationship_can_be_walked_from_both_ends():
    """For each pair of types a relationship joins there is a field at either end."""
    for rel in RELATIONSHIPS.values():
        for source, targets in rel.targets_of.items():
            for target in targets:
                ends = [(source, target, {"out", "both"}), (target, source, {"in", "both"})]
                for owner, other, ways in ends:
                    fields = RELATION_FIELDS[owner].values()
                    assert any(
                        rel.type in f.relationships and other in f.targets and f.direction in ways for f in fields
                    ), (rel.type, owner, other)


def test_ends_of_relationships_agree_with_each_other():
    """`sources`, `targets` and `targets_of` say the same."""
    for rel in RELATIONSHIPS.values():
        assert tuple(rel.targets_of) == rel.sources
        assert {target for targets in rel.targets_of.values() for target in targets} == set(rel.targets)


def _described():
    for name, node_type in NODE_TYPES.items():
        yield name, node_type
        yield from ((f"{name}.{slot.name}", slot) for slot in node_type.slots)
    for name, slots in STRUCTURES.items():
        yield from ((f"{name}.{slot.name}", slot) for slot in slots)
    for name, rel in RELATIONSHIPS.items():
        yield name, rel
        yield from ((f"{name}.{slot.name}", slot) for slot in rel.properties)
    for owner, fields in RELATION_FIELDS.items():
        yield from ((f"{owner}.{name}", field) for name, field in fields.items())


def test_everything_is_described_in_english_and_chinese():
    """Each type, slot, relationship and field has an English text without and a Chinese one with Han characters."""
    han = re.compile(r"[\u4e00-\u9fff]")
    for name, thing in _described():
        assert thing.description.strip(), name
        assert not han.search(thing.description), name
        assert han.search(thing.description_zh), name


def test_every_value_of_a_vocabulary_is_described_in_both_languages():
    """A value shown in a facet can be explained to readers of either language."""
    for vocabulary in VOCABULARIES.values():
        for term in vocabulary.terms:
            assert term.description, (vocabulary.name, term.value)
            assert term.description_zh, (vocabulary.name, term.value)


def test_mapped_terms_are_those_of_the_tables(shared_data):
    """A value bears only a term that a checked mapping table gives it, Hi-C's and DICOM's own codes apart."""
    mapped = set()
    for table in (shared_data / "ontology_maps").glob("*.tsv"):
        mapped |= set(re.findall(r"\b[A-Za-z]+:[A-Za-z_]*[0-9]+\b", table.read_text("utf-8")))
    expand = {
        curie: PREFIXES[curie.split(":")[0]] + curie.split(":")[1]
        for curie in mapped
        if curie.split(":")[0] in PREFIXES
    }
    allowed = set(expand.values()) | {"http://purl.obolibrary.org/obo/OBI_0002440"}
    for vocabulary in VOCABULARIES.values():
        for term in vocabulary.terms:
            if term.iri and not term.iri.startswith(PREFIXES["DCM"]):
                assert term.iri in allowed, (vocabulary.name, term)
            elif term.iri:
                assert term.iri == PREFIXES["DCM"] + term.value


def test_iris_are_expanded():
    """Every IRI of the model is absolute; ours come first and lie below our vocabulary."""
    gg = PREFIXES["gg"]
    assert gg == "https://w3id.org/gsagraph/vocab/"
    iri = re.compile(r"https?://[^\s<>\"]+")
    for name, node_type in NODE_TYPES.items():
        assert node_type.classes[0] == gg + name
        assert all(iri.fullmatch(c) for c in node_type.classes)
        assert all(iri.fullmatch(slot.iri) for slot in node_type.slots)
    for rel in RELATIONSHIPS.values():
        assert rel.predicates[0] == gg + rel.alias
        assert all(iri.fullmatch(p) for p in rel.predicates + rel.inverse_predicates)


def test_known_mappings_to_other_vocabularies():
    """What others already have a word for is written with theirs beside ours."""
    assert "http://www.w3.org/ns/dcat#Dataset" in NODE_TYPES["Dataset"].classes
    assert "http://purl.obolibrary.org/obo/OBI_0000747" in NODE_TYPES["Sample"].classes
    assert SLOTS["Run"]["title"].iri == "http://purl.org/dc/terms/title"
    assert SLOTS["File"]["url"].iri == "http://www.w3.org/ns/dcat#downloadURL"
    assert "http://purl.obolibrary.org/obo/OBI_0000293" in RELATIONSHIPS["USES_SAMPLE"].predicates
    assert RELATIONSHIPS["IN_DATASET"].inverse_predicates == ("http://purl.org/dc/terms/hasPart",)
    assert RELATIONSHIPS["IN_DATASET"].inverse_predicates_of == {"File": ("http://www.w3.org/ns/dcat#distribution",)}


def test_slots_refer_to_known_vocabularies_and_structures():
    """A vocabulary slot is a string, a structure slot a list of a known structure."""
    for _, slot in (item for item in _described() if hasattr(item[1], "vocabulary")):
        assert slot.vocabulary is None or (slot.vocabulary in VOCABULARIES and slot.range == "string")
        assert (slot.structure is not None) == (slot.range == "structure")
        assert slot.structure is None or (slot.structure in STRUCTURES and slot.many)


def test_title_slots_are_searched():
    """The slot shown as a node's title is one of its slots; free messages apart it is found by words."""
    for name, node_type in NODE_TYPES.items():
        slot = SLOTS[name][node_type.title_slot]
        assert slot.search or name == "QcFinding"


@pytest.mark.parametrize(
    ("vocabulary", "count", "is_open"),
    [
        ("LibraryStrategy", 41, True),
        ("LibrarySource", 10, True),
        ("LibrarySelection", 31, True),
        ("LibraryLayout", 2, False),
        ("Platform", 22, True),
        ("Modality", 51, True),
        ("Relevance", 7, True),
        ("MissingValue", 13, True),
        ("ReleaseState", 8, False),
        ("AccessType", 2, False),
        ("Severity", 3, False),
        ("DeidentificationMethod", 7, True),
        ("ReadType", 7, True),
    ],
)
def test_vocabularies_have_all_their_terms(vocabulary, count, is_open):
    """The lists are complete, without repetition, and open only where real data exceed them."""
    values = [term.value for term in VOCABULARIES[vocabulary].terms]
    assert (len(values), len(set(values)), VOCABULARIES[vocabulary].open) == (count, count, is_open)


def test_known_traps_of_term_ids():
    """Hi-C has its own OBI term; open access is no statement of consent."""
    strategies = {term.value: term.iri for term in VOCABULARIES["LibraryStrategy"].terms}
    assert strategies["Hi-C"] == "http://purl.obolibrary.org/obo/OBI_0002440"
    assert strategies["OTHER"] is None
    iris = {term.iri for vocabulary in VOCABULARIES.values() for term in vocabulary.terms}
    assert "http://purl.obolibrary.org/obo/DUO_0000004" not in iris
    assert all(term.iri is None for term in VOCABULARIES["AccessType"].terms)


def test_personal_fields_are_in_no_table():
    """What names or reaches a person is known, so that it can be refused, and never stored."""
    assert {"submitter_email", "principal_investigator"} <= set(PERSONAL_SLOTS["BioProject"])
    assert {"applicant_name", "applicant_email", "applicant_phone"} == set(PERSONAL_SLOTS["AccessRequest"])
    stored = {slot.name for node_type in NODE_TYPES.values() for slot in node_type.slots}
    assert not stored & {name for names in PERSONAL_SLOTS.values() for name in names}
    assert {slot.access for node_type in NODE_TYPES.values() for slot in node_type.slots} == {"public", "restricted"}


def test_what_may_point_at_a_person_is_restricted():
    """Slots in which submitters are known to put names or places of birth are kept but not answered."""
    restricted = {f"{n}.{s.name}" for n, t in NODE_TYPES.items() for s in t.slots if s.access == "restricted"}
    assert restricted == {
        "Individual.birthplace",
        "Individual.occupation",
        "Sample.collected_by",
        "Sample.biomaterial_provider",
        "Sample.host_subject_id",
    }


def test_restricted_slots_are_neither_facets_nor_searched():
    """A slot that is not answered cannot be guessed by counting or searching either."""
    slots = [slot for node_type in NODE_TYPES.values() for slot in node_type.slots if slot.access == "restricted"]
    assert not [slot.name for slot in slots if slot.facet or slot.search or slot.sort_key]


def test_importing_the_model_needs_no_schema_language():
    """The generated file imports nothing but the definitions, so that it is there at once."""
    imports = [node for node in ast.walk(ast.parse(inspect.getsource(model))) if isinstance(node, ast.ImportFrom)]
    assert [node.module for node in imports] == ["graph_schema.definition"]
    code = "import graph_schema.model, sys; print(*(m for m in sys.modules if m in ('linkml', 'yaml', 'rdflib')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
