"""A reference database: one zip file that is a sourmash collection and holds a taxonomy and a dictionary of k-mers.

signatures/<md5>.sig.gz      a sketch of each taxon that has references: `sourmash gather` reads the file as it is
SOURMASH-MANIFEST.csv        what sourmash lists them by
taxonomy.tsv                 tax id, parent, rank, name
dictionary.json              k, scaled, the largest hash, how many hashes
dictionary.hashes            sorted 64-bit hashes, little-endian
dictionary.taxa              tax id of each, 32 bits: the lowest taxon that all references with this k-mer share
"""

import hashlib
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from graph_schema.errors import UnusableInput
from qc.taxonomy.hashing import LONGEST, limit
from qc.taxonomy.spots import Dictionary
from qc.taxonomy.tree import Taxon, TaxonTree

TREE, ABOUT, HASHES, TAXA = "taxonomy.tsv", "dictionary.json", "dictionary.hashes", "dictionary.taxa"
COLUMNS = "tax_id\tparent\trank\tname\n"
MOST_HASHES = 3_000_000
"""Hashes of a dictionary: 36 MB in memory."""

MOST_BYTES = 64 << 20
"""Bytes of one part of the file that is read whole."""

INDEX_BITS = 20
"""At most so many high bits of a hash are its place in the index; a dictionary of a million has one hash at each."""


@dataclass(frozen=True)
class Database:
    """An opened reference database: `name` is its file name without `.zip`, `digest` the sha256 of the file."""

    path: Path
    name: str
    digest: str
    k: int
    scaled: int
    largest: int
    tree: TaxonTree
    hashes: NDArray[np.uint64]
    taxa: NDArray[np.uint32]

    @cached_property
    def referenced(self) -> frozenset[int]:
        """The taxa that k-mers of the dictionary lead to."""
        return frozenset(np.unique(self.taxa).tolist())

    @cached_property
    def dictionary(self) -> Dictionary:
        """What spots are looked up in."""
        known = np.array(self.tree.order, np.uint32)
        by_number = np.argsort(known).astype(np.int32)
        rows = by_number[np.searchsorted(known[by_number], self.taxa)]
        shift = max(self.largest.bit_length() - min(self.hashes.size.bit_length(), INDEX_BITS), 0)
        edges = np.arange((self.largest >> shift) + 2, dtype=np.uint64) << np.uint64(shift)
        begins = np.searchsorted(self.hashes, edges).astype(np.int32)
        begins[-1] = self.hashes.size
        parent, last = columns(self.tree)
        return Dictionary(
            self.k, np.uint64(self.largest), np.uint64(limit(self.scaled)), self.hashes,
            rows, begins, np.uint64(shift), parent, last,
        )  # fmt: skip


def columns(tree: TaxonTree) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """A tree as columns in its order: the row above each row, and the last row below it.

    Row r is above exactly the rows r + 1 … `last[r]`; row 0 is the root and above itself.
    """
    number = {tax_id: row for row, tax_id in enumerate(tree.order)}
    parent = np.array([number[tree.taxa[tax_id].parent] for tax_id in tree.order], np.int32)
    last = np.arange(len(tree.order), dtype=np.int32)
    for row in range(len(tree.order) - 1, 0, -1):
        last[parent[row]] = max(last[parent[row]], last[row])
    return parent, last


def open_database(path: Path) -> Database:
    """A database that `gsagraph taxonomy build` made.

    Raises UnusableInput where there is none, or where it is broken.
    """
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        with zipfile.ZipFile(path) as stored:
            about = orjson.loads(_part(stored, ABOUT))
            tree = _tree(_part(stored, TREE).decode())
            hashes = np.frombuffer(_part(stored, HASHES), "<u8")
            taxa = np.frombuffer(_part(stored, TAXA), "<u4")
        database = Database(
            path, path.name.removesuffix(".zip"), digest,
            int(about["k"]), int(about["scaled"]), int(about["largest"]), tree, hashes, taxa,
        )  # fmt: skip
    except OSError as error:
        raise UnusableInput(
            f"{path}: {error.strerror or error}", code="PATH_UNREADABLE", hint="check the path"
        ) from error
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        KeyError,
        ValueError,
        TypeError,
        RuntimeError,
        EOFError,
    ) as error:
        raise _unusable(path, str(error) or type(error).__name__) from error
    _check(database)
    return database


def _part(stored: zipfile.ZipFile, name: str) -> bytes:
    """A part of the file; ValueError for one that is too large to be read."""
    if stored.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(f"{name} is larger than {MOST_BYTES} bytes")
    return stored.read(name)


def _tree(text: str) -> TaxonTree:
    """The tree of a table as `table` writes it."""
    rows = (line.split("\t", 3) for line in text.removeprefix(COLUMNS).splitlines())
    return TaxonTree(Taxon(int(tax_id), name, rank, int(parent)) for tax_id, parent, rank, name in rows)


def table(tree: TaxonTree) -> str:
    """A tree as the table of a database."""
    taxa = (tree.taxa[tax_id] for tax_id in tree.order)
    return COLUMNS + "".join(f"{taxon.tax_id}\t{taxon.parent}\t{taxon.rank}\t{taxon.name}\n" for taxon in taxa)


def _check(database: Database) -> None:
    """Refuse what compiled code could not rely on."""
    hashes, taxa = database.hashes, database.taxa
    whole = (
        1 <= database.k <= LONGEST
        and database.scaled >= 1
        and 0 < database.largest < 1 << 64
        and hashes.size == taxa.size <= MOST_HASHES
        and bool(np.all(hashes[1:] > hashes[:-1]))
        and (not hashes.size or int(hashes[-1]) <= database.largest)
        and all(tax_id in database.tree.taxa for tax_id in database.referenced)
        and bool(database.tree.order)
    )
    if not whole:
        raise _unusable(database.path, "its dictionary and its taxonomy do not fit together")


def _unusable(path: Path, why: str) -> UnusableInput:
    return UnusableInput(
        f"{path} is no taxonomy database: {why}",
        code="TAXONOMY_UNUSABLE",
        hint="make one with gsagraph taxonomy build FASTA… --out DB",
    )
