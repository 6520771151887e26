"""What went wrong in the check itself: nothing is said of the file then, and it does not pass."""

from qc.sequence.codes.code import Code

TABLE = (
    Code(
        "E_INTERNAL",
        "error",
        "the check broke off by a fault of its own; the file is neither good nor bad by this",
        "check it again; if it happens again, report it with this message",
    ),
    Code(
        "E_UNREADABLE",
        "error",
        "the file could not be read to its end, or there was no room for temporary data",
        "check the disk, and the space of the folder for temporary files (--temporary)",
    ),
)
