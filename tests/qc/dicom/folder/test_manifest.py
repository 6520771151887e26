"""The manifest: the same entry gives the same line, and a line gives its entry back."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from qc.dicom.folder.manifest import MANIFEST, VERDICTS, Published, as_json, from_json, line, read_manifest
from qc.dicom.outcome import Facts

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
FACTS = st.builds(
    Facts,
    *[TEXT] * 6,
    modality=TEXT,
    image_type=st.lists(TEXT, max_size=3).map(tuple),
    rows=st.integers(0, 65535),
    frames=st.integers(1, 1000),
    slice_thickness=st.none() | st.floats(0, 100),
    has_pixels=st.booleans(),
)
ENTRIES = st.builds(
    Published,
    path=TEXT,
    size=st.integers(0, 1 << 40),
    facts=FACTS,
    codes=st.lists(TEXT, max_size=3).map(tuple),
    findings=st.lists(TEXT, max_size=3).map(tuple),
    verdict=st.sampled_from(sorted(VERDICTS)),
    profile=TEXT,
    rule_set=TEXT,
    key_id=TEXT,
)


@given(ENTRIES)
def test_an_entry_comes_back(entry: Published) -> None:
    """Nothing is lost on the way to a line and back."""
    assert from_json(orjson.loads(line(entry))) == entry
    assert line(entry).count(b"\n") == 1


def test_unknown_facts_are_left_out() -> None:
    """A loader need not tell empty from unknown."""
    facts = Facts("1.2", "2.25.1", "2.25.2", "2.25.3", "IMG1-A", "1.2.1", modality="CT")
    told = as_json(Published("published/x.dcm", 3, facts, ("113100",), (), "clean", "1", "ab", "cd"))
    assert told["facts"] == {
        "sop_class_uid": "1.2",
        "sop_instance_uid": "2.25.1",
        "series_instance_uid": "2.25.2",
        "study_instance_uid": "2.25.3",
        "individual": "IMG1-A",
        "transfer_syntax_uid": "1.2.1",
        "modality": "CT",
    }
    assert told["path"] == "published/x.dcm"


@pytest.mark.parametrize("content", [b"{", b"[]\n", b'{"path": "x"}\n', b"\xff\n"])
def test_a_broken_manifest_is_told(tmp_path: Path, content: bytes) -> None:
    """No traceback, and the way out."""
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(UnusableInput) as refused:
        list(read_manifest(tmp_path))
    assert refused.value.code == "MANIFEST_UNREADABLE"


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    """A folder without one was not written here."""
    with pytest.raises(UnusableInput, match="missing"):
        list(read_manifest(tmp_path))
