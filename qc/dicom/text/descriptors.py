"""Free-text descriptors cleaned: words of imaging stay, everything that may speak of a person, place or day goes.

A word stays only if the vocabulary knows it and it is no echo of this object's identifiers. A name that is also a
word (`Chin`, `Head`, `Long`) goes when the object bears it, and a word that is often a name goes beside a word that
goes; so does a bare number of two digits or more. Dates are removed, not shifted.
"""

import re
from itertools import pairwise
from typing import Final

from qc.dicom.text.identifiers import Identifiers
from qc.dicom.text.words import Kind, Piece, pieces

_JOINTS: Final = re.compile(r"[ _\-/^.,;:+|]")
_RIM: Final = " _-/^.,;:+|&([{<=\\"
_LETTERS: Final = re.compile(r"[^\W\d_]")


def clean(text: str, identifiers: Identifiers) -> str:
    """The descriptor without any word that is unknown or names this object's person; the same text if all may stay."""
    found = pieces(identifiers.without_han(text))
    gone = {index for index, piece in enumerate(found) if _goes(piece, identifiers)}
    gone |= identifiers.spanned([piece.folded if piece.kind else "" for piece in found])
    if not gone:
        return text
    _follow(found, gone)
    return _joined(found, gone)


def _goes(piece: Piece, identifiers: Identifiers) -> bool:
    if piece.kind is Kind.UNKNOWN:
        return True
    return piece.kind is not Kind.SIGNS and identifiers.names(piece.folded)


def _follow(found: tuple[Piece, ...], gone: set[int]) -> None:
    """Let weak words beside a word that goes, and long numbers beside anything that goes, go too, to both sides."""
    words = [index for index, piece in enumerate(found) if piece.kind is not Kind.SIGNS or index in gone]
    for order in (words, words[::-1]):
        for before, index in pairwise(order):
            if before in gone and _follows(found[index], found[before]):
                gone.add(index)


def _follows(piece: Piece, neighbour: Piece) -> bool:
    if piece.kind is Kind.NUMBER:
        return len(piece.text) > 1 or not neighbour.folded.isascii()
    return piece.kind is Kind.WEAK and _LETTERS.search(neighbour.text) is not None


def _joined(found: tuple[Piece, ...], gone: set[int]) -> str:
    """What is left, with one sign between where something went."""
    out, gap, hole = "", "", False
    for index, piece in enumerate(found):
        if index in gone:
            hole = True
        elif piece.kind is Kind.SIGNS:
            gap += piece.text
        else:
            out += (_joint(gap if out else "") if hole else gap) + piece.text
            gap, hole = "", False
    rest = out if hole else out + gap
    return rest.strip().strip(_RIM).strip()


def _joint(signs: str) -> str:
    match = _JOINTS.search(signs)
    return match[0] if match else ""
