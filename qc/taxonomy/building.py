"""A reference database from FASTA files: hashes of all k-mers of each taxon, in memory that is bounded."""

import gzip
import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray
from sourmash import MinHash, SourmashSignature, save_signatures_to_json
from sourmash.manifest import CollectionManifest

from qc.taxonomy.database import ABOUT, HASHES, MOST_HASHES, TAXA, TREE, table
from qc.taxonomy.hashing import hashes_of, limit
from qc.taxonomy.references import Reference
from qc.taxonomy.tree import TaxonTree

DENSE = 20
"""One k-mer of this many is in the dictionary, unless that makes it too large."""

COMPLEX = 10
"""Different words of three letters that a k-mer of the dictionary has; runs and short repeats have fewer."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file, so that equal content is equal bytes."""


class Collected:
    """Hashes of references by taxon: those of the sketch, and those of the dictionary, thinned when they are many."""

    def __init__(self, k: int, scaled: int, dense: int = DENSE, most: int = MOST_HASHES) -> None:
        self.k, self.scaled, self.most = k, scaled, most
        self.largest = limit(dense)
        self.sketches: dict[int, NDArray[np.uint64]] = {}
        self.words: dict[int, NDArray[np.uint64]] = {}

    def add(self, tax_id: int, piece: bytes) -> None:
        """Take a piece of a sequence; pieces of one sequence overlap by k - 1."""
        hashes, places = hashes_of(piece, self.k, max(self.largest, limit(self.scaled)))
        sketch = hashes[hashes <= limit(self.scaled)]
        self.sketches[tax_id] = np.union1d(self.sketches.get(tax_id, sketch[:0]), sketch)
        near = hashes <= self.largest
        kept = [
            value
            for value, place in zip(hashes[near].tolist(), places[near].tolist(), strict=True)
            if is_complex(piece[place : place + self.k])
        ]
        self.words[tax_id] = np.union1d(self.words.get(tax_id, hashes[:0]), np.array(kept, np.uint64))
        self._thin()

    def _thin(self) -> None:
        """Keep half of the dictionary, the smaller hashes, until it is small enough."""
        while sum(words.size for words in self.words.values()) > self.most:
            self.largest //= 2
            self.words = {tax_id: words[words <= self.largest] for tax_id, words in self.words.items()}

    @property
    def thinned(self) -> int:
        """One k-mer of this many is in the dictionary."""
        return round((1 << 64) / self.largest)

    def dictionary(self, tree: TaxonTree) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """Sorted hashes and the lowest taxon that all references with the k-mer share."""
        hashes = np.concatenate([np.empty(0, np.uint64), *self.words.values()])
        owners = np.repeat(np.array(list(self.words), np.int64), [words.size for words in self.words.values()])
        order = np.argsort(hashes, kind="stable")
        hashes, owners = hashes[order], owners[order]
        first = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])) if hashes.size else np.empty(0, int)
        shared: dict[tuple[int, ...], int] = {}
        taxa = owners[first].copy()
        sizes = np.diff(np.append(first, hashes.size))
        for row in np.flatnonzero(sizes > 1).tolist():
            group = tuple(owners[first[row] : first[row] + sizes[row]].tolist())
            if group not in shared:
                shared[group] = common_taxon(tree, group)
            taxa[row] = shared[group]
        return hashes[first], taxa


def is_complex(word: bytes) -> bool:
    """Whether a k-mer is no run or short repeat, which unrelated genomes share; k-mers under 12 letters always are."""
    letters = word.upper()
    return len(word) < COMPLEX + 2 or len({letters[place : place + 3] for place in range(len(word) - 2)}) >= COMPLEX


def common_taxon(tree: TaxonTree, tax_ids: Sequence[int]) -> int:
    """The lowest taxon that is above all of these or one of them; all are in the tree."""
    lines = [[taxon.tax_id for taxon in tree.lineage(tax_id)] for tax_id in tax_ids]
    others = [set(line) for line in lines[1:]]
    return next(tax_id for tax_id in lines[0] if all(tax_id in line for line in others))


def build(references: Iterable[Reference], tree: TaxonTree, out: Path, k: int = 31, scaled: int = 1000) -> Collected:
    """Write the database of these pieces of sequences; the file is there whole or not at all.

    Raises UnusableInput where a reference cannot be read.
    """
    collected = Collected(k, scaled)
    for reference in references:
        collected.add(reference.tax_id, reference.piece)
    part = out.with_name(out.name + ".part")
    try:
        write(collected, tree, part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return collected


def write(collected: Collected, tree: TaxonTree, out: Path) -> None:
    """The file; equal references give equal bytes."""
    hashes, taxa = collected.dictionary(tree)
    about = {"k": collected.k, "scaled": collected.scaled, "largest": collected.largest, "hashes": int(hashes.size)}
    signatures = [signature(collected, tax_id, tree.taxa[tax_id].name) for tax_id in sorted(collected.sketches)]
    with zipfile.ZipFile(out, "w") as stored:
        _store(stored, ABOUT, orjson.dumps(about, option=orjson.OPT_INDENT_2))
        _store(stored, TREE, table(tree).encode())
        _store(stored, HASHES, hashes.astype("<u8").tobytes())
        _store(stored, TAXA, taxa.astype("<u4").tobytes())
        _store_signatures(stored, signatures)


def signature(collected: Collected, tax_id: int, name: str) -> SourmashSignature:
    """The sketch of a taxon; its name begins with the tax id."""
    sketch = MinHash(n=0, ksize=collected.k, scaled=collected.scaled)
    sketch.add_many(collected.sketches[tax_id].tolist())
    return SourmashSignature(sketch, name=f"{tax_id} {name}")


def _store_signatures(stored: zipfile.ZipFile, signatures: Sequence[SourmashSignature]) -> None:
    rows = []
    for made in signatures:
        text = save_signatures_to_json([made])
        place = f"signatures/{made.md5sum()}-{hashlib.sha256(made.name.encode()).hexdigest()[:8]}.sig.gz"
        _store(stored, place, gzip.compress(text if isinstance(text, bytes) else text.encode(), mtime=0))
        rows.append(CollectionManifest.make_manifest_row(made, place, include_signature=False))
    manifest = io.StringIO()
    CollectionManifest(rows).write_to_csv(manifest, write_header=True)
    _store(stored, "SOURMASH-MANIFEST.csv", manifest.getvalue().encode())


def _store(stored: zipfile.ZipFile, name: str, content: bytes) -> None:
    stored.writestr(zipfile.ZipInfo(name, EPOCH), content)
