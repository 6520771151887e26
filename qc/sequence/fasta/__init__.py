"""FASTA: records of a name line and a sequence over any number of lines, checked in constant memory.

`kernel` walks over the bytes line by line, `letters` says which bytes a sequence may hold, `faults` are what it notes
and the remarks they become; `text` reads block by block and gives the names as columns; `lengths` counts lengths;
`metrics` makes the figures; `check` joins them.
May import `qc.sequence.container`, `qc.sequence.duplicates` and `qc.sequence.remarks`. Start at `check.check_fasta`.
"""

from qc.sequence.fasta.check import check_fasta

__all__ = ["check_fasta"]
