"""Values of optional fields read by compiled code, against the expressions of the specification."""

import re

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from qc.sequence.alignment import aux_tags
from qc.sequence.alignment.characters import DIGIT, HEX
from qc.sequence.alignment.optional_kernel import (
    TOO_LONG,
    integer,
    is_array,
    is_real,
    is_single,
    is_type,
    is_value,
    span,
    tag_at,
)

REAL = re.compile(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?")
NUMBERS = st.text("0123456789+-.eE, x", max_size=12)


def padded(text: str) -> NDArray[np.uint8]:
    """The text with 64 bytes behind it that would count if they were looked at."""
    return np.frombuffer(text.encode("latin-1") + b"1" * 64, np.uint8)


@given(NUMBERS)
@example("")
@example("-")
@example("1.")
@example(".")
@example("1e")
@example("+.5E-07")
def test_reals_are_the_expression(text: str) -> None:
    """Any text of the characters that numbers are made of."""
    assert is_real(padded(text), 0, len(text)) == bool(REAL.fullmatch(text))


@given(NUMBERS | st.floats(allow_nan=False, allow_infinity=False).map(str))
@example("3.4028235e38")
@example("3.4028236e+38")
@example("340282356779733661637539395458142568447.9")
@example("340282356779733661637539395458142568448.1")
@example("-1" + "0" * 39)
@example("0." + "0" * 40 + "9e78")
@example("0." + "0" * 40 + "9e79")
@example("0e99999999999999999999")
@example("1e99999999999999999999")
@example("1e-99999999999999999999")
def test_singles_are_reals_that_32_bits_can_hold(text: str) -> None:
    """What would be infinite in the 32 bits of type f is no value of it; what is too small is 0."""
    assert is_single(padded(text), 0, len(text)) == aux_tags.is_single(text.encode())


@given(NUMBERS)
@example("+7")
@example("000000000000000001")
@example("9999999999999999999")
def test_integers_are_those_of_python(text: str) -> None:
    """Up to eighteen digits, with a sign or without."""
    number = int(text) if re.fullmatch(r"[-+]?[0-9]{1,17}", text) else TOO_LONG
    if not re.fullmatch(r"[-+]?[0-9]{18,}", text):
        assert integer(padded(text), 0, len(text)) == number


@given(st.sampled_from("cCsSiIfFx"), st.lists(st.integers(-(1 << 33), 1 << 33).map(str) | NUMBERS, max_size=4))
def test_arrays_are_judged_as_in_the_exact_look(kind: str, values: list[str]) -> None:
    """Subtypes, commas, ranges."""
    text = ",".join([kind, *values])
    assert is_array(padded(text), 0, len(text)) == aux_tags.is_array(text.encode("latin-1"))


@given(st.sampled_from("AifZHB"), st.text(st.characters(max_codepoint=255), max_size=8))
@example("H", "0A")
@example("H", "0a")
@example("H", "0")
@example("Z", "a b")
@example("A", "")
def test_values_are_judged_as_in_the_exact_look(kind: str, text: str) -> None:
    """All types, any bytes."""
    wanted = aux_tags.is_value(kind.encode(), text.encode("latin-1"))
    assert is_value(padded(text), ord(kind), 0, len(text)) == wanted


@given(st.text("AZaz09:ifZ-\t", max_size=7))
@example("NM:i:")
@example("NM:i:1")
@example("N1:Z:")
@example("1N:Z:")
def test_tags_have_their_form(text: str) -> None:
    """Two characters, a type and two colons, as one number."""
    found = re.match(r"([A-Za-z])([A-Za-z0-9]):[AifZHB]:", text)
    wanted = ord(found[1]) << 8 | ord(found[2]) if found else -1
    assert tag_at(padded(text), 0, len(text)) == wanted


def test_types_and_spans() -> None:
    """Six letters; a run ends at the first other character or the end."""
    assert [chr(letter) for letter in range(256) if is_type(letter)] == list("ABHZfi")
    assert span(padded("12a4"), 0, 4, DIGIT) == 2
    assert span(padded("12"), 0, 2, DIGIT) == 2
    assert span(padded("0Ag"), 0, 3, HEX) == 2
