"""What the model refuses about a record, exactly."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import NODE_TYPES, RELATIONSHIPS, SLOTS, VOCABULARIES
from graph_schema.record import Record, Relation
from graph_schema.validation import Problem, is_iso_date, is_iso_datetime, validate

FINE = {
    "string": "a",
    "text": "two\nlines\tand 肝",
    "integer": 7,
    "float": 0.5,
    "boolean": True,
    "date": "2024-02-29",
    "datetime": "2024-02-29T12:00:00Z",
    "uri": "https://example.org/a",
}
FITTING = {
    "rule_set_hash": "a" * 64,
    "key_id": "a" * 8,
    "image_code": "a" * 16,
    "scope": "public",
    "sha256": "0" * 64,
    "md5": "0" * 32,
    "doi": "10.1000/a",
    "pmid": "1",
    "study_instance_uid": "1.2.3",
    "series_instance_uid": "1.2.3",
    "sop_instance_uid": "1.2.3",
    "sop_class_uid": "1.2.3",
    "transfer_syntax_uid": "1.2.3",
}


def _run(**slots):
    return Record("Run", "CRR000001", slots)


def _codes(record, **options):
    return [(problem.place, problem.code, problem.fatal) for problem in validate(record, **options)]


def _fine_value(slot):
    if slot.structure:
        return []
    closed = slot.vocabulary and not VOCABULARIES[slot.vocabulary].open
    value = VOCABULARIES[slot.vocabulary].terms[0].value if closed else FITTING.get(slot.name, FINE[slot.range])
    return [value] if slot.many else value


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_a_record_with_every_slot_filled_is_accepted(node_type):
    """Each slot of each type takes a value of its range, pattern and vocabulary."""
    slots = {name: _fine_value(slot) for name, slot in SLOTS[node_type].items()}
    assert validate(Record(node_type, slots["accession"], slots), complete=True) == []


def test_an_empty_record_is_accepted_unless_it_must_be_complete():
    """IRI and scope are asked for only when the record must be complete."""
    assert validate(_run()) == []
    assert _codes(_run(), complete=True) == [("iri", "NO_IDENTITY", True), ("scope", "NO_IDENTITY", True)]


@pytest.mark.parametrize("accession", ["", "  ", None, 7])
def test_a_record_without_identity_is_refused(accession):
    """An accession must be a text with something in it."""
    assert _codes(Record("Run", accession, {})) == [("accession", "NO_IDENTITY", True)]


def test_slot_and_record_must_agree_on_the_accession():
    """A record that names two accessions is refused."""
    assert _codes(_run(accession="CRR000001")) == []
    assert _codes(_run(accession="CRR000002")) == [("accession", "NO_IDENTITY", True)]


def test_unknown_names_are_refused():
    """Types, slots, relationships and properties the model does not have."""
    assert _codes(Record("Study", "X", {"a": 1})) == [("type", "UNKNOWN_TYPE", True)]
    assert _codes(_run(libraryStrategy="WGS")) == [("libraryStrategy", "UNKNOWN_SLOT", True)]
    assert _codes(Record("Run", "A", {}, (Relation("HAS_RUN", "B"),))) == [("HAS_RUN", "UNKNOWN_RELATIONSHIP", True)]
    uses = Relation("USES_SAMPLE", "SAMC000001", properties={"memberName": "a"})
    assert _codes(Record("Experiment", "A", {}, (uses,))) == [("USES_SAMPLE.memberName", "UNKNOWN_PROPERTY", True)]


def test_personal_fields_are_refused_by_name():
    """A field that would name or reach a person is refused as such."""
    record = Record("BioProject", "PRJCA000001", {"submitter_email": "a@example.org"})
    assert validate(record) == [
        Problem("submitter_email", "submitter_email is personal and never stored", "PERSONAL_SLOT", fatal=True)
    ]


@pytest.mark.parametrize(
    ("slot", "value", "wanted"),
    [
        ("spots", "7", "an integer"),
        ("spots", 7.0, "an integer"),
        ("spots", True, "an integer"),
        ("title", 7, "text"),
        ("title", None, "text"),
        ("title", ["a"], "text"),
        ("release_date", date(2020, 1, 1), "text"),
        ("attributes", {"name": "a"}, "a list"),
    ],
)
def test_values_of_another_type_are_refused(slot, value, wanted):
    """Booleans are no integers, numbers no text, a lone value no list."""
    assert validate(_run(**{slot: value})) == [
        Problem(slot, f"{slot} wants {wanted}, got {type(value).__name__}", "WRONG_TYPE", fatal=True)
    ]


def test_floats_and_booleans_are_strict_too():
    """A whole number is a float as JSON writes it; a text, a truth value, and what is not finite are none."""
    assert _codes(Record("Sample", "A", {"latitude": 39, "longitude": -0.5})) == []
    assert _codes(Record("Sample", "A", {"latitude": 2**63})) == [("latitude", "NUMBER_TOO_BIG", True)]
    assert _codes(Record("Sample", "A", {"latitude": "39"})) == [("latitude", "WRONG_TYPE", True)]
    assert _codes(Record("Sample", "A", {"latitude": True})) == [("latitude", "WRONG_TYPE", True)]
    assert _codes(Record("Sample", "A", {"latitude": math.nan})) == [("latitude", "WRONG_TYPE", True)]
    assert _codes(Record("Sample", "A", {"latitude": math.inf})) == [("latitude", "WRONG_TYPE", True)]
    assert _codes(Record("Dataset", "A", {"is_trios": 1})) == [("is_trios", "WRONG_TYPE", True)]


@given(st.integers())
def test_integers_are_refused_exactly_beyond_63_bits(value):
    """What a signed 64-bit column holds is accepted, one more is not."""
    fits = -(2**63) <= value < 2**63
    assert _codes(_run(spots=value)) == ([] if fits else [("spots", "NUMBER_TOO_BIG", True)])


def test_the_largest_integers_are_accepted_and_the_next_refused():
    """Both ends of the range, to the unit."""
    assert _codes(_run(spots=2**63 - 1)) == _codes(_run(spots=-(2**63))) == []
    assert _codes(_run(spots=2**63)) == _codes(_run(spots=-(2**63) - 1)) == [("spots", "NUMBER_TOO_BIG", True)]


@given(st.characters(), st.sampled_from(["title", "accession", "to", "value"]))
def test_control_characters_are_refused_everywhere(character, place):
    """C0 controls other than tab, newline and carriage return, DEL and lone surrogates; nothing else."""
    text = f"a{character}b"
    records = {
        "title": _run(title=text),
        "accession": Record("Run", text, {}),
        "to": Record("Run", "A", {}, (Relation("OF_EXPERIMENT", text),)),
        "value": _run(attributes=[{"name": "n", "value": text}]),
    }
    code = ord(character)
    bad = (code < 32 and character not in "\t\n\r") or code == 127 or 0xD800 <= code <= 0xDFFF
    assert [problem.code for problem in validate(records[place])] == (["CONTROL_CHARACTER"] if bad else [])


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_month_and_year_is_an_iso_date(day):
    """Calendar days are accepted, to the month and to the year too."""
    assert is_iso_date(day.isoformat())
    assert is_iso_date(day.isoformat()[:7])
    assert is_iso_date(day.isoformat()[:4])
    assert not is_iso_date(day.strftime("%Y%m%d"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2023-02-29",
        "2024-13",
        "2024-00",
        "2024-1-1",
        "2024/01/01",
        "2024-01-01 ",
        "2024-W01-1",
        "2024-01-01T00:00:00Z",
        "NA",
    ],
)
def test_other_texts_are_no_iso_dates(text):
    """Days that do not exist, other notations, and blanks are refused."""
    assert not is_iso_date(text)
    assert _codes(_run(release_date=text)) == [("release_date", "BAD_DATE", False)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2012-03-01T05:06:07Z", True),
        ("2012-03-01T05:06:07", True),
        ("2012-03-01T05:06:07.123456+09:00", True),
        ("2012-03-01T05:06:07.12+0900", True),
        ("2012-03-01", True),
        ("2012-03", False),
        ("2012-03-01T25:00:00Z", False),
        ("2012-02-30T05:06:07Z", False),
        ("2012-03-01 05:06:07", False),
        ("2012-03-01T05", False),
        ("", False),
    ],
)
def test_iso_datetimes(text, right):
    """A day that exists, and a time of day that exists, with or without zone."""
    assert is_iso_datetime(text) is right


@pytest.mark.parametrize(
    ("node_type", "slot", "value", "code"),
    [
        ("File", "md5", "A" * 32, "PATTERN_MISMATCH"),
        ("File", "md5", "a" * 31, "PATTERN_MISMATCH"),
        ("File", "md5", "a" * 32 + "\n", "PATTERN_MISMATCH"),
        ("File", "url", "example.org/a", "PATTERN_MISMATCH"),
        ("File", "url", "https://example.org/a b", "PATTERN_MISMATCH"),
        ("Publication", "doi", "https://doi.org/10.1000/a", "PATTERN_MISMATCH"),
        ("Image", "sop_instance_uid", "1.02.3", "PATTERN_MISMATCH"),
        ("Run", "access_type", "Open", "NOT_IN_VOCABULARY"),
        ("Run", "release_state", "public", "NOT_IN_VOCABULARY"),
        ("Experiment", "library_layout", "FRAGMENT", "NOT_IN_VOCABULARY"),
    ],
)
def test_patterns_and_closed_vocabularies_hold(node_type, slot, value, code):
    """Such a value is named, but a record can be kept beside the finding."""
    assert _codes(Record(node_type, "A", {slot: value})) == [(slot, code, False)]


@pytest.mark.parametrize("scope", ["", "Public", "dataset:", "dataset:a b", "public,review", "operators"])
def test_a_scope_must_be_known_to_be_stored(scope):
    """Who may see a node is never guessed: another scope is fatal."""
    assert ("scope", "PATTERN_MISMATCH", True) in _codes(_run(scope=scope, iri="https://x/y"), complete=True)


@pytest.mark.parametrize("scope", ["public", "review", "withheld", "dataset:HRA000001"])
def test_the_four_kinds_of_scope_are_accepted(scope):
    """Released, in review, withheld, or granted per dataset."""
    assert validate(_run(scope=scope, iri="https://x/y"), complete=True) == []


def test_open_vocabularies_take_any_literal():
    """Where real data exceed the list, the literal is kept."""
    assert validate(Record("Experiment", "A", {"library_strategy": "STOmics_RNA", "instrument_model": "X-1"})) == []


def test_parts_of_structures_are_checked_by_their_camel_case_names():
    """An unknown part, or one of a wrong type, is named with its place."""
    assert _codes(_run(attributes=["a"])) == [("attributes", "WRONG_TYPE", True)]
    assert _codes(_run(attributes=[{"name": "a"}, {"nam": "b"}])) == [("attributes", "UNKNOWN_SLOT", True)]
    assert _codes(_run(attributes=[{"name": "a", "value": 7}])) == [("attributes.value", "WRONG_TYPE", True)]
    assert _codes(_run(missing_reasons=[{"slot": "title", "reason": "whim"}])) == []


@pytest.mark.parametrize(
    ("node_type", "relation", "expected"),
    [
        ("Run", Relation("OF_EXPERIMENT", "CRX000001"), []),
        ("Run", Relation("OF_EXPERIMENT", "CRX000001", "Experiment"), []),
        ("Run", Relation("OF_EXPERIMENT", "CRX000001", "Sample"), ["WRONG_END"]),
        ("Sample", Relation("OF_EXPERIMENT", "CRX000001"), ["WRONG_END"]),
        ("Experiment", Relation("OF_EXPERIMENT", "CRR000001", reverse=True), []),
        ("Run", Relation("OF_EXPERIMENT", "CRR000001", reverse=True), ["WRONG_END"]),
        ("Run", Relation("MIRROR_OF", "SRR000001", "Run"), []),
        ("Run", Relation("MIRROR_OF", "SRX000001", "Experiment"), ["WRONG_END"]),
        ("File", Relation("OUTPUT_OF", "ERZ000001", "Analysis"), []),
        ("Run", Relation("OF_EXPERIMENT", " "), ["NO_IDENTITY"]),
        ("Release", Relation("XREF", "CRA000001", "Dataset"), []),
    ],
)
def test_relationships_join_only_what_the_model_lets_them_join(node_type, relation, expected):
    """By the types at both ends, in the direction the record states."""
    assert [code for _, code, _ in _codes(Record(node_type, "A", {}, (relation,)))] == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"member_name": "a", "spots": 1, "bases": 2}, []),
        ({"spots": "1"}, [("USES_SAMPLE.spots", "WRONG_TYPE", True)]),
        ({"spots": 2**63}, [("USES_SAMPLE.spots", "NUMBER_TOO_BIG", True)]),
        ({"member_name": "a\x00"}, [("USES_SAMPLE.member_name", "CONTROL_CHARACTER", True)]),
    ],
)
def test_properties_of_relationships_are_typed(properties, expected):
    """They are checked as slots are, with their place."""
    record = Record("Experiment", "A", {}, (Relation("USES_SAMPLE", "B", properties=properties),))
    assert _codes(record) == expected


def test_all_problems_are_told_at_once():
    """One pass names everything wrong, in the order of the record."""
    record = Record(
        "Run",
        "",
        {"spots": "x", "nope": 1, "release_date": "soon"},
        (Relation("PART_OF", "PRJCA000001"), Relation("NOPE", "a")),
    )
    assert [place for place, _, _ in _codes(record)] == [
        "accession",
        "spots",
        "nope",
        "release_date",
        "PART_OF",
        "NOPE",
    ]


@given(
    st.sampled_from(sorted(NODE_TYPES)),
    st.dictionaries(
        st.text(max_size=8) | st.sampled_from(["title", "spots", "attributes", "scope"]),
        st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=4),
        max_size=4,
    ),
    st.lists(st.builds(Relation, st.sampled_from([*RELATIONSHIPS, "NOPE"]), st.text(max_size=4)), max_size=3),
)
def test_any_record_gets_an_answer(node_type, slots, relations):
    """Whatever a source says, the answer is a list of problems, never an exception."""
    problems = validate(Record(node_type, "A", slots, tuple(relations)), complete=True)
    unknown = [name for name in slots if name not in SLOTS[node_type]]
    assert sum(problem.code in {"UNKNOWN_SLOT", "PERSONAL_SLOT"} for problem in problems) == len(unknown)
