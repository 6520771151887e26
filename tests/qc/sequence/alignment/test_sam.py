"""SAM text from end to end: verdicts, places, metrics, mates, and the labelled files."""

import gzip
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.sequence.alignment import sam, sam_lines
from qc.sequence.alignment.sam import check_sam
from qc.sequence.container.stream import open_stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remark, Remarks

HEAD = (
    "@HD\tVN:1.6\tSO:unsorted\n@SQ\tSN:chr1\tLN:1000\n@SQ\tSN:MT\tLN:100\tTP:circular\n"
    "@RG\tID:g\tSM:s\tPL:ILLUMINA\n@PG\tID:p\n"
)


def line(name: str = "r", flag: int = 0, position: int = 10, **changed: str) -> str:
    """One sound record."""
    fields = {"rname": "chr1", "cigar": "4M", "next": "*", "pnext": "0", "tail": "\tRG:Z:g"} | changed
    start = f"{name}\t{flag}\t{fields['rname']}\t{position}\t60\t{fields['cigar']}\t{fields['next']}"
    return f"{start}\t{fields['pnext']}\t0\tACGT\tFFFF{fields['tail']}\n"


class Check:
    """Checks texts written to a temporary file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "file.sam"

    def __call__(self, text: str | bytes, options: Options | None = None) -> list[Remark]:
        """The remarks on a text."""
        return self.metered(text, options)[1]

    def metered(self, text: str | bytes, options: Options | None = None) -> tuple[dict[str, Any], list[Remark]]:
        """The metrics of a text, and the remarks on it without those on an unknown assembly and a declared order."""
        self.path.write_bytes(text.encode() if isinstance(text, str) else text)
        return checked(self.path, options)

    def codes(self, text: str | bytes, options: Options | None = None) -> list[tuple[str, str]]:
        """Codes and severities."""
        return [(one.code, one.severity) for one in self(text, options)]


def checked(path: Path, options: Options | None = None) -> tuple[dict[str, Any], list[Remark]]:
    """Metrics and remarks of a file."""
    remarks = Remarks(path.name)
    with open_stream(path, remarks) as stream:
        stream.format = "sam"
        metrics = check_sam(stream, remarks, options or Options())
    return metrics, [one for one in remarks.kept if one.code not in ("I_ASSEMBLY_UNKNOWN", "I_UNSORTED")]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Texts to a file and through the check."""
    return Check(tmp_path)


def test_a_sound_file_says_nothing(check: Check) -> None:
    """Header and records as they should be."""
    metrics, remarks = check.metered(HEAD + line("a") + line("b", 16, 20) + line("c", 4, 0, rname="*", cigar="*"))
    assert remarks == []
    assert (metrics["records"], metrics["mapped"], metrics["bases"]) == (3, 2, 12)
    assert metrics["read_groups"][0]["sm"] == "s"
    assert metrics["mean_quality"] == 37.0


def test_faults_have_their_places(check: Check) -> None:
    """Line, byte and record of the second of three records."""
    text = HEAD + line("a") + line("b", cigar="9M") + line("c")
    (told,) = check(text)
    assert (told.code, told.line, told.byte, told.records) == (
        "E_CIGAR_LENGTH",
        7,
        len(HEAD) + len(line("a")),
        (2,),
    )


CASES = {
    "E_SAM_COLUMNS": "r\t0\tchr1\t10\t60\t4M\t*\t0\t0\tACGT\n",
    "E_QNAME": line("r" * 255),
    "E_FLAG": line().replace("r\t0", "r\tx"),
    "E_RNAME": line(rname="[x]"),
    "E_RNEXT": line(next="[x]"),
    "E_REF_UNDECLARED": line(rname="chr2"),
    "E_POS": line(position=-1),
    "E_MAPQ": line().replace("\t60\t", "\t256\t"),
    "E_CIGAR": line(cigar="4Q"),
    "E_CIGAR_CLIP": line(cigar="1M1S2M"),
    "E_CIGAR_LENGTH": line(cigar="5M"),
    "E_PNEXT": line(pnext="-1"),
    "E_TLEN": line().replace("\t0\tACGT", "\t1.5\tACGT"),
    "E_SEQ": line().replace("ACGT", "AC*T"),
    "E_SAM_QUAL": line().replace("FFFF", "FF F"),
    "E_QUAL_LENGTH": line().replace("FFFF", "FFF"),
    "E_AUX": line(tail="\tRG:Z:g\tX"),
    "E_AUX_VALUE": line(tail="\tRG:Z:g\tNM:i:x"),
    "E_AUX_DUP": line(tail="\tRG:Z:g\tRG:Z:g"),
    "E_RG_UNDECLARED": line(tail="\tRG:Z:other"),
    "E_NONASCII": line("r\u0080"),
    "E_BLANK_LINE": "\n" + line(),
    "E_HEADER_PLACE": line() + "@RG\tID:late\n",
    "W_FLAG": line(flag=4096),
    "W_UNPLACED": line(position=0),
    "W_PNEXT": line(next="chr1", pnext="1001"),
    "W_AUX_TYPE": line(tail="\tRG:Z:g\tNM:Z:1"),
    "W_PG_UNDECLARED": line(tail="\tRG:Z:g\tPG:Z:q"),
    "W_BLANK_END": line() + "\n\n",
}


