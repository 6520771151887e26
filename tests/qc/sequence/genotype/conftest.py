"""A panel made by chance, people with genotypes, and their files as VCF and as reads."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pysam
import pytest
from numpy.typing import NDArray

from qc.sequence.genotype.sites import Panel, Site

Genotypes = NDArray[np.int8]
SITES = 200
STEP = 50
BASES = "ACGT"


@pytest.fixture(scope="session")
def panel() -> Panel:
    """Two hundred sites on two contigs, each with two bases."""
    chance = np.random.default_rng(1)
    sites = []
    for number in range(SITES):
        one, other = chance.choice(4, 2, replace=False)
        contig, place = ("1", number) if number < SITES // 2 else ("X", number - SITES // 2)
        sites.append(Site(contig, STEP * (place + 1), BASES[one], BASES[other]))
    return Panel(tuple(sites))


def person(seed: int) -> Genotypes:
    """Genotypes of common sites, drawn as those of unrelated people are."""
    return np.random.default_rng(seed).binomial(2, 0.5, SITES).astype(np.int8)


def write_panel(path: Path, panel: Panel) -> Path:
    """The panel as VCF with prefixed contigs."""
    rows = [f"chr{one.contig}\t{one.position}\t.\t{one.reference}\t{one.alternative}\t.\t.\t.\n" for one in panel.sites]
    path.write_text("##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n" + "".join(rows))
    return path


def write_variants(path: Path, panel: Panel, people: Sequence[Genotypes], *, prefix: str = "") -> Path:
    """The people's calls as VCF, one column each."""
    names = "\t".join(f"S{number}" for number in range(len(people)))
    head = "##fileformat=VCFv4.2\n" + "".join(f"##contig=<ID={prefix}{contig},length=100000>\n" for contig in "1X")
    head += '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
    head += '##INFO=<ID=END,Number=1,Type=Integer,Description="End">\n'
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT"
    text = {-1: "./.", 0: "0/0", 1: "0|1", 2: "1/1"}
    rows = []
    for number, site in enumerate(panel.sites):
        calls = "\t".join(text[int(one[number])] for one in people)
        start = f"{prefix}{site.contig}\t{site.position}\t.\t{site.reference}\t{site.alternative}"
        rows.append(f"{start}\t.\t.\t.\tGT\t{calls}\n")
    path.write_text(head + columns + "\t" + names + "\n" + "".join(rows))
    return path


def write_reads(path: Path, panel: Panel, genotypes: Genotypes, depth: int = 12, *, index: bool = True) -> Path:
    """Reads of twenty bases over each site, `depth` many; of a heterozygote every second one has each base."""
    header = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": f"chr{contig}", "LN": 100_000} for contig in "1X"],
        "RG": [{"ID": "g", "SM": "S0"}],
    }
    with pysam.AlignmentFile(str(path), "wb" if path.suffix == ".bam" else "w", header=header) as file:
        for number, site in enumerate(panel.sites):
            for turn in range(depth):
                alternative = genotypes[number] == 2 or (genotypes[number] == 1 and turn % 2 == 0)
                read = pysam.AlignedSegment(file.header)
                read.query_name = f"r{number}_{turn}"
                read.reference_id = 0 if site.contig == "1" else 1
                read.reference_start = site.position - 11
                read.mapping_quality = 60
                read.cigartuples = [(4, 2), (0, 20)]
                base = site.alternative if alternative else site.reference
                read.query_sequence = "NN" + "N" * 10 + base + "N" * 9
                read.query_qualities = pysam.qualitystring_to_array("F" * 22)
                file.write(read)
    if index and path.suffix == ".bam":
        pysam.index(str(path))
    return path
