"""The figures of letters."""

import numpy as np
import pytest

from qc.sequence.fasta.lengths import LengthCounts
from qc.sequence.fasta.letters import ALLOWED
from qc.sequence.fasta.metrics import base_counts, figures, molecule


def histogram(text):
    return np.bincount(np.frombuffer(text, np.uint8), minlength=256)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (b"ACGTNRYSWKMBDHV", "nucleotide"),
        (b"acguX-.", "nucleotide"),
        (b"", "nucleotide"),
        (b"MKVLAAGIVGLCAKAYEF*", "protein"),
        (b"ACGTACGTA" + b"E", "mixed"),
        (b"ACGTACGT" + b"EE", "protein"),
    ],
)
def test_the_molecule_by_its_letters(text, kind):
    """One foreign letter in ten is a slip, more of them make a protein."""
    assert molecule(histogram(text)) == kind


def test_base_counts_in_both_cases():
    """What is no base is counted together."""
    assert base_counts(histogram(b"AaCGgTtUuNn-RY")) == {"A": 2, "C": 1, "G": 2, "T": 2, "U": 2, "N": 2, "other": 3}


@pytest.mark.parametrize(("text", "told"), [(b"GAA", (0.333333, 0.333333)), (b"", (None, None)), (b"NN", (None, 0.0))])
def test_gc_of_nothing_is_none(text, told):
    """Six digits otherwise."""
    found = figures(histogram(text), LengthCounts())
    assert (found["gc_content"], found["gc_content_all"]) == told


def test_letters_gaps_and_stop_are_allowed_and_nothing_else():
    """Every letter of the alphabet is a code of a nucleotide, an amino acid, or of any."""
    allowed = bytes(byte for byte in range(256) if ALLOWED[byte])
    assert allowed == bytes(sorted(b"*-.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
