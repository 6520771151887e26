"""Taxonomies from files: the NCBI taxdump (`nodes.dmp`, `names.dmp`), or a table of tax id, parent, rank, name.

Only what hangs above the wanted taxa is kept, and what a submitter may declare although no reference is of it: strains
below their species, and metagenomes.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph_schema.errors import UnusableInput
from qc.taxonomy.tree import ROOT, SPECIES, Taxon, TaxonTree

LARGEST = 50_000_000
"""Tax ids beyond this are no tax ids; it bounds the memory of a taxdump at 200 MB."""

NAME_LONGEST = 1000

METAGENOMES = 408169
"""The tax id that all metagenomes hang on."""


def tree_of(path: Path | None, wanted: dict[int, str]) -> TaxonTree:
    """The tree above the wanted tax ids (with the names to use where nothing else names them).

    `path` is a folder with nodes.dmp and names.dmp, or a table; without one every wanted taxon is a species below
    the root. Raises UnusableInput where a wanted tax id is not there.
    """
    if path is None:
        species = [Taxon(tax_id, name, SPECIES, ROOT) for tax_id, name in wanted.items() if tax_id != ROOT]
        return TaxonTree([Taxon(ROOT, "root", "no rank", ROOT), *species])
    parents, ranks, names = _dump(path, wanted) if path.is_dir() else _columns(list(_table(path)), wanted)
    return TaxonTree(
        Taxon(tax_id, names.get(tax_id, str(tax_id)), ranks[tax_id], parents[tax_id]) for tax_id in parents
    )


Columns = tuple[dict[int, int], dict[int, str], dict[int, str]]


def _dump(folder: Path, wanted: Iterable[int]) -> Columns:
    """Parents, ranks and names of what is kept of a taxdump, read twice instead of held."""
    nodes = folder / "nodes.dmp"
    parents = _parents(nodes)
    kept = _kept(parents, wanted, _ranked(nodes))
    chosen = {int(tax_id): int(parents[tax_id]) for tax_id in np.flatnonzero(kept)}
    ranks = {tax_id: fields[2] for tax_id, fields in _rows(nodes, 3) if tax_id in chosen}
    names = {
        tax_id: fields[1]
        for tax_id, fields in _rows(folder / "names.dmp", 4)
        if tax_id in chosen and fields[3] == "scientific name"
    }
    return chosen, ranks, names


def _columns(table: list[Taxon], wanted: Iterable[int]) -> Columns:
    """Parents, ranks and names of what is kept of a table."""
    parents = np.zeros(max((taxon.tax_id for taxon in table), default=0) + 1, np.int32)
    for taxon in table:
        parents[taxon.tax_id] = taxon.parent
    kept = _kept(parents, wanted, (taxon.tax_id for taxon in table if taxon.rank == SPECIES))
    chosen = [taxon for taxon in table if kept[taxon.tax_id]]
    return (
        {taxon.tax_id: taxon.parent for taxon in chosen},
        {taxon.tax_id: taxon.rank for taxon in chosen},
        {taxon.tax_id: taxon.name for taxon in chosen},
    )


def _parents(nodes: Path) -> NDArray[np.int32]:
    """The parent of each tax id, 0 where there is none."""
    parents = np.zeros(1 << 20, np.int32)
    for tax_id, fields in _rows(nodes, 3):
        if tax_id >= parents.size:
            parents = np.concatenate([parents, np.zeros(max(parents.size, tax_id + 1 - parents.size), np.int32)])
        parents[tax_id] = _number(fields[1], nodes)
    return parents


def _ranked(nodes: Path) -> Iterator[int]:
    return (tax_id for tax_id, fields in _rows(nodes, 3) if fields[2] == SPECIES)


def _kept(parents: NDArray[np.int32], wanted: Iterable[int], species: Iterable[int]) -> NDArray[np.bool_]:
    """Which tax ids are wanted, above a wanted one, below the species of a wanted one, or metagenomes."""
    above = np.zeros(parents.size, np.bool_)
    mixtures = [METAGENOMES] if parents.size > METAGENOMES and parents[METAGENOMES] else []
    for tax_id in chain(wanted, mixtures):
        if not 0 < tax_id < parents.size or not parents[tax_id]:
            raise UnusableInput(
                f"tax id {tax_id} is not in the taxonomy", code="TAXON_UNKNOWN", hint="it may be newer, or was merged"
            )
        here = tax_id
        while 0 < here < parents.size and not above[here]:
            above[here] = True
            here = int(parents[here])
    below = np.zeros(parents.size, np.bool_)
    for tax_id in chain(species, mixtures):
        below[tax_id] = above[tax_id]
    known = np.flatnonzero(parents)
    inside = parents[known] < parents.size
    known = known[inside]
    while (more := known[below[parents[known]] & ~below[known]]).size:
        below[more] = True
    return np.asarray(above | below, np.bool_)


def _rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file of a taxdump: fields between tab, bar, tab."""
    for number, line in _lines(path):
        fields = line.removesuffix("\t|").split("\t|\t")
        if len(fields) < columns:
            raise _not_read(path, number, "has too few columns")
        yield _number(fields[0], path), fields


def _table(path: Path) -> Iterator[Taxon]:
    """The rows of a table with tabs: tax id, parent, rank, name; a first line that names its columns is passed over."""
    for number, line in _lines(path):
        fields = line.split("\t")
        if number == 1 and not fields[0].isdecimal():
            continue
        if len(fields) != 4:
            raise _not_read(path, number, "has not the columns tax id, parent, rank, name")
        yield Taxon(_number(fields[0], path), fields[3], fields[2], _number(fields[1], path))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The filled lines of a text file with their numbers; UnusableInput where it cannot be read."""
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            for number, line in enumerate(stream, start=1):
                if text := line.rstrip("\r\n"):
                    yield number, text[:NAME_LONGEST]
    except OSError as error:
        raise UnusableInput(f"{path}: {error.strerror}", code="PATH_UNREADABLE", hint="check the path") from error


def _number(field: str, path: Path) -> int:
    if not (field.isdecimal() and field.isascii()) or not 0 < int(field[:10]) <= LARGEST or len(field) > 9:
        raise UnusableInput(f"{path}: {field[:20]!r} is no tax id", code="TAXONOMY_BROKEN", hint="tax ids are numbers")
    return int(field)


def _not_read(path: Path, number: int, why: str) -> UnusableInput:
    return UnusableInput(f"{path}: line {number} {why}", code="TAXONOMY_BROKEN", hint="columns stand between tabs")
