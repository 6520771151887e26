"""Texts cut into judged pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.text.words import Kind, pieces


def kinds(text: str) -> list[tuple[str, Kind]]:
    return [(piece.text, piece.kind) for piece in pieces(text) if piece.kind is not Kind.SIGNS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T1 axial", [("T1", Kind.TERM), ("axial", Kind.TERM)]),
        ("BrainSmithT1", [("Brain", Kind.TERM), ("Smith", Kind.UNKNOWN), ("T1", Kind.TERM)]),
        ("long axis", [("long", Kind.WEAK), ("axis", Kind.TERM)]),
        ("knee 3", [("knee", Kind.TERM), ("3", Kind.NUMBER)]),
        ("4711; 1024", [("4711", Kind.UNKNOWN), ("1024", Kind.NUMBER)]),
        ("b 0 500 1000", [("b 0 500 1000", Kind.TERM)]),
        ("2.0 x 1.0 mm", [("2.0 x 1.0 mm", Kind.TERM)]),
        ("w/o contrast", [("w/o", Kind.TERM), ("contrast", Kind.TERM)]),
        ("W/CONTRAST", [("W/", Kind.TERM), ("CONTRAST", Kind.TERM)]),
        ("TE 30 TR=500", [("TE 30", Kind.TERM), ("TR=500", Kind.TERM)]),
        ("FLAIR+C", [("FLAIR", Kind.TERM), ("C", Kind.TERM)]),
        ("头颅王CT", [("头颅", Kind.TERM), ("王", Kind.UNKNOWN), ("CT", Kind.TERM)]),
        ("やまだ", [("やまだ", Kind.UNKNOWN)]),
        ("Löwer", [("Löwer", Kind.WEAK)]),
        ("ＣＴ", [("ＣＴ", Kind.TERM)]),
        ("on 2004-01-19", [("on", Kind.TERM), ("2004-01-19", Kind.UNKNOWN)]),
        ("¡¶«", [("¡¶«", Kind.UNKNOWN)]),
    ],
)
def test_pieces_are_judged(text: str, expected: list[tuple[str, Kind]]) -> None:
    """Each piece has its kind; signs beyond the usual ones are unknown."""
    assert kinds(text) == expected


@given(st.text(max_size=60))
def test_pieces_joined_are_the_text(text: str) -> None:
    """Nothing is lost and nothing is added, whatever the text."""
    assert "".join(piece.text for piece in pieces(text)) == text


@given(st.text(alphabet="aAtT12 .-_^/王平扫é", max_size=40))
def test_pieces_of_likely_letters_joined_are_the_text(text: str) -> None:
    """The same for texts that look like descriptors."""
    assert "".join(piece.text for piece in pieces(text)) == text


@pytest.mark.parametrize("key", ["A60B7705", "C41B6707", "3C014B82", "493C1B6C", "B060FC48"])
def test_a_key_is_not_cut_into_kernels(key):
    """Digits amid single letters are one identifier, though each part alone looks like a kernel or a spine level."""
    assert kinds(key) == [(key, Kind.UNKNOWN)]


def test_short_forms_and_words_in_one_word_are_still_cut():
    """A word of three letters, or few digits, tell that it is none."""
    assert [kind for _, kind in kinds("C4L5HeadT2B30f")] == [Kind.TERM] * len(kinds("C4L5HeadT2B30f"))
