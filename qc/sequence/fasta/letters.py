"""The bytes of a sequence: nucleotide and amino acid codes of IUPAC-IUB, gaps, and what is neither."""

import numpy as np

NUCLEOTIDES = b"ACGTUNRYSWKMBDHVacgtunryswkmbdhv"
"""NC-IUB 1984 with U; X is left out, since it stands for any letter in masked nucleotides and in proteins."""
PROTEIN_ONLY = b"EFIJLOPQZefijlopqz*"
"""Amino acids that are no nucleotide code, with pyrrolysine, the ambiguous J and Z, and the stop."""
EITHER = b"Xx-."
"""Any letter, and gaps."""
GAPS = b"-."

ALLOWED = np.zeros(256, np.uint8)
ALLOWED[list(NUCLEOTIDES + PROTEIN_ONLY + EITHER)] = 1


def count_of(histogram: "np.ndarray[tuple[int], np.dtype[np.int64]]", letters: bytes) -> int:
    """How often the letters stand in a histogram of bytes."""
    return int(histogram[list(letters)].sum())
