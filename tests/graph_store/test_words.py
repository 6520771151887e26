"""Words of full text: what a text is taken apart into."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_store.words import document, node_document, phrases, starts, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" -_*\"'", []),
        ("RNA-Seq", [["rna"], ["seq"]]),
        ("snake_case", [["snake"], ["case"]]),
        ("Étude 2", [["étude"], ["2"]]),
        ("e\u0301tude", [["étude"]]),
        ("ＷＧＳ", [["wgs"]]),
        ("结肠癌WGS数据", [["结", "肠", "癌"], ["wgs"], ["数", "据"]]),
        ("コロン 대장", [["コ", "ロ", "ン"], ["대", "장"]]),
        ("𠀀x", [["𠀀"], ["x"]]),
        ("NCBITaxon:9606", [["ncbitaxon"], ["9606"]]),
    ],
)
def test_phrases_of_a_text(text: str, expected: list[list[str]]) -> None:
    """Words are runs of letters and digits in small letters; a run of CJK is one phrase of characters."""
    assert phrases(text) == expected


@given(st.text())
def test_words_hold_nothing_an_index_could_split_or_take_for_syntax(text: str) -> None:
    """No blank, quote or operator is left in a word, and taking a document apart again changes nothing."""
    found = words(text)
    assert all(word and (word.isalnum() or not word.isascii()) and " " not in word for word in found)
    assert all(word.isalnum() for word in found if word.isascii())


def test_texts_of_a_document_are_kept_apart() -> None:
    """A separator that is no word stands between texts; empty ones leave no trace."""
    assert document(["结肠", "", "Colon x"]) == "结 肠 ¦ colon x"
    assert document([]) == ""
    assert "¦" not in words("a ¦ b")


def test_a_node_is_found_by_its_accession_and_marked_slots() -> None:
    """Slots marked `search` by name, lists element by element, others not at all."""
    slots = {"accession": "SAMC1", "title": "B c", "organism": "Homo", "description": "unseen"}
    assert node_document("Sample", slots) == "samc1 ¦ homo ¦ b c"


def test_beginnings_of_accessions() -> None:
    """As typed without blanks around, and in ASCII capitals."""
    assert starts(" crr1/f ") == ("crr1/f", "CRR1/F")
    assert starts("ß1x") == ("ß1x", "ß1X")
