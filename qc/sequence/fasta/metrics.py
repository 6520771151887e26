"""The figures of a FASTA file."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence.fasta.lengths import LengthCounts
from qc.sequence.fasta.letters import GAPS, PROTEIN_ONLY, count_of
from qc.sequence.figures import share

Histogram = NDArray[np.int64]
MOSTLY = 0.9
"""Share of A, C, G, T, U and N from which on sequences are taken for nucleotides."""


def figures(letters: Histogram, lengths: LengthCounts) -> dict[str, Any]:
    """All figures, from the counts of letters and the lengths of records; `gc_content` is over A, C, G, T and U."""
    counts = base_counts(letters)
    known = sum(counts[base] for base in "ACGTU")
    strong = counts["G"] + counts["C"]
    total = int(letters.sum())
    nucleotide = molecule(letters) != "protein"
    return {
        "records": lengths.number,
        "bases": total,
        "molecule": molecule(letters),
        "base_counts": counts,
        "letter_counts": {chr(byte): int(letters[byte]) for byte in np.flatnonzero(letters) if 32 < byte < 127},
        "gc_content": share(strong, known) if nucleotide and known else None,
        "gc_content_all": share(strong, total) if nucleotide and total else None,
        "lower_case": int(letters[ord("a") : ord("z") + 1].sum()),
        "gaps": count_of(letters, GAPS),
        "length": lengths.figures(),
        "length_histogram": lengths.histogram(),
    }


def base_counts(letters: Histogram) -> dict[str, int]:
    """Counts of the bases in either case, and of all other letters."""
    counts = {base: count_of(letters, (base + base.lower()).encode()) for base in "ACGTUN"}
    return {**counts, "other": int(letters.sum()) - sum(counts.values())}


def molecule(letters: Histogram) -> str:
    """`nucleotide`, `protein`, or `mixed` where letters of proteins alone stand in what is else nucleotides."""
    total = int(letters.sum())
    foreign = count_of(letters, PROTEIN_ONLY)
    mostly = count_of(letters, b"ACGTUNacgtun") >= MOSTLY * total
    if not foreign:
        return "nucleotide"
    return "mixed" if mostly else "protein"
