"""Reports as lines: there and back, numbers without a word in JSON, names that are no text."""

import json
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.checked import Checked, FileFacts
from qc.sequence.remarks import Remark
from qc.sequence.stored import line, parsed

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
NUMBERS = st.none() | st.integers(0, 2**53)
REMARKS = st.builds(
    Remark,
    WORDS,
    st.sampled_from(["error", "warning", "info"]),
    WORDS,
    WORDS,
    WORDS,
    NUMBERS,
    NUMBERS,
    st.lists(st.integers(1, 2**53), max_size=3).map(tuple),
    st.integers(1, 2**53),
)
FACTS = st.builds(FileFacts, WORDS, WORDS, WORDS, st.integers(0, 2**53), WORDS, WORDS)
METRICS = st.dictionaries(WORDS, st.integers(0, 9) | WORDS | st.lists(st.floats(0, 1), max_size=2), max_size=3)
CHECKED = st.builds(Checked, st.lists(FACTS, max_size=2).map(tuple), METRICS, st.lists(REMARKS, max_size=2).map(tuple))


@given(CHECKED)
def test_a_report_comes_back_as_it_was(checked: Checked) -> None:
    """And is one line."""
    text = line(checked)
    assert parsed(text) == checked
    assert text.endswith(b"\n")
    assert text.count(b"\n") == 1


def test_numbers_of_arrays_are_numbers() -> None:
    """Those that JSON has no word for are null."""
    metrics = {"count": np.int64(3), "share": np.float64(0.5), "none": math.nan, "keys": {2: 1}}
    assert parsed(line(Checked((), metrics))).metrics == {"count": 3, "share": 0.5, "none": None, "keys": {"2": 1}}


def test_text_that_is_no_text_is_written_all_the_same() -> None:
    """A surrogate in a message costs no report."""
    remark = Remark("E_BASE", "error", "a", "\udce9", "")
    assert json.loads(line(Checked((), {}, (remark,))))["findings"][0]["message"] == "\udce9"
