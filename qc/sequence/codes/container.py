"""Containers: compression, archives in disguise, encodings, checksums."""

from qc.sequence.codes.code import Code

TABLE = (
    Code(
        "E_GZIP_TRUNCATED", "error", "the compressed stream ends too early", "fetch the file again and compare its md5"
    ),
    Code(
        "E_GZIP_CORRUPT",
        "error",
        "the compressed data or its check value is broken",
        "fetch the file again and compare its md5",
    ),
    Code(
        "E_GZIP_TRAILING",
        "error",
        "bytes that are no gzip member stand after the last one",
        "compress the file anew, or cut what was appended",
    ),
    Code(
        "W_TRAILING_ZEROS",
        "warning",
        "zero bytes pad the file after the last member",
        "harmless; compress anew to be rid of them",
    ),
    Code(
        "W_BGZF_NO_EOF",
        "warning",
        "the empty block that ends a BGZF file is missing",
        "the file may be cut at a block edge: compare the number of reads",
    ),
    Code(
        "E_NOT_BGZF",
        "error",
        "BAM that is not compressed by BGZF",
        "write it with samtools or another program that follows the specification",
    ),
    Code(
        "E_CONTAINER_MEMORY",
        "error",
        "the compressed stream asks for more memory than a check may use",
        "compress it again with a window of at most 128 MB",
    ),
    Code("E_DOUBLE_COMPRESSED", "error", "compressed twice", "uncompress once"),
    Code(
        "E_EXTENSION",
        "error",
        "the name's extension and the content's compression disagree",
        "rename the file, or compress it as its name says",
    ),
    Code("E_EMPTY", "error", "the file has 0 bytes", "send the file again"),
    Code("E_ARCHIVE_TAR", "error", "a tar archive, not a sequence file", "unpack it and give its files"),
    Code("E_ARCHIVE_ZIP", "error", "a zip archive, not a sequence file", "unpack it and give its files"),
    Code("E_ARCHIVE_RAR", "error", "a rar archive, not a sequence file", "unpack it and give its files"),
    Code("E_UTF16", "error", "the text is UTF-16", "save the file as plain ASCII"),
    Code("E_BOM", "error", "a byte order mark stands before the first record", "save the file without it"),
    Code(
        "E_NUL",
        "error",
        "a run of NUL bytes, as a sparse copy or a full disk leaves it",
        "copy the file again from its source",
    ),
    Code(
        "E_MD5",
        "error",
        "the md5 of the stored bytes is not the declared one",
        "send the file again, or correct the declared md5",
    ),
    Code("E_LINE_LENGTH", "error", "a line longer than 64 MiB", "check how the file was made: no record is that long"),
    Code(
        "E_UNKNOWN_FORMAT",
        "error",
        "no sequence format that is known here",
        "say the format with --format, or check what the file is",
    ),
)
