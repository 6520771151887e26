"""Genotypes at the sites of a panel from the calls of VCF and BCF."""

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pysam
from numpy.typing import NDArray

from qc.sequence.genotype.sites import Panel, contig_name

Genotypes = NDArray[np.int8]


def called_genotypes(path: Path, panel: Panel) -> list[tuple[str, Genotypes]]:
    """The genotypes of each sample by site: 0, 1 or 2 alternative alleles of the panel, -1 where there is no call.

    Blocks of homozygous reference (gVCF, INFO/END) count for the sites that they cover. Sites of other alleles than
    the panel's stay unknown.
    """
    quiet = pysam.set_verbosity(0)
    samples: list[str] = []
    found = np.zeros((0, len(panel.sites)), np.int8)
    try:
        with pysam.VariantFile(str(path)) as file:
            samples = list(file.header.samples)
            found = np.full((len(samples), len(panel.sites)), -1, np.int8)
            for record in file:
                _take(record, panel, found)
    except (OSError, ValueError, KeyError, TypeError):
        pass  # what stands before the fault counts; the check of the format tells of the fault itself
    finally:
        pysam.set_verbosity(quiet)
    return list(zip(samples, found, strict=True))


def _take(record: pysam.VariantRecord, panel: Panel, found: Genotypes) -> None:
    """Write the genotypes of one record to the sites that it covers."""
    contig = contig_name(record.contig)
    for number in _covered(panel, contig, record):
        site = panel.sites[number]
        if record.pos == site.position and len(record.ref or "") == 1:
            dosage = _dosages(record, site.reference, site.alternative)
        else:
            dosage = [0 if alleles and all(one == 0 for one in alleles) else -1 for alleles in _alleles(record)]
        column = np.array(dosage, np.int8)
        found[:, number] = np.where(found[:, number] < 0, column, found[:, number])


def _covered(panel: Panel, contig: str, record: pysam.VariantRecord) -> Iterator[int]:
    """The sites at the record's position, or in the stretch of reference that it stands for."""
    number = panel.number.get((contig, record.pos))
    if number is not None:
        yield number
    if record.stop > record.pos:
        positions = panel.positions.get(contig, [])
        for position in positions[bisect_right(positions, record.pos) : bisect_right(positions, record.stop)]:
            yield panel.number[contig, position]


def _alleles(record: pysam.VariantRecord) -> list[tuple[int | None, ...]]:
    """The allele numbers of each sample's GT; empty without GT."""
    if "GT" not in record.format:
        return [() for _ in record.samples]
    return [sample.allele_indices or () for sample in record.samples.values()]


def _dosages(record: pysam.VariantRecord, reference: str, alternative: str) -> list[int]:
    """How many alternative alleles of the panel each sample has; -1 for other alleles, ploidies or no call.

    A haploid call counts as homozygous, as on chromosome X of a male.
    """
    bases = [allele.upper() for allele in record.alleles or ()]
    value = {reference: 0, alternative: 1}
    dosages = []
    for alleles in _alleles(record):
        known = [value.get(bases[one], -9) if one is not None and one < len(bases) else -9 for one in alleles]
        total = sum(known) * (2 if len(known) == 1 else 1)
        dosages.append(total if known and len(known) <= 2 and total >= 0 else -1)
    return dosages
