"""What names the person of one object, and its echoes in other text: parts, reorderings, ids, dates, other spellings."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import permutations
from typing import Final

from qc.dicom.text.charsets import CharacterSet, candidate_texts, name_groups
from qc.dicom.text.days import dates_in
from qc.dicom.text.folding import fold, is_cjk, spellings, squash
from qc.dicom.text.vocabulary import is_compound, is_form, is_generic, is_listed, is_placeholder, is_term, is_weak

NO_WORD: Final = "\ua66e"
SHORTEST_INSIDE: Final = 5  # letters: shorter names, as `LiNa`, stand in other words by chance
# Words of speech that are also names; they stand in too many descriptions that mean nobody.
_SPEECH: Final = frozenset(
    [
        "an",
        "as",
        "at",
        "be",
        "by",
        "de",
        "do",
        "go",
        "he",
        "if",
        "in",
        "is",
        "it",
        "la",
        "le",
        "me",
        "my",
        "no",
        "of",
        "on",
        "or",
        "so",
        "to",
        "up",
        "us",
        "we",
    ]
)
_DATE_VRS: Final = frozenset({"DA", "DT"})
_WORDS: Final = re.compile(r"[^\W_]+")
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+")


class Identifiers:
    """The identifying values of one data set; it lives no longer than the object is in work."""

    def __init__(self) -> None:
        self._words: set[str] = set()  # equal to a whole word
        self._weak: set[str] = set()  # one or two letters: equal to a word that is no word of imaging, or a weak one
        self._inside: set[str] = set()  # inside a word, or made of several words
        self._dates: set[date] = set()

    def add(self, vr: str, text: str) -> None:
        """Remember an identifying value of the source: a name (PN), a date (DA, DT), an id or other text."""
        words, weak, inside, dates = _forms(vr, text)
        self._words |= words
        self._weak |= weak
        self._inside |= inside
        self._dates |= dates

    def add_bytes(self, vr: str, data: bytes, characters: CharacterSet) -> None:
        """Remember a value in every reading of its bytes, since the declared character set is often wrong."""
        readings = dict.fromkeys(characters.decode(data, vr))
        if not data.isascii():
            readings |= dict.fromkeys(candidate_texts(data))
        for text in readings:
            self.add(vr, text)

    def echoes(self, text: str) -> bool:
        """Whether the text repeats an identifier, whole or in part, in any order, case, width or date form."""
        words = _WORDS.findall(fold(text))
        if any(self.names(word) or self._within(word) for word in words):
            return True
        return bool(self.spanned(words)) or self._holds_date(text)

    def names(self, word: str) -> bool:
        """Whether one folded word is an identifier or a part of one."""
        if word in self._words:
            return True
        if is_weak(word) and len(word) > 1 and word in self._weak:
            return word not in _SPEECH
        if is_listed(word) or is_form(word):
            return False
        if is_compound(word):
            return any(name in word for name in self._words if len(name) > 3)
        parts = _PARTS.findall(word)
        return word in self._weak or any(part in self._words for part in parts if len(part) > 2)

    def spanned(self, words: Sequence[str]) -> set[int]:
        """The places of words that only together repeat an identifier (`HEAD-001`, `19 01 2004`)."""
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        joined = ""
        for place, word in enumerate(words):
            if plain := squash(word):
                starts[len(joined)] = place
                joined += plain
                ends[len(joined)] = place
        found: set[int] = set()
        for needle in self._inside:
            found |= _places(joined, needle, starts, ends)
        return found

    def without_han(self, text: str) -> str:
        """The text with a letter of no vocabulary in place of each Chinese name, so that it cannot hide in a word."""
        for needle in self._inside:
            if needle in text and is_cjk(needle):
                text = text.replace(needle, NO_WORD)
        return text

    def _within(self, word: str) -> bool:
        """Whether an identifier stands inside a word that the vocabulary does not know."""
        return any(needle in word and _stands(needle, word) for needle in self._inside) and not is_term(word)

    def _holds_date(self, text: str) -> bool:
        return bool(self._dates) and any(day in self._dates for _, _, day in dates_in(text))


def _stands(needle: str, word: str) -> bool:
    """A short number must not be part of a longer one, zeros before it apart."""
    if not needle.isdigit() or len(needle) > 7:
        return True
    return re.search(rf"(?<!\d)0*{needle}(?!\d)", word) is not None


def _places(joined: str, needle: str, starts: dict[int, int], ends: dict[int, int]) -> set[int]:
    at = joined.find(needle)
    while at >= 0:
        end = at + len(needle)
        if at in starts and end in ends:
            return set(range(starts[at], ends[end] + 1))
        at = joined.find(needle, at + 1)
    return set()


Forms = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[date]]


@lru_cache(maxsize=1024)
def _forms(vr: str, text: str) -> Forms:
    """The forms to look for; kept for the few values that a series repeats in each of its images."""
    text = text.strip(" \0")
    if not text or is_placeholder(fold(text)):
        return frozenset(), frozenset(), frozenset(), frozenset()
    days = frozenset(day for _, _, day in dates_in(text))
    if vr in _DATE_VRS:
        return frozenset(), frozenset(), frozenset(form for day in days for form in _day_forms(day)), days
    words, weak, inside = _name_forms(text) if vr == "PN" else _text_forms(text)
    return frozenset(words), frozenset(weak), frozenset(inside), days


def _day_forms(day: date) -> set[str]:
    year, month, date_of_month = f"{day.year:04}", f"{day.month:02}", f"{day.day:02}"
    orders = permutations((month, date_of_month))
    return {
        form for pair in orders for long in (year, year[2:]) for form in (long + "".join(pair), "".join(pair) + long)
    }


def _name_forms(text: str) -> tuple[set[str], set[str], set[str]]:
    words: set[str] = set()
    weak: set[str] = set()
    inside: set[str] = set()
    for group in name_groups(text):
        parts = [part for value in group for part in _WORDS.findall(value) if not is_placeholder(fold(part))]
        for spelled in {form for part in parts for form in spellings(part)}:
            if spelled.isdigit() and len(spelled) < 3:
                continue  # a phantom is named by the version of its software
            (words if len(spelled) > 2 or is_cjk(spelled) else weak).add(spelled)
            if len(spelled) >= (2 if is_cjk(spelled) else 5):
                inside.add(spelled)
        joined = _joined([fold(part) for part in parts[:4]])
        inside |= {name for name in joined if len(name) >= SHORTEST_INSIDE or is_cjk(name)}
        words |= joined
    return {word for word in words if len(word) > 1}, weak, inside


def _joined(parts: list[str]) -> set[str]:
    """Two or three parts without a sign between, in each order, and an initial with a family name."""
    joined = {a + b for a, b in permutations(parts, 2)} | {a + b + c for a, b, c in permutations(parts, 3)}
    joined |= {a[0] + b for a, b in permutations(parts, 2)} | {a + b[0] for a, b in permutations(parts, 2)}
    return {name for name in joined if len(name) >= (2 if is_cjk(name) else 4) and not is_term(name)}


def _text_forms(text: str) -> tuple[set[str], set[str], set[str]]:
    squashed = squash(text)
    if is_listed(squashed) or is_form(squashed) or is_placeholder(squashed) or is_generic(squashed):
        return set(), set(), set()
    words = {word for word in _WORDS.findall(fold(text)) if len(word) > 3 and not _common(word)}
    inside = {squashed} if is_cjk(squashed) and len(squashed) > 1 else set()
    for number in {squashed, squashed.lstrip("0")} if squashed.isdigit() else {squashed}:
        if len(number) > 4:
            inside.add(number)
        elif len(number) > 2:
            words.add(number)
    return words, set(), inside


def _common(word: str) -> bool:
    return is_term(word) or is_placeholder(word) or is_generic(word)
