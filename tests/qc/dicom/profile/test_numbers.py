"""Numbers that stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.profile.attributes import tag_of
from qc.dicom.profile.numbers import are_numbers, are_tags, is_number
from qc.dicom.profile.terms import plausible_numbers

THICKNESS, DOSE, PADDING = (
    tag_of(keyword) for keyword in ("SliceThickness", "RadionuclideTotalDose", "PixelPaddingValue")
)
B_VALUE = 0x00431039


@pytest.mark.parametrize(
    "text", ["5", "5.0", "-0.5", ".5", "5.", "+5", " 5 ", "1e-5", "1.2E+3", "0.000000000000001", "999999"]
)
def test_decimal_numbers_stay(text):
    """A decimal number in any form of the standard stays."""
    assert is_number(THICKNESS, "DS", text)


@pytest.mark.parametrize(
    "text",
    [
        "WANG",
        "5,0",
        "0x10",
        "nan",
        "inf",
        "1e999",
        "5 5",
        "１",
        "",
        "1_000",
        "--5",
        "1000000",
        "10000000",
        "13800138000",
        "1e9",
    ],
)
def test_other_texts_do_not(text):
    """What is no number, not finite, or as long as a record number goes."""
    assert not is_number(THICKNESS, "DS", text)


@pytest.mark.parametrize(
    ("text", "stays"),
    [("1", True), ("-12", True), ("9999999", True), ("1.0", False), ("20240101", False), ("1A", False)],
)
def test_integers(text, stays):
    """An integer has digits only, and fewer than eight where it may be large."""
    assert is_number(tag_of("InstanceNumber"), "IS", text) is stays


def test_some_numbers_are_great():
    """A dose in becquerel, counts of a detector and a padding value may be great."""
    assert is_number(DOSE, "DS", "370000000.0")
    assert is_number(tag_of("CountsAccumulated"), "IS", "123456789")
    assert are_numbers(PADDING, "FD", [-1e30])
    assert not are_numbers(DOSE, "FD", [float("inf")])
    assert not is_number(DOSE, "DS", "13800138000")


@pytest.mark.parametrize(("text", "stays"), [("1000000800", True), ("800", True), ("1013800138", False)])
def test_an_offset_of_a_vendor_is_known(text, stays):
    """A b value on a thousand million stays; a number beyond that range does not."""
    assert is_number(B_VALUE, "IS", text) is stays


@given(st.lists(st.floats(-9_999_999, 9_999_999), max_size=9))
def test_small_numbers_stay(values):
    """Numbers below the bound stay, however many there are."""
    assert are_numbers(THICKNESS, "FD", values)


@given(st.lists(st.integers(1), min_size=1, max_size=3), st.integers(10_000_000, 2**53))
def test_one_great_number_is_enough(values, great):
    """One number of eight digits takes the whole value away."""
    assert not are_numbers(THICKNESS, "FD", [*values, great])


@pytest.mark.parametrize(
    ("pointer", "known"), [(0x00209165, True), (0x00541330, True), (0x13800138, False), (0x00191001, False)]
)
def test_pointers_name_attributes(pointer, known):
    """A pointer that names no attribute of the dictionary is a number like any other."""
    assert are_tags([pointer]) is known
    assert plausible_numbers(0x00280009, "AT", [0x00181063, pointer]) is known


def test_seven_digits_are_many():
    """Seven digits stay in floating point, in private numbers and where a count is large, nowhere else."""
    assert are_numbers(THICKNESS, "FD", [1234567.8])
    assert not are_numbers(THICKNESS, "UL", [1234567])
    assert not is_number(tag_of("NumberOfFrames"), "IS", "1234567")
    assert is_number(tag_of("SeriesNumber"), "IS", "1234567")
    assert is_number(tag_of("ExposureTimeInuS"), "DS", "1500000")
    assert are_numbers(0x00191002, "SL", [1234567])


def test_binary_numbers_are_judged():
    """Numbers of binary VRs are judged by their attribute, bytes are not judged here."""
    assert plausible_numbers(THICKNESS, "FD", [1.5])
    assert not plausible_numbers(THICKNESS, "UL", [20987654])
    assert plausible_numbers(THICKNESS, "OW", [20987654])


@pytest.mark.parametrize(
    ("text", "stays"),
    [("13800138000E-9", False), ("+20040826e-7", False), ("1.38E-9", True), ("999999E-3", True), ("7.6234e+04", True)],
)
def test_a_power_of_ten_makes_no_long_number_small(text, stays):
    """A telephone number times 1e-9 is a small number and a telephone number still."""
    assert is_number(tag_of("SliceThickness"), "DS", text) is stays


def test_padding_of_floating_point_pixels_is_no_exception():
    """Such pixels are kept back, so nothing needs a great value of theirs."""
    assert not plausible_numbers(tag_of("FloatPixelPaddingValue"), "FL", [13951234048.0])
    assert plausible_numbers(tag_of("PixelPaddingValue"), "US", [63536])


@pytest.mark.parametrize(
    ("text", "stays"),
    [("00412345", False), ("07617128", False), ("0000012", True), ("00.5", True), ("0123456.0", False)],
)
def test_zeros_before_a_long_number_are_those_of_a_record_number(text, stays):
    """Nobody writes a length as `00412345`."""
    assert is_number(tag_of("SliceThickness"), "DS", text) is stays
