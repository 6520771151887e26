"""Spellings that count as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.text.folding import fold, is_cjk, spellings, squash


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MiLLer", "miller"),
        ("Müller", "muller"),
        ("ＷＡＮＧ１", "wang1"),
        ("Ångström", "angstrom"),
        ("Łódź", "lodz"),
        ("ß", "ss"),
    ],
)
def test_case_width_and_accents_do_not_count(text: str, folded: str) -> None:
    """Wide, accented and capital letters fold to the plain small one."""
    assert fold(text) == folded


def test_an_umlaut_has_two_spellings() -> None:
    """German writers put ue for ü; both are looked for."""
    assert spellings("Müller") == {"muller", "mueller"}
    assert spellings("Miller") == {"miller"}


def test_squash_leaves_letters_and_digits() -> None:
    """Signs and blanks between do not count."""
    assert squash(" A-77_812 / b") == "a77812b"
    assert squash("王 小^东") == "王小东"


@pytest.mark.parametrize(
    ("text", "answer"), [("王小东", True), ("王a", False), ("", False), ("やま", False), ("㐀𠀀", True)]
)
def test_han_characters_alone_are_cjk(text: str, answer: bool) -> None:
    """Han characters of all planes count, kana do not."""
    assert is_cjk(text) is answer


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own fold, but for letters whose lower case has a dot of its own."""
    assert fold(fold(text)) == fold(fold(fold(text)))
    assert squash(text) == squash(f" {text}-")
