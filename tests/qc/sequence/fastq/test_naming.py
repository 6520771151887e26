"""The identity of a name: mark, hashes, key, whatever stands around it."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.fastq.naming import hash_of, identify, is_printable, last_run, low_bits, name_end, number_of
from tests.qc.sequence.fastq.plain import identity, key

LINE = st.from_regex(rb"[!-~]{0,80}([0-9]{1,25}[:/_.a]){0,4}[0-9]{0,12}(/[0-9])?([ \t][ -~]{0,20})?", fullmatch=True)
TEXT = st.from_regex(rb"[A-Z:]{0,90}[0-9]{0,90}[a-z]{0,70}", fullmatch=True)


def padded(text: bytes, before: bytes = b"", after: bytes = b"") -> np.ndarray:
    """The text in an array, with something around it."""
    return np.frombuffer(bytearray(before + text + after + bytes(128)), np.uint8)


def identified(line: bytes, before: bytes = b"", after: bytes = b"\n") -> tuple[int, ...]:
    """What `identify` says of a name line."""
    text, start = padded(line, before, after), len(before)
    stop = start + len(line)
    return tuple(int(one) for one in identify(text, start, name_end(text, start, stop), stop))


@given(line=LINE, before=st.binary(max_size=70), after=st.binary(max_size=70))
def test_a_name_is_the_same_wherever_it_stands(line: bytes, before: bytes, after: bytes) -> None:
    """What stands before and behind a name does not change its identity; mark and key are those of the text."""
    found = identified(line, before, b"\n" + after)
    assert found == identified(line)
    plain, mark = identity(line)
    assert (found[0], found[4]) == (mark, key(plain))


@given(text=TEXT, data=st.data())
def test_hash_and_runs_of_any_part(text: bytes, data: st.DataObject) -> None:
    """The hash depends on the part alone; the last run of digits is that of the part."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = text[start:end]
    assert hash_of(padded(text), start, end) == hash_of(padded(part), 0, len(part))
    runs = [match.span() for match in re.finditer(rb"[0-9]+", part)]
    first, last = last_run(padded(text), start, end)
    assert (first - start, last - start) == (runs[-1] if runs else (0, 0))


@given(digits=st.from_regex(rb"[0-9]{0,30}", fullmatch=True))
def test_a_number_is_read_in_words(digits: bytes) -> None:
    """Any number of digits, modulo the width of a word."""
    assert number_of(padded(digits, after=b"99999999"), 0, len(digits)) == int(digits or b"0") % 2**64


@given(line=st.binary(max_size=200).filter(lambda line: b"\n" not in line))
def test_printable_is_ascii_and_tabs(line: bytes) -> None:
    """Control characters, DEL and bytes beyond ASCII are told; what follows the line is not looked at."""
    found = is_printable(padded(line, after=b"\n\xff"), 0, len(line))
    assert found == (re.fullmatch(rb"[\t -~]*", line) is not None)


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        (b"A:1/1", 1),
        (b"A:1/4", 4),
        (b"A:1/5", 0),
        (b"A:1/0", 0),
        (b"/1", 0),
        (b"A:1 1:N:0:ACGT", 1),
        (b"A:1\t2:Y:18:", 2),
        (b"A:1/1 2:N:0:", 1),
        (b"A:1 1:X:0:", 0),
        (b"A:1 7:N:0:", 0),
        (b"A:1 1:N", 0),
        (b"A:1 1", 0),
        (b"A:1", 0),
    ],
)
def test_the_mark_is_a_suffix_or_a_casava_comment(line: bytes, mark: int) -> None:
    """1 to 4 at the end of the name or at the beginning of its comment; what comes behind the line does not matter."""
    assert identified(line, after=b"\n1:N:0:")[0] == mark


def test_mates_share_the_pair_and_differ_in_name() -> None:
    """Marks in either form leave the pair hash alone; names, groups and letters' case are told apart."""
    first, second, casava = identified(b"X:1:2/1"), identified(b"X:1:2/2"), identified(b"X:1:2 2:N:0:")
    assert first[1] == second[1] == casava[1]
    assert first[2:4] != second[2:4]
    assert second[2:] == casava[2:]
    assert identified(b"x:1:2/1")[1] != first[1]
    assert identified(b"X:1:02/1")[1] != first[1]
    assert identified(b"X:1:02/1")[3:] == first[3:]


def test_hashes_of_like_names_differ_in_all_bits() -> None:
    """Twenty thousand names that differ in their last digits have as many hashes, spread over all bits."""
    text = padded(b"".join(b"A00562:217:HKYL7DSXY:1:1101:%05d" % number for number in range(20_000)))
    hashes = np.array([hash_of(text, at, at + 33) for at in range(0, 660_000, 33)], np.uint64)
    assert len(np.unique(hashes)) == 20_000
    assert all(0.48 < (hashes >> np.uint64(bit) & np.uint64(1)).mean() < 0.52 for bit in range(64))


def test_low_bits_run_from_none_to_all() -> None:
    """0 to 64 bits, and none for a negative count."""
    assert [int(low_bits(count)) for count in (-8, 0, 1, 63, 64)] == [0, 0, 1, 2**63 - 1, 2**64 - 1]
