"""The INFO column of a file as a whole."""

import pytest

from qc.sequence.remarks import Remarks
from qc.sequence.variants import info as module
from qc.sequence.variants.alleles import Alternates, Kind
from qc.sequence.variants.definition import Definition
from qc.sequence.variants.header import Header
from qc.sequence.variants.info import InfoCheck
from qc.sequence.variants.rules import RULES
from qc.sequence.variants.teller import Teller

ONE = Alternates((b"C",), (Kind.BASES,))


@pytest.fixture
def checking():
    """A check of 4.3 with two declared keys."""
    declared = {"X": Definition("X", "1", "Integer"), "Y": Definition("Y", "A", "String")}
    return InfoCheck(Header(rules=RULES["VCFv4.3"], info=declared), Teller(Remarks("a")))


def said(checking, text, alternates=ONE):
    """The codes said of one column."""
    checking.teller.remarks = Remarks("a")
    checking.check(text, alternates, 5, b"A")
    return dict(checking.teller.remarks.counts)


def test_an_undeclared_key_is_told_once(checking):
    """Its values are not judged."""
    assert said(checking, b"Z=1;X=2") == {"W_VCF_INFO_UNDECLARED": 1}
    assert said(checking, b"Z=a,b;X=2") == {}


def test_a_wrong_key_is_told_each_time(checking):
    """What can be no key stands in every record."""
    assert said(checking, b"9Z=1") == said(checking, b"9Z=1") == {"E_VCF_INFO_KEY": 1}


def test_numbers_follow_the_alternates_of_each_record(checking):
    """One pattern for each number of alternates."""
    three = Alternates((b"C", b"G", b"T"), (Kind.BASES,) * 3)
    assert said(checking, b"Y=a") == said(checking, b"Y=a,b,c", three) == {}
    assert said(checking, b"Y=a,b,c") == said(checking, b"Y=a", three) == {"E_VCF_INFO_NUMBER": 1}
    assert set(checking.keys[b"Y"].patterns) == {1, 3}


def test_bounds(checking, monkeypatch):
    """Columns of too many fields, and values too long to look at, are refused as a whole."""
    monkeypatch.setattr(module, "MOST_KEYS", 5)
    monkeypatch.setattr(module, "LONGEST_VALUE", 50)
    assert said(checking, b"X=1;" * 7 + b"X=1") == {"E_VCF_INFO": 1}
    assert said(checking, b"X=" + b"1," * 40 + b"1") == {"E_VCF_INFO": 1}


def test_the_memory_of_keys_is_bounded(checking):
    """Patterns of many numbers of alternates are forgotten together."""
    for number in range(1, 200):
        said(checking, b"Y=" + b",".join([b"a"] * number), Alternates((b"C",) * number, (Kind.BASES,) * number))
    assert len(checking.keys[b"Y"].patterns) <= 66
