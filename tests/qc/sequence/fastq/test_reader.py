"""Reading FASTQ: the same figures, names and remarks as plain Python has them, whatever the blocks."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qc.sequence.container.stream import open_stream
from qc.sequence.fastq.reader import Reader
from qc.sequence.fastq.text import Text
from qc.sequence.remarks import Remarks
from tests.qc.sequence.fastq.plain import Plain, figures, identity, is_valid, key, read, records

BLOCKS = st.sampled_from([1, 2, 7, 63, 64, 65, 200, 1 << 20])
NAMES = st.one_of(
    st.from_regex(rb"[!-~]{1,40}", fullmatch=True),
    st.from_regex(rb"[A-Z]{2}\d{2,4}:\d:[A-Z]{5}:\d:1101:\d{1,12}:\d{1,12}( [12]:[YN]:0:[ACGT]+)?", fullmatch=True),
    st.from_regex(rb"[a-z]{60,70}\d{1,70}(/[0-5])?([ \t]x)?", fullmatch=True),
    st.from_regex(rb"\d{1,3}/\d", fullmatch=True),
)


@st.composite
def plain_records(draw: st.DrawFn) -> Plain:
    """A record that keeps the rules: letters of one alphabet, a name after `+` now and then."""
    letters = draw(st.sampled_from([b"ACGT", b"ACGTN", b"ACGTN.-acgtnRYSWKMBDHV", b"ACGUu"]))
    low, high = draw(st.sampled_from([(33, 36), (33, 75), (35, 126), (66, 70)]))
    sequence = draw(st.lists(st.sampled_from(list(letters)), min_size=1, max_size=draw(st.sampled_from([3, 70, 200]))))
    size = len(sequence)
    quality = draw(st.lists(st.integers(low, high), min_size=size, max_size=size))
    name = draw(NAMES)
    plus = draw(st.sampled_from([b"", b"", b"", name, name.split(b" ")[0].split(b"\t")[0], b" "]))
    return Plain(name, bytes(sequence), plus, bytes(quality))


LISTS = st.lists(plain_records(), min_size=1, max_size=12)
FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@FOLDER
@given(found=LISTS, block=BLOCKS, ended=st.booleans())
def test_a_file_in_form_gives_the_figures_of_plain_python(
    tmp_path: Path, found: list[Plain], block: int, ended: bool
) -> None:
    """All exact figures agree, whatever the blocks, with a line feed at the end or without; no error is raised."""
    found[0] = found[0]._replace(quality=b"#" + found[0].quality[1:])  # offset 33 for certain
    text = b"".join(record.text for record in found)
    outcome = read(tmp_path, text if ended else text[:-1], block)
    expected = figures(found)
    assert {name: outcome.metrics[name] for name in expected} == expected
    assert outcome.metrics["quality_offset"] == 33
    assert not [code for code in outcome.codes if code.startswith("E_") and code != "E_MOSTLY_N"]


@FOLDER
@given(found=LISTS, block=BLOCKS)
def test_names_come_with_mark_hashes_and_key(tmp_path: Path, found: list[Plain], block: int) -> None:
    """Rows number the records from 1; mark and key are those of the text; equal names have equal hashes and no other."""
    outcome = read(tmp_path, b"".join(record.text for record in found), block)
    assert [row[0] for row in outcome.names] == list(range(1, len(found) + 1))
    by_pair, by_name = {}, {}
    for record, (_, word, line, mark, pair, name, group, number) in zip(found, outcome.names, strict=True):
        plain, expected = identity(record.name)
        assert (line, mark, number) == (record.name, expected, key(plain))
        assert word == record.name.split(b" ")[0].split(b"\t")[0]
        assert by_pair.setdefault(plain, pair) == pair
        assert by_name.setdefault((plain, mark), (name, group)) == (name, group)
    assert len(set(by_pair.values())) == len(by_pair)
    assert len({name for name, _ in by_name.values()}) == len(by_name)


@settings(FOLDER, max_examples=80)
@given(data=st.data(), found=LISTS, block=BLOCKS)
def test_a_changed_file_fails_just_when_it_breaks_a_rule(
    tmp_path: Path, data: st.DataObject, found: list[Plain], block: int
) -> None:
    """A byte changed, put in or taken away: an error just where plain Python sees one, the same in any blocks."""
    text = bytearray(b"".join(record.text for record in found))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, max(0, len(text) - 1)))
        byte = data.draw(st.sampled_from(b"\n\n\r\0@+ \tACGU!~\x7f\xe9*"))
        data.draw(
            st.sampled_from(
                [
                    lambda at, new: text.__setitem__(slice(at, at + 1), bytes([new])),
                    text.insert,
                    lambda at, _: text.__delitem__(slice(at, at + 1)),
                    lambda at, _: text.__delitem__(slice(at, at + 30)),
                ]
            )
        )(place, byte)
    text += b"" if text else b"\n"  # a file of no bytes is the container's matter
    outcome = read(tmp_path, bytes(text), block)
    whole = read(tmp_path, bytes(text))
    assert outcome == whole
    errors = [code for code in outcome.codes if code.startswith("E_") and code != "E_MOSTLY_N"]
    assert bool(errors) == (records(bytes(text)) is None), outcome.remarks


@settings(FOLDER, max_examples=80)
@given(
    text=st.lists(st.sampled_from([b"@", b"+", b"\n", b"\n", b"A", b"CC", b"I", b"\r", b"\0", b" ", b"@a\nC\n+\n~\n"]))
)
@example([b"@", b"\n", b"\n", b"+", b"\n"])
@example([b"\n", b"@a\nC\n+\n~\n", b"\n", b"\n"])
def test_any_text_is_read_to_its_end_alike_in_any_blocks(tmp_path: Path, text: list[bytes]) -> None:
    """Whatever stands there, the remarks do not depend on the blocks, and each names a place within the file."""
    joined = b"".join(text)
    outcome = read(tmp_path, joined, 3)
    assert outcome == read(tmp_path, joined)
    for remark in outcome.remarks:
        assert remark.byte is None or 0 <= remark.byte <= len(joined)
        if remark.line is not None and remark.byte is not None:
            assert remark.line == joined[: remark.byte].count(b"\n") + 1


def three(second: bytes) -> bytes:
    """A record in form, the given text, and a record in form."""
    return b"@r1\nACGT\n+\nFF#F\n" + second + b"@r3\nGGCC\n+\nFFFF\n"


@pytest.mark.parametrize(
    ("second", "code", "line", "byte"),
    [
        (b"@r2\nACGT\n+\nFFF\n", "E_LENGTH", 8, 27),
        (b"@r2\nACGT\n+\nFFFFF\n", "E_LENGTH", 8, 27),
        (b"@r2\nACGT\n+\n\n", "E_LENGTH", 8, 27),
        (b"@r2\nACGT\n+\n40 40 38 12\n", "E_LENGTH", 8, 27),
        (b"@r2\nACGT\n+\n", "E_RECORD", 5, 16),
        (b"@r2\nACGT\nFFFF\n", "E_RECORD", 5, 16),
        (b"@r2\n+\nFFFF\n", "E_RECORD", 5, 16),
        (b"ACGT\n+\nFFFF\n", "E_RECORD", 5, 16),
        (b"@r2\n", "E_RECORD", 5, 16),
        (b"@r2\nACGT\n", "E_RECORD", 5, 16),
        (b"+r1\nFFFF\n", "E_RECORD", 5, 16),
        (b"r2\nACGT\n+\nFFFF\n", "E_NO_AT", 5, 16),
        (b">r2\nACGT\n+\nFFFF\n", "E_NO_AT", 5, 16),
        (b"@r2\nACGT\n-\nFFFF\n", "E_NO_PLUS", 7, 25),
        (b"@r2\nACGT\n\nFFFF\n", "E_NO_PLUS", 7, 25),
        (b"@r2\nACGT\n+r3\nFFFF\n", "E_PLUS_NAME", 7, 26),
        (b"@r2\nAC\nGT\n+\nFFFF\n", "E_MULTILINE", 7, 23),
        (b"@r2\nACGT\n+\n@F\n+F\n", "E_MULTILINE", 9, 30),
        (b"@r2\nAC\nGT\n+r2\nFF\n@F\n", "E_MULTILINE", 7, 23),
        (b"\n@r2\nACGT\n+\nFFFF\n", "E_BLANK_LINE", 5, 16),
        (b" \t\n\n@r2\nACGT\n+\nFFFF\n", "E_BLANK_LINE", 5, 16),
        (b"@r2\n\nACGT\n+\nFFFF\n", "E_BLANK_LINE", 6, 20),
        (b"@r2\nACGT\n\n+\nFFFF\n", "E_BLANK_LINE", 7, 25),
        (b"@r2\nACGT\n+\n\nFFFF\n", "E_BLANK_LINE", 8, 27),
        (b"@\nACGT\n+\nFFFF\n", "E_EMPTY_NAME", 5, 17),
        (b"@ r2\nACGT\n+\nFFFF\n", "E_EMPTY_NAME", 5, 17),
        (b"@" + b"r" * 257 + b"\nACGT\n+\nFFFF\n", "E_NAME_LENGTH", 5, 17),
        (b"@r\x012\nACGT\n+\nFFFF\n", "E_NAME_CHARACTER", 5, 18),
        (b"@r\xe92\nACGT\n+\nFFFF\n", "E_NONASCII", 5, 18),
        (b"@r2 \xe9\nACGT\n+\nFFFF\n", "E_NONASCII", 5, 20),
        (b"@r2\nAC\xe9T\n+\nFFFF\n", "E_NONASCII", 6, 22),
        (b"@r2\nACXT\n+\nFFFF\n", "E_BASE", 6, 22),
        (b"@r2\nAC T\n+\nFFFF\n", "E_BASE", 6, 22),
        (b"@r2\nT012\n+\nFFFF\n", "E_BASE", 6, 21),
        (b"@r2\nACUT\n+\nFFFF\n", "E_MIXED_TU", 6, 23),
        (b"@r2\nACRT\n+\nFFFF\n", "W_IUPAC", 6, 22),
        (b"@r2\nACaT\n+\nFFFF\n", "W_IUPAC", 6, 22),
        (b"@r2\nAC.T\n+\nFFFF\n", "W_IUPAC", 6, 22),
        (b"@r2\nACUG\n+\nFFFF\n", "W_URACIL", 6, 22),
        (b"@r2\n\n+\n\n", "E_EMPTY_SEQ", 6, 20),
        (b"@r2\nACGT\n+\nFF F\n", "E_QUAL_RANGE", 8, 29),
        (b"@r2\nACGT\n+\nFF\x7fF\n", "E_QUAL_RANGE", 8, 29),
        (b"@r2\nACGT\n+\nFF\0F\n", "E_QUAL_RANGE", 8, 29),
        (b"@r2\nACGT\n+\nF\0\0F\n", "E_NUL", 8, 28),
        (b"@r2\nA\0GT\n+\nFFFF\n", "E_NUL", 6, 21),
        (b"@r2\nACGT\n+\nFF" + bytes(100) + b"FFF\n", "E_NUL", 8, 29),
        (b"@r2\r\nACGT\r\n+\r\nFFFF\r\n", "E_CRLF", 5, 19),
        (b"@r2\nACGT\r\n+\nFFFF\r\n", "E_CRLF", 6, 24),
    ],
)
@pytest.mark.parametrize("block", [5, 1 << 20])
def test_each_fault_has_one_code_and_its_place(
    tmp_path: Path, second: bytes, code: str, line: int, byte: int, block: int
) -> None:
    """A fault in the second of three records is told once, there, and the records around it are read."""
    outcome = read(tmp_path, three(second), block)
    assert [(remark.code, remark.line, remark.byte) for remark in outcome.remarks] == [(code, line, byte)]
    assert outcome.remarks[0].records == (2,)
    assert [name[1] for name in outcome.names][:: len(outcome.names) - 1] == [b"r1", b"r3"]
    assert outcome.names[-1][0] == 3


@pytest.mark.parametrize(
    ("end", "code", "line"),
    [
        (b"@r2", "E_RECORD", 5),
        (b"@r2\nAC", "E_RECORD", 6),
        (b"@r2\nACGT\n", "E_RECORD", 6),
        (b"@r2\nACGT\n+", "E_RECORD", 7),
        (b"@r2\nACGT\n+\n", "E_RECORD", 7),
        (b"@r2\nACGT\n+\nFF", "E_LENGTH", 8),
        (b"@r2\n\n+\n", "E_EMPTY_SEQ", 6),
        (b"\n", "W_BLANK_END", 5),
        (b"\n \n\t\n", "W_BLANK_END", 5),
    ],
)
def test_a_file_that_is_cut_says_where(tmp_path: Path, end: bytes, code: str, line: int) -> None:
    """The last record is not whole, or blank lines end the file: one remark."""
    outcome = read(tmp_path, b"@r1\nACGT\n+\nFF#F\n" + end)
    assert [(remark.code, remark.line) for remark in outcome.remarks] == [(code, line)]
    assert outcome.metrics["reads"] == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"\n\n \n", "E_NO_READS"),
        (b">chr1\nACGT\nACGT\n>chr2\nGG\n", "E_NOT_FASTQ"),
        (b"@HD\tVN:1.6\n@SQ\tSN:1\tLN:5\n@SQ\tSN:2\tLN:5\n@RG\tID:a\nr1\t4\t*\n", "E_NOT_FASTQ"),
        (b"no sequence at all\n", "E_NOT_FASTQ"),
        (b"@r1\rACGT\r+\rFFFF\r", "E_NO_LF"),
        (b"@r1 " + b"ACGT" * 1000, "E_NO_LF"),
        (b"@r1 ACGT", "E_RECORD"),
        (b"\xef\xbb\xbf@r1\nACGT\n+\nFF#F\n", "E_BOM"),
        (b"@r1\nNNNA\n+\nFF#F\n", "E_MOSTLY_N"),
    ],
)
def test_a_file_that_is_none_has_one_code(tmp_path: Path, text: bytes, code: str) -> None:
    """No records, another format, other line ends: one remark, whatever the blocks."""
    for block in (4, 1 << 20):
        assert read(tmp_path, text, block).codes == [code]


def test_half_of_the_bases_may_be_unknown(tmp_path: Path) -> None:
    """More than half is judged over the file: a read of N alone is no fault beside others."""
    assert not read(tmp_path, b"@r1\nNNNN\n+\n####\n@r2\nACGT\n+\nFF#F\n").codes


def test_a_hundred_remarks_are_kept_and_all_are_counted(tmp_path: Path) -> None:
    """A file in CR LF throughout costs one code, its first hundred places and the number of its records."""
    text = b"".join(b"@r%d\r\nACGT\r\n+\r\nFF#F\r\n" % number for number in range(250))
    path = tmp_path / "crlf.fastq"
    path.write_bytes(text)
    outcome = read(tmp_path, text, 999)
    assert outcome.codes == ["E_CRLF"] * 100
    assert outcome.remarks[99].records == (100,)
    assert outcome.metrics["reads"] == 250


def test_long_lines_are_read_over_many_blocks(tmp_path: Path) -> None:
    """Reads of megabases, as nanopores give them, between short ones; lengths beyond the counters are exact."""
    long = 3_000_001
    text = b"@a\nAC\n+\n#F\n@b\n" + b"G" * long + b"\n+\n" + b"I" * long + b"\n@c\nACGT\n+\nFFFF\n"
    outcome = read(tmp_path, text)
    assert not outcome.codes
    assert outcome.metrics["length"]["max"] == outcome.metrics["length"]["n50"] == long
    assert outcome.metrics["length_histogram"] == [[2, 2, 1], [4, 4, 1], [long, long, 1]]
    assert outcome.metrics["quality_histogram"] == {"2": 1, "37": 5, "40": long}


@pytest.mark.parametrize(("filler", "code"), [(b"A", "E_LINE_LENGTH"), (b"\0", "E_NUL")])
def test_a_line_without_end_is_refused(tmp_path: Path, filler: bytes, code: str) -> None:
    """Beyond 64 MiB a line is not read any further, so that memory stays bounded."""
    outcome = read(tmp_path, b"@a\nAC\n+\n#F\n@b\n" + filler * (66 << 20))
    assert [(remark.code, remark.line) for remark in outcome.remarks] == [(code, 5)]


def test_a_text_without_line_feed_is_refused(tmp_path: Path) -> None:
    """One endless line from the start: no line feed ends it."""
    assert read(tmp_path, b"@" + b"A" * (66 << 20)).codes == ["E_NO_LF"]


def test_faults_in_every_record_end_at_last(tmp_path: Path) -> None:
    """A file of wrapped records only is not judged for ever."""
    outcome = read(tmp_path, b"".join(b"@r%d\nAC\nGT\n+\nFF\nFF\n" % number for number in range(300)))
    assert outcome.codes == ["E_MULTILINE"] * 100
    assert outcome.remarks[99].records == (100,)


@pytest.mark.parametrize("block", [100_003, 1 << 20])
@pytest.mark.parametrize(
    ("middle", "code", "line"),
    [
        (b"@b\n" + b"ACGT" * 15 + b"\n" + b"GATTACA\n" * 90_000 + b"+\n" + b"@+F%FFF\n" * 90_000, "E_MULTILINE", 7),
        (b"some text\n" * 99_999, "E_RECORD", 5),
        (b"some text\n\n@ and\n" * 55_555, "E_RECORD", 5),
        (b"@b\nAC" + bytes(900_000) + b"C\n+\nFF\n", "E_NUL", 6),
        (b"\n" * 800_000, "E_BLANK_LINE", 5),
    ],
)
def test_a_long_fault_costs_one_remark(tmp_path: Path, middle: bytes, code: str, line: int, block: int) -> None:
    """A wrapped chromosome or text that is none: the next record in form is found far behind."""
    outcome = read(tmp_path, b"@a\nAC\n+\n#F\n" + middle + b"@c\nGT\n+\nFF\n", block)
    assert [(remark.code, remark.line) for remark in outcome.remarks] == [(code, line)]
    assert [name[1] for name in outcome.names] == [b"a", b"c"]
    assert outcome.metrics["reads"] == 2


def test_names_after_plus_are_common(tmp_path: Path) -> None:
    """As an archive writes them: the whole name line again, with its comment."""
    text = b"".join(b"@SRR1.%d %d length=4\nACGT\n+SRR1.%d %d length=4\nFF#F\n" % (n, n, n, n) for n in range(50))
    assert not read(tmp_path, text, 333).codes


def test_another_format_behind_blank_lines(tmp_path: Path) -> None:
    """Blank lines at the beginning do not hide that what follows is no FASTQ."""
    assert read(tmp_path, b"\n\n>a\nACGT\n>b\nACGT\n").codes == ["E_BLANK_LINE", "E_NOT_FASTQ"]


@pytest.mark.parametrize(("place", "expected"), [(-8, set()), (None, {"E_BASE"})])
def test_nothing_is_said_of_the_records_of_a_corrupt_stream(
    tmp_path: Path, place: int | None, expected: set[str]
) -> None:
    """Where a check value is wrong, the bytes are not those that were sent: the container's fault says it all."""
    stored = bytearray(gzip.compress(b"@a\nAX\n+\n#F\n" * 200_000, 1))
    if place is not None:
        stored[place] ^= 1
    path = tmp_path / "read.fastq.gz"
    path.write_bytes(stored)
    remarks = Remarks("read.fastq.gz")
    with open_stream(path, None) as stream:
        reader = Reader(stream, remarks)
        reader.run()
    assert set(remarks.counts) == expected
    assert reader.statistics.reads > 50_000


