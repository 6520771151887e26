"""Values against Number and Type."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.variants.definition import Definition
from qc.sequence.variants.values import FLOAT, pattern, wrong_meaning, wrong_number, wrong_type

WORDS = st.sampled_from(
    [
        "0",
        "1",
        "-1",
        "+3",
        ".",
        "0.5",
        "1.0",
        "1e-3",
        "2.5",
        "nan",
        "-inf",
        "x",
        "ab",
        "",
        "7.",
        "10M",
        "=",
        "é",
        "2147483647",
        "2147483648",
        "-2147483640",
        "-2147483641",
        "1_0",
        " 1",
        "0x1",
    ]
)
TYPES = ["Integer", "Float", "Character", "String", "Number"]
MEANINGS = ["", "count", "frequency"]


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(TYPES), st.sampled_from(MEANINGS), st.integers(0, 4))
def test_what_is_taken_at_once_is_sound_in_each_value(words, type_, kind, count):
    """The quick pattern never accepts what the look at the single values refuses."""
    value = ",".join(words).encode()
    expected = None if count == 0 else count
    found = pattern(type_, kind, expected).fullmatch(value)
    definition = Definition("K", "." if expected is None else str(count), type_, kind)
    if found is not None and value:
        assert wrong_number(value, None if expected is None else (expected,)) is None
        assert kind or wrong_type(value, definition) is None
        assert wrong_meaning(value, kind) is None


@given(st.one_of(st.floats(width=32).map(repr), st.integers().map(str), st.text("0123456789+-.eEnaif", max_size=8)))
def test_a_float_is_what_a_reader_reads(text):
    """The pattern of floats takes what Python reads as a float, and nothing else (without its underscores)."""
    try:
        float(text)
        read = True
    except ValueError:
        read = False
    assert (re.fullmatch(FLOAT, text.encode()) is not None) == read


def test_long_digits_are_read_in_linear_time():
    """A hostile value does not hold the pattern up."""
    assert re.fullmatch(FLOAT, b"1" * 200_000 + b"x") is None
    assert pattern("Float", "", None).fullmatch(b"1," * 100_000 + b"x") is None


@pytest.mark.parametrize(
    ("type_", "value", "wrong"),
    [
        ("Integer", b"1,x,2", b"x"),
        ("Integer", b"2147483648", b"2147483648"),
        ("Integer", b"-2147483641", b"-2147483641"),
        ("Integer", b"-2147483640,2147483647,.", None),
        ("Float", b"1e5,-.5,inf", None),
        ("Float", b"1e", b"1e"),
        ("Character", b"a,bc", b"bc"),
        ("Flag", b"1", None),
        ("Flag", b"yes", b"yes"),
        ("String", b"anything", None),
    ],
)
def test_the_first_wrong_value_is_named(type_, value, wrong):
    """The value of another type is told."""
    assert wrong_type(value, Definition("K", ".", type_)) == wrong


def test_meanings():
    """Counts are not negative, frequencies lie within 0 to 1; missing values say nothing."""
    assert wrong_meaning(b".,3,-2", "count") == b"-2"
    assert wrong_meaning(b"0,1,0.5,1e-9", "frequency") is None
    assert wrong_meaning(b"1.5", "frequency") == b"1.5"
    assert wrong_meaning(b"10M2D", "cigar") is None
    assert wrong_meaning(b"10Q", "cigar") == b"10Q"
    assert wrong_meaning(b"-5", "") is None
    assert math.isnan(float(b"nan"))
    assert wrong_meaning(b"nan", "frequency") is None
