"""What the reads are of."""

from qc.sequence.codes.code import Code

TABLE = (
    Code(
        "W_TAXON_DECLARED_MINOR",
        "warning",
        "less than half of the identified reads are of the declared organism",
        "check sample and organism",
    ),
    Code(
        "W_TAXON_SECOND",
        "warning",
        "a second species has more than a tenth of the identified reads",
        "check for contamination",
    ),
    Code(
        "E_HUMAN_READS",
        "error",
        "human reads in a run that is not of a human",
        "remove them, or submit under controlled access",
    ),
    Code(
        "I_HUMAN_READS",
        "info",
        "human reads, few or in a run whose organism is not known",
        "remove them before the run becomes public, or submit under controlled access",
    ),
    Code(
        "I_TAXON_NO_REFERENCE",
        "info",
        "the reference database has nothing of the declared organism",
        "profile the run against a database that has it",
    ),
)
