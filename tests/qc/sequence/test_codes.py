"""The tables of codes: complete, of one form, used where they say, and covered by tests."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from qc.sequence.codes import CODES, ROOMS

HERE = Path(__file__).resolve().parents[3]
PREFIX = {"E_": "error", "W_": "warning", "I_": "info"}
CODE = re.compile(r"\b[EWI]_[A-Z0-9][A-Z0-9_]+\b")
STEM = re.compile(r"\b[A-Z][A-Z0-9_]{2,}\b")


@cache
def words(pattern: re.Pattern[str], *folders: str) -> frozenset[str]:
    """What the Python files below folders say of a pattern, the tables and this file apart."""
    files = (file for folder in folders for file in (HERE / folder).rglob("*.py"))
    texts = (
        file.read_text(encoding="utf-8") for file in files if file.parent.name != "codes" and file != Path(__file__)
    )
    return frozenset(word for text in texts for word in pattern.findall(text))


def test_each_code_is_raised_somewhere() -> None:
    """A code that nothing raises would promise a check that is not made; some are named without their first letter."""
    said = words(CODE, "qc") | words(STEM, "qc")
    assert [code for code in CODES if code not in said and code[2:] not in said] == []


def test_each_code_is_tested() -> None:
    """Some test names the code."""
    said = words(CODE, "tests/qc", "tests/cli")
    assert [code for code in CODES if code not in said] == []


def test_each_code_that_is_raised_is_in_the_tables() -> None:
    """A code without meaning and hint is a fault of ours."""
    assert words(CODE, "qc/sequence", "qc/taxonomy") - CODES.keys() == set()


def test_the_first_letter_is_the_severity() -> None:
    """E for errors, W for warnings, I for information."""
    assert {code: row.severity for code, row in CODES.items()} == {code: PREFIX[code[:2]] for code in CODES}


def test_no_code_stands_twice() -> None:
    """The rooms share no code."""
    counted = Counter(row.code for rows in ROOMS.values() for row in rows)
    assert [code for code, count in counted.items() if count > 1] == []


def test_each_code_has_meaning_and_hint() -> None:
    """Both are there, and neither ends in a full stop, as messages do not."""
    assert [code for code, row in CODES.items() if not (row.meaning and row.hint)] == []
    assert [code for code, row in CODES.items() if row.meaning.endswith(".") or row.hint.endswith(".")] == []
