"""Calls of VCF at the sites of a panel."""

from pathlib import Path

import pytest

from qc.sequence.genotype.sites import Panel, Site
from qc.sequence.genotype.variants import called_genotypes

PANEL = Panel((Site("1", 100, "A", "G"), Site("1", 150, "C", "T"), Site("1", 160, "G", "A")))
HEAD = """##fileformat=VCFv4.2
##contig=<ID=chr1,length=1000>
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS
"""


def called(folder: Path, *rows: str) -> list[int]:
    """The genotypes of one sample from rows written with blanks."""
    path = folder / "a.vcf"
    path.write_text(HEAD + "".join("\t".join(row.split()) + "\n" for row in rows))
    ((_, genotypes),) = called_genotypes(path, PANEL)
    return [int(one) for one in genotypes]


@pytest.mark.parametrize(
    ("row", "genotype"),
    [
        ("A G GT 0/0", 0),
        ("A G GT 0/1", 1),
        ("A G GT 1|1", 2),
        ("A G GT 1", 2),
        ("A G GT 0", 0),
        ("A G GT ./.", -1),
        ("A G GT ./1", -1),
        ("A G GT 0/0/1", -1),
        ("A T GT 0/1", -1),
        ("A T GT 0/0", 0),
        ("A T,G GT 0/2", 1),
        ("A T,G GT 1/2", -1),
        ("G A GT 0/0", 2),
        ("G A GT 0/1", 1),
        ("A . GT 0/0", 0),
        ("A G DP 7", -1),
        ("AC A GT 0/0", 0),
        ("AC A GT 0/1", -1),
    ],
)
def test_calls_at_a_site(tmp_path: Path, row: str, genotype: int) -> None:
    """Alternative alleles of the panel are counted, whichever base the file calls its reference."""
    reference, alternative, layout, value = row.split()
    assert called(tmp_path, f"chr1 100 . {reference} {alternative} . . . {layout} {value}")[0] == genotype


def test_blocks_of_reference_count_for_the_sites_they_cover(tmp_path: Path) -> None:
    """A block ends with its END; a call of its own at a site is kept."""
    rows = ("chr1 90 . A <NON_REF> . . END=155 GT 0/0",)
    assert called(tmp_path, *rows) == [0, 0, -1]
    assert called(tmp_path, "chr1 90 . A <NON_REF> . . END=155 GT 0/1") == [-1, -1, -1]
    assert called(tmp_path, "chr1 100 . A G . . . GT 1/1", *rows) == [2, 0, -1]


def test_other_places_say_nothing(tmp_path: Path) -> None:
    """Neighbours of a site are not the site."""
    assert called(tmp_path, "chr1 99 . A G . . . GT 1/1", "chr1 101 . A G . . . GT 1/1") == [-1, -1, -1]
