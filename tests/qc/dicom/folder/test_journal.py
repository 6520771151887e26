"""The journal: records come back as they were, and hold no name."""

from pathlib import Path

from qc.dicom.folder import journal
from qc.dicom.folder.journal import Done, Record, Remark
from qc.dicom.folder.manifest import Published
from qc.dicom.outcome import Facts

SERIES = "ab34567890abcdef"


def entry(number: int) -> Published:
    """A published file."""
    facts = Facts("1.2", f"2.25.{number}", "2.25.1", "2.25.2", "IMG1-A", "1.2.1", image_type=("ORIGINAL", "PRIMARY"))
    return Published(f"published/{number}.dcm", 4, facts, ("113100",), ("SURPLUS",), "clean", "1", "rules", "key")


def record() -> Record:
    """A series with a published, a kept back and an earlier file."""
    first = Done(
        "id1", "n1", "s1", "2.25.1", 10, "clean", published=entry(1), actions={"keep": 3},
        remarks=[Remark("SURPLUS", "warning", "m", "h")], review={"id": "id1"},
    )  # fmt: skip
    return Record(SERIES, [first, Done("id2", "n2", "s2", "2.25.2", 20, code="TRUNCATED")], [entry(3)])


def test_a_record_comes_back(tmp_path: Path) -> None:
    """Equal to what was written, and found among the series."""
    journal.write(tmp_path, record())
    assert journal.read(tmp_path, SERIES) == record()
    assert list(journal.series_of(tmp_path)) == [SERIES]
    assert [published.path for published in record().published()] == ["published/1.dcm", "published/3.dcm"]


def test_the_same_record_is_the_same_file(tmp_path: Path) -> None:
    """Written twice, nothing changes."""
    journal.write(tmp_path, record())
    path = tmp_path / journal.name_of(SERIES)
    before = path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino
    journal.write(tmp_path, record())
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_record_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    """The series is worked again."""
    assert journal.read(tmp_path, SERIES) is None
    assert list(journal.series_of(tmp_path)) == []
    path = tmp_path / journal.name_of(SERIES)
    path.parent.mkdir(parents=True)
    for content in (b"", b"{", b"[]", b'{"series": "x"}', b'{"series":"x","files":[{"id":1}],"earlier":[]}'):
        path.write_bytes(content)
        assert journal.read(tmp_path, SERIES) is None


def test_a_published_file_is_asked_of_the_disk(tmp_path: Path) -> None:
    """Missing, or of another size after a crash, it is not there."""
    path = tmp_path / "published" / "1.dcm"
    assert not journal.is_on_disk(tmp_path, entry(1))
    path.parent.mkdir()
    path.write_bytes(b"123")
    assert not journal.is_on_disk(tmp_path, entry(1))
    path.write_bytes(b"1234")
    assert journal.is_on_disk(tmp_path, entry(1))