def test_joined_encodings_are_warned_of(tmp_path: Path) -> None:
    """Reads of offset 33 and reads of offset 64 in one file."""
    text = b"@a\nACGT\n+\n##FF\n@b\nACGT\n+\nhhgB\n"
    assert read(tmp_path, text).codes == ["W_PHRED_RANGE"]


def test_the_plain_reader_knows_a_valid_record() -> None:
    """The oracle of these tests tells good from bad by itself."""
    assert is_valid(Plain(b"r", b"ACGT", b"", b"FFFF"))
    assert not is_valid(Plain(b"r", b"ACGT", b"s", b"FFFF"))
    assert records(b"@r\nAC\n+\nFF") == [Plain(b"r", b"AC", b"", b"FF")]
    assert records(b"@r\nAC\n+\nF\n") is None


STRAY = [b"", b" ", b"@x", b"+", b"ACGT", b"III", b"\r", b">a", b"@", b"\0\0"]


@FOLDER
@given(
    edits=st.lists(
        st.tuples(st.integers(0, 160), st.integers(0, 8), st.sampled_from(STRAY), st.sampled_from([0, 1, 9, 40])),
        min_size=1,
        max_size=6,
    )
)
def test_the_next_few_lines_tell_what_all_lines_tell(tmp_path: Path, edits: list[tuple[int, int, bytes, int]]) -> None:
    """A fault is judged by a few lines where they are enough; the remarks are those of the whole look-out."""
    lines = [line for i in range(40) for line in (b"@r%d" % i, b"ACGT", b"+", b"IIII")]
    for place, removed, stray, times in edits:
        lines[place : place + removed] = [stray] * times
    outcome = read(tmp_path, b"\n".join(lines), 1 << 20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "near", lambda _text: None)
        assert read(tmp_path, b"\n".join(lines), 1 << 20).remarks == outcome.remarks


