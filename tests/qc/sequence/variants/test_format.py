"""FORMAT and samples."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from qc.sequence.remarks import Remarks
from qc.sequence.variants.definition import Definition
from qc.sequence.variants.format import Plan, SampleCheck, full_pattern, sample_faults, sample_pattern
from qc.sequence.variants.header import Header
from qc.sequence.variants.rules import RULES
from qc.sequence.variants.teller import Teller

RULE = RULES["VCFv4.5"]
NUMBERS = ["1", "2", "0", ".", "A", "R", "G", "P", "LA", "LR", "LG", "M"]
TYPES = [
    ("Integer", ""),
    ("Float", ""),
    ("String", ""),
    ("Character", ""),
    ("Integer", "count"),
    ("Float", "frequency"),
]
FIELD = st.lists(st.sampled_from(["0", "1", "-2", ".", "0.5", "x", "ab", ""]), min_size=1, max_size=6).map(",".join)


@st.composite
def plans(draw):
    """A FORMAT with definitions, and a sample that may fit it."""
    keys = [f"K{number}" for number in range(draw(st.integers(1, 4)))]
    definitions = [
        None
        if draw(st.booleans()) and draw(st.booleans())
        else Definition(
            key,
            draw(st.sampled_from(NUMBERS)),
            *draw(st.sampled_from(TYPES)),
        )
        for key in keys
    ]
    fields = [draw(FIELD) for _ in range(draw(st.integers(1, len(keys))))]
    if draw(st.booleans()):
        keys, definitions = ["GT", *keys], [Definition("GT", "1", "String"), *definitions]
        fields = [draw(st.sampled_from(["0/1", "1", ".", "0|0|1", "2/2", "./."])), *fields]
    return Plan(tuple(keys), tuple(definitions), ()), ":".join(fields).encode()


@settings(max_examples=300)
@given(plans(), st.integers(0, 3))
def test_what_is_taken_at_once_is_sound_field_by_field(planned, alternates):
    """The pattern of whole samples never accepts what the look at their fields refuses."""
    plan, sample = planned
    full = re.fullmatch(full_pattern(plan, alternates), sample)
    if full or re.fullmatch(sample_pattern(plan, alternates), sample):
        assert list(sample_faults(plan, sample, alternates, RULE)) == []


def check(text, samples, alternates=1, names=("a", "b", "c")):
    """The remarks on one record's samples, and the check."""
    remarks = Remarks("f")
    check = SampleCheck(Header(samples=list(names), rules=RULE), Teller(remarks))
    check.check(text, samples, alternates)
    return remarks, check


def test_the_sample_at_fault_is_named():
    """The message says which sample it is."""
    remarks, _ = check(b"GT", b"0/1\t0/1\t0/7")
    assert [one.message for one in remarks.kept if one.severity == "error"] == [
        "sample 'c': '0/7' names the allele 7 of 1"
    ]


def test_equal_samples_are_judged_once():
    """The verdict on a text is kept, its remarks are said of each sample."""
    remarks, checking = check(b"GT:DP", b"0/9:1\t0/9:1\t0/9:1")
    assert remarks.counts["E_VCF_GT"] == 3
    assert len(checking.plans[b"GT:DP"].verdicts) == 1


def test_verdicts_are_kept_within_bounds(monkeypatch):
    """Many distinct samples do not grow the memory."""
    monkeypatch.setattr("qc.sequence.variants.format.KEPT", 10)
    _, checking = check(b"GT", b"\t".join(b"0/%d" % number for number in range(5, 500)))
    assert len(checking.plans[b"GT"].verdicts) <= 12


def test_a_format_of_many_keys_is_read_field_by_field():
    """No pattern is nested too deeply."""
    keys = b":".join(b"K%d" % number for number in range(500))
    remarks, _ = check(keys, b":".join([b"1"] * 500) + b"\t1\t1")
    assert not remarks.failed
    assert check(keys, b":".join([b"1"] * 501) + b"\t1\t1")[0].failed