@pytest.mark.parametrize("code", CASES)
def test_each_fault_has_its_code_alone(check: Check, code: str) -> None:
    """One fault gives one code, with the severity of its first letter."""
    assert set(check.codes(HEAD + CASES[code])) == {(code, "error" if code[0] == "E" else "warning")}


def test_past_the_end_warns_in_text_and_not_at_all_on_a_circle(check: Check) -> None:
    """The specification advises to unmap such records; circular references go on from the start."""
    assert check.codes(HEAD + line(position=998)) == [("E_PAST_END", "warning")]
    assert check.codes(HEAD + line(position=998, rname="MT")) == []


@pytest.mark.parametrize("fault", ["E_MAPQ", "E_CIGAR", "E_CIGAR_CLIP", "E_TLEN", "E_AUX", "W_UNPLACED", "W_FLAG"])
def test_readable_records_are_counted_with_their_faults(check: Check, fault: str) -> None:
    """A fault in one column takes nothing from the figures of the others."""
    metrics, _ = check.metered(HEAD + CASES[fault] + line("other"))
    assert (metrics["records"], metrics["primary"], metrics["bases"]) == (2, 2, 8)
    assert metrics["quality_histogram"] == {"37": 8}


def test_no_header(check: Check) -> None:
    """Records that name references need one; unaligned ones do not, nor do those behind a header without @SQ."""
    bare = line(tail="")
    assert check.codes(bare) == [("E_NO_HEADER", "error")]
    assert check.codes(line("u", 4, 0, rname="*", cigar="*", tail="")) == [("W_NO_RG", "warning")]
    assert check.codes("@HD\tVN:1.6\n" + bare) == [("W_NO_SQ", "warning"), ("W_NO_RG", "warning")]


@pytest.mark.parametrize("text", ["", HEAD])
def test_no_record_is_a_warning(check: Check, text: str) -> None:
    """A header alone is legal."""
    assert ("E_NO_READS", "warning") in check.codes(text or "@CO\t\n")


def test_a_broken_header_keeps_advice_back(check: Check) -> None:
    """One error, one code."""
    assert check.codes("@SQ\tSN:a\tLN:1\n@SQ\tSN:a\tLN:1\n") == [("E_DUP_SQ", "error")]


def test_samples(check: Check) -> None:
    """The declared sample is compared with SM; two samples in text warn."""
    text = HEAD + line()
    assert check.codes(text, Options(sample="s")) == []
    assert check.codes(text, Options(sample="t")) == [("E_SAMPLE", "error")]
    two = HEAD.replace("@PG", "@RG\tID:h\tSM:u\n@PG") + line()
    assert check.codes(two) == [("E_MULTI_SAMPLE", "warning")]
    assert check.codes(HEAD.replace("\tSM:s", "") + line()) == [("W_RG_NO_SM", "warning")]


def test_carriage_returns_warn_once_with_their_number(check: Check) -> None:
    """Readers of SAM take CR LF; the text is checked as if they were not there."""
    (told,) = check((HEAD + line("a") + line("b")).replace("\n", "\r\n"))
    assert (told.code, told.severity, told.line) == ("E_CRLF", "warning", 1)


def test_the_last_line_may_lack_its_end(check: Check) -> None:
    """It is checked all the same."""
    assert check.codes((HEAD + line()).removesuffix("\n")) == []
    assert check.codes(HEAD + line() + "r\t0\tchr1") == [("E_SAM_COLUMNS", "error")]
    assert ("E_NO_READS", "warning") in check.codes(HEAD.removesuffix("\n"))


