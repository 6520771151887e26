"""Genotypes at the sites of a panel from aligned reads of SAM, BAM and CRAM: bases are counted, then called."""

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pysam
from numpy.typing import NDArray

from qc.sequence.alignment.cram_reference import stay_offline
from qc.sequence.genotype.sites import Panel, contig_name

Genotypes = NDArray[np.int8]

LEFT_OUT = 0x4 | 0x100 | 0x200 | 0x400 | 0x800
"""Reads that are not counted: unmapped, secondary, failed, duplicate, supplementary."""
LEAST_MAPPING, LEAST_QUALITY = 20, 20
LEAST_DEPTH, MOST_DEPTH = 8, 500
"""Bases that a call needs, and where an indexed file is left for the next site."""
FEW, MANY = 0.05, 0.95
"""Shares of the alternative base up to which, and from which on, a site is homozygous."""
BALANCE = 0.2
"""A heterozygous site has each base at this share at least; what lies between is not called."""
OTHERS = 0.1
"""Share of third bases above which a site is not called."""


def call(reference: NDArray[np.int64], alternative: NDArray[np.int64], other: NDArray[np.int64]) -> Genotypes:
    """The genotype of each site from counts of its bases: 0, 1 or 2 alternative alleles, -1 for no call."""
    depth = reference + alternative
    share = alternative / np.maximum(depth, 1)
    calls = np.full(len(depth), -1, np.int8)
    calls[share <= FEW] = 0
    calls[(share >= BALANCE) & (share <= 1 - BALANCE)] = 1
    calls[share >= MANY] = 2
    calls[(depth < LEAST_DEPTH) | (other > OTHERS * (depth + other))] = -1
    return calls


def pileup_genotypes(path: Path, panel: Panel, reference: Path | None = None) -> tuple[str, Genotypes]:
    """The sample's name (SM of the read groups; empty if they differ) and its genotypes by site.

    With an index only the sites are read, else the whole file. What stands before a fault counts.
    """
    stay_offline()
    quiet = pysam.set_verbosity(0)
    counts = np.zeros((len(panel.sites), 3), np.int64)
    name = ""
    try:
        fasta = str(reference) if reference else None
        with pysam.AlignmentFile(str(path), reference_filename=fasta, check_sq=False) as file:
            name = _sample(file)
            for read in _reads(file, panel):
                _count(read, panel, counts)
    except (OSError, ValueError, KeyError):
        pass  # what stands before the fault counts; the check of the format tells of the fault itself
    finally:
        pysam.set_verbosity(quiet)
    return name, call(*counts.T)


def _sample(file: pysam.AlignmentFile) -> str:
    names = {group["SM"] for group in file.header.to_dict().get("RG", []) if "SM" in group}
    return str(names.pop()) if len(names) == 1 else ""


def _reads(file: pysam.AlignmentFile, panel: Panel) -> Iterator[tuple[pysam.AlignedSegment, list[int]]]:
    """Usable reads, each with the positions (from 1) to look at: one site with an index, else all that it covers."""
    if file.has_index():
        for contig in file.references:
            for position in panel.positions.get(contig_name(contig), []):
                yield from _at(file, contig, position)
        return
    for read in file:
        positions = panel.positions.get(contig_name(read.reference_name or ""), [])
        if positions and _is_usable(read):
            first = bisect_left(positions, read.reference_start + 1)
            last = bisect_left(positions, (read.reference_end or 0) + 1)
            if first < last:
                yield read, positions[first:last]


def _at(file: pysam.AlignmentFile, contig: str, position: int) -> Iterator[tuple[pysam.AlignedSegment, list[int]]]:
    """The first usable reads over one site."""
    if position > file.get_reference_length(contig):
        return
    used = 0
    for read in file.fetch(contig, position - 1, position):
        if _is_usable(read):
            yield read, [position]
            used += 1
        if used == MOST_DEPTH:
            return


def _is_usable(read: pysam.AlignedSegment) -> bool:
    return not read.flag & LEFT_OUT and read.mapping_quality >= LEAST_MAPPING and read.query_sequence is not None


def _count(found: tuple[pysam.AlignedSegment, list[int]], panel: Panel, counts: NDArray[np.int64]) -> None:
    """Count what a read has at each position: reference, alternative or another base."""
    read, positions = found
    bases = read.query_sequence or ""
    qualities = read.query_qualities
    contig = contig_name(read.reference_name or "")
    for position in positions:
        at = place_in_read(read.cigartuples or [], position - 1 - read.reference_start)
        if at is None or at >= len(bases) or (qualities is not None and qualities[at] < LEAST_QUALITY):
            continue
        number = panel.number[contig, position]
        site = panel.sites[number]
        base = bases[at].upper()
        counts[number, 0 if base == site.reference else 1 if base == site.alternative else 2] += base != "N"


def place_in_read(cigar: list[tuple[int, int]], offset: int) -> int | None:
    """Which base of a read lies `offset` bases behind its first aligned one on the reference; None in a gap."""
    at = 0
    for kind, size in cigar:
        if kind in (0, 7, 8):
            if offset < size:
                return at + offset
            offset -= size
            at += size
        elif kind in (2, 3):
            if offset < size:
                return None
            offset -= size
        elif kind in (1, 4):
            at += size
    return None
