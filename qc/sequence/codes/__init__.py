"""The codes of remarks on sequence files: what each means, how bad it is, and what to do.

`code` is one row; the rows stand by room: `container`, `fastq`, `alignment`, `variants`, `fasta`, `signal`,
`taxonomy`, `genotype`, `checking`. Codes do not change; messages may. Imports `qc.finding`. Start at `CODES`.
"""

from itertools import chain

from qc.sequence.codes import alignment, checking, container, fasta, fastq, genotype, signal, taxonomy, variants
from qc.sequence.codes.code import Code

ROOMS = {
    "container": container.TABLE,
    "fastq": fastq.TABLE,
    "alignment": alignment.TABLE,
    "variants": variants.TABLE,
    "fasta": fasta.TABLE,
    "signal": signal.TABLE,
    "taxonomy": taxonomy.TABLE,
    "genotype": genotype.TABLE,
    "checking": checking.TABLE,
}
"""The rows of each room, in the order of the documentation."""

CODES = {row.code: row for row in chain(*ROOMS.values())}
"""Every code by its name."""

__all__ = ["CODES", "ROOMS", "Code"]
