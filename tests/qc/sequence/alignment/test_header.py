"""Headers of SAM, BAM and CRAM: every rule of the specification's section 1.3 in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment.header import Header, read_header, shown
from qc.sequence.remarks import Remarks


def read(*lines: bytes, references: list[tuple[str, int]] | None = None, strict: bool = True) -> tuple[Header, Remarks]:
    """The header of lines and what was said of it."""
    remarks = Remarks("file")
    return read_header(b"\n".join(lines) + b"\n", remarks, references=references, strict=strict), remarks


def codes(*lines: bytes) -> list[tuple[str, str]]:
    """Codes and severities said of the lines."""
    return [(one.code, one.severity) for one in read(*lines)[1].kept]


SQ = b"@SQ\tSN:chr1\tLN:1000"
SOUND = {
    "version": b"@HD\tVN:1.6",
    "order before version": b"@HD\tSO:coordinate\tVN:1.6",
    "every order": b"@HD\tVN:10.06\tSO:unknown",
    "grouping": b"@HD\tVN:1.6\tGO:reference",
    "sub-sort": b"@HD\tVN:1.6\tSO:queryname\tSS:queryname:natural:x-1",
    "sub-sort alone": b"@HD\tVN:1.6\tSS:unsorted:MI:coordinate",
    "name of all allowed characters": b"@SQ\tSN:!#$%&+./:;?@^_|~-*=0aZ\tLN:1",
    "longest reference": b"@SQ\tSN:a\tLN:2147483647\tTP:circular",
    "other names": b"@SQ\tSN:MT\tLN:16569\tAN:chrMT,M,chrM\tTP:linear\tAS:GRCh38\tSP:human\tUR:/a b.fa",
    "checksum": b"@SQ\tSN:a\tLN:1\tM5:7fc56270e7a70fa81a5935b72eacbe29",
    "alternate locus": b"@SQ\tSN:a\tLN:1\tAH:chr1:10-20",
    "alternate locus unknown": b"@SQ\tSN:a\tLN:1\tAH:*",
    "UTF-8 in a description": "@SQ\tSN:a\tLN:1\tDS:鲱".encode(),
    "user tag": b"@SQ\tSN:a\tLN:1\txy:anything at all\tz9:1",
    "read group": b"@RG\tID:a b\tBC:ACGT-TTGA\tCN:x\tFO:TACGN\tKS:TCAG\tLB:l\tPG:p\tPI:350\tPM:m\tPU:u\tSM:s t",
    "no flow order": b"@RG\tID:1\tFO:*",
    "platform": b"@RG\tID:1\tPL:DNBSEQ",
    "date": b"@RG\tID:1\tDT:2012-06-01",
    "date and time": b"@RG\tID:1\tDT:2012-06-01T11:05:00-0400",
    "basic date": b"@RG\tID:1\tDT:20120601T110500Z",
    "fraction of a second": b"@RG\tID:1\tDT:2012-06-01T11:05:00.125+01:00",
    "week": b"@RG\tID:1\tDT:2012-W05-3",
    "program": "@PG\tID:bwa\tPN:bwa\tVN:0.7\tCL:echo 鲱\tDS:é".encode(),
    "comment": "@CO\t→ free\ttext: of any kind".encode(),
    "empty comment": b"@CO\t",
}


@pytest.mark.parametrize("line", SOUND.values(), ids=SOUND.keys())
def test_a_sound_line_says_nothing(line: bytes) -> None:
    """What the specification allows is neither refused nor warned of."""
    assert codes(line) == []


BROKEN = {
    "no fields": (b"@SQ", "E_HEADER_LINE"),
    "no header line": (b"@x\t1", "E_HEADER_LINE"),
    "blank instead of tab": (b"@SQ SN:a LN:1", "E_HEADER_LINE"),
    "field without colon": (b"@HD\tVN:1.6\tSO", "E_HEADER_LINE"),
    "empty value": (b"@HD\tVN:1.6\txx:", "E_HEADER_LINE"),
    "tag of three": (b"@HD\tVN:1.6\tABC:1", "E_HEADER_LINE"),
    "tag of a digit": (b"@HD\tVN:1.6\t1A:1", "E_HEADER_LINE"),
    "two tabs": (b"@HD\t\tVN:1.6", "E_HEADER_LINE"),
    "trailing tab": (b"@HD\tVN:1.6\t", "E_HEADER_LINE"),
    "tag twice": (b"@SQ\tSN:a\tLN:1\tLN:2", "E_HEADER_TAG_DUP"),
    "no version": (b"@HD\tSO:coordinate", "E_HEADER_REQUIRED"),
    "no name": (b"@SQ\tLN:1", "E_HEADER_REQUIRED"),
    "no length": (b"@SQ\tSN:a", "E_HEADER_REQUIRED"),
    "no read group ID": (b"@RG\tSM:a", "E_HEADER_REQUIRED"),
    "no program ID": (b"@PG\tPN:a", "E_HEADER_REQUIRED"),
    "version of one number": (b"@HD\tVN:1", "E_HEADER_VALUE"),
    "version of letters": (b"@HD\tVN:1.x", "E_HEADER_VALUE"),
    "unknown order": (b"@HD\tVN:1.6\tSO:query", "E_HEADER_VALUE"),
    "order in capitals": (b"@HD\tVN:1.6\tSO:Coordinate", "E_HEADER_VALUE"),
    "unknown grouping": (b"@HD\tVN:1.6\tGO:pairs", "E_HEADER_VALUE"),
    "sub-sort of unknown": (b"@HD\tVN:1.6\tSS:unknown:MI", "E_HEADER_VALUE"),
    "sub-sort without sub": (b"@HD\tVN:1.6\tSS:coordinate", "E_HEADER_VALUE"),
    "sub-sort with a blank": (b"@HD\tVN:1.6\tSS:coordinate:a b", "E_HEADER_VALUE"),
    "length 0": (b"@SQ\tSN:a\tLN:0", "E_HEADER_VALUE"),
    "length too large": (b"@SQ\tSN:a\tLN:2147483648", "E_HEADER_VALUE"),
    "length with a sign": (b"@SQ\tSN:a\tLN:+5", "E_HEADER_VALUE"),
    "length of letters": (b"@SQ\tSN:a\tLN:1k", "E_HEADER_VALUE"),
    "name with a star first": (b"@SQ\tSN:*a\tLN:1", "E_HEADER_VALUE"),
    "name with = first": (b"@SQ\tSN:=\tLN:1", "E_HEADER_VALUE"),
    "other name with a bracket": (b"@SQ\tSN:a\tLN:1\tAN:b,<c>", "E_HEADER_VALUE"),
    "empty other name": (b"@SQ\tSN:a\tLN:1\tAN:b,", "E_HEADER_VALUE"),
    "checksum in capitals": (b"@SQ\tSN:a\tLN:1\tM5:7FC56270E7A70FA81A5935B72EACBE29", "E_HEADER_VALUE"),
    "checksum too short": (b"@SQ\tSN:a\tLN:1\tM5:7fc5", "E_HEADER_VALUE"),
    "alternate locus": (b"@SQ\tSN:a\tLN:1\tAH:1-2-3,4", "E_HEADER_VALUE"),
    "description not in UTF-8": (b"@RG\tID:1\tDS:\xe9", "E_HEADER_VALUE"),
    "command line not in UTF-8": (b"@PG\tID:1\tCL:\xe9", "E_HEADER_VALUE"),
    "topology": (b"@SQ\tSN:a\tLN:1\tTP:round", "E_HEADER_VALUE"),
    "flow order": (b"@RG\tID:1\tFO:ACGX", "E_HEADER_VALUE"),
    "key sequence": (b"@RG\tID:1\tKS:12", "E_HEADER_VALUE"),
    "date of words": (b"@RG\tID:1\tDT:Tuesday", "E_HEADER_VALUE"),
    "thirteenth month": (b"@RG\tID:1\tDT:2012-13-01", "E_HEADER_VALUE"),
    "32nd day": (b"@RG\tID:1\tDT:2012-12-32", "E_HEADER_VALUE"),
    "25th hour": (b"@RG\tID:1\tDT:2012-12-12T25:00", "E_HEADER_VALUE"),
    "insert size": (b"@RG\tID:1\tPI:long", "E_HEADER_VALUE"),
    "platform of a model": (b"@RG\tID:1\tPL:454", "E_HEADER_VALUE"),
    "platform unknown": (b"@RG\tID:1\tPL:UNKNOWN", "E_HEADER_VALUE"),
    "UTF-8 where it may not be": ("@RG\tID:1\tSM:é".encode(), "E_HEADER_VALUE"),
    "control character": (b"@RG\tID:1\tSM:a\x01", "E_HEADER_VALUE"),
}


@pytest.mark.parametrize(("line", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_line_has_its_code(line: bytes, code: str) -> None:
    """Each rule of the table is an error with one code."""
    assert (code, "error") in codes(line)
    assert {one for one, _ in codes(line)} == {code}


@pytest.mark.parametrize("sign", list("\\,\"`'()[]{}<> "))
def test_delimiters_are_no_characters_of_reference_names(sign: str) -> None:
    """Names hold no character that other formats use to delimit them."""
    assert codes(f"@SQ\tSN:a{sign}b\tLN:1".encode()) == [("E_HEADER_VALUE", "error")]


UNUSUAL = {
    "platform in small letters": (b"@RG\tID:1\tPL:Illumina", "W_HEADER_VALUE"),
    "former platform": (b"@RG\tID:1\tPL:OTHER", "W_HEADER_VALUE"),
    "blank in a date": (b"@RG\tID:1\tDT:2012-06-01 11:05", "W_HEADER_VALUE"),
    "decimals of an insert size": (b"@RG\tID:1\tPI:350.5", "W_HEADER_VALUE"),
    "barcode of words": (b"@RG\tID:1\tBC:barcode01", "W_HEADER_VALUE"),
    "two orders": (b"@HD\tVN:1.6\tSO:queryname\tSS:coordinate:x", "W_HEADER_VALUE"),
    "comment not in UTF-8": (b"@CO\t\xe9", "W_HEADER_VALUE"),
    "comment without tab": (b"@CO", "E_HEADER_LINE"),
    "comment behind blanks": (b"@CO  text", "E_HEADER_LINE"),
    "unknown type": (b"@XY\tAB:1", "W_HEADER_TYPE"),
    "tabs in a command line": (b"@PG\tID:bwa\tCL:bwa mem -R @RG\tID:x\tSM:y", "W_HEADER_CL"),
    "other tabs in a command line": (b"@PG\tID:awk\tCL:awk -F\t'{print}'", "W_HEADER_CL"),
}


@pytest.mark.parametrize(("line", "code"), UNUSUAL.values(), ids=UNUSUAL.keys())
def test_what_practice_does_is_a_warning(line: bytes, code: str) -> None:
    """Where real files go beyond the text, they are not refused."""
    assert codes(line) == [(code, "warning")]


@pytest.mark.parametrize(("line", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_binary_files_are_warned_of_what_does_no_harm(line: bytes, code: str) -> None:
    """Only a reference without name or length, or a read group without ID, is an error beside binary records."""
    needed = code == "E_HEADER_REQUIRED" and line[1:3] in (b"SQ", b"RG")
    header, remarks = read(line, strict=False)
    mild = {"E_HEADER_VALUE": "W_HEADER_VALUE"}.get(code, code)
    assert {(one.code, one.severity) for one in remarks.kept} == {(mild, "error" if needed else "warning")}
    assert header.failed == needed


def test_the_head_stands_first_and_once() -> None:
    """A late @HD and a second @HD are told with their line and byte."""
    remarks = read(b"@HD\tVN:1.6", SQ, b"@HD\tVN:1.6")[1].kept
    assert [(one.code, one.line, one.byte) for one in remarks] == [("E_HEADER_PLACE", 3, 12 + len(SQ))]
    assert codes(SQ, b"@HD\tVN:1.6") == [("E_HEADER_PLACE", "error")]


@pytest.mark.parametrize(
    "lines",
    [
        (SQ, SQ),
        (SQ, b"@SQ\tSN:b\tLN:1\tAN:chr1"),
        (b"@SQ\tSN:b\tLN:1\tAN:x", b"@SQ\tSN:c\tLN:1\tAN:y,x"),
        (b"@SQ\tSN:b\tLN:1\tAN:b",),
    ],
)
def test_reference_names_are_distinct_among_all_names(lines: tuple[bytes, ...]) -> None:
    """SN and every name of AN are one space of names."""
    assert codes(*lines) == [("E_DUP_SQ", "error")]


def test_identifiers_are_unique() -> None:
    """Read groups and programs each once; the same ID in both is nothing."""
    assert codes(b"@RG\tID:1", b"@RG\tID:1") == [("E_DUP_RG", "error")]
    assert codes(b"@PG\tID:1", b"@PG\tID:1") == [("E_DUP_PG", "error")]
    assert codes(b"@PG\tID:1", b"@RG\tID:1") == []


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ((b"@PG\tID:a\tPP:b", b"@PG\tID:b"), 0),
        ((b"@PG\tID:a\tPP:c", b"@PG\tID:b\tPP:c", b"@PG\tID:c"), 0),
        ((b"@PG\tID:a\tPP:missing",), 1),
        ((b"@PG\tID:a\tPP:a",), 1),
        ((b"@PG\tID:a\tPP:b", b"@PG\tID:b\tPP:a"), 1),
        ((b"@PG\tID:x\tPP:a", b"@PG\tID:a\tPP:b", b"@PG\tID:b\tPP:a"), 1),
        ((b"@PG\tID:a\tPP:b", b"@PG\tID:b\tPP:missing"), 1),
    ],
)
def test_chains_of_programs_end_at_a_program(lines: tuple[bytes, ...], number: int) -> None:
    """PP names another line, which may come later, and no chain goes round."""
    assert codes(*lines) == [("E_PG_CHAIN", "error")] * number


def test_values_are_kept() -> None:
    """What later checks need stands in the header."""
    header, _ = read(
        b"@HD\tVN:1.6\tSO:coordinate\tGO:none",
        b"@SQ\tSN:chr1\tLN:1000\tM5:7fc56270e7a70fa81a5935b72eacbe29",
        b"@SQ\tSN:MT\tLN:16569\tTP:circular",
        b"@RG\tID:g\tSM:s\tPL:ONT\tPU:u\tLB:l\tDS:d",
        b"@PG\tID:p",
    )
    assert (header.lines, header.version, header.sort_order, header.grouping) == (5, "1.6", "coordinate", "none")
    assert [(one.name, one.length, one.circular) for one in header.references] == [
        ("chr1", 1000, False),
        ("MT", 16569, True),
    ]
    assert header.references[0].md5 == "7fc56270e7a70fa81a5935b72eacbe29"
    assert header.read_groups[0].as_json() == {"id": "g", "sm": "s", "pl": "ONT", "pu": "u", "lb": "l"}
    assert header.read_groups[0].description == "d"
    assert header.programs == ("p",)
    assert not header.failed


def test_a_failed_header_says_so_and_a_warned_one_does_not() -> None:
    """`failed` follows errors alone."""
    assert read(b"@HD\tVN:x")[0].failed
    assert not read(b"@RG\tID:1\tPL:illumina")[0].failed


def test_lines_may_end_in_carriage_returns_and_text_in_nul() -> None:
    """BAM pads its text with NUL; both are other modules' matter."""
    remarks = Remarks("file")
    header = read_header(b"@HD\tVN:1.6\r\n" + SQ + b"\r\n\0\0", remarks)
    assert (len(header.references), remarks.kept) == (1, [])


