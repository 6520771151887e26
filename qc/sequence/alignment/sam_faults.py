"""The kinds of fault that the pass over SAM text tells apart, and the codes they become."""

from typing import NamedTuple

from qc.finding import Severity

CLEAN, COLUMNS, QNAME, FLAG, RNAME, REFERENCE, POS, MAPQ, CIGAR, CIGAR_CLIP = range(10)
RNEXT, PNEXT, TLEN, SEQ, QUAL, CIGAR_LENGTH, QUAL_LENGTH = range(10, 17)
AUX, AUX_VALUE, AUX_TWICE, READ_GROUP, NOT_ASCII, BLANK = range(17, 23)
AUX_TYPE, PROGRAM, FLAG_BITS, UNPLACED, PAST_END, MATE_PAST_END, NO_REFERENCES = range(23, 30)
MILD = AUX_TYPE
"""Kinds from here on are warnings; a line that also has an error gets the kind of the error."""


class Said(NamedTuple):
    """One fault of a record: its kind and the sentence that says what stands there."""

    kind: int
    message: str


class Meant(NamedTuple):
    """The code of a kind of fault and how bad it is in SAM text."""

    code: str
    severity: Severity


MEANT = {
    COLUMNS: Meant("E_SAM_COLUMNS", "error"),
    QNAME: Meant("E_QNAME", "error"),
    FLAG: Meant("E_FLAG", "error"),
    RNAME: Meant("E_RNAME", "error"),
    REFERENCE: Meant("E_REF_UNDECLARED", "error"),
    POS: Meant("E_POS", "error"),
    MAPQ: Meant("E_MAPQ", "error"),
    CIGAR: Meant("E_CIGAR", "error"),
    CIGAR_CLIP: Meant("E_CIGAR_CLIP", "error"),
    RNEXT: Meant("E_RNEXT", "error"),
    PNEXT: Meant("E_PNEXT", "error"),
    TLEN: Meant("E_TLEN", "error"),
    SEQ: Meant("E_SEQ", "error"),
    QUAL: Meant("E_SAM_QUAL", "error"),
    CIGAR_LENGTH: Meant("E_CIGAR_LENGTH", "error"),
    QUAL_LENGTH: Meant("E_QUAL_LENGTH", "error"),
    AUX: Meant("E_AUX", "error"),
    AUX_VALUE: Meant("E_AUX_VALUE", "error"),
    AUX_TWICE: Meant("E_AUX_DUP", "error"),
    AUX_TYPE: Meant("W_AUX_TYPE", "warning"),
    READ_GROUP: Meant("E_RG_UNDECLARED", "error"),
    PROGRAM: Meant("W_PG_UNDECLARED", "warning"),
    FLAG_BITS: Meant("W_FLAG", "warning"),
    UNPLACED: Meant("W_UNPLACED", "warning"),
    PAST_END: Meant("E_PAST_END", "warning"),
    MATE_PAST_END: Meant("W_PNEXT", "warning"),
    NO_REFERENCES: Meant("W_NO_SQ", "warning"),
    NOT_ASCII: Meant("E_NONASCII", "error"),
    BLANK: Meant("E_BLANK_LINE", "error"),
}
"""In text an alignment past the end is a warning: the specification (2, 4.3) only advises to unmap it, and text is no
form for submission; BAM takes it for an error."""
