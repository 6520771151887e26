"""Bytes to words and back: declared sets, escape sequences, delimiters inside characters, wrong declarations."""

import warnings
from collections.abc import Iterator

import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.data import get_charset_files

from qc.dicom.text.charsets import UNREADABLE, CharacterSet, candidate_texts, name_groups

FILES = (
    "chrArab",
    "chrFren",
    "chrGerm",
    "chrGreek",
    "chrH31",
    "chrH32",
    "chrHbrw",
    "chrI2",
    "chrRuss",
    "chrX1",
    "chrX2",
)
MULTI = ("chrFrenMulti", "chrJapMulti", "chrKoreanMulti")


def _oracle(name: str) -> Iterator[tuple[list[str], bytes, str]]:
    """Terms, stored bytes and pydicom's reading of each person name of a file; pydicom keeps the bytes it read."""
    (path,) = get_charset_files(f"{name}.dcm")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(path)
        terms = dataset.get("SpecificCharacterSet", "")
        terms = [terms] if isinstance(terms, str) else list(terms)
        for tag in [tag for tag in dataset if tag.VR == "PN" and tag.value]:
            values = [tag.value] if isinstance(tag.value, pydicom.valuerep.PersonName) else list(tag.value)
            yield terms, b"\\".join(bytes(value.original_string) for value in values), "\\".join(map(str, values))


@pytest.mark.parametrize("name", FILES)
def test_the_standards_examples_read_as_pydicom_reads_them(name: str) -> None:
    """Every published example of a single character set or of escape sequences gives the same person names."""
    found = list(_oracle(name))
    assert found
    for terms, data, expected in found:
        characters = CharacterSet.of(terms)
        assert characters.known
        assert characters.readable(data, "PN")
        assert "\\".join(characters.decode(data, "PN")) == expected


@pytest.mark.parametrize("name", MULTI)
def test_examples_of_several_values_read_as_pydicom_reads_them(name: str) -> None:
    """Several values, each with its own escape sequences, are taken apart at the right places."""
    for terms, data, expected in _oracle(name):
        assert CharacterSet.of(terms).decode(data, "PN") == expected.split("\\")


@pytest.mark.parametrize("name", FILES)
def test_examples_survive_a_round_trip(name: str) -> None:
    """What was read and is written again reads the same."""
    for terms, data, _ in _oracle(name):
        characters = CharacterSet.of(terms)
        values = characters.decode(data, "PN")
        assert characters.decode(characters.encode(values, "PN"), "PN") == values


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("", "Plain"),
        ("ISO_IR 6", "Plain"),
        ("ISO_IR 100", "Åsa Müller"),
        ("ISO_IR 101", "Łódź Čapek"),
        ("ISO_IR 109", "Ĝorĝo Ħal"),
        ("ISO_IR 110", "Āboliņš"),
        ("ISO_IR 126", "Διονυσιος"),
        ("ISO_IR 127", "قباني"),
        ("ISO_IR 138", "שרון"),
        ("ISO_IR 144", "Люкceмбypг"),
        ("ISO_IR 148", "Çağrı Şahin"),
        ("ISO_IR 166", "ขวัญใจ"),
        ("ISO_IR 179", "Žemaitė"),
        ("ISO_IR 203", "Œuvre €"),
        ("ISO_IR 13", "ﾔﾏﾀﾞ"),
        ("ISO_IR 192", "王^小东 Müller やま 홍"),
        ("GB18030", "王小东 平扫 㐀"),
        ("GBK", "王小东 增强"),
    ],
)
def test_each_single_character_set_holds_its_letters(term: str, text: str) -> None:
    """A set without code extensions reads back the letters it was made for."""
    characters = CharacterSet.of([term])
    assert characters.known
    assert characters.decode(characters.encode([text], "LO"), "LO") == [text]


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        (["ISO 2022 IR 13", "ISO 2022 IR 87"], "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
        (["", "ISO 2022 IR 149"], "Hong^Gildong=洪^吉洞=홍^길동"),
        (["", "ISO 2022 IR 58"], "Zhang^XiaoDong=张^小东="),
        (["", "ISO 2022 IR 87", "ISO 2022 IR 159"], "丂丄^山田"),
        (["ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 126"], "Müller^Люк^Διο"),
        (["ISO 2022 IR 6", "ISO 2022 IR 100"], "Åsa"),
        (["ISO 2022 IR 87"], "山田"),
    ],
)
def test_code_extensions_write_and_read_escape_sequences(terms: list[str], text: str) -> None:
    """Letters of several sets in one value survive, and the bytes stay within the set's rules."""
    characters = CharacterSet.of(terms)
    data = characters.encode([text], "PN")
    assert characters.decode(data, "PN") == [text.rstrip(" ")]
    assert b"\x1b" in data
    assert characters.readable(data, "PN")


