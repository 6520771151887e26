"""Verdicts on lines that make no record; the whole of it is tested by reading files."""

import pytest

from qc.sequence.fastq.lines import Lines
from qc.sequence.fastq.records import Verdict, judge


def lines(text: bytes, *, final: bool = True) -> Lines:
    """The lines of a text that ends in a line feed."""
    return Lines(text.removesuffix(b"\n").split(b"\n"), final)


def verdict(text: bytes, *, final: bool = True, first: bool = False) -> tuple[str, int, int]:
    """Code, line of the fault and lines passed over."""
    found: Verdict = judge(lines(text, final=final), first=first)
    return found.code, found.line, found.lines


NEXT = b"@n\nAC\n+\nFF\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"@r\nACGT\n+\nFF\n" + NEXT, ("E_LENGTH", 3, 4)),
        (b"@r\nACGT\n+\nFF\n@s\nACGT\n+\nFFF\n" + NEXT, ("E_LENGTH", 3, 4)),
        (b"@r\nACGT\n+\nFF\n\n\n", ("E_LENGTH", 3, 4)),
        (b"@r\nACGT\n+\nFF\nFFFFF\n" + NEXT, ("E_LENGTH", 3, 5)),
        (b"@r\nACGT\n+\n@F\n+F\n" + NEXT, ("E_MULTILINE", 4, 5)),
        (b"@r\nAC\nGT\n+\nFFF\n" + NEXT, ("E_RECORD", 0, 5)),
        (b"@r\nACGT\n+\n" + NEXT, ("E_RECORD", 0, 3)),
        (b"@r\n@s\nACGT\n+\nFFFF\n" + NEXT, ("E_RECORD", 0, 1)),
        (b"+\nFF\n" + NEXT, ("E_RECORD", 0, 2)),
        (b"r\nACGT\n+\nFFFF\ns\nACGT\n+\nFFFF\n", ("E_NO_AT", 0, 4)),
        (b"@r\nACGT\n?\nFFFF\n@s\nACGT\n?\nFFFF\n", ("E_NO_PLUS", 2, 4)),
        (b"@r\nA\0\0T\n?\nFFFF\n" + NEXT, ("E_NUL", 1, 4)),
        (b"one\ntwo\nthree\nfour\nfive\n", ("E_RECORD", 0, 5)),
    ],
)
def test_each_shape_has_its_verdict(text: bytes, expected: tuple[str, int, int]) -> None:
    """One code for one fault, and just the lines that belong to it are passed over."""
    assert verdict(text) == expected


def test_a_record_beyond_the_lines_at_hand_is_wrapped() -> None:
    """Letters as far as one sees, or qualities not at their end: the rest is looked for further on."""
    assert verdict(b"@r\n" + b"ACGT\n" * 9, final=False) == ("E_MULTILINE", 2, 10)
    assert verdict(b"@r\n" + b"ACGT\n" * 5 + b"+\nFFFF\nFFFF\n", final=False) == ("E_MULTILINE", 2, 9)


def test_a_search_keeps_lines_a_record_may_begin_with() -> None:
    """The last three lines at hand may begin a record in form; at the end of the file they cannot."""
    assert verdict(b"a\nb\nc\nd\ne\nf\n", final=False) == ("E_RECORD", 0, 3)
    assert verdict(b"a\nb\nc\nd\ne\nf\n") == ("E_RECORD", 0, 6)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b">a\nACGT\n>b\nACGT\n", "E_NOT_FASTQ"),
        (b"@CO\tx\n@CO\ty\nr\t4\t*\nr\t4\t*\n", "E_NOT_FASTQ"),
        (b"junk\n" + NEXT, "E_RECORD"),
        (b"r\nACGT\n+\nFFFF\n", "E_NO_AT"),
        (b"@r\n@s\n", "E_RECORD"),
    ],
)
def test_the_first_lines_tell_another_format(text: bytes, code: str) -> None:
    """A file that never looks like FASTQ is something else; one with a record in sight is FASTQ with a fault."""
    assert verdict(text, first=True)[0] == code
    assert verdict(text)[0] != "E_NOT_FASTQ"


def test_lines_know_their_bytes() -> None:
    """Places count line feeds and carriage returns; sizes do not."""
    found = lines(b"@r\r\nAC\r\n+\r\nFF\r\n")
    assert [found.place(line) for line in range(5)] == [0, 4, 8, 11, 15]
    assert [found.size(line) for line in range(5)] == [2, 2, 1, 2, -1]
    assert found.is_framed(0)
    assert not found.is_blank(4)
    assert found.is_over(4)
    assert not lines(b"@r\n", final=False).is_over(1)
