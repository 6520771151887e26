"""JSON Lines of our own records: what a line may be, what is refused, and how much of it."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.record import Record, Relation
from loaders import records
from loaders.limits import Limits
from loaders.source import open_source
from qc.finding import Finding


def loaded(folder: Path, content: bytes, limits: Limits | None = None) -> tuple[list[Record], list[Finding]]:
    """What the loader says about a text."""
    path = folder / "a.jsonl"
    path.write_bytes(content)
    with open_source(path, limits=limits) as source:
        said = list(records.read(source))
    return [item for item in said if isinstance(item, Record)], [item for item in said if isinstance(item, Finding)]


def line(**members: object) -> bytes:
    """One record as a line."""
    return orjson.dumps(members) + b"\n"


def test_a_line_is_a_record(tmp_path: Path) -> None:
    """Names become snake_case, accessions their fixed spelling, nulls nothing."""
    content = line(
        type="Experiment",
        accession=" crx000001",
        slots={"libraryStrategy": "WGS", "readLength1": 100, "title": None},
        relationships=[
            {"type": "USES_SAMPLE", "to": "srs000001", "properties": {"memberName": "a", "spots": 5}},
            {"type": "OUTPUT_OF", "to": "x", "toType": "Run", "reverse": True},
        ],
    )
    (record,), findings = loaded(tmp_path, content)
    assert (record.type, record.accession, record.derived) == ("Experiment", "CRX000001", False)
    assert record.slots == {"library_strategy": "WGS", "read_length1": 100}
    assert record.relations == (
        Relation("USES_SAMPLE", "SRS000001", None, {"member_name": "a", "spots": 5}),
        Relation("OUTPUT_OF", "x", "Run", {}, reverse=True),
    )
    assert record.provenance is not None
    assert (record.provenance.source, record.provenance.location) == ("a.jsonl", "line 1")
    assert findings == []


def test_a_bad_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    """Each refused line is told by number and code; empty lines count but say nothing."""
    content = b"\xef\xbb\xbf" + line(type="Run", accession="CRR000001") + b"\n  \nnot json\n[1]\n"
    content += (
        line(type="Nope", accession="x")
        + line(type="Run")
        + line(type="Run", accession="  ")
        + line(type="Run", accession="subCRA000001")
    )
    content += line(type="Run", accession="CRR000003", slot={}) + line(type="Run", accession="CRR000003", slots=[])
    content += line(type="Run", accession="CRR000003", relationships={}) + line(
        type="Run", accession="CRR000003", relationships=[{"to": "x"}]
    )
    content += (
        line(type="Run", accession="CRR000003", relationships=[{"type": "X", "to": 1}])
        + line(type="Run", accession="CRR000002").strip()
    )
    read, findings = loaded(tmp_path, content)
    assert [record.accession for record in read] == ["CRR000001", "CRR000002"]
    assert [(finding.location, finding.code) for finding in findings] == [
        ("line 4", "LINE_NOT_JSON"),
        ("line 5", "LINE_NOT_RECORD"),
        ("line 6", "UNKNOWN_TYPE"),
        ("line 7", "NO_ACCESSION"),
        ("line 8", "NO_ACCESSION"),
        ("line 9", "PRE_ACCESSION"),
        ("line 10", "LINE_NOT_RECORD"),
        ("line 11", "LINE_NOT_RECORD"),
        ("line 12", "LINE_NOT_RECORD"),
        ("line 13", "LINE_NOT_RECORD"),
        ("line 14", "LINE_NOT_RECORD"),
    ]
    assert {finding.severity for finding in findings} == {"error"}
    assert [finding.node_type for finding in findings][:4] == [None, None, None, "Run"]


def test_an_endless_line_is_refused_within_its_bound(tmp_path: Path) -> None:
    """What is too long is passed over, and the next line is read with its own number."""
    content = line(type="Run", accession="CRR000001", slots={"title": "x" * 500}) + line(
        type="Run", accession="CRR000002"
    )
    read, findings = loaded(tmp_path, content, Limits(line=200))
    assert [record.accession for record in read] == ["CRR000002"]
    assert [(finding.location, finding.code) for finding in findings] == [("line 1", "LINE_TOO_LONG")]
    assert read[0].provenance is not None
    assert read[0].provenance.location == "line 2"


def test_derived_records_say_so(tmp_path: Path) -> None:
    """Only a true `derived` makes a record derived."""
    read, _ = loaded(
        tmp_path,
        line(type="Run", accession="CRR000001", derived=True) + line(type="Run", accession="CRR000002", derived="yes"),
    )
    assert [record.derived for record in read] == [True, False]


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (b'{"type"', True),
        (b'\xef\xbb\xbf\n {"a": 1, "accession": 2}', True),
        (b'{"a": 1}', False),
        (b"[{}]", False),
        (b"<a/>", False),
    ],
)
def test_objects_of_json_are_ours(tmp_path: Path, content: bytes, ours: bool) -> None:
    """A list, an object of other members, or anything else, is not."""
    (tmp_path / "a").write_bytes(content)
    with open_source(tmp_path / "a") as source:
        assert records.matches(source) is ours


@given(st.lists(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5)
                | st.dictionaries(st.sampled_from(["type", "accession", "slots", "relationships"]), st.text(max_size=5) | st.lists(st.text(max_size=3))), max_size=5))  # fmt: skip
def test_any_json_is_a_record_or_a_finding(tmp_path_factory: pytest.TempPathFactory, values: list[object]) -> None:
    """Every line is accounted for, whatever stands in it."""
    content = b"".join(_dumped(value) for value in values)
    read, findings = loaded(tmp_path_factory.mktemp("any"), content)
    assert len(read) + len(findings) == len(values)


def _dumped(value: object) -> bytes:
    try:
        return orjson.dumps(value) + b"\n"
    except TypeError:
        return b"1e999\n"


def test_addresses_are_taken_out_wherever_they_stand(tmp_path: Path) -> None:
    """In texts and in structures, each record told once; the rest of the text stays."""
    content = (
        line(
            type="Run",
            accession="CRR000001",
            slots={"title": "ask a.b@example.org", "spots": 5, "attributes": [{"name": "x", "value": "c@example.org"}]},
        )
        + b'{"type": "Run", "accession": "CRR000002", "slots": {"title": "a\\u0040example.org"}}\n'
    )
    made, findings = loaded(tmp_path, content)
    assert made[0].slots == {
        "title": "ask [e-mail removed]",
        "spots": 5,
        "attributes": [{"name": "x", "value": "[e-mail removed]"}],
    }
    assert made[1].slots == {"title": "[e-mail removed]"}
    assert [(finding.code, finding.location, finding.accession) for finding in findings] == [
        ("PERSONAL_DATA_REMOVED", "line 1", "CRR000001"),
        ("PERSONAL_DATA_REMOVED", "line 2", "CRR000002"),
    ]


def test_blanks_at_the_ends_are_no_part_of_an_identity(tmp_path: Path) -> None:
    """NBSP and zero-width signs go, of targets too; a line break within is refused."""
    target = {"type": "FROM_INDIVIDUAL", "to": "P-1\u200b "}
    content = (
        line(type="Individual", accession="\u00a0P-1 \n")
        + line(type="Sample", accession="HRS000001", relationships=[target])
        + line(type="Individual", accession="P\n1")
        + line(type="Individual", accession="P\t1")
        + line(type="Individual", accession="\u200b")
    )
    made, findings = loaded(tmp_path, content)
    assert [(record.type, record.accession) for record in made] == [("Individual", "P-1"), ("Sample", "HRS000001")]
    assert [relation.to for relation in made[1].relations] == ["P-1"]
    assert [(finding.code, finding.node_type) for finding in findings] == [
        ("NOT_AN_ACCESSION", "Individual"),
        ("NOT_AN_ACCESSION", "Individual"),
        ("NO_ACCESSION", "Individual"),
    ]
