"""A checked file and a checked pair with figures that are easy to recognise."""

from typing import Any

import pytest

from qc.sequence.checked import Checked, FileFacts, told
from qc.sequence.remarks import Remarks

POSITIONS = 20


def figures(reads: int) -> dict[str, Any]:
    """Metrics of a FASTQ file of reads of 20 bases."""
    return {
        "reads": reads,
        "bases": 20 * reads,
        "base_counts": {"A": 6 * reads, "C": 4 * reads, "G": 5 * reads, "T": 4 * reads, "U": 0, "N": reads, "other": 0},
        "gc_content": 0.473684,
        "gc_content_all": 0.45,
        "length": {"min": 20, "mean": 20.0, "sd": 0.0, "median": 20, "n50": 20, "max": 20},
        "length_histogram": [[20, 20, reads]],
        "q20_fraction": 0.95,
        "q30_fraction": 0.875,
        "mean_quality": 34.5,
        "quality_histogram": {"2": reads, "23": 3 * reads, "37": 16 * reads},
        "per_position": {
            "reads": reads,
            "bins": [[i, i] for i in range(1, POSITIONS)] + [[POSITIONS, POSITIONS + 9]],
            "quality_mean": [36.0 - i / 10 for i in range(POSITIONS)],
            "quality_quartiles": [[30, 37, 38] for _ in range(POSITIONS)],
            "bases": {
                base: [share] * POSITIONS for base, share in zip("ACGTN", (0.3, 0.2, 0.25, 0.2, 0.05), strict=True)
            },
        },
        "gc_histogram": [0] * 45 + [reads] + [0] * 55,
        "name_style": "casava_1_8",
        "instruments": ["A00123"],
        "quality_offset": 33,
        "duplicate_names": 0,
    }


@pytest.fixture
def single() -> Checked:
    """One file with an error and a warning."""
    remarks = Remarks("in/CRR000001_f1.fastq.gz")
    remarks.add("E_DUP_NAME", "the name <b>x</b> & another", line=5, byte=80, records=(1, 2))
    remarks.add("W_IUPAC", records=(3,))
    for record in range(1, 131):
        remarks.add("E_BASE", "'*'", line=2, byte=9, records=(record,))
    facts = FileFacts(remarks.file, "a" * 32, "b" * 64, 1234, "gzip", "fastq")
    return Checked((facts,), figures(100), told([remarks]))


@pytest.fixture
def pair() -> Checked:
    """Two files without any remark."""
    facts = tuple(
        FileFacts(f"in/x_{mate}.fastq.gz", f"{mate}" * 32, f"{mate}" * 64, 1000, "gzip", "fastq") for mate in (1, 2)
    )
    return Checked(facts, {**figures(200), "per_file": [figures(100), figures(100)]})
