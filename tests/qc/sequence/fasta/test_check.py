"""FASTA files: every fault has its code and place, and no file that tools can index is refused."""

import gzip
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.container.stream import open_stream
from qc.sequence.fasta import text as reading
from qc.sequence.fasta.check import check_fasta
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

FINE = {
    "wrapped": b">c1 d\nACGTACGT\nACGTACGT\nACG\n>c2\nNNNN\n",
    "one line each": b">c1\nACGTACGTACGTACGT\n>c2\nA\n>c3\nACGT",
    "lower case and ambiguity": b">c1\nacgtnryswkmbdhv\n",
    "gaps": b">c1\nAC--GT..A\n",
    "protein": b">p1\nMKVLAAGIVGLCAKAYEF*\n>p2\nBXZJUO\n",
    "blank lines between records": b"\n>c1\nACGT\n\n\n>c2\nACGT\n\n",
    "blanks before the name": b"> c1 words\nACGT\n",
    "names of databases": b">gi|5524211|gb|AAD44166.1| cytochrome b\nLCLYTHIGRNIYYGSYLYSETWNTGIMLLL\n",
    "names that differ by case": b">a\nA\n>A\nA\n",
    "any bytes in a description": ">c1 Bj\u00f6rk \u6c34\nACGT\n".encode(),
}


@pytest.mark.parametrize("kind", FINE)
def test_good_files_pass_without_a_word(kind, check):
    """What tools read and index is not even a warning."""
    assert check(FINE[kind])[1].kept == []


FAULTS = [
    (b"ACGT\n>b\nACGT\n", "E_FASTA_HEADER", 1, 0, ()),
    (b"\n\nACGT\nACGT 12\n>b\nACGT\n", "E_FASTA_HEADER", 3, 2, ()),
    (b">a\n>b\nACGT\n", "E_FASTA_EMPTY", 1, 0, (1,)),
    (b">a\nA\n>b\n\n", "E_FASTA_EMPTY", 3, 5, (2,)),
    (b">a\nA\n>b", "E_FASTA_EMPTY", 3, 5, (2,)),
    (b">a\nACGT\nACGTAC\nACGT\n", "E_FASTA_LINES", 3, 8, (1,)),
    (b">a\nACGT\nAC\nACGT\n", "E_FASTA_LINES", 4, 11, (1,)),
    (b">a\nACGT\n\nACGT\n", "E_FASTA_LINES", 4, 9, (1,)),
    (b">a\nACGT\nAC\nA\n", "E_FASTA_LINES", 4, 11, (1,)),
    (b">a\nACGT\nACGT1\n", "E_FASTA_LINES", 3, 8, (1,)),
    (b">a\nAC GT\n", "E_FASTA_CHAR", 2, 5, (1,)),
    (b">a\nAC\tGT\n", "E_FASTA_CHAR", 2, 5, (1,)),
    (b">a\nAC\rGT\n", "E_FASTA_CHAR", 2, 5, (1,)),
    (b">a\nACG7\n", "E_FASTA_CHAR", 2, 6, (1,)),
    (b">a\nAC\xe9T\n", "E_FASTA_CHAR", 2, 5, (1,)),
    (b">a\nAC\x00T\n", "E_NUL", 2, 5, (1,)),
    (b">a\x00\x00b\nACT\n", "E_NUL", 1, 2, (1,)),
    (b">\nACGT\n", "E_FASTA_NAME", 1, 0, (1,)),
    (b">a\nA\n>  \nACGT\n", "E_FASTA_NAME", 3, 5, (2,)),
    (b">c1\nAC\n>c2\nAC\n>c1 x\nAC\n", "E_FASTA_DUP", None, 14, (1, 3)),
    (b"; words\n>a\nACGT\n", "W_FASTA_COMMENT", 1, 0, ()),
    (b"# words\n>a\nACGT\n", "W_FASTA_COMMENT", 1, 0, ()),
    (b">a\nACGT\n;words\nACGT\n", "W_FASTA_COMMENT", 3, 8, (1,)),
    (b">a\r\nACGT\r\nAC\r\n", "W_FASTA_CRLF", None, None, ()),
    (b">a\n" + b"ACGTACGTAC" * 9 + b"ACGTE\n", "W_FASTA_MIXED", None, None, ()),
    (b">a\rACGT\r>b\rACGT\r", "E_NO_LF", 1, None, ()),
    (b"\n\n\n", "E_NO_READS", None, None, ()),
    (b"", "E_NO_READS", None, None, ()),
]


@pytest.mark.parametrize(("data", "code", "line", "byte", "records"), FAULTS)
def test_each_fault_has_its_code_and_place(data, code, line, byte, records, check):
    """The first remark names the line from 1, the byte from 0 and the record."""
    remarks = check(gzip.compress(data), "a.fasta.gz")[1]
    first = remarks.kept[0]
    assert (first.code, first.line, first.byte, first.records) == (code, line, byte, records)


def test_one_fault_gives_one_code(check):
    """Only a line that is too long because of a digit has two."""
    for data, code, *_ in FAULTS:
        codes = set(check(gzip.compress(data), "a.fasta.gz")[1].counts)
        assert codes == {code} or b"ACGT1" in data


def test_mixed_line_ends_make_lines_uneven(check):
    """An index counts the bytes of a line with its end."""
    remarks = check(b">a\nACGT\r\nACGT\nACGT\n")[1]
    assert set(remarks.counts) == {"E_FASTA_LINES", "W_FASTA_CRLF"}
    assert set(check(b">a\r\nACGT\r\nACGT\r\nAC")[1].counts) == {"W_FASTA_CRLF"}


