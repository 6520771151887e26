"""REF and ALT."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.variants.alleles import Kind, read_alternates, trimmed
from qc.sequence.variants.rules import RULES

RULE = RULES["VCFv4.3"]
BASES = st.text("ACGT", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (b"ACGTNacgtn", Kind.BASES),
        (b"*", Kind.OVERLAP),
        (b".", Kind.MISSING),
        (b"<DEL>", Kind.SYMBOLIC),
        (b"<DUP:TANDEM>", Kind.SYMBOLIC),
        (b"<*>", Kind.UNSPECIFIED),
        (b"<NON_REF>", Kind.UNSPECIFIED),
        (b"C<ctg1>", Kind.SYMBOLIC),
        (b"G.", Kind.BREAKEND),
        (b".G", Kind.BREAKEND),
        (b"G]17:198982]", Kind.BREAKEND),
        (b"]13:123456]T", Kind.BREAKEND),
        (b"C[<ctg1>:7[", Kind.BREAKEND),
        (b".[13:123457[", Kind.BREAKEND),
        (b"A[HLA-A*01:01:5[", Kind.BREAKEND),
    ],
)
def test_kinds(text, kind):
    """Each form the text gives is known, and sound."""
    found = read_alternates(text, b"T", RULE)
    assert (found.kinds, found.faults) == ((kind,), ())


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"<>",
        b"<A B>",
        b"<DEL",
        b"DEL>",
        b"G[1:5]",
        b"[1:5[",
        b"A[1:5[T",
        b"A[1:x[",
        b"A[:5[",
        b"..",
        b"A..",
        b"A[<1:5[",
        b"<A><B>",
    ],
)
def test_what_is_no_allele(text):
    """Each is one error."""
    assert [must for must, _ in read_alternates(text, b"T", RULE).faults] == [True]


def test_numbers_of_alternates():
    """The missing value is none."""
    assert read_alternates(b".", b"T", RULE).number == 0
    assert read_alternates(b"A,C,<*>", b"T", RULE).number == 3
    assert read_alternates(b"<DEL>,A,<INS:ME>", b"T", RULE).symbols() == ["DEL", "INS:ME"]


@given(st.integers(1, 99), st.text("ACGT", max_size=5), BASES, BASES, st.text("ACGT", max_size=5))
def test_trimmed_alleles_tell_the_same_change(pos, before, ref, alt, after):
    """Trimming keeps the changed sequence, and shared flanks make no difference."""
    at, short_ref, short_alt = trimmed(pos, ref.encode(), alt.encode())
    head, tail = ref[: at - pos], ref[at - pos + len(short_ref) :]
    assert head + short_alt.decode() + tail == alt
    assert head + short_ref.decode() + tail == ref
    flanked = trimmed(pos - len(before), (before + ref + after).encode(), (before + alt + after).encode())
    assert len(flanked[1]) <= len(ref)


def test_equal_changes_trim_to_one():
    """Written with flanks or without, one substitution is one variant."""
    assert trimmed(127, b"TTTAT", b"TTTGT") == trimmed(130, b"A", b"G") == (130, b"A", b"G")
    assert trimmed(5, b"ctt", b"ct") == (5, b"CT", b"C")
