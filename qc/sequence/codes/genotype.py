"""Genotype fingerprints against the metadata."""

from qc.sequence.codes.code import Code

TABLE = (
    Code(
        "W_SAME_INDIVIDUAL",
        "warning",
        "two individuals of the metadata have the same genotypes",
        "check whether they are one person, or whether a file was sent twice",
    ),
    Code(
        "W_GENOTYPE_DIFFERS",
        "warning",
        "two files of one individual have different genotypes",
        "check which sample each file is of",
    ),
    Code(
        "E_SAMPLE_SWAP",
        "error",
        "files of two individuals have each other's genotypes",
        "exchange the files or their metadata",
    ),
    Code("I_FEW_SITES", "info", "too few sites of the panel are known to tell", "give a panel the data covers"),
)
