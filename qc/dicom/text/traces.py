"""The byte strings by which a removed value would be known again: spellings, parts, encodings, forms of dates."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import permutations
from typing import Final

from qc.dicom.text.charsets import candidate_texts, name_groups
from qc.dicom.text.days import dates_in
from qc.dicom.text.folding import fold, is_cjk, squash
from qc.dicom.text.vocabulary import is_generic, is_listed, is_placeholder
from qc.dicom.text.words import Kind, pieces

_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be")
_NATIONAL: Final = (
    *("gb18030", "big5", "euc_kr", "euc_jp", "shift_jis", "iso2022_jp", "latin-1"),
    *("iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-11"),
)
_NOT_TEXT: Final = frozenset(
    {"AT", "DS", "FD", "FL", "OB", "OD", "OF", "OL", "OV", "OW", "SL", "SQ", "SS", "SV", "UL", "US", "UV"}
)
_NEVER: Final = frozenset({"AS", "TM"})  # ages and times of day are kept by the profile
_SHORTEST_NUMBER: Final = 6  # digits: a shorter number says nothing by itself
_GROUPED: Final = re.compile(r"\d+(?:[-/ ]\d+)+")
_LINE: Final = 12
_REGISTERED: Final = "1.2.840.10008."


def traces(vr: str, raw: bytes, values: Iterable[str]) -> frozenset[bytes]:
    """The byte strings of one value, each at least four bytes; none if the value is harmless."""
    if vr in _NEVER or len(raw) < 4:
        return frozenset()
    if vr == "UN" or vr in _NOT_TEXT:
        return frozenset({bytes(raw).strip(b" \0")} if _telling(raw) else ())
    readings = {text.strip(" \0"): None for text in values}
    if not raw.isascii():
        readings |= dict.fromkeys(candidate_texts(raw))
        if vr not in _MAKERS and any(_too_plain(text) for text in readings):
            return frozenset()  # words of imaging in one of the readings
    found = frozenset().union(*(_traces_of(vr, text) for text in readings))
    stored = bytes(raw).strip(b" \0")
    return found | {stored} if found and not raw.isascii() and len(stored) >= 6 else found


def harmless(text: str) -> bool:
    """Whether a value consists of words of imaging, small numbers and words that name nobody: it may stand anywhere."""
    return all(
        piece.kind is not Kind.UNKNOWN or is_placeholder(piece.folded) or is_generic(piece.folded)
        for piece in pieces(text)
    )


@lru_cache(maxsize=2048)
def _traces_of(vr: str, text: str) -> frozenset[bytes]:
    """Kept for the few values that a series repeats in each of its images."""
    forms = _MAKERS.get(vr, _text_forms)(text)
    return frozenset(data for form in forms for data in _encoded(form) if len(data) >= 4)


def _name_forms(text: str) -> set[str]:
    forms: set[str] = set()
    for group in name_groups(text):
        parts = [part for part in group if part and not is_placeholder(fold(part))]
        if len(parts) > 1:
            forms |= {"^".join(group).rstrip("^")}
            forms |= {sign.join(pair) for pair in permutations(parts[:3], 2) for sign in ("", " ", "^", "_")}
        forms |= {
            part for part in parts if len(part) > 3 or (is_cjk(part) and len(part) > 1) if not is_listed(fold(part))
        }
    return forms


def _date_forms(text: str) -> set[str]:
    forms = {text} if len(text) > 13 else set()
    for _, _, day in dates_in(text[:8]):
        year, month, date = f"{day.year:04}", f"{day.month:02}", f"{day.day:02}"
        forms |= {year + month + date, *(sign.join((year, month, date)) for sign in "-/.")}
        forms |= {sign.join((date, month, year)) for sign in "-/."} | {sign.join((month, date, year)) for sign in "-/."}
        forms.add(f"{day.year}年{day.month}月{day.day}日")
    return forms


def _uid_forms(text: str) -> set[str]:
    return {text} if len(text) > 9 and not text.startswith(_REGISTERED) else set()


def _text_forms(text: str) -> set[str]:
    if _too_plain(text):
        return set()
    lines = {line.strip() for line in text.splitlines()} if len(text) > 64 else set()
    forms = {text} | {line for line in lines if len(line) >= _LINE and not harmless(line)}
    if any(sign.isdigit() for sign in text) and len(text) <= 64 and len(squash(text)) >= _SHORTEST_NUMBER:
        forms.add(squash(text))
    return forms


def _too_plain(text: str) -> bool:
    if text.replace(".", "", 1).lstrip("+-").isdigit():
        return sum(map(str.isdigit, text)) < _SHORTEST_NUMBER or "." in text
    if _GROUPED.fullmatch(text):
        return sum(map(str.isdigit, text)) < _SHORTEST_NUMBER
    return harmless(text)


def _telling(raw: bytes) -> bool:
    """Whether opaque bytes are worth searching: neither short nor monotonous nor very long nor words of imaging."""
    data = bytes(raw).strip(b" \0")
    if not 8 <= len(data) <= 1024 or len(set(data)) < 6:
        return False
    text = data.decode("latin-1")
    return not (text.isascii() and text.isprintable() and (_too_plain(text) or text.startswith(_REGISTERED)))


def _encoded(text: str) -> set[bytes]:
    """The text in every encoding that holds it; cases beyond ASCII are spelled out, the search ignores those of ASCII."""
    if text.isascii():
        return {text.encode(codec) for codec in _ENCODINGS}
    found: set[bytes] = set()
    for spelled in {text, text.upper(), text.lower(), text.title()}:
        for codec in (*_ENCODINGS, *_NATIONAL):
            try:
                found.add(spelled.encode(codec).removesuffix(b"\x1b(B"))
            except UnicodeEncodeError:
                continue
    return found


_MAKERS: Final[dict[str, Callable[[str], set[str]]]] = {
    "PN": _name_forms,
    "DA": _date_forms,
    "DT": _date_forms,
    "UI": _uid_forms,
}