def test_blank_lines_are_passed_over_in_blocks(tmp_path: Path) -> None:
    """Blanks of any kind over many blocks are one remark, at their first line, and the record behind has its number."""
    blank = b"\n \t\n\r\n" * 50_000
    outcome = read(tmp_path, b"@a\nA\n+\nI\n" + blank + b"@b\nA\n+\nI\n", 1 << 16)
    assert [(r.code, r.line, r.byte, r.records) for r in outcome.remarks] == [("E_BLANK_LINE", 5, 9, (2,))]
    assert [row[0] for row in outcome.names] == [1, 2]


def test_few_lines_are_enough_for_a_fault_among_short_ones(tmp_path: Path) -> None:
    """A lost line is told without the 256 KiB behind it being taken apart."""
    path = tmp_path / "a.fastq"
    path.write_bytes(b"@a\nACG\n+\nII\n" + b"@b\nACG\n+\nIII\n" * 40_000)
    remarks = Remarks("a.fastq")
    with pytest.MonkeyPatch.context() as patch, open_stream(path, remarks) as stream:
        patch.setattr(Text, "judged", lambda _text: pytest.fail("all lines were asked for"))
        Reader(stream, remarks).run()
    assert [(remark.code, remark.line) for remark in remarks.kept] == [("E_LENGTH", 4)]
