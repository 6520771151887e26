"""Lines of a manifest: what the engine could have written is taken, anything else is refused and never repeated."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.deidentified_lines import Line, Refused, is_collection, manifest_lines
from loaders.source import open_source
from qc.dicom.outcome import Facts
from qc.dicom.profile import Profile
from tests.loaders.published import KEYS, PROFILE, Shot, uid, write

FACTS = {field.name for field in fields(Facts)}
RAW = ["ZHANG^SAN", "44010619900101123X", "0099887766", "ZHANGSAN", "张三", "19900101"]
NUMBERS = {"rows", "columns", "frames", "size", "slice_thickness"}
"""Where a number is what is wanted, whatever it means to somebody."""
CODES = {"image_type", "manufacturer", "model", "key_id"}
"""Where a number or one word may well be what it should be: names of models, eight digits of a key, terms."""
REQUIRED = ("codes", "findings", "verdict", "profile", "rule_set", "key_id", "size", "path")


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A manifest of one image."""
    return write(tmp_path, Shot("p1", "s1", "e1", "i1"), files=False)


def changed(manifest: Path, **values: Any) -> list[Line | Refused]:
    """The lines once some members, or facts where they are facts, have other values."""
    line = orjson.loads(manifest.read_bytes().splitlines()[0])
    for name, value in values.items():
        (line["facts"] if name in FACTS else line)[name] = value
    return read(manifest, orjson.dumps(line) + b"\n")


def read(manifest: Path, content: bytes) -> list[Line | Refused]:
    """The lines of other content."""
    other = manifest.with_name("other.jsonl")
    other.write_bytes(content)
    with open_source(other) as source:
        return list(manifest_lines(source))


def test_the_profile_of_the_engine_is_taken(manifest: Path) -> None:
    """Its version and its digest have the form that is asked for; so has the key's name."""
    profile = Profile()
    (line,) = changed(manifest, profile=profile.version, rule_set=profile.digest, key_id=KEYS.key_id)
    assert isinstance(line, Line)
    assert (line.number, line.published.profile, line.collection) == (1, PROFILE, "")


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.parametrize("name", sorted(FACTS | set(REQUIRED) | {"collection"}))
def test_a_raw_identifier_in_any_member_is_refused(manifest: Path, name: str, raw: str) -> None:
    """As text, in a list, and as a number where no number belongs."""
    if name in CODES and raw.isalnum() and raw.isascii():
        return
    values: list[Any] = [raw, [raw]] + ([int(raw)] if raw.isdigit() and name not in NUMBERS else [])
    for value in values:
        assert changed(manifest, **{name: value}) == [Refused(1)], value


@pytest.mark.parametrize("value", [None, True, -1, 0.5, "5", [5], {"a": 1}, 2**40])
@pytest.mark.parametrize("name", ["rows", "columns", "frames"])
def test_a_count_is_a_whole_number(manifest: Path, name: str, value: Any) -> None:
    """Of another type it ends no load with a traceback."""
    assert changed(manifest, **{name: value}) == [Refused(1)]


@pytest.mark.parametrize(("value", "taken"), [(None, True), (5, True), (0.625, True), ("5", False), (True, False)])
def test_the_thickness_of_slices_is_a_number_or_unsaid(manifest: Path, value: Any, taken: bool) -> None:
    """In millimetres."""
    (line,) = changed(manifest, slice_thickness=value)
    assert isinstance(line, Line) is taken


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "published/../../etc/passwd",
        f"published/{KEYS.individual('p1')}/../{uid('s1')}.dcm",
        f"published\\{KEYS.individual('p1')}",
        "",
    ],
)
def test_a_path_is_the_one_of_its_ids(manifest: Path, path: str) -> None:
    """No other place is ever looked at."""
    assert changed(manifest, path=path) == [Refused(1)]


@pytest.mark.parametrize(
    "line", [b"{broken", b"[]", b"3", b'"text"', b"null", b"\xff\xfe", b"{}", b'{"facts": 3}', b"[" * 5000]
)
def test_what_is_no_entry_is_refused_by_its_number(manifest: Path, line: bytes) -> None:
    """The lines around it are taken."""
    whole = manifest.read_bytes()
    found = read(manifest, line + b"\n" + whole)
    assert found[0] == Refused(1)
    assert isinstance(found[1], Line)


def test_a_line_beyond_the_limit_is_refused(manifest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is passed over without being held."""
    monkeypatch.setenv("GSAGRAPH_MAX_LINE_BYTES", "4096")
    whole = manifest.read_bytes()
    assert [type(line) for line in read(manifest, b'{"facts": "' + b"x" * 9000 + b'"}\n' + whole)] == [Refused, Line]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(FACTS | set(REQUIRED))),
    value=st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
        max_leaves=4,
    ),
)
def test_no_value_ends_in_an_error(manifest: Path, name: str, value: Any) -> None:
    """Whatever stands in a member, the line is taken or refused."""
    assert len(changed(manifest, **{name: value})) == 1


@pytest.mark.parametrize(
    ("text", "is_one"), [("OBIA0001", True), ("obia0001", False), ("HRA000001", False), (5, False)]
)
def test_a_collection_is_one_of_obia(text: object, is_one: bool) -> None:
    """In its fixed spelling."""
    assert is_collection(text) is is_one
