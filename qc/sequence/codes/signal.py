"""FAST5, POD5 and the older HDF5 of PacBio."""

from qc.sequence.codes.code import Code

TABLE = (
    Code("E_NOT_FAST5", "error", "the content is not FAST5", "check what the file is"),
    Code("E_NOT_POD5", "error", "the content is not POD5", "check what the file is"),
    Code("E_NOT_BAS_H5", "error", "the content is not PacBio's bas.h5 or bax.h5", "check what the file is"),
    Code(
        "E_SIGNAL_EXTRA",
        "error",
        "the library that reads this format is not installed",
        "install the extra of this program: pip install 'gsagraph[signal]'",
    ),
    Code("E_SIGNAL_TRUNCATED", "error", "the file ends too early", "fetch the file again and compare its md5"),
    Code("E_SIGNAL_CORRUPT", "error", "the file's inner structure is broken", "fetch the file again"),
    Code("E_SIGNAL_MISSING", "error", "a read without its data", "check the program that wrote the file"),
    Code("E_SIGNAL_TYPE", "error", "data of another type than the format has", "check the program that wrote the file"),
    Code(
        "E_SIGNAL_LENGTH", "error", "data and their declared length disagree", "check the program that wrote the file"
    ),
    Code("E_SIGNAL_READ_ID", "error", "a read_id that is no UUID", "keep the identifiers of the sequencer"),
    Code("E_SIGNAL_DUP", "error", "two reads of one identifier", "each read has an identifier of its own"),
    Code(
        "W_SIGNAL_CHANNEL",
        "warning",
        "a read lacks what turns its signal into picoampere",
        "keep offset, range, digitisation and sampling rate of the channel",
    ),
    Code(
        "I_SIGNAL_UNREAD",
        "info",
        "signals were not decoded: their compression has no plugin here",
        "install the plugin of HDF5 for VBZ to have them decoded",
    ),
)
