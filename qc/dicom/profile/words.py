"""The words of which codes and names of techniques are made, and what else may stand between them.

`code_words.txt` holds those of code strings, `technique_words.txt` those of coils, sequences, kernels, filters and
methods; the vocabulary of descriptors (`qc.dicom.text.vocabulary`) counts for both, but for terms that are also names.
A value is taken apart at signs, digits and changes of case. A piece that no list knows may have two letters in a code
(three in a technique whose value holds a digit or a technical sign), so that no name of a person can be written with it.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from qc.dicom.text.folding import fold
from qc.dicom.text.vocabulary import is_listed, is_weak

CODE_WORDS, TECHNIQUE_WORDS = (Path(__file__).with_name(f"{name}_words.txt") for name in ("code", "technique"))
LONGEST_NUMBER_OF_A_CODE, MOST_DIGITS_OF_A_CODE = 4, 5
LONGEST_NUMBER_OF_A_TECHNIQUE, MOST_DIGITS_OF_A_TECHNIQUE = 5, 8
LONGEST_FRACTION = 6
FEWEST_LETTERS_OF_A_WORD = 3
LONGEST_UNKNOWN = 3
MOST_STRANGE, LONGEST_ALONE = 3, 6
_CODE = re.compile(r"[A-Za-z0-9 _./:+*#&(),-]*", re.ASCII)
_TECHNIQUE = re.compile(r"[A-Za-z0-9 _./:;,+*#%&()\[\]<>=|!?~\"'-]*", re.ASCII)
_TECHNICAL = re.compile(r"[0-9_*#;:/+\[\]()]")
_LETTERS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]")
_RUNS = re.compile(r"[A-Za-z]+")
_DIGITS = re.compile(r"\d+")
_NUMBERS = re.compile(r"((?<=\d)\.)?(\d+)")
_TOKENS = re.compile(r"[A-Za-z0-9]+")
# Notations of vendors that hold hardly a word: `*ep2d_b1000#5`, `epfid2d1_64`, `*tfl3d1_16ns`; `HE1-4;NE1,2`.
_NOTATIONS = (
    re.compile(
        r"\*?([a-z]{2,8}|h)R?(?:[23]d\d{0,2}(?:[a-z]{1,2}\d{0,2}){0,2})?"
        r"(?:_(?:ns|t\d{1,3}|[a-z]{0,2}\d{1,4}(?:ns|t)?)){0,2}(?:#\d{1,3})?"
    ),
    re.compile(r"([A-Z]{2})\d{0,2}(?:[-,]\d{1,2})*(?:;[A-Z]{2}\d{0,2}(?:[-,]\d{1,2})*){0,4}"),
)
_MATRIX = re.compile(r"\d{2,4}[ps]? ?[*x] ?\d{2,4}[ps]?")  # 128p*128
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-./_ ]?(?:0?[1-9]|1[0-2])[-./_ ]?(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|[12]\d|3[01])[-./](?:19|20)\d\d)(?!\d)"
)


@lru_cache(maxsize=16384)
def is_code(text: str) -> bool:
    """Whether a value of a code string is made of words of codes and short numbers.

    >>> is_code("CT_SOM5 SPI"), is_code("ZHANGSAN"), is_code("3F92C811")
    (True, False, False)
    """
    if not _CODE.fullmatch(text) or any(len(number) > LONGEST_NUMBER_OF_A_CODE for number in _DIGITS.findall(text)):
        return False
    unlisted = [token for token in _TOKENS.findall(text) if token.upper() not in _code_words()]
    runs = [run for token in unlisted for run in _RUNS.findall(token)]
    if any(len(run) > 1 and not _is_known(run, _code_words) for run in runs):
        return False
    return _is_short(unlisted, runs, MOST_DIGITS_OF_A_CODE)


@lru_cache(maxsize=16384)
def is_technique(text: str) -> bool:
    """Whether a text reads as the name of a coil, sequence, kernel, filter, method or the like.

    >>> is_technique("SENSE-Head-8"), is_technique("*fl3d1r_t70"), is_technique("Zhang San")
    (True, True, False)
    """
    if _MATRIX.fullmatch(text) or any(
        len(form[1]) == 1 or form[1].upper() in _technique_words()
        for pattern in _NOTATIONS
        if (form := pattern.fullmatch(text))
    ):
        return True
    if not _TECHNIQUE.fullmatch(text) or _DATE.search(text):
        return False
    if any(
        len(number[1]) > (LONGEST_FRACTION if number[0] else LONGEST_NUMBER_OF_A_TECHNIQUE)
        for number in _NUMBERS.findall(text)
    ):
        return False
    longest = LONGEST_UNKNOWN if _TECHNICAL.search(text) else 1
    parts = [part for run in _RUNS.findall(text) for part in _parts(run)]
    if any(len(part) > longest and not _is_known(part, _technique_words) for part in parts):
        return False
    return _is_short(_TOKENS.findall(text), parts, MOST_DIGITS_OF_A_TECHNIQUE)


def _is_short(tokens: list[str], runs: list[str], most_digits: int) -> bool:
    """Whether what stands beside real words is too little for a name, a number or a key.

    `runs` are the runs of letters of the tokens. Words of two letters, and of three amid digits, are found in any key
    by chance and do not count.
    """
    found = [run for token in tokens for run in _RUNS.finditer(token)]
    words = [run[0] for run in found if len(run[0]) >= FEWEST_LETTERS_OF_A_WORD + bool(run.start())]
    words = [word for word in words if _is_known(word, _technique_words)]
    digits = sum(sign.isdigit() for token in tokens for sign in token)
    if words:
        return digits <= most_digits and len(runs) - len(words) <= MOST_STRANGE
    return not tokens or (len(runs) <= MOST_STRANGE and digits + sum(map(len, runs)) <= LONGEST_ALONE)


def is_maker(word: str) -> bool:
    """Whether a word belongs to the name of a maker of devices or to any company's name."""
    return word.upper() in _technique_words()


