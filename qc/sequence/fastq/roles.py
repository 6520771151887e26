"""Which file of a set holds what: reads R1, R2, R3 and index reads I1, I2 of single-cell libraries."""

import re
from collections.abc import Sequence
from pathlib import Path

ROLE = re.compile(r"(?:^|[._-])([RI][1-4])(?=[._-]|$)")
SHORT = 20
"""Index reads are shorter than this many bases on average; the barcodes of cells, reads like others, are not far above."""

ORDERS = {
    2: (("R1", "R2"),),
    3: (("R1", "R2", "I1"), ("R1", "R2", "R3")),
    4: (("R1", "R2", "I1", "I2"), ("R1", "R2", "R3", "I1")),
}
"""The files of a set of each size, in the order in which an archive wants them."""


def role_in_name(path: str) -> str | None:
    """The role that a file's name claims: `S1_L001_I1_001.fastq.gz` holds I1."""
    found = ROLE.findall(Path(path).name)
    return found[-1] if found else None


def roles(paths: Sequence[str], mean_lengths: Sequence[float]) -> tuple[str, ...]:
    """The role of each file: what all names claim without contradiction, else by mean length.

    By length the files as long as the longest half are reads, those below `SHORT` bases index reads; both are numbered
    in the order in which they are given.
    """
    claimed = [role_in_name(path) for path in paths]
    if None not in claimed and len(set(claimed)) == len(claimed):
        return tuple(str(role) for role in claimed)
    return by_length(mean_lengths)


def by_length(mean_lengths: Sequence[float]) -> tuple[str, ...]:
    """Roles by mean length alone; two files are always two reads."""
    index = [len(mean_lengths) > 2 and length < SHORT and 2 * length < max(mean_lengths) for length in mean_lengths]
    return tuple(f"{'I' if is_index else 'R'}{index[: at + 1].count(is_index)}" for at, is_index in enumerate(index))


def in_order(found: Sequence[str]) -> bool:
    """Whether the roles stand in an order that archives take."""
    return tuple(found) in ORDERS.get(len(found), ())
