"""The registry of accessions as data: anchored, self-consistent, in resolver order."""

import re

import pytest

from graph_schema.accession import detect, kind_of
from graph_schema.iri import accession_iri, parse
from ontologies.reader import AccessionKind, accession_kinds, prefix_map

KINDS = accession_kinds()
REPAIR = "repair ontologies/prefixes.json"

# The kinds of the resolver, first match first: the order is part of the contract.
ORDER = [
    "pre_accession",
    "ngdc.bioproject",
    "insdc.bioproject",
    "ngdc.biosample",
    "insdc.biosample",
    "gsa.dataset",
    "gsa.experiment",
    "gsa.run",
    "gsa.legacy_file",
    "gsahuman.dataset",
    "gsahuman.individual",
    "gsahuman.sample",
    "gsahuman.experiment",
    "gsahuman.run",
    "gsahuman.dac",
    "gsahuman.request",
    "omix.file",
    "omix.dataset",
    "obia.collection",
    "dicom.uid",
    "insdc.sra",
    "ega",
    "jga",
    "dbgap",
    "geo",
    "gea",
    "arrayexpress",
    "cnsa",
    "cngb.singlecell",
    "stomics",
    "gwh",
    "genbase",
    "gvm",
    "metabolights",
    "metabobank",
    "pride",
    "massive",
]

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
each_example = pytest.mark.parametrize(
    ("kind", "example"),
    [(kind, example) for kind in KINDS for example in kind.examples],
    ids=lambda value: str(value)[:40],
)


def test_kinds_stand_in_resolver_order() -> None:
    """The registry lists every kind once, in the order in which the resolver asks."""
    assert [kind.kind for kind in KINDS] == ORDER, REPAIR


@each_kind
def test_patterns_are_anchored(kind: AccessionKind) -> None:
    """A pattern that is not anchored would find accessions inside other words."""
    assert kind.pattern.startswith("^"), REPAIR
    assert kind.pattern.endswith("$"), REPAIR
    re.compile(kind.pattern)


@each_kind
def test_every_kind_has_an_example(kind: AccessionKind) -> None:
    """A kind without an example proves nothing."""
    assert kind.examples, REPAIR


@each_example
def test_examples_match_their_own_pattern(kind: AccessionKind, example: str) -> None:
    """Each example is matched by the pattern beside it."""
    assert re.fullmatch(kind.pattern, example, re.ASCII), REPAIR


@each_example
def test_examples_are_detected_as_their_own_kind(kind: AccessionKind, example: str) -> None:
    """No earlier kind takes an example away."""
    found = detect(example)
    assert found is not None
    assert (found.kind, found.value) == (kind.kind, example)


@each_example
def test_iris_of_examples_round_trip(kind: AccessionKind, example: str) -> None:
    """Where an accession names a node and gets an IRI, the IRI gives both back."""
    found = detect(example)
    assert found is not None
    iri = accession_iri(found)
    if iri is not None and found.node_type is not None:
        assert parse(iri) == (found.node_type, example)


@each_kind
def test_templates_hold_the_accession(kind: AccessionKind) -> None:
    """IRI and page templates name the accession once; pages are https."""
    pages = [kind.page, *(kind.letters.pages.values() if kind.letters else ())]
    assert all(page.count("$1") == 1 and page.startswith("https://") for page in pages if page), REPAIR
    assert kind.iri is None or kind.iri.count("$1") == 1, REPAIR


@each_kind
def test_letters_cover_what_the_pattern_allows(kind: AccessionKind) -> None:
    """A family told apart by letters knows the letters of each of its examples."""
    if kind.letters is None:
        return
    for example in kind.examples:
        match = re.fullmatch(kind.pattern, example)
        assert match is not None
        assert match.group(kind.letters.group) in (kind.letters.types or kind.letters.archives), REPAIR


def test_the_longest_uid_has_64_signs() -> None:
    """DICOM PS3.5 allows a UID 64 characters; one more is no UID."""
    uid = "1." + "2" * 62
    assert kind_of(uid) is not None
    assert kind_of(uid + "3") is None


def test_prefix_map_is_sorted_and_unique() -> None:
    """The extended prefix map is sorted, and no prefix or beginning of an IRI stands twice."""
    names = [name for row in prefix_map() for name in (row.prefix, *row.prefix_synonyms)]
    prefixes = [row.prefix for row in prefix_map()]
    assert prefixes == sorted(prefixes, key=lambda prefix: (prefix.lower(), prefix)), (
        "repair ontologies/prefix_map.json"
    )
    assert len(set(names)) == len(names)


def test_prefix_map_begins_are_unique_among_terms() -> None:
    """No two prefixes of identifiers share a beginning, so an IRI has one CURIE."""
    starts = [start for row in prefix_map() if row.pattern for start in (row.uri_prefix, *row.uri_prefix_synonyms)]
    assert len(set(starts)) == len(starts)


def test_prefix_map_patterns_are_anchored() -> None:
    """Patterns of the prefix map are anchored like those of the registry."""
    assert all(row.pattern.startswith("^") and row.pattern.endswith("$") for row in prefix_map() if row.pattern)


def test_registry_prefixes_without_an_entry_elsewhere_are_mapped() -> None:
    """The archives no public registry knows have an entry in the extended prefix map."""
    mapped = {row.prefix for row in prefix_map()}
    assert {"ngdc.bioproject", "ngdc.biosample", "ngdc.gsa", "ngdc.gsa-human", "ngdc.omix"} <= mapped
