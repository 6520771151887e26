"""The taxonomic profile of a run: how many spots are of which taxon, counted on a sample of its blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qc.taxonomy.alignments import MAGIC, reads_of, whole_alignments
from qc.taxonomy.counts import Profile, prune
from qc.taxonomy.database import Database
from qc.taxonomy.gathering import gather
from qc.taxonomy.sampling import Decoded, Sample, second_lines, whole_records
from qc.taxonomy.spots import Dictionary, count_spots, joined

TOOL = "gsagraph"
VERSION = "1"
"""Version of the method; it changes when the same reads and database would give other counts."""

BLOCKS = 256
"""Blocks of about 1 MB that are counted of one stream: some 700,000 reads of 150 bases."""

SKETCH_ROOM = 1 << 15
"""Hashes that one block may add to the sketch."""


@dataclass(frozen=True, slots=True)
class BlockCount:
    """What one block gave: spots looked at, spots by row of the tree, hashes of its sketch."""

    spots: int
    rows: NDArray[np.int64]
    counts: NDArray[np.int64]
    sketch: NDArray[np.uint64]


def profile_of(stream: Decoded, opened: Database, blocks: int = BLOCKS) -> Profile:
    """The profile of the reads of a FASTQ or BAM stream; a sample of at most `blocks` blocks is counted.

    Never raises on the content: what is no record counts as nothing.
    """
    sample: Sample[BlockCount] = Sample(blocks)
    total = 0
    for number, (spots, text, aligned) in enumerate(_blocks(stream)):
        total += spots
        if sample.wants(number):
            sample.add(number, _counted(text, spots, opened.dictionary, aligned=aligned))
    return _profile(opened, sample.results(), total)


def _blocks(stream: Decoded) -> Iterator[tuple[int, NDArray[np.uint8], bool]]:
    """Blocks of whole records with the number of their spots, and whether they are alignments."""
    blocks = stream.blocks()
    first = next(blocks, None)
    if first is None:
        return
    aligned = first[:4].tobytes() == MAGIC
    whole = whole_alignments if aligned else whole_records
    for spots, text in whole(chain([first], blocks)):
        yield spots, text, aligned


def _counted(text: NDArray[np.uint8], spots: int, dictionary: Dictionary, *, aligned: bool) -> BlockCount:
    """Count the spots of one block."""
    if aligned:
        text, starts, ends = reads_of(text, spots)
    else:
        starts, ends = second_lines(text, spots)
    counts = np.zeros(dictionary.parent.size + 1, np.int64)
    sketch = np.empty(SKETCH_ROOM, np.uint64)
    letters, firsts = joined(text, starts, ends)
    kept = count_spots(letters, firsts, dictionary, counts, sketch)
    rows = np.flatnonzero(counts[:-1])
    return BlockCount(spots, rows, counts[rows], sketch[:kept].copy())


def _profile(database: Database, blocks: list[BlockCount], total: int) -> Profile:
    """Sum the blocks, and prune."""
    own: dict[int, int] = {}
    for block in blocks:
        for row, count in zip(block.rows.tolist(), block.counts.tolist(), strict=True):
            tax_id = database.tree.order[row]
            own[tax_id] = own.get(tax_id, 0) + count
    analyzed = sum(block.spots for block in blocks)
    kept, pruned = prune(own, analyzed)
    sketches = np.concatenate([np.empty(0, np.uint64), *(block.sketch for block in blocks)])
    return Profile(
        TOOL, VERSION, database.name, database.digest, database.k, database.scaled,
        analyzed, total, sum(own.values()), kept, database.tree.part(kept),
        len(pruned), sum(pruned.values()), gather(sketches, database.path, database.k, database.scaled),
    )  # fmt: skip