def test_a_cut_container_raises_no_fault_at_the_cut(tmp_path: Path) -> None:
    """The incomplete last record is the container's fault, and so is the missing mate."""
    text = (HEAD + "".join(line(f"r{number}") for number in range(2000))).encode()
    packed = gzip.compress(text, mtime=0)
    path = tmp_path / "file.sam.gz"
    path.write_bytes(packed[: len(packed) // 2])
    assert [one.code for one in checked(path)[1]] == ["E_GZIP_TRUNCATED"]


def test_order(check: Check) -> None:
    """A declared order is true, or told with the first record that breaks it; names only warn."""
    coordinate = HEAD.replace("unsorted", "coordinate")
    assert check.codes(coordinate + line("a", position=10) + line("b", position=10)) == []
    (told,) = check(coordinate + line("a", position=10) + line("b", position=9))
    assert (told.code, told.severity, told.records) == ("E_BAM_ORDER", "error", (2,))
    names = HEAD.replace("unsorted", "queryname")
    assert check.codes(names + line("a2") + line("a10")) == []
    assert check.codes(names + line("a10") + line("a2")) == []
    assert check.codes(names + line("b") + line("a")) == [("E_BAM_ORDER", "warning")]


def test_mates(check: Check) -> None:
    """Mates that disagree, reads that stand twice: found among records of any order, told with both records."""
    first = line("a", 99, 10, next="=", pnext="20")
    last = line("a", 147, 20, next="=", pnext="10")
    assert check.codes(HEAD + first + last) == []
    assert check.codes(HEAD + first + line("a", 147, 21, next="=", pnext="10")) == [("W_MATE", "warning")]
    (told,) = check(HEAD + line("x") + line("y") + line("x"))
    assert (told.code, told.records) == ("W_DUP_READ", (1, 3))
    assert check.codes(HEAD + first) == [("I_MATE_MISSING", "info")]


def test_faulty_lines_beyond_the_exact_look_are_counted(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count on the first remark is that of all lines, whether looked at one by one or not."""
    monkeypatch.setattr(sam_lines, "EXACT", 5)
    check.path.write_text(HEAD + "".join(line(f"r{number}", cigar="9M") for number in range(50)))
    remarks = Remarks("file")
    with open_stream(check.path, remarks) as stream:
        check_sam(stream, remarks, Options())
    assert remarks.counts["E_CIGAR_LENGTH"] == 50


def test_a_line_longer_than_the_window(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window grows for long reads; beyond the bound the line is refused."""
    monkeypatch.setattr(sam, "BLOCK", 4096)
    long = line().replace("ACGT", "ACGT" * 5000).replace("FFFF", "FFFF" * 5000).replace("4M", "20000M")
    text = HEAD.replace("1000", "100000") + line("a") + long + line("b")
    metrics, remarks = check.metered(text)
    assert (metrics["records"], remarks, metrics["length"]["max"]) == (3, [], 20000)
    monkeypatch.setattr(sam, "LONGEST_LINE", 8192)
    assert check.codes(text) == [("E_LINE_LENGTH", "error")]


@settings(max_examples=25)
@given(st.integers(1, 400), st.randoms(use_true_random=False))
def test_the_size_of_the_window_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, size: int, chance: random.Random
) -> None:
    """Lines broken over windows are the same lines: same remarks, same metrics."""
    pool = [line(f"r{number}", position=number) for number in range(1, 40)] + [*CASES.values()]
    text = HEAD + "".join(chance.choice(pool) for _ in range(30))
    check = Check(tmp_path_factory.mktemp("window"))
    whole = check.metered(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sam, "BLOCK", size)
        assert check.metered(text) == whole


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_checked(tmp_path_factory: pytest.TempPathFactory, text: bytes) -> None:
    """Nothing raises, and every record is counted or refused."""
    Check(tmp_path_factory.mktemp("bytes")).metered(HEAD.encode() + text)


INVALID = {
    "bam2fq.sc.sam": "E_CIGAR_CLIP",
    "test_input_1_d.sam": "E_AUX",
    "view.003.sam": "E_CIGAR",
    "view.003.expected.sam": "E_CIGAR",
    "view.fetch-pairs.expected.sam": "E_RG_UNDECLARED",
    "view.fetch-pairs.filter0.expected.sam": "E_RG_UNDECLARED",
    "view.fetch-pairs.filter1.expected.sam": "E_RG_UNDECLARED",
}
"""Files of a test suite that break the specification on purpose or by their making."""


def test_labelled_files_have_the_verdict_of_their_label(shared_data: Path) -> None:
    """No file that passes is refused, and none that fails passes."""
    folder = shared_data / "seq" / "samtools+hts-specs" / "sam"
    verdicts = {
        path: any(one.severity == "error" for one in checked(path)[1]) for path in sorted(folder.rglob("*.sam"))
    }
    assert len(verdicts) == 94
    assert [path.name for path, failed in verdicts.items() if failed != (path.parent.name == "failed")] == []


def test_files_of_programs_are_not_refused(shared_data: Path) -> None:
    """Real files fail only where they are invalid, by the one code that says why."""
    files = [
        *(shared_data / "seq" / "samtools+samtools").rglob("*.sam"),
        *(shared_data / "seq").glob("*dnaio/data/*.sam"),
    ]
    failed = {}
    for path in files:
        errors = {one.code for one in checked(path)[1] if one.severity == "error"}
        if errors:
            failed[path.name] = errors
    assert failed == {name: {code} for name, code in INVALID.items()}
