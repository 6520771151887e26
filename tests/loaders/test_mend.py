"""Records the model would refuse: mended, told, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.iri import node_iri
from graph_schema.model import SLOTS
from graph_schema.record import Record, Relation
from graph_schema.validation import validate
from loaders.mend import complete, mend
from loaders.source import Source, open_source
from tests.loaders.tables import attributes


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """Any input."""
    path = tmp_path_factory.mktemp("mend") / "a.jsonl"
    path.write_text("{}")
    return open_source(path)


def record(*relations: Relation, **slots: object) -> Record:
    """A run with these slots."""
    return complete(Record("Run", "CRR000001", slots, relations))


def test_identity_is_completed() -> None:
    """IRI and scope are made where they were not stated, by the release state."""
    made = record(release_state="private")
    assert made.slots == {"release_state": "private", "iri": node_iri("Run", "CRR000001"), "scope": "review"}
    assert record(scope="withheld", iri="https://x.org/1").slots == {"scope": "withheld", "iri": "https://x.org/1"}


def test_a_scope_that_was_made_up_is_known_as_such() -> None:
    """How firmly a scope is told follows from what the record states; mending keeps it."""
    assert record().scope_by == "default"
    assert record(release_state="published").scope_by == "release_state"
    assert record(scope="public", release_state="private").scope_by == "scope"


def test_a_sound_record_is_left_alone(source: Source) -> None:
    """Nothing is found, nothing is changed."""
    sound = record(Relation("OF_EXPERIMENT", "CRX000001"), title="t", spots=5)
    assert mend(sound, source) == (sound, [])


def test_bad_values_become_attributes(source: Source) -> None:
    """What a slot cannot hold is kept as text, each told once with its code."""
    mended, findings = mend(
        record(title="t", spots="many", bases=2**70, nope=[1], run_date="soon", assembly_url="no address"), source
    )
    assert mended is not None
    assert validate(mended, complete=True) == []
    assert mended.slots["title"] == "t"
    kept = attributes(mended)
    assert {name: kept[name] for name in ("spots", "nope", "run_date", "assembly_url")} == {
        "spots": "many", "nope": "[1]", "run_date": "soon", "assembly_url": "no address",
    }  # fmt: skip
    assert {finding.code for finding in findings} == {
        "WRONG_TYPE",
        "NUMBER_TOO_BIG",
        "UNKNOWN_SLOT",
        "BAD_DATE",
        "PATTERN_MISMATCH",
    }
    assert {finding.severity for finding in findings} == {"warning"}


def test_wrong_relationships_are_left_out(source: Source) -> None:
    """Only the relationship that the model refuses goes."""
    good = Relation("OF_EXPERIMENT", "CRX000001")
    mended, findings = mend(
        record(good, Relation("NOPE", "x"), Relation("USES_SAMPLE", "SRS000001"), Relation("OF_EXPERIMENT", "  ")),
        source,
    )
    assert mended is not None
    assert mended.relations == (good,)
    assert {finding.code for finding in findings} == {"UNKNOWN_RELATIONSHIP", "WRONG_END", "NO_IDENTITY"}


@pytest.mark.parametrize(
    "bad", [Record("Run", "", {}), Record("Nope", "x", {}), Record("Run", "CRR000001", {"accession": "other"})]
)
def test_a_record_without_identity_is_refused(source: Source, bad: Record) -> None:
    """Nothing can be kept of what cannot be known."""
    mended, findings = mend(complete(bad), source)
    assert mended is None
    assert "error" in {finding.severity for finding in findings}


VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.lists(st.text(max_size=3), max_size=2)
)


@given(st.dictionaries(st.sampled_from([*SLOTS["Run"], "odd_name"]), VALUES, max_size=6))
def test_whatever_is_written_is_mended_or_refused(source: Source, slots: dict[str, object]) -> None:
    """No record comes out that the model refuses."""
    mended, findings = mend(complete(Record("Run", "CRR000001", dict(slots))), source)
    assert mended is None or validate(mended, complete=True) == []
    assert mended is not None or findings


@pytest.mark.parametrize("stated", ["private", 5, ["public"]])
def test_a_scope_nobody_knows_closes_the_record(source: Source, stated: object) -> None:
    """It never makes the record public, and outweighs what is only derived; the word is kept."""
    mended, findings = mend(record(scope=stated, release_state="published"), source)
    assert mended is not None
    assert (mended.slots["scope"], mended.scope_by) == ("review", "scope")
    assert "scope" in attributes(mended)
    assert [finding.severity for finding in findings] == ["warning"]


def test_what_is_left_out_is_not_said_to_be_kept(source: Source) -> None:
    """A relationship has no attribute to be kept in."""
    _, findings = mend(record(Relation("NOPE", "x"), nope=1), source)
    assert {finding.code: finding.hint for finding in findings} == {
        "UNKNOWN_RELATIONSHIP": "the relationship was left out",
        "UNKNOWN_SLOT": "kept as an attribute where it has a value",
    }


def test_what_is_restricted_never_becomes_an_attribute(source: Source) -> None:
    """A value its restricted slot cannot hold is left out and told without it; attributes are for everybody."""
    slots = {"birthplace": ["a town"], "title": ["kept"]}
    mended, found = mend(complete(Record("Individual", "HRI000001", slots)), source)
    assert mended is not None
    assert attributes(mended) == {"title": '["kept"]'}
    assert {(item.message.partition(": ")[2].split()[0], item.hint) for item in found} == {
        ("birthplace", "left out"),
        ("title", "kept as an attribute where it has a value"),
    }
    assert not any("a town" in item.message for item in found)


@pytest.mark.parametrize("slot", ["patient_name", "birth_date", "hospital_number"])
def test_what_says_who_somebody_is_is_not_kept(source: Source, slot: str) -> None:
    """A personal slot is left out altogether, its value neither an attribute nor in the finding."""
    mended, findings = mend(complete(Record("Individual", "HRI000001", {"sex": "male", slot: "Zhang-1980"})), source)
    assert mended is not None
    assert mended.slots["sex"] == "male"
    assert "Zhang-1980" not in f"{mended}{findings}"
    assert [(finding.code, finding.hint) for finding in findings] == [("PERSONAL_SLOT", "left out")]