def test_the_binary_references_agree_with_the_text() -> None:
    """Names, lengths, number and order of @SQ lines are those of the binary dictionary."""
    two = (SQ, b"@SQ\tSN:b\tLN:5")
    assert not read(*two, references=[("chr1", 1000), ("b", 5)])[1].kept
    for binary in ([("chr1", 1000)], [("b", 5), ("chr1", 1000)], [("chr1", 1001), ("b", 5)]):
        header, remarks = read(*two, references=binary)
        assert [one.code for one in remarks.kept] == ["E_BAM_REFERENCES"]
        assert header.failed
        assert [(one.name, one.length) for one in header.references] == binary


def test_binary_references_stand_where_the_text_has_none() -> None:
    """Old files have no text; a name that stands twice is told all the same."""
    header, remarks = read(b"@CO\tnothing", references=[("a", 5), ("b", 6)])
    assert ([one.name for one in header.references], remarks.kept) == (["a", "b"], [])
    header, remarks = read(b"@CO\tnothing", references=[("a", 5), ("a", 6)])
    assert ([one.code for one in remarks.kept], header.failed) == (["E_DUP_SQ"], True)


def test_messages_repeat_little_and_escaped() -> None:
    """Control characters are spelt out, and eighty characters are the most."""
    assert shown(b"a\x01\xe9\tb") == "a\\x01\\xe9\\tb"
    assert len(shown(b"\x00" * 500)) == 80


@given(st.binary(max_size=200))
def test_nothing_raises(text: bytes) -> None:
    """Any bytes give a header and remarks of known codes."""
    remarks = Remarks("file")
    header = read_header(text, remarks)
    assert header.failed == remarks.failed


@given(st.lists(st.sampled_from([*SOUND.values(), *(line for line, _ in BROKEN.values())]), max_size=8))
def test_a_header_fails_if_one_of_its_lines_does(lines: list[bytes]) -> None:
    """Lines are judged one by one; together they can only become worse."""
    alone = any(severity == "error" for line in lines for _, severity in codes(line))
    assert not alone or any(severity == "error" for _, severity in codes(*lines))
