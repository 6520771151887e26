"""One unit checked: formats, sets, checksums, broken checkers, and what is not ours to swallow."""

import gzip
import hashlib
from pathlib import Path

import pytest

from graph_schema.errors import UnusableInput
from qc.sequence import check as checking
from qc.sequence.check import check, fault, printable
from qc.sequence.checked import Checked
from qc.sequence.options import Options

RECORD = "@run:1:cell:1:1101:{0}:{0} {1}:N:0:ACGT\nACGTACGTAC\n+\nIIIIIIIIII\n"


def fastq(path: Path, reads: int = 20, mate: int = 1) -> Path:
    """A good FASTQ file, compressed if its name says so."""
    text = "".join(RECORD.format(number, mate) for number in range(1000, 1000 + reads)).encode()
    path.write_bytes(gzip.compress(text, mtime=0) if path.suffix == ".gz" else text)
    return path


def codes(checked: Checked) -> list[str]:
    """The codes in the order they were said."""
    return [remark.code for remark in checked.remarks]


def broken(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Let FASTQ be checked by a module with this body."""
    name = f"broken_{abs(hash(body))}"
    (folder / f"{name}.py").write_text(f"def check(streams, remarks, options):\n    {body}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setitem(checking.CHECKERS, "fastq", (name, "check"))


def test_a_good_file_passes_with_its_facts(tmp_path: Path) -> None:
    """Checksums and size are of the stored bytes; container and format are told by content."""
    path = fastq(tmp_path / "a.fastq.gz")
    checked = check([path], Options())
    (facts,) = checked.files
    stored = path.read_bytes()
    assert (checked.verdict, codes(checked)) == ("pass", [])
    assert (facts.md5, facts.sha256) == (hashlib.md5(stored).hexdigest(), hashlib.sha256(stored).hexdigest())
    assert (facts.path, facts.bytes, facts.container, facts.format) == (str(path), len(stored), "gzip", "fastq")
    assert (checked.metrics["reads"], checked.metrics["bases"]) == (20, 200)
    assert checked.metrics["seconds"] >= 0


def test_a_declared_md5_is_compared_with_the_stored_bytes(tmp_path: Path) -> None:
    """Case does not matter; another one is an error that names both."""
    path = fastq(tmp_path / "a.fastq")
    found = hashlib.md5(path.read_bytes()).hexdigest()
    assert codes(check([path], Options(md5={str(path): found.upper()}))) == []
    (remark,) = check([path], Options(md5={str(path): "0" * 32})).remarks
    assert remark.code == "E_MD5"
    assert "0" * 32 in remark.message
    assert found in remark.message


def test_a_broken_file_has_the_checksums_of_all_its_bytes(tmp_path: Path) -> None:
    """What stands after a fault is read for the checksums all the same."""
    path = tmp_path / "a.fastq.gz"
    path.write_bytes(gzip.compress(b"@a\nA\n+\nI\n", mtime=0) + b"no gzip" * 100_000)
    checked = check([path], Options())
    assert codes(checked) == ["E_GZIP_TRAILING"]
    assert checked.files[0].md5 == hashlib.md5(path.read_bytes()).hexdigest()
    assert checked.files[0].bytes == path.stat().st_size


def test_progress_hears_every_stored_byte(tmp_path: Path) -> None:
    """The sum of what is told is the file's size; of an archive that is refused too."""
    for path in (fastq(tmp_path / "a.fastq.gz", 5000), tmp_path / "b.zip"):
        if path.suffix == ".zip":
            path.write_bytes(b"PK\x03\x04" + bytes(500_000))
        heard: list[int] = []
        check([path], Options(), heard.append)
        assert sum(heard) == path.stat().st_size


def test_what_progress_raises_ends_the_check(tmp_path: Path) -> None:
    """Ctrl-C is no fault of the file."""

    def stop(_size: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check([fastq(tmp_path / "a.fastq")], Options(), stop)


def test_the_files_of_a_set_are_checked_together(tmp_path: Path) -> None:
    """Files and remarks stand in the order of the set."""
    one, two = fastq(tmp_path / "a_R1.fastq.gz", 20, 1), fastq(tmp_path / "a_R2.fastq.gz", 19, 2)
    checked = check([one, two], Options())
    assert [facts.path for facts in checked.files] == [str(one), str(two)]
    assert codes(checked) == ["E_PAIR_COUNT"]
    assert len(checked.metrics["per_file"]) == 2


def test_a_set_is_made_of_fastq(tmp_path: Path) -> None:
    """A file of another format in a set is refused; the others are still checked."""
    other = tmp_path / "b.fasta"
    other.write_text(">a\nACGT\n", encoding="utf-8")
    checked = check([fastq(tmp_path / "a.fastq"), other], Options())
    assert codes(checked) == ["E_NOT_FASTQ"]
    assert checked.remarks[0].file == str(other)
    assert checked.metrics["reads"] == 20


def test_a_format_that_is_asked_for_is_what_is_checked(tmp_path: Path) -> None:
    """It wins over name and content."""
    path = fastq(tmp_path / "a.txt")
    assert check([path], Options()).files[0].format == "fastq"
    assert codes(check([path], Options(format="bam"))) == ["E_NOT_BAM"]


def test_a_file_of_no_known_format_is_told(tmp_path: Path) -> None:
    """Neither name nor content say anything."""
    path = tmp_path / "notes.txt"
    path.write_text("nothing of the kind\n", encoding="utf-8")
    checked = check([path], Options())
    assert (codes(checked), checked.files[0].format) == (["E_UNKNOWN_FORMAT"], "unknown")


def test_an_absent_path_is_no_content(tmp_path: Path) -> None:
    """It raises, since there is nothing to report on."""
    with pytest.raises(UnusableInput):
        check([tmp_path / "absent.fastq"], Options())


def test_an_own_fault_never_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checker that breaks is E_INTERNAL for its files, with what it said."""
    broken(tmp_path, monkeypatch, "raise IndexError('out of bounds')")
    checked = check([fastq(tmp_path / "a.fastq")], Options())
    assert (checked.verdict, codes(checked), checked.metrics) == ("fail", ["E_INTERNAL"], {})
    assert "IndexError: out of bounds" in checked.remarks[0].message
    assert "check.py:" in checked.remarks[0].message


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is told as such, and does not pass either."""
    broken(tmp_path, monkeypatch, "raise OSError(28, 'No space left on device')")
    checked = check([fastq(tmp_path / "a.fastq")], Options())
    assert (checked.verdict, codes(checked)) == ("fail", ["E_UNREADABLE"])
    assert "No space left" in checked.remarks[0].message


def test_a_file_that_cannot_be_read_on_raises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken disk under the file is told as an unusable path."""
    broken(tmp_path, monkeypatch, "from graph_schema.errors import UnusableInput; raise UnusableInput('gone')")
    with pytest.raises(UnusableInput, match="gone"):
        check([fastq(tmp_path / "a.fastq")], Options())


def test_a_path_of_any_bytes_can_be_written() -> None:
    """Bytes that are no characters are spelt out."""
    assert printable(Path("a\udce9.fastq")) == "a\\xe9.fastq"


def test_a_fault_is_told_in_one_line() -> None:
    """Long messages are cut."""
    assert fault(ValueError("x" * 1000)) == f"ValueError: {'x' * 148}"
