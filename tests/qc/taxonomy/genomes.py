"""Small genomes made by chance, a tree above them, and reads of known origin."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from qc.taxonomy.building import build
from qc.taxonomy.database import Database, open_database
from qc.taxonomy.references import references
from qc.taxonomy.taxdump import tree_of

ECOLI, SHIGELLA, HUMAN, STAPH = 562, 622, 9606, 1280
TABLE = """tax_id\tparent\trank\tname
1\t1\tno rank\troot
2\t1\tsuperkingdom\tBacteria
543\t2\tfamily\tEnterobacteriaceae
561\t543\tgenus\tEscherichia
562\t561\tspecies\tEscherichia coli
511145\t562\tstrain\tEscherichia coli K-12
620\t543\tgenus\tShigella
622\t620\tspecies\tShigella dysenteriae
1280\t2\tspecies\tStaphylococcus aureus
9606\t1\tspecies\tHomo sapiens
63221\t9606\tsubspecies\tHomo sapiens neanderthalensis
408169\t1\tno rank\tmetagenomes
408170\t408169\tspecies\thuman gut metagenome
"""
COMPLEMENT = str.maketrans("ACGT", "TGCA")


def letters(count: int, seed: int) -> str:
    """Letters by chance."""
    return "".join(random.Random(seed).choices("ACGT", k=count))


def genomes() -> dict[int, str]:
    """Four genomes; those of the two enterobacteria have a third in common."""
    shared = letters(10_000, 1)
    return {
        ECOLI: letters(20_000, 2) + shared,
        SHIGELLA: shared + letters(20_000, 3),
        HUMAN: letters(40_000, 4),
        STAPH: letters(30_000, 5),
    }


def fasta(folder: Path) -> list[Path]:
    """The genomes as one file each, whose headers say the tax id."""
    paths = []
    for tax_id, text in genomes().items():
        lines = "\n".join(text[start : start + 70] for start in range(0, len(text), 70))
        paths.append(folder / f"{tax_id}.fa")
        paths[-1].write_text(f">chr{tax_id} taxid={tax_id}\n{lines}\n")
    return paths


def database(folder: Path, scaled: int = 50) -> Database:
    """The genomes as a database with the tree above."""
    (folder / "tree.tsv").write_text(TABLE)
    tree = tree_of(folder / "tree.tsv", dict.fromkeys(genomes(), ""))
    build(references(fasta(folder), {}, 31), tree, folder / "small.zip", 31, scaled)
    return open_database(folder / "small.zip")


def reads(mixture: dict[int, int], seed: int = 7, length: int = 120) -> list[str]:
    """So many reads of each genome, of both strands, in an order by chance; tax id 0 is of no genome."""
    chance, texts = random.Random(seed), genomes() | {0: letters(50_000, 99)}
    made = []
    for tax_id, count in mixture.items():
        for _ in range(count):
            start = chance.randrange(len(texts[tax_id]) - length)
            read = texts[tax_id][start : start + length]
            made.append(read if chance.random() < 0.5 else read.translate(COMPLEMENT)[::-1])
    chance.shuffle(made)
    return made


def fastq(sequences: list[str]) -> bytes:
    """Reads as FASTQ text."""
    records = (f"@r{number}\n{read}\n+\n{'I' * len(read)}\n" for number, read in enumerate(sequences))
    return "".join(records).encode()


class Text:
    """Bytes as a stream of blocks of one size."""

    def __init__(self, content: bytes, size: int | None = None) -> None:
        self.content, self.size = content, size

    def blocks(self, size: int = 1 << 20) -> Iterator[np.ndarray]:
        """The bytes in order, each block in the place of the one before."""
        step = self.size or size
        buffer = np.empty(step, np.uint8)
        for start in range(0, len(self.content), step):
            part = np.frombuffer(self.content[start : start + step], np.uint8)
            buffer[: part.size] = part
            yield buffer[: part.size]
