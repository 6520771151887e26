"""Reports for people: verdict, files, figures, findings with place and hint."""

import io

from rich.console import Console

from cli.qc_table import print_checked
from qc.sequence.checked import Checked, FileFacts
from qc.sequence.remarks import Remarks


def printed(checked: Checked) -> list[str]:
    """The lines of a report."""
    console = Console(width=1000, record=True, file=io.StringIO())
    print_checked(console, checked)
    return console.export_text().splitlines()


def facts(path: str, size: int = 1234) -> FileFacts:
    """Facts of a file."""
    return FileFacts(path, "a" * 32, "b" * 64, size, "gzip", "fastq")


def test_a_good_file_takes_two_lines() -> None:
    """What it is, and its figures; those that are not known are left out."""
    metrics = {
        "reads": 1000,
        "bases": 100_000,
        "length": {"min": 50, "max": 150},
        "gc_content": 0.4123,
        "q30_fraction": None,
        "mean_quality": 36.25,
        "assembly": "GRCh38",
    }
    assert printed(Checked((facts("a.fastq.gz"),), metrics)) == [
        f"pass  a.fastq.gz  gzip fastq, 1.2 kB, md5 {'a' * 32}",
        "      1,000 reads, 100,000 bases, length 50 – 150, GC 41.2 %, mean quality 36.2, GRCh38",
    ]


def test_errors_stand_first_with_their_places() -> None:
    """A few of each code, how often it was raised, and the hint once."""
    remarks = Remarks("a[0].fastq")
    remarks.add("W_IUPAC", "1 read with [N], A1:A:x")
    for number in range(5):
        remarks.add("E_LENGTH", f"differs {number}", line=4 * number + 4, byte=10_000 * number, records=(number + 1,))
    lines = printed(Checked((facts("a[0].fastq", 5),), {}, tuple(remarks.counted())))
    assert lines == [
        f"fail  a[0].fastq  gzip fastq, 5 B, md5 {'a' * 32}",
        "      error E_LENGTH × 5",
        "        line 4, byte 0, record 1: differs 0",
        "        line 8, byte 10,000, record 2: differs 1",
        "        line 12, byte 20,000, record 3: differs 2",
        "        one quality character for each base",
        "      warning W_IUPAC",
        "        1 read with [N], A1:A:x",
        "        accepted; the archive's own check refuses other than A, C, G, T, N",
    ]


def test_a_set_names_the_file_of_each_finding() -> None:
    """The verdict stands once."""
    remarks = Remarks("b.fastq")
    remarks.add("W_PAIR_OFFSET", records=(7, 9))
    lines = printed(Checked((facts("a.fastq"), facts("b.fastq", 2_500_000_000_000_000)), {}, tuple(remarks.counted())))
    assert lines[0].startswith("warn  a.fastq")
    assert lines[1].startswith("      b.fastq  gzip fastq, 2,500.0 TB")
    assert lines[2] == "      warning W_PAIR_OFFSET b.fastq"
    assert lines[3].startswith("        records 7 and 9: ")


def test_what_could_not_be_read_has_no_checksum() -> None:
    """It says so."""
    assert "md5 unknown" in printed(Checked((FileFacts("a", "", "", 0, "unknown", "unknown"),), {}))[0]
