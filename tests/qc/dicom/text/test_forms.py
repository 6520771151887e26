"""Phone numbers, identifiers and names by their shape."""

import pytest

from qc.dicom.text.forms import identifier_like, person_like, phone_like, unsafe_spans


@pytest.mark.parametrize(
    "text",
    [
        "555-867-5309",
        "+1 (555) 201-4410",
        "010-6552 1234",
        "13807112233",
        "+4930123456",
        "tel 604 555 0182",
        "(0351) 123 4567",
    ],
)
def test_phone_numbers_are_seen(text: str) -> None:
    """Groups of at least seven digits, mobile numbers and international forms."""
    assert phone_like(text)


@pytest.mark.parametrize("text", ["", "b 0 500 1000", "512x512", "120 kV", "1.5 3.0", "5-6", "64 dir", "12 34"])
def test_measures_are_no_phone_numbers(text: str) -> None:
    """B-values and matrix sizes are not taken for telephone numbers."""
    assert not phone_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "jdoe@example.org",
        "www.example.org",
        "https://x.y",
        "1.3.12.2.1107.5.2",
        "4471902",
        "H0032871",
        "77-310-512",
        "AB12CD34",
    ],
)
def test_identifiers_are_seen(text: str) -> None:
    """Addresses, UIDs, long numbers and long mixtures of letters and digits."""
    assert identifier_like(text)


@pytest.mark.parametrize("text", ["", "CT HEAD", "t2_tse_tra_p2_384", "B70f", "1.5T", "512", "VB17A", "12345"])
def test_short_codes_are_no_identifiers(text: str) -> None:
    """Kernels, versions and short numbers are harmless."""
    assert not identifier_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "John Smith",
        "SMITH^JOHN",
        "Müller, Hans",
        "Dr. House",
        "Karen Miller MD",
        "O'Brien Mary",
        "王小明",
        "欧阳明月",
        "Mr Head",
    ],
)
def test_names_are_seen(text: str) -> None:
    """Two unknown capitalised words, titles, components of names, Chinese names with a common family name."""
    assert person_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GE MEDICAL SYSTEMS",
        "Aquilion ONE",
        "syngo MR E11",
        "HEAD_COIL",
        "SOMATOM Definition AS+",
        "平扫",
        "头颅平扫",
        "Optima CT660",
    ],
)
def test_devices_and_protocols_are_no_names(text: str) -> None:
    """Makers, models, coils and words of imaging are not taken for persons."""
    assert not person_like(text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("CT 2004-01-19 head", ["2004-01-19"]),
        ("mail a.b@c.org now", ["a.b@c.org"]),
        ("at 14:35 h", ["14:35"]),
        ("uid 1.3.12.2.1107.5 x", ["1.3.12.2.1107.5"]),
        ("55yo woman", ["55yo"]),
        ("MRN: A77 knee", ["MRN: A77"]),
        ("Room 12 knee", ["Room 12"]),
        ("knee 3 views", []),
        ("bed 3 of 7", []),
        ("case 12-345 knee", ["case 12-345"]),
        ("knee 12-345", ["12-345"]),
        ("b 50-800, 1-2-3", []),
        ("19.01.2004 and 555-867-5309", ["19.01.2004", "555-867-5309"]),
    ],
)
def test_unsafe_parts_are_cut_out(text: str, gone: list[str]) -> None:
    """Spans name exactly what must go, in order and without overlap."""
    assert [text[start:end] for start, end in unsafe_spans(text)] == gone
