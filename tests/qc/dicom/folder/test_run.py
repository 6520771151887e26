"""What workers have at hand: the same key, rules and ids as the one who hands them over."""

from pathlib import Path

import pytest

from graph_schema.errors import UnusableInput
from qc.dicom.folder.run import Run, handed, received
from qc.dicom.folder.settings import Settings
from qc.dicom.folder.walk import Entry
from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined

ENTRY = Entry(b"Quixwell/a.dcm", 3, "3 1 1 1")


def test_a_run_arrives_as_it_was(keys: Keys, tmp_path: Path) -> None:
    """Key, folders, settings and decisions."""
    settings = Settings(retain_device_identity=False, residual=False)
    run = Run.start(keys, tmp_path, tmp_path / "out", settings, {"0123456789abcdef": "clean"})
    told = received(handed(run))
    assert told.keys.master == keys.master
    assert (told.folder, told.out, told.settings, told.decisions) == (run.folder, run.out, settings, run.decisions)
    assert told.profile.digest == run.profile.digest
    assert told.id_of(ENTRY, b"abc") == run.id_of(ENTRY, b"abc")


def test_ids_tell_names_and_contents_apart(keys: Keys, other_keys: Keys, tmp_path: Path) -> None:
    """Another name, content or key is another id; none repeats a name."""
    run, other = (Run.start(key, tmp_path, tmp_path / "out", Settings(), {}) for key in (keys, other_keys))
    renamed = Entry(b"Quixwell/b.dcm", 3, ENTRY.state)
    ids = [
        run.id_of(ENTRY, b"abc"), run.id_of(ENTRY, b"abd"), run.id_of(renamed, b"abc"), run.id_of(ENTRY),
        other.id_of(ENTRY, b"abc"), run.name_of(ENTRY), run.state_of(ENTRY),
    ]  # fmt: skip
    assert len(set(ids)) == len(ids)
    assert all(len(opaque) == 16 and set(opaque) <= set("0123456789abcdef") for opaque in ids)


def test_a_single_file_lies_in_its_folder(keys: Keys, tmp_path: Path) -> None:
    """Its content is found by its name."""
    (tmp_path / "a.dcm").write_bytes(b"abc")
    run = Run.start(keys, tmp_path / "a.dcm", tmp_path / "out", Settings(), {})
    assert run.folder == tmp_path
    assert bytes(run.content(Entry(b"a.dcm", 3, ""))) == b"abc"
    with pytest.raises(Quarantined):
        run.content(Entry(b"b.dcm", 3, ""))


def test_what_a_reviewer_said(keys: Keys, tmp_path: Path) -> None:
    """By opaque id; nothing for others."""
    run = Run.start(keys, tmp_path, tmp_path / "out", Settings(), {"0123456789abcdef": "blank 1,2,3,4"})
    decision = run.decision("0123456789abcdef")
    assert decision is not None
    assert (decision.verdict, decision.rectangles) == ("blank", ((1, 2, 3, 4),))
    assert run.decision("fedcba9876543210") is None


def test_broken_device_rules_are_refused_before_any_work(keys: Keys, tmp_path: Path) -> None:
    """With their own code."""
    (tmp_path / "rules.tsv").write_text("nonsense")
    with pytest.raises(UnusableInput) as refused:
        Run.start(keys, tmp_path, tmp_path / "out", Settings(device_rules=tmp_path / "rules.tsv"), {})
    assert refused.value.code == "DEVICE_RULES_UNUSABLE"
