"""Echoes of an object's identifiers in other text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.text.charsets import CharacterSet
from qc.dicom.text.identifiers import NO_WORD, Identifiers


def known(*values: tuple[str, str]) -> Identifiers:
    found = Identifiers()
    for vr, text in values:
        found.add(vr, text)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Wang",
        "WANG_XIAODONG",
        "xiaodong.wang",
        "XiaoDongWang",
        "wangxiaodong",
        "xwangxiaodongx",
        "Wang, X",
        "wxiaodong",
        "ＷＡＮＧ",
        "王小东",
        "头颅王小东平扫",
        "小东",
        "王 小东",
        "xiaodong2004",
        "T1_xiaodong",
    ],
)
def test_a_name_is_heard_in_every_order_and_writing(text: str) -> None:
    """Parts, reorderings, no blanks, wide letters, Chinese inside a run, letters beside digits."""
    assert known(("PN", "Wang^XiaoDong=王^小东=")).echoes(text)


@pytest.mark.parametrize(
    "text", ["", " ", "CT HEAD", "平扫", "xiao", "dong", "wan", "T1 axial", "小", "SIEMENS", "1.5"]
)
def test_other_words_are_no_echo(text: str) -> None:
    """Words of imaging and pieces too short to mean the name stay."""
    assert not known(("PN", "Wang^XiaoDong=王^小东=")).echoes(text)


@pytest.mark.parametrize("text", ["Müller", "MULLER", "Mueller", "mueller_j"])
def test_accents_do_not_hide_a_name(text: str) -> None:
    """With accent, without it, and with the letters that stand for it."""
    assert known(("PN", "Müller^Jörg")).echoes(text)


@pytest.mark.parametrize("text", ["Chin", "LONG", "head", "CT Head 5.0", "t1HEAD", "t2headsag"])
def test_a_name_that_is_a_word_is_an_echo(text: str) -> None:
    """The object's own name wins over the vocabulary."""
    assert known(("PN", "Chin^Long"), ("PN", "Head^M")).echoes(text)


@pytest.mark.parametrize("text", ["forehead", "longitudinal", "chinese", "ahead"])
def test_a_name_inside_another_word_is_none(text: str) -> None:
    """`Head` does not make an echo of `forehead`."""
    assert not known(("PN", "Chin^Long"), ("PN", "Head^M")).echoes(text)


def test_names_of_two_letters_spare_ordinary_words() -> None:
    """`An` and `He` are heard only where no word of imaging or speech is meant."""
    identifiers = known(("PN", "Xu^Yi"), ("PN", "An^In"))
    assert identifiers.echoes("xu")
    assert not identifiers.echoes("an enhanced scan in the axial plane")
    assert not identifiers.echoes("exudate")


@pytest.mark.parametrize("text", ["4471902", "MRN4471902", "0004471902", "44-719-02", "4471 902", "id:4471902x"])
def test_an_id_is_heard_with_other_signs_round_it(text: str) -> None:
    """Zeros, letters and separators do not hide a number."""
    assert known(("LO", "4471902")).echoes(text)


@pytest.mark.parametrize("text", ["14471902", "44719021", "447190", "4.471", "902"])
def test_a_part_of_a_longer_number_is_no_echo(text: str) -> None:
    """Seven digits inside a longer number may be chance."""
    assert not known(("LO", "4471902")).echoes(text)


@pytest.mark.parametrize(
    ("value", "text"), [("HEAD-001", "HEAD 001"), ("6120", "kidney 6120"), ("0000731", "731"), ("1CT1", "1CT1")]
)
def test_ids_made_of_harmless_pieces_are_heard(value: str, text: str) -> None:
    """Words and numbers that together are the id."""
    assert known(("LO", value)).echoes(text)


@pytest.mark.parametrize("value", ["CT", "T2", "5mm", "12", "7"])
def test_ids_that_say_nothing_are_not_looked_for(value: str) -> None:
    """An id that is a word of imaging or one or two digits would make an echo of everything."""
    assert not known(("LO", value)).echoes(f"CT {value} head")


@pytest.mark.parametrize("value", ["ANONYMOUS", "Anonymous^", "UNKNOWN", "^^^^", "", "Dr^", "N/A"])
def test_placeholders_are_not_looked_for(value: str) -> None:
    """A value that names nobody makes no echo."""
    assert not known(("PN", value), ("LO", value)).echoes("anonymous unknown dr test n a")


def test_an_institution_is_heard_by_its_own_words() -> None:
    """`Brigid` is an echo; `memorial` and `hospital` are everybody's."""
    identifiers = known(("LO", "Saint Brigid Memorial Hospital"))
    assert identifiers.echoes("Brigid CT")
    assert identifiers.echoes("SaintBrigidMemorialHospital")
    assert not identifiers.echoes("GE MEDICAL hospital memorial")
    assert not known(("LO", "Siemens Medical Center")).echoes("SIEMENS")


