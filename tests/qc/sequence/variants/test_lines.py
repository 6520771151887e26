"""Lines of a stream."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.variants import lines


class Pieces:
    """A stream of these pieces."""

    def __init__(self, pieces):
        self.pieces = pieces

    def blocks(self, size=0):
        """Each piece as a block."""
        return (np.frombuffer(piece, np.uint8) for piece in self.pieces if piece)


@given(st.lists(st.binary(max_size=9).map(lambda piece: piece.replace(b"\x00", b"\n")), max_size=9))
def test_lines_are_those_of_the_whole_text(pieces):
    """However the text is cut into blocks, lines and their places are the same."""
    text = b"".join(pieces)
    found = list(lines.lines(Pieces(pieces)))
    expected = text.split(b"\n")
    last = expected.pop()
    assert [line for _, line, _ in found] == expected + ([last] if last else [])
    assert all(text[at : at + len(line)] == line for at, line, _ in found)
    assert [whole for _, _, whole in found] == [True] * len(expected) + ([False] if last else [])


def test_a_line_beyond_the_bound_is_refused(monkeypatch):
    """Memory is bounded by the longest line."""
    monkeypatch.setattr(lines, "LONGEST", 10)
    assert [line for _, line, _ in lines.lines(Pieces([b"a\nbbb", b"bbb\n"]))] == [b"a", b"bbbbbb"]
    with pytest.raises(lines.LineTooLong):
        list(lines.lines(Pieces([b"a\n", b"b" * 8, b"b" * 8, b"\n"])))