def test_korean_bytes_are_those_of_the_standards_example() -> None:
    """The Korean person name of PS3.5 Annex I is written with an escape sequence in each component."""
    data = CharacterSet.of(["", "ISO 2022 IR 149"]).encode(["Hong^Gildong=洪^吉洞=홍^길동"], "PN")
    assert data == (b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf")


def test_japanese_bytes_return_to_ascii_before_a_delimiter() -> None:
    """JIS X 0208 lies in the lower half, so every run ends with the designation of ASCII."""
    assert CharacterSet.of(["", "ISO 2022 IR 87"]).encode(["山^太"], "PN") == b"\x1b$B;3\x1b(B^\x1b$BB@\x1b(B "


@pytest.mark.parametrize(("term", "text"), [("GB18030", "誠"), ("GB18030", "俓"), ("GBK", "俓"), ("ISO_IR 13", "表ソ")])
def test_a_delimiter_inside_a_character_splits_nothing(term: str, text: str) -> None:
    r"""The second byte 0x5C or 0x5E of a character is no `\` and no `^`."""
    codec = "shift_jis" if term == "ISO_IR 13" else "gb18030"
    data = f"{text}\\B".encode(codec)
    assert b"\\" in text.encode(codec) or b"^" in text.encode(codec) or len(text.encode(codec)) == 2
    assert CharacterSet.of([term]).decode(data, "LO") == [text, "B"]


def test_every_gb18030_character_with_a_delimiter_as_second_byte_stays_whole() -> None:
    r"""All 252 characters whose second byte is 0x5C or 0x5E are read as one character of one value."""
    characters = CharacterSet.of(["GB18030"])
    for lead in range(0x81, 0xFF):
        for trail in (0x5C, 0x5E):
            text = bytes([lead, trail]).decode("gb18030")
            assert characters.decode(bytes([lead, trail]) + b"^B", "PN") == [text + "^B"]
            assert len(text) == 1


def test_a_delimiter_brings_back_the_first_character_set() -> None:
    """After `^`, bytes of the upper half mean ISO 8859-1 again, without an escape sequence."""
    data = b"\x1b-L\xbb^\xe9"
    assert CharacterSet.of(["ISO 2022 IR 100", "ISO 2022 IR 144"]).decode(data, "PN") == ["Л^é"]


def test_a_caret_is_a_plain_sign_outside_person_names() -> None:
    """In LO the caret does not reset the designation, only the backslash does."""
    data = b"\x1b-L\xbb^\xbb\\\xe9"
    assert CharacterSet.of(["ISO 2022 IR 100", "ISO 2022 IR 144"]).decode(data, "LO") == ["Л^Л", "é"]


def test_a_gbk_second_byte_is_no_delimiter_behind_an_escape_sequence() -> None:
    """Writers put GBK behind the escape sequence of GB 2312; its second bytes are still no delimiters."""
    data = b"\x1b$)A" + "俓".encode("gbk") + b"\\B"
    assert CharacterSet.of(["", "ISO 2022 IR 58"]).decode(data, "LO") == ["俓", "B"]


@pytest.mark.parametrize("vr", ["LT", "ST", "UT"])
def test_texts_of_one_value_keep_their_backslash(vr: str) -> None:
    """The backslash is a sign of the text in LT, ST and UT, and blanks at the front stay."""
    assert CharacterSet.of([]).decode(b"  a\\b  ", vr) == ["  a\\b"]


def test_padding_goes_from_each_value() -> None:
    """Blanks round values and NUL at the end are padding."""
    assert CharacterSet.of([]).decode(b" a \\b\0", "LO") == ["a", "b"]


def test_bad_bytes_are_told_and_never_raise() -> None:
    """A byte that means nothing becomes the replacement sign, and the value counts as unreadable."""
    characters = CharacterSet.of(["ISO_IR 192"])
    assert characters.decode(b"a\xffb", "LO") == [f"a{UNREADABLE}b"]
    assert not characters.readable(b"a\xffb", "LO")
    assert characters.readable(b"ab", "LO")


def test_an_unknown_term_is_told_and_loses_no_byte() -> None:
    """Bytes under an unknown term are read as ISO 8859-1."""
    characters = CharacterSet.of(["KLINGON"])
    assert not characters.known
    assert not characters.readable(b"\xe9", "LO")
    assert characters.decode(b"\xe9", "LO") == ["é"]


@pytest.mark.parametrize("term", ["ISO-IR 100", "ISO_IR_100", "iso_ir 100", " ISO IR 100 "])
def test_misspelt_terms_are_understood(term: str) -> None:
    """Common misspellings of defined terms mean what was meant."""
    assert CharacterSet.of([term]).decode(b"\xe9", "LO") == ["é"]
    assert CharacterSet.of([term]).known


def test_a_chinese_set_alone_may_still_use_its_escape_sequence() -> None:
    """ISO 2022 IR 58 as the only term: the escape sequence is followed, not read as text."""
    assert CharacterSet.of(["ISO 2022 IR 58"]).decode(b"\x1b$)A" + "张".encode("gb2312"), "PN") == ["张"]
    assert CharacterSet.of(["GB18030"]).decode(b"\x1b$)A", "LO") == ["\x1b$)A"]


def test_sets_without_extensions_ignore_further_terms() -> None:
    """UTF-8, GB18030 and GBK stand alone (PS3.3 C.12.1.1.2)."""
    assert CharacterSet.of(["ISO_IR 192", "ISO 2022 IR 87"]).others == ()
    assert CharacterSet.of(["GB18030", "ISO 2022 IR 87"]).others == ()


def test_what_no_set_holds_becomes_a_question_mark() -> None:
    """Writing never raises and never gives odd lengths."""
    assert CharacterSet.of([]).encode(["王a"], "LO") == b"?a"
    assert CharacterSet.of(["", "ISO 2022 IR 149"]).encode(["ก"], "LO") == b"? "


def test_candidates_hold_the_true_reading() -> None:
    """A Chinese name under no or a wrong declaration is among the candidates, whatever it was written in."""
    for codec in ("utf-8", "gb18030", "big5"):
        assert "王小東" in candidate_texts("王小東".encode(codec))
    assert "홍길동" in candidate_texts("홍길동".encode("euc_kr"))
    assert "山田太郎" in candidate_texts("山田太郎".encode("shift_jis") + b" ")


def test_name_groups_are_taken_apart() -> None:
    """Component groups by `=`, components by `^`."""
    assert name_groups("Wang^XiaoDong=王^小东=") == [["Wang", "XiaoDong"], ["王", "小东"], [""]]


LETTERS = {
    ("ISO_IR 192",): "aZ 9-_王小东éЖやま홍🙂\u0301",
    ("GB18030",): "aZ 9-_王小东俓誠éЖや🙂",
    ("", "ISO 2022 IR 58"): "aZ 9-_王小东平扫",
    ("", "ISO 2022 IR 149"): "aZ 9-_홍길동洪",
    ("ISO 2022 IR 13", "ISO 2022 IR 87"): "aZ 9-_ﾔﾏ山田太郎やま",
    ("ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 126", "ISO 2022 IR 87"): "aZ 9-_éüЖЛΔω山田",
    ("ISO 2022 IR 101", "ISO 2022 IR 138", "ISO 2022 IR 166"): "aZ 9-_ŁČשรן"[:-1] + "ข",
}


@given(st.data())
def test_every_text_of_a_set_survives_a_round_trip(data: st.DataObject) -> None:
    """Values made of the letters of a declaration, with delimiters anywhere, are read back as they were written."""
    terms = data.draw(st.sampled_from(sorted(LETTERS)))
    vr = data.draw(st.sampled_from(["PN", "LO", "LT"]))
    sign = {"PN": "^=", "LO": "^=", "LT": "^=\\\r\n"}[vr]
    letters = st.text(alphabet=LETTERS[terms] + sign, max_size=12).map(lambda text: text.strip(" "))
    values = data.draw(st.lists(letters, min_size=1, max_size=1 if vr == "LT" else 3))
    characters = CharacterSet.of(terms)
    encoded = characters.encode(values, vr)
    assert len(encoded) % 2 == 0
    assert characters.readable(encoded, vr)
    assert characters.decode(encoded, vr) == values


@given(
    st.binary(max_size=60),
    st.sampled_from([*LETTERS, (), ("NONSENSE",), ("ISO_IR 13",), ("ISO 2022 IR 87", "ISO 2022 IR 159")]),
    st.sampled_from(["PN", "LO", "UT", "CS"]),
)
def test_no_bytes_make_reading_fail(data: bytes, terms: tuple[str, ...], vr: str) -> None:
    """Any bytes under any declaration give values, and giving them twice gives the same."""
    characters = CharacterSet.of(terms)
    values = characters.decode(data, vr)
    assert values
    assert values == characters.decode(memoryview(data).tobytes(), vr)
    assert len(characters.encode(values, vr)) % 2 == 0
