"""What sourmash gathers: the fewest references that together explain the sketch of a run, with their shares."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sourmash import MinHash, SourmashSignature, load_file_as_index
from sourmash.exceptions import SourmashError
from sourmash.search import GatherDatabases

from graph_schema.errors import UnusableInput
from qc.taxonomy.counts import Share

LEAST_HASHES = 3
"""Hashes that a reference explains before it is named."""


def sketch_of(hashes: NDArray[np.uint64], k: int, scaled: int) -> MinHash:
    """Hashes, each as often as it was seen, as a sketch of sourmash."""
    values, counts = np.unique(hashes, return_counts=True)
    sketch = MinHash(n=0, ksize=k, scaled=scaled, track_abundance=True)
    sketch.set_abundances(dict(zip(values.tolist(), counts.tolist(), strict=True)))
    return sketch


def gather(hashes: NDArray[np.uint64], database: Path, k: int, scaled: int) -> tuple[Share, ...]:
    """The references of a database that explain these hashes, the largest first.

    Raises UnusableInput for sketches that sourmash cannot read.
    """
    if np.unique(hashes).size < LEAST_HASHES:
        return ()
    query = SourmashSignature(sketch_of(hashes, k, scaled)).to_frozen()
    try:
        return tuple(_shares(query, database, LEAST_HASHES * scaled))
    except (SourmashError, OSError, ValueError, KeyError) as error:
        hint = "make it anew with gsagraph taxonomy build"
        raise UnusableInput(
            f"the sketches of {database} are broken: {error}", code="TAXONOMY_UNUSABLE", hint=hint
        ) from error


def _shares(query: Any, database: Path, least: int) -> Iterator[Share]:
    """What sourmash gathers for a signature, references with at least so many base pairs in common."""
    counter = load_file_as_index(str(database)).counter_gather(query, least)
    for result in GatherDatabases(query, [counter], threshold_bp=least):
        tax_id = int(result.match.name.partition(" ")[0])
        yield Share(tax_id, round(result.f_unique_to_query, 6), round(result.f_unique_weighted, 6))