@pytest.mark.parametrize(
    "text",
    [
        "20040119",
        "2004-01-19",
        "19.01.2004",
        "19Jan2004",
        "2004年1月19日",
        "01/19/04",
        "040119",
        "190104",
        "19 01 2004",
        "20040119093015",
    ],
)
def test_a_day_is_heard_in_every_form(text: str) -> None:
    """Whatever order, separator or month name."""
    assert known(("DA", "20040119")).echoes(f"CT {text}")
    assert known(("DT", "20040119093015.000+0800")).echoes(text)


@pytest.mark.parametrize("text", ["20040120", "2005-01-19", "CT 19", "2004", "0119"])
def test_another_day_is_no_echo(text: str) -> None:
    """Neighbouring days and lone years are not the day."""
    assert not known(("DA", "20040119")).echoes(text)


def test_a_name_under_a_wrong_character_set_is_heard() -> None:
    """A name stored in GB18030 under ISO_IR 100 is heard where it is written rightly."""
    identifiers = Identifiers()
    identifiers.add_bytes("PN", "王^小东".encode("gb18030"), CharacterSet.of(["ISO_IR 100"]))
    assert identifiers.echoes("王小东")
    assert not identifiers.echoes("平扫")


def test_words_that_together_are_an_identifier_are_placed() -> None:
    """The places of the pieces are told, and only these."""
    identifiers = known(("LO", "HEAD-001"), ("DA", "20040119"))
    assert identifiers.spanned(["ct", "", "head", "", "001", "", "axial"]) == {2, 3, 4}
    assert identifiers.spanned(["19", "", "01", "", "04"]) == {0, 1, 2, 3, 4}
    assert identifiers.spanned(["ct", "head"]) == set()


def test_chinese_names_are_taken_out_of_a_run() -> None:
    """A name cannot hide at the border of two words."""
    assert known(("PN", "黄^平")).without_han("黄平扫描") == f"{NO_WORD}扫描"
    assert known(("PN", "Wang^An")).without_han("平扫 wang") == "平扫 wang"


def test_identifiers_of_one_object_are_not_those_of_the_next() -> None:
    """Nothing is kept from one object to another."""
    assert known(("PN", "Miller^Karen")).echoes("karen")
    assert not known(("PN", "Okafor^Daniel")).echoes("karen")


NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=10).map(lambda name: "q" + name)


@given(
    NAMES,
    NAMES,
    st.sampled_from(["{1} {0}", "{0}_{1}", "{0}{1}", "{1}{0}", "{0}, {1}", "x{0}{1}x", "{1}"]),
    st.booleans(),
)
def test_any_name_is_heard_in_any_order(family: str, given_name: str, form: str, upper: bool) -> None:
    """Family and given name in each order, with and without signs, in capitals or not."""
    text = form.format(family, given_name)
    assert known(("PN", f"{family}^{given_name}".title())).echoes(text.upper() if upper else text)


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2050, 1, 1)),
    st.sampled_from(["%d.%m.%Y", "%Y/%m/%d", "%m-%d-%Y", "%y%m%d"]),
)
def test_any_day_is_heard(day: date, form: str) -> None:
    """Each day is heard in other forms than its own."""
    assert known(("DA", day.strftime("%Y%m%d"))).echoes(f"on {day.strftime(form)}")


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["PN", "LO", "DA", "UI"]))
def test_no_text_makes_listening_fail(value: str, text: str, vr: str) -> None:
    """Any value and any text give an answer."""
    assert known((vr, value)).echoes(text) in {True, False}


@pytest.mark.parametrize(
    "text", ["Li Z", "L. Li", "Na Li", "LiNa", "NALI", "lina2", "chest li axial", "HU", "Hu 3", "GFei", "f_gao", "fgao"]
)
def test_short_names_are_heard_as_whole_words(text: str) -> None:
    """Names of two letters are the commonest of China; written together they are one word of four."""
    identifiers = known(("PN", "Li^Na"), ("PN", "Hu^Z"), ("PN", "Gao^Fei"))
    assert identifiers.echoes(text)


@pytest.mark.parametrize("text", ["Carolina", "split", "LINAC", "final", "line", "sinal", "imaging"])
def test_short_names_are_not_heard_within_words(text: str) -> None:
    """Four letters stand in longer words by chance."""
    assert not known(("PN", "Li^Na"), ("PN", "Hu^Z"), ("PN", "Gao^Fei")).echoes(text)
