"""A descriptor cut into pieces, each judged without knowing the person: a word of imaging, a harmless number, or not."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from qc.dicom.text.folding import CJK, fold
from qc.dicom.text.forms import unsafe_spans
from qc.dicom.text.vocabulary import is_compound, is_form, is_listed, is_weak, segments


class Kind(IntEnum):
    """What a piece is by itself."""

    SIGNS = 0  # blanks and signs between words
    TERM = 1  # a word of imaging
    WEAK = 2  # a word of imaging that may be a name
    NUMBER = 3  # a bare number of one to three digits, or the size of a matrix
    UNKNOWN = 4  # anything else


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text with its kind; `folded` is the form by which it is compared."""

    text: str
    kind: Kind
    folded: str


FEWEST_LETTERS: Final = 3
_TOKENS: Final = re.compile(
    rf"(?P<han>[{CJK}]+)"
    r"|(?P<measure>(?<![^\W_])(?:\d{1,4}(?:\.\d{1,3})?(?:\s?[x×*]\s?\d{1,4}(?:\.\d{1,3})?){1,3}(?:\s?[mc]m)?"
    r"|\d{1,3}\.\d{1,4}(?:\s?(?:mm|cm|ms|s|sec|t|tesla|%|ml|cc))?"
    r"|\d{1,4}\s?(?:mm|cm|ms|msec|sec|kv|kvp|ma|mas|hz|ml|cc|mbq|kev|hu|deg|%|°)"
    r"|b\s?=?\s?(?:0|\d{0,2}[05]0)(?:[\s,/;_-]{1,2}(?:0|\d{0,2}[05]0))*"
    r"|(?:te|tr|ti|fa|fov|venc|etl|nex)\s?[=:]?\s?\d{1,4}(?:\.\d+)?)(?![^\W_]|\.\d))"
    r"|(?P<abbreviation>(?<![^\W_])(?:w/o?|[shr]/[po]|f/u|a/p|r/l|l/r|c[+-]|(?<=[+-])c)(?![^\W_])|(?<![^\W_])w/(?=[a-z])|x线)"
    rf"|(?P<word>[^\W_{CJK}]+)"
    r"|(?P<signs>[\W_]+)",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(r"[\x20-\x7e°±×µμ·・、，。：；（）【】《》“”‘’＋－／～–—²³≤≥\r\n\t]+\Z")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORDS: Final = re.compile(r"[^\W\d_]{3,}")
MOST_DIGITS: Final = 3  # of a word without one of three letters in it
_SIZES: Final = frozenset({"1000", "1024", "1152", "1280", "1536", "2048", "2560", "3072", "4096"})


@lru_cache(maxsize=2048)
def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a text in order; joined they are the text."""
    found: list[Piece] = []
    at = 0
    for start, end in unsafe_spans(text):
        found += _safe(text[at:start])
        found.append(Piece(text[start:end], Kind.UNKNOWN, fold(text[start:end])))
        at = end
    return (*found, *_safe(text[at:]))


def _safe(text: str) -> list[Piece]:
    return [piece for match in _TOKENS.finditer(text) for piece in _judged(match)]


def _judged(match: re.Match[str]) -> Iterator[Piece]:
    text = match[0]
    if match["han"]:
        kinds = {True: Kind.TERM, None: Kind.WEAK, False: Kind.UNKNOWN}
        return (Piece(word, kinds[kept], word) for word, kept in segments(text))
    if match["signs"]:
        return iter((Piece(text, Kind.SIGNS if _SIGNS.match(text) else Kind.UNKNOWN, text),))
    if match["measure"] or match["abbreviation"]:
        return iter((Piece(text, Kind.TERM, fold(text)),))
    return _word(text)


def _word(text: str) -> Iterator[Piece]:
    """A word whole, or its parts at changes of case if it is no term itself and no key."""
    kind = _kind(fold(text)) if text.isascii() else _foreign(text)
    parts = _CAMEL.split(text) if kind is Kind.UNKNOWN and text.isalnum() and not _is_key(text) else [text]
    for part in parts:
        yield Piece(part, kind if len(parts) == 1 else _kind(fold(part)), fold(part))


def _is_key(text: str) -> bool:
    """Whether digits amid letters that make no word are an identifier, though its parts look like kernels: `A60B7705`."""
    digits = sum(map(str.isdigit, text))
    return digits > MOST_DIGITS and not any(
        is_listed(fold(run)) for part in _CAMEL.split(text) for run in _WORDS.findall(part)
    )


def _foreign(text: str) -> Kind:
    """A term written with accents may be a name (`Löwer`), wide forms of ASCII may not.

    One or two letters with accents are what is seen of a Chinese character whose character set is not declared.
    """
    kind = _kind(fold(text))
    plain = unicodedata.normalize("NFKC", text).isascii()
    if len(text) < FEWEST_LETTERS and not plain:
        return Kind.UNKNOWN
    return Kind.WEAK if kind is Kind.TERM and not plain else kind


def _kind(folded: str) -> Kind:
    if folded.isdecimal():
        return Kind.NUMBER if len(folded) < 4 or folded in _SIZES else Kind.UNKNOWN
    if is_weak(folded):
        return Kind.WEAK
    return Kind.TERM if is_listed(folded) or is_form(folded) or is_compound(folded) else Kind.UNKNOWN
