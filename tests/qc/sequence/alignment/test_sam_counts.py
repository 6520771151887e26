"""Bases of text counted by 4-bit code, against plain Python."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment.characters import CODES
from qc.sequence.alignment.counts import no_counts
from qc.sequence.alignment.sam_counts import add_characters, count_characters, count_read, is_sequence


def counted(text: bytes) -> tuple[bool, list[int]]:
    """Whether the text may be SEQ, and its letters by code."""
    letters = np.full(16, 99, np.int64)
    sound = is_sequence(np.frombuffer(text + b"A" * 64, np.uint8), 0, len(text), letters)
    return sound, letters.tolist()


@given(st.text("ACGTN", max_size=200), st.text("acgtnU=.RYKMzN", max_size=20))
def test_letters_are_counted(plain: str, rare: str) -> None:
    """All letters, `=` and `.`, with rare ones anywhere."""
    text = (plain[:70] + rare + plain[70:]).encode()
    sound, letters = counted(text)
    wanted = Counter(int(CODES[letter]) for letter in text)
    assert sound
    assert letters == [wanted[code] for code in range(16)]


@given(st.text("ACGT", max_size=100), st.sampled_from("*- 1@\x00\x7f~"))
def test_other_characters_are_no_sequence(text: str, odd: str) -> None:
    """Wherever they stand."""
    for place in (0, len(text) // 2, len(text)):
        assert not counted((text[:place] + odd + text[place:]).encode())[0]


def test_reads_and_characters_by_hand() -> None:
    """Lengths, share of G and C, qualities and the mean of 30."""
    counts = no_counts(0, 0)
    characters = np.zeros(1024, np.int64)
    text = np.frombuffer(b"??>!" + bytes(64), np.uint8)
    letters = np.array([0, 1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4], np.int64)
    count_read(counts, letters, 8)
    count_read(counts, letters, 0)
    count_characters(counts, characters, text, 0, 2)
    count_characters(counts, characters, text, 0, 3)
    count_characters(counts, characters, text, 3, 3)
    add_characters(counts, characters)
    assert (counts.lengths[8], counts.lengths[0], counts.gc[75]) == (1, 1, 1)
    assert counts.bases.tolist() == letters.tolist()
    assert counts.qualities.sum(axis=0)[[0, 29, 30]].tolist() == [0, 1, 4]
    assert counts.sums[[0, 1, 3, 4, 5, 6]].tolist() == [2, 8, 0, 8, 2, 1]
