"""The byte strings by which a removed value would be known again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.text.traces import harmless, traces


def of(vr: str, text: str, codec: str = "utf-8") -> frozenset[bytes]:
    return traces(vr, text.encode(codec), [text])


@pytest.mark.parametrize(
    "text",
    ["Miller^Karen", "Miller", "Karen", "KarenMiller", "Karen Miller", "Miller Karen", "Miller_Karen", "Karen^Miller"],
)
def test_a_name_leaves_its_parts_in_every_order(text: str) -> None:
    """Each part of four letters and more, and both orders with the usual signs between."""
    assert text.encode() in of("PN", "Miller^Karen")
    assert text.encode("utf-16-le") in of("PN", "Miller^Karen")
    assert text.encode("utf-16-be") in of("PN", "Miller^Karen")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5"])
def test_a_chinese_name_leaves_each_encoding(codec: str) -> None:
    """All encodings in use, two characters being enough."""
    assert "小東".encode(codec) in of("PN", "Wang^XiaoDong=王^小東")
    assert "王小東".encode(codec) in of("PN", "王^小東")


def test_a_japanese_name_leaves_its_escaped_form_without_the_end() -> None:
    """The escape sequence at the end may be followed by anything."""
    assert b"\x1b$B;3ED" in of("PN", "山田^太郎")


def test_accents_leave_each_case_and_code_page() -> None:
    """Case beyond ASCII is spelled out, since the search ignores only that of ASCII."""
    found = of("PN", "Müller^Jörg")
    assert {"Müller".encode("latin-1"), "MÜLLER".encode(), "müller".encode("utf-16-le")} <= found


@pytest.mark.parametrize(
    "text",
    [
        "20040119",
        "2004-01-19",
        "2004/01/19",
        "2004.01.19",
        "19.01.2004",
        "19/01/2004",
        "01/19/2004",
        "01-19-2004",
        "2004年1月19日",
    ],
)
def test_a_date_leaves_its_common_forms(text: str) -> None:
    """From DA and from DT alike."""
    assert text.encode() in of("DA", "20040119")
    assert text.encode() in of("DT", "20040119093015.000")


def test_a_datetime_leaves_itself() -> None:
    """The whole moment is searched too."""
    assert b"20040119093015.000" in of("DT", "20040119093015.000")


@pytest.mark.parametrize(
    ("vr", "text"), [("LO", "H0032871"), ("SH", "77-310-5"), ("LO", "4471902"), ("LO", "Saint Brigid Hospital")]
)
def test_ids_and_texts_leave_themselves(vr: str, text: str) -> None:
    """Whole, and an id also without its signs."""
    assert text.encode() in of(vr, text)


def test_an_id_leaves_its_digits_without_signs() -> None:
    """`77-310-5` is known again as `773105`."""
    assert b"773105" in of("LO", "77-310-5")


def test_a_private_uid_leaves_itself_and_a_registered_one_nothing() -> None:
    """UIDs of the standard are no secrets."""
    assert of("UI", "1.3.12.2.1107.5.2.32") >= {b"1.3.12.2.1107.5.2.32"}
    assert of("UI", "1.2.840.10008.5.1.4.1.1.2") == frozenset()


@pytest.mark.parametrize(
    ("vr", "text"),
    [
        *(
            ("LO", "CHEST"),
            ("LO", "CT HEAD 5mm"),
            ("LO", "头颅平扫"),
            ("SH", "12345"),
            ("LO", "1.5"),
            ("LO", ""),
            ("PN", "Dr^"),
        ),
        *(
            ("PN", "ANONYMOUS"),
            ("LO", "UNKNOWN"),
            ("TM", "112749.000000"),
            ("AS", "045Y"),
            ("DS", "123456.78"),
            ("LO", "0.123456"),
        ),
        *(("LO", "Hospital"), ("PN", "Li"), ("SH", "abc"), ("UI", "1.2.3")),
    ],
)
def test_harmless_values_leave_nothing(vr: str, text: str) -> None:
    """Words of imaging, plain numbers, placeholders and values too short to search."""
    assert of(vr, text) == frozenset()


def test_a_name_that_is_a_word_is_searched_with_the_rest_of_the_name() -> None:
    """`Head` alone may stand anywhere, `Head^Marian` may not."""
    found = of("PN", "Head^Marian")
    assert b"Head" not in found
    assert {b"Marian", b"Head^Marian", b"MarianHead"} <= found


def test_a_name_under_a_wrong_character_set_leaves_the_true_reading() -> None:
    """Bytes of GB18030 read as ISO 8859-1 are searched as what they are, too."""
    raw = "王^小东".encode("gb18030")
    found = traces("PN", raw, [raw.decode("latin-1")])
    assert "小东".encode() in found
    assert "小东".encode("gb18030") in found


def test_lines_of_a_long_text_are_searched_one_by_one() -> None:
    """A line that survives alone is a remainder."""
    text = "Karen Miller came with headache.\r\nShe lives at 12 Harbour Lane, and was seen by Dr Okafor."
    found = of("LT", text)
    assert b"She lives at 12 Harbour Lane, and was seen by Dr Okafor." in found
    assert text.encode() in found


def test_opaque_bytes_are_searched_whole_unless_monotonous() -> None:
    """A private value of unknown kind is known again; a run of zeros is not."""
    assert traces("UN", b"\x01\x02Miller\x03K", []) == {b"\x01\x02Miller\x03K"}
    assert traces("OB", bytes(64), []) == frozenset()
    assert traces("UN", b"CT HEAD 5mm ", []) == frozenset()


@pytest.mark.parametrize(
    ("text", "answer"), [("CT HEAD", True), ("General Hospital", True), ("Brigid", False), ("", True), ("平扫", True)]
)
def test_harmless_means_words_that_everybody_uses(text: str, answer: bool) -> None:
    """By the vocabulary, and by the words that every institution's name has."""
    assert harmless(text) is answer


@given(st.text(max_size=30), st.sampled_from(["PN", "LO", "DA", "DT", "UI", "UT", "UN", "OB", "DS"]))
def test_no_value_makes_it_fail(text: str, vr: str) -> None:
    """Whatever the value, its traces can be searched."""
    assert all(len(trace) >= 4 for trace in of(vr, text))
