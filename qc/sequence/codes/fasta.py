"""FASTA: records and letters."""

from qc.sequence.codes.code import Code

TABLE = (
    Code("E_NOT_FASTA", "error", "the content is not FASTA", "check what the file is"),
    Code("E_FASTA_DUP", "error", "two records of one name", "each name once"),
    Code("E_FASTA_EMPTY", "error", "a record has no sequence", "leave it out or give it one"),
    Code("E_FASTA_HEADER", "error", "text stands before the first >", "each record begins with >name"),
    Code(
        "E_FASTA_LINES",
        "error",
        "lines of uneven length: the file cannot be indexed",
        "wrap every sequence at one width",
    ),
    Code("E_FASTA_NAME", "error", "a record has no name", "write a name behind each >"),
    Code(
        "W_FASTA_CRLF",
        "warning",
        "lines end in CR LF",
        "accepted; convert the line ends to LF, which more programs read",
    ),
    Code(
        "W_FASTA_COMMENT",
        "warning",
        "a comment line, as the oldest form of the format had them",
        "remove it: most programs cannot read it",
    ),
    Code(
        "W_FASTA_MIXED",
        "warning",
        "letters of amino acids alone stand in what is otherwise nucleotides",
        "check for slips of writing, or for proteins among nucleotides",
    ),
    Code("E_FASTA_CHAR", "error", "a character that is no letter of a sequence", "only IUPAC letters are allowed"),
)
