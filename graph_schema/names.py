"""The names and text keys every room agrees on: snake_case and camelCase, folding, sort keys.

A snake_case name is made of parts that begin with a letter (`library_strategy`, `read_length1`),
so the way to camelCase and back loses nothing.
"""

import re
import string
import unicodedata

SORT_KEY_LENGTH = 80

_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*")
_CAMEL = re.compile(r"[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)*")
_PART = re.compile(r"_([a-z])")
_CAPITAL = re.compile(r"[A-Z]")
_BLANKS = re.compile(r"\s+")
_ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_LAST_BMP_CHARACTER = "\uffff"


def camel(snake_name: str) -> str:
    """The camelCase form of a snake_case name; ValueError where `snake` could not bring it back."""
    if not _SNAKE.fullmatch(snake_name):
        raise ValueError(f"not a snake_case name: {snake_name!r}")
    return _PART.sub(lambda part: part[1].upper(), snake_name)


def snake(camel_name: str) -> str:
    """The snake_case form of a camelCase name; ValueError where `camel` could not bring it back."""
    if not _CAMEL.fullmatch(camel_name):
        raise ValueError(f"not a camelCase name: {camel_name!r}")
    return _CAPITAL.sub(lambda capital: "_" + capital[0].lower(), camel_name)


def fold(text: str) -> str:
    """The text with ASCII capitals made small and nothing else changed: equal in every store."""
    return text.translate(_ASCII_LOWER)


def sort_key(text: str) -> str:
    """A key that sorts alike in every store.

    NFKC, no character beyond U+FFFF, folded, one blank for each run of them, none at the ends, at
    most 80 characters.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if c <= _LAST_BMP_CHARACTER)
    return fold(_BLANKS.sub(" ", plain).strip()[:SORT_KEY_LENGTH].rstrip())
