"""The words of which codes and names of techniques are made."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.profile.devices import SURNAMES, reads_as_chinese_name
from qc.dicom.profile.words import CODE_WORDS, TECHNIQUE_WORDS, is_code, is_maker, is_technique

# Common surnames of several countries that no list may hold, except what imaging itself is called by.
FOREIGN_NAMES = """
SMITH JOHNSON WILLIAMS BROWN JONES GARCIA MILLER DAVIS RODRIGUEZ MARTINEZ HERNANDEZ LOPEZ GONZALEZ WILSON ANDERSON THOMAS TAYLOR
MOORE JACKSON MARTIN THOMPSON HARRIS CLARK LEWIS ROBINSON WALKER ALLEN WRIGHT SCOTT TORRES NGUYEN FLORES ADAMS NELSON BAKER
RIVERA CAMPBELL MITCHELL CARTER ROBERTS MUELLER SCHMIDT SCHNEIDER FISCHER WEBER MEYER WAGNER BECKER SCHULZ HOFFMANN KOCH BAUER
RICHTER KLEIN WOLF SCHROEDER NEUMANN SCHWARZ ZIMMERMANN ROSSI RUSSO FERRARI ESPOSITO BIANCHI ROMANO SILVA SANTOS OLIVEIRA SOUZA
IVANOV SMIRNOV KUZNETSOV POPOV SATO SUZUKI TAKAHASHI TANAKA WATANABE YAMAMOTO NAKAMURA KOBAYASHI SINGH KUMAR SHARMA PATEL KHAN
MARIA ANNA PETER PAUL JOHN DAVID MICHAEL THOMAS SUSAN LINDA KAREN
"""  # fmt: skip
CHINESE_NAMES = """
ZHANGSAN LISI WANGWU ZHAOLIU ZHANGWEI WANGFANG LIUYANG CHENJIE HUANGMIN ZHOUTAO XULEI SUNLI MAYUN ZHUHONG HUJUN GUOQIANG HEPING
LINFENG GAOYUAN LUOJIA ZHENGKAI LIANGCHAO XIETING SONGJIANG TANGMEI DENGCHAO HANXUE FENGLEI CAOYING PENGBO XIAOMING LIXIAOLONG
"""


@pytest.mark.parametrize("path", [CODE_WORDS, TECHNIQUE_WORDS], ids=lambda path: path.name)
def test_lists_are_of_capital_words(path):
    """Each word of the lists is written in capitals, digits and underscores."""
    lines = [line for line in path.read_text(encoding="ascii").splitlines() if not line.startswith("#")]
    words = " ".join(lines).split()
    assert len(words) > 500
    assert [word for word in words if not word.replace("_", "").isalnum() or word.upper() != word] == []


@pytest.mark.parametrize("name", sorted(set(FOREIGN_NAMES.split())))
def test_names_are_no_words(name):
    """Common names are neither codes nor techniques, alone or beside a term, in capitals or not."""
    for text in (name, f"AXIAL {name}", f"{name}_HEAD", name.title(), f"{name} 3", f"{name}^X"):
        assert not is_code(text)
        assert not is_technique(text)


@pytest.mark.parametrize("name", CHINESE_NAMES.split())
def test_chinese_names_are_no_words(name):
    """Chinese names in Latin spelling are neither codes nor techniques, and are known as names."""
    assert not is_code(name)
    assert not is_technique(name)
    assert reads_as_chinese_name(name)
    assert reads_as_chinese_name(name.title())


@pytest.mark.parametrize("surname", sorted(SURNAMES))
def test_surnames_of_four_letters_are_no_words(surname):
    """A Chinese surname with a given name behind it is no code, whatever stands between them."""
    for text in (f"{surname} XIAOMING", f"{surname}_WEIMING", f"{surname}XIAOMING"):
        assert not is_code(text.upper())
        assert not is_technique(text)


@pytest.mark.parametrize(
    "text", ["W A N G", "Z H A N G", "12345", "20240101", "1234 567", "AXIAL^", "轴位", "A=B", "T1\n", "\x00"]
)
def test_forms_that_are_no_codes(text):
    """Spelled letters, long numbers, foreign signs and line ends are no code."""
    assert not is_code(text)


@pytest.mark.parametrize(
    "text",
    ["1997-04-30", "30.04.1997", "1234567", "138 0013 8000", "张三", "HEAD^", "a\\b", "x@y", "482915", "HEAD 970430"],
)
def test_forms_that_are_no_techniques(text):
    """Dates, long numbers, telephone numbers and foreign signs are no technique."""
    assert not is_technique(text)


@given(
    st.lists(
        st.sampled_from(["AXIAL", "HEAD", "T1", "MIP", "ADC", "FFE", "CT_SOM5", "PROJECTION", "IMAGE", "NORM"]),
        min_size=1,
        max_size=3,
    )
)
def test_words_in_a_row_are_a_code(words):
    """Words of the list make codes in any order."""
    assert is_code(" ".join(words))
    assert is_code("_".join(words)) is is_code(" ".join(words))


def test_random_letters_are_no_words():
    """Of three thousand strings of letters at random none is a code or a technique."""
    dice = random.Random(20)
    letters = ["".join(dice.choices(string.ascii_uppercase, k=dice.randint(5, 14))) for _ in range(3000)]
    assert [text for text in letters if is_code(text) or is_technique(text)] == []


@pytest.mark.parametrize("length", [8, 10, 16])
def test_random_keys_are_no_words(length):
    """Of a thousand keys in hexadecimal digits, or in letters and digits, hardly one is a code or a technique by chance."""
    dice = random.Random(length)
    keys = [
        "".join(dice.choices(signs, k=length))
        for signs in ("0123456789abcdef", "ABCDEFGHJK23456789")
        for _ in range(500)
    ]
    assert len([key for key in keys if is_code(key.upper()) or is_technique(key)]) <= 10


@pytest.mark.parametrize(("word", "maker"), [("siemens", True), ("Mindray", True), ("inc", True), ("zhangsan", False)])
def test_makers_are_known(word, maker):
    """Makers of devices, and the words of companies, are known."""
    assert is_maker(word) is maker


def test_a_fraction_may_be_longer_than_a_number():
    """A coefficient has six digits behind its point, a record number none before it."""
    assert is_technique("measured, 0.096000 cm-1")
    assert not is_technique("measured, 096000 cm-1")
