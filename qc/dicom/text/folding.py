"""Spellings made comparable: width, case, accents and signs no longer matter."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

CJK: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_PLAIN: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_SIGNS: Final = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The text in NFKC, without case and accents: `Müller` and `ＭULLER` become one."""
    if text.isascii():
        return text.lower()
    return _folded(text)


def squash(text: str) -> str:
    """The folded letters and digits alone, without blanks and signs."""
    return _SIGNS.sub("", fold(text))


def spellings(text: str) -> set[str]:
    """The folded text, and with the letters that stand for an accent (`mueller`)."""
    plain = fold(text)
    if text.isascii():
        return {plain}
    return {plain, fold(unicodedata.normalize("NFKC", text).lower().translate(_GERMAN))}


def is_cjk(text: str) -> bool:
    """Whether the text consists of Han characters alone."""
    return bool(text) and re.fullmatch(f"[{CJK}]+", text) is not None


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    parts = unicodedata.normalize("NFKD", wide)
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if not unicodedata.combining(sign)))