def test_a_cut_file_says_only_that(check):
    """The record at the cut may lack its sequence: that is no fault of its own."""
    for text in (b">a\nACGT\nAC", b">a\nACGT\n>b\n", b">a\nACGT\n>", b">a\r\nACGT\r", b">a words\r", b""):
        codes = set(check(gzip.compress(text)[:-8], "a.fasta.gz")[1].counts)
        assert codes - {"W_FASTA_CRLF"} == {"E_GZIP_TRUNCATED"}, text


def test_the_figures_of_a_small_file(check):
    """Each figure by hand."""
    metrics = check(b">a\nACGTN\nacg\n>b\nGGGG\n>c\nRU-\n")[0]
    assert metrics["records"] == 3
    assert metrics["bases"] == 15
    assert metrics["base_counts"] == {"A": 2, "C": 2, "G": 6, "T": 1, "U": 1, "N": 1, "other": 2}
    assert metrics["gc_content"] == round(8 / 12, 6)
    assert metrics["gc_content_all"] == round(8 / 15, 6)
    assert (metrics["lower_case"], metrics["gaps"], metrics["molecule"]) == (3, 1, "nucleotide")
    assert metrics["length"] == {"min": 3, "mean": 5.0, "sd": 2.160247, "median": 4, "n50": 8, "max": 8}
    assert metrics["length_histogram"] == [[3, 3, 1], [4, 4, 1], [8, 8, 1]]


def test_many_faults_are_counted_and_the_first_hundred_kept(check):
    """250 bad bytes: all counted, and each of the kept ones has its place."""
    remarks = check(b">a\n" + b"A1" * 250 + b"\n")[1]
    assert remarks.counts == {"E_FASTA_CHAR": 250}
    assert [remark.byte for remark in remarks.kept] == list(range(4, 204, 2))
    many = check(b">a\nA\n" * 300)[1]
    assert many.counts == {"E_FASTA_DUP": 299}


def test_a_header_longer_than_a_block_is_passed_over(check, monkeypatch):
    """The name is what stands before the first blank, however much follows."""
    data = b">a " + b"words " * 400_000 + b"\nACGT\n>a\nACGT\n"
    metrics, remarks = check(data)
    assert [(remark.code, remark.byte, remark.records) for remark in remarks.kept] == [
        ("E_FASTA_DUP", len(data) - 8, (1, 2))
    ]
    assert (metrics["records"], metrics["bases"]) == (2, 8)


def test_a_sequence_of_one_line_may_be_longer_than_all_blocks(check):
    """5 Mb in a line need no more memory than one base."""
    metrics, remarks = check(b">a\n" + b"ACGTACGTAC" * 500_000 + b"\n>b\n" + b"A" * (1 << 20) + b"\n")
    assert remarks.kept == []
    assert metrics["length"]["max"] == 5_000_000
    assert metrics["base_counts"]["A"] == 1_500_000 + (1 << 20)


LINES = st.sampled_from(
    [
        b">a",
        b">b x",
        b">",
        b"> c",
        b"ACGT",
        b"AC",
        b"ACGTACGT",
        b"",
        b"A1",
        b";x",
        b"#x",
        b"\r",
        b"AC\r",
        b"M*",
        b"a\x00",
        b" ",
        b">a\r",
    ]
)


@given(st.lists(LINES, max_size=30), st.booleans(), st.sampled_from([1, 2, 3, 5, 17]))
def test_the_walk_agrees_with_a_plain_reader_whatever_the_blocks(tmp_path_factory, lines, last, block):
    """Records, names, lengths and letters are those of a reader by lines, with blocks down to one byte."""
    data = b"\n".join(lines) + b"\n" * last
    path = tmp_path_factory.getbasetemp() / "walk.fasta"
    path.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch, open_stream(path, None) as stream:
        patch.setattr(reading, "BLOCK", block)
        text = reading.Text(stream)
        names = [
            columns.text[start:end].tobytes()
            for columns in text.names()
            for start, end in zip(columns.start, columns.end, strict=True)
        ]
    expected = plain(data)
    assert names == [name for name, _ in expected]
    assert text.lengths.number == len(expected)
    assert int(text.letters.sum()) == sum(map(len, (sequence for _, sequence in expected)))
    letters = Counter(byte for _, sequence in expected for byte in sequence)
    assert {byte: int(count) for byte, count in enumerate(text.letters) if count} == dict(letters)


def plain(data):
    """Names and sequences, read line by line."""
    records = []
    lines = data.split(b"\n")
    for number, line in enumerate(lines):
        whole = number < len(lines) - 1
        if line.startswith(b">"):
            name = line[1:].lstrip(b" \t")
            for end in (b" ", b"\t", b"\r"):
                name = name.split(end)[0]
            records.append((name, b""))
        elif line[:1] != b";" and records:
            name, sequence = records[-1]
            records[-1] = (name, sequence + (line[:-1] if whole and line.endswith(b"\r") else line))
    return records


@given(st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory, data):
    """Whatever the bytes are, the check ends with figures."""
    path = tmp_path_factory.getbasetemp() / "any.fasta"
    path.write_bytes(b">a\n" + data)
    remarks = Remarks("any")
    with open_stream(path, remarks) as stream:
        assert check_fasta(stream, remarks, Options())["records"] >= 1