def _parts(run: str) -> list[str]:
    """A run of letters if it is known, else its parts at changes of case: `TxRx` is `Tx`, `Rx`."""
    return [run] if _is_known(run, _technique_words) else _LETTERS.findall(run)


def _is_known(word: str, known: Callable[[], frozenset[str]]) -> bool:
    """Whether a word is listed, or made of listed words of three letters and more: `NECKCHEST`."""
    capital = word.upper()
    return capital in known() or _is_of_imaging(capital) or _is_composed(capital, known)


def _is_of_imaging(capital: str) -> bool:
    folded = fold(capital)
    return len(capital) >= FEWEST_LETTERS_OF_A_WORD and is_listed(folded) and not is_weak(folded)


@lru_cache(maxsize=16384)
def _is_composed(capital: str, known: Callable[[], frozenset[str]]) -> bool:
    reached = [True, *[False] * len(capital)]
    for end in range(FEWEST_LETTERS_OF_A_WORD, len(capital) + 1):
        reached[end] = any(
            reached[start] and (capital[start:end] in known()) for start in range(end - FEWEST_LETTERS_OF_A_WORD + 1)
        )
    return reached[-1]


@cache
def _code_words() -> frozenset[str]:
    return _read(CODE_WORDS)


@cache
def _technique_words() -> frozenset[str]:
    return _read(TECHNIQUE_WORDS) | _code_words()


def _read(path: Path) -> frozenset[str]:
    """The words of a list, with digits (`T2STAR`) and without (`STAR`), but no single letters."""
    lines = path.read_text(encoding="ascii").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    pieces = [piece for word in words for pattern in (_TOKENS, _RUNS) for piece in pattern.findall(word)]
    return frozenset(piece for piece in pieces if len(piece) > 1)
