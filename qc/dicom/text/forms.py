"""Phone numbers, identifiers, addresses and names recognised by their shape alone."""

import re
from typing import Final

from qc.dicom.text.days import dates_in
from qc.dicom.text.folding import CJK, fold
from qc.dicom.text.vocabulary import (
    is_compound,
    is_form,
    is_generic,
    is_listed,
    is_placeholder,
    segments,
    surname_first,
)

_TIME: Final = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)")
_PHONE: Final = re.compile(
    r"(?<![\w.])(?:\+\d{1,3}[\s./-]?)?(?:\(\d{2,5}\)[\s./-]?)?\d{2,5}(?:[\s./-]\d{2,5}){1,4}(?![\w])|(?<!\d)1[3-9]\d{9}(?!\d)|\+\d{8,15}"
)
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+\s*@\s*[\w-]+(?:\.[\w-]+)*|(?:https?://|www\.)\S+", re.IGNORECASE)
_UID: Final = re.compile(r"(?<![\w.])[0-2](?:\.\d+){4,}(?![\w.])")
_NETWORK: Final = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
_NUMBER: Final = re.compile(r"(?<!\d)\d(?:-?\d){5,}|[A-Za-z]-?\d(?:-?\d){4,}")
_MIXED: Final = re.compile(r"[^\W_]{8,}")
_HAN: Final = re.compile(f"[{CJK}]+")
_NAME: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’-][^\W\d_]+)*\.?")
_AGE: Final = re.compile(
    r"(?<![\w.])\d{1,3}[\s-]?(?:y/?o|yrs?|years?|y)(?:[\s.-]?old)?(?![a-z])|\d{1,3}\s?岁", re.IGNORECASE
)
_TITLE: Final = re.compile(
    r"\b(?:Dr|Prof|PROF|Mr|Mrs|Miss|DR\.|Ms\.|Herr|Frau|[Rr]ef(?:erred|erring)?\.? by|[Oo]perator:?|[Nn]ame:)\.?[\s:]+[A-Z][\w'-]*"
    r"|\b[A-Z][\w'-]+,?\s(?:MD|M\.D\.|PhD)\b"
)
_LABELLED: Final = re.compile(
    r"(?<![^\W_])(?:room|rm|ward|apt|suite|id|mrn|acc|acct|accession|ssn|chart|case|tel|phone|fax|mobile)(?:[.:#\s-]|no|nr)*\w*?\d\w*"
    r"|(?<![^\W_])bed\s?\d+[a-z](?![^\W_])",
    re.IGNORECASE,
)
_HYPHENATED: Final = re.compile(r"(?<![^\W_])(?<![.-])\d+(?:-\d+)+(?![\w.-])")
_NUMBERED: Final = (_UID, _NETWORK, _TIME, _AGE, _LABELLED)
_DIGIT: Final = re.compile(r"\d")


def phone_like(text: str) -> bool:
    """Whether a phone number stands in the text: at least seven digits in groups, or an international or mobile form."""
    return any(_is_phone(match[0]) for match in _PHONE.finditer(text))


def identifier_like(text: str) -> bool:
    """Whether the text holds an e-mail or web address, a UID, a long number or a long mix of letters and digits."""
    if "@" in text or "://" in text or "www." in text.lower() or _UID.search(text) or _NUMBER.search(text):
        return True
    return any(sum(map(str.isdigit, word)) > 2 and not word.isdigit() for word in _MIXED.findall(text))


def person_like(text: str) -> bool:
    """Whether the text looks like a person's name: a title, name components, or words of which none is a word of imaging.

    One Latin word alone cannot be told from any other unknown word and is not reported.
    """
    if _TITLE.search(text):
        return True
    if _HAN.fullmatch(text.strip()):
        return surname_first(text.strip()) and any(kept is False for _, kept in segments(text.strip()))
    parts = [part for part in re.split(r"[\s,^_]+", text.strip()) if part]
    if not 2 <= len(parts) <= 5 or not all(_NAME.fullmatch(part) for part in parts):
        return False
    return not any(_common(fold(part.strip(".'"))) for part in parts)


def _common(word: str) -> bool:
    return is_listed(word) or is_form(word) or is_compound(word) or is_generic(word) or is_placeholder(word)


def unsafe_spans(text: str) -> list[tuple[int, int]]:
    """The parts of a text that must go for their shape: addresses, UIDs, dates, times, phones, ages, titles with names."""
    patterns = (_TITLE, _MAIL) if "@" in text or "w." in text.lower() or "://" in text else (_TITLE,)
    spans = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    if not _DIGIT.search(text):
        return _united(spans)
    spans += [(start, end) for start, end, _ in dates_in(text)]
    spans += [match.span() for pattern in _NUMBERED for match in pattern.finditer(text)]
    spans += [match.span() for match in _PHONE.finditer(text) if _is_phone(match[0])]
    spans += [match.span() for match in _HYPHENATED.finditer(text) if _is_number_of_case(match[0])]
    return _united(spans)


def _is_phone(text: str) -> bool:
    """Seven digits and more, unless every group is a multiple of fifty, as b-values are."""
    groups = re.findall(r"\d+", text)
    return sum(map(len, groups)) >= 7 and not all(int(group) % 50 == 0 for group in groups)


def _is_number_of_case(text: str) -> bool:
    """Five digits and more with hyphens between, unless every group is a multiple of ten (`50-800`)."""
    groups = text.split("-")
    return sum(map(len, groups)) >= 5 and not all(int(group) % 10 == 0 for group in groups)


def _united(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united
