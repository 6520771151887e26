"""FASTQ: records, names, qualities, duplicates, pairs and sets."""

from qc.sequence.codes.code import Code

TABLE = (
    Code("E_NO_READS", "error", "there is no record in it", "check how the file was made"),
    Code("E_NOT_FASTQ", "error", "the content is not FASTQ", "check what the file is"),
    Code(
        "E_RECORD", "error", "a record is not complete", "the file was cut or a line was lost: make it again", gsa="201"
    ),
    Code(
        "E_NO_AT",
        "error",
        "a name line does not begin with @",
        "each record is four lines: @name, sequence, +, quality",
        gsa="206",
    ),
    Code(
        "E_NO_PLUS",
        "error",
        "a third line does not begin with +",
        "each record is four lines: @name, sequence, +, quality",
        gsa="206",
    ),
    Code("E_PLUS_NAME", "error", "the line after + repeats another name", "leave the text after + empty"),
    Code(
        "E_LENGTH", "error", "sequence and quality differ in length", "one quality character for each base", gsa="207"
    ),
    Code("E_MULTILINE", "error", "sequences or qualities are wrapped over several lines", "write each in one line"),
    Code("E_CRLF", "error", "lines end in CR LF", "convert the line ends to LF", gsa="203"),
    Code("E_NO_LF", "error", "no LF ends the lines", "convert the line ends to LF", gsa="212"),
    Code("E_BLANK_LINE", "error", "a blank line stands between records", "remove it"),
    Code("W_BLANK_END", "warning", "blank lines stand at the end", "harmless; remove them"),
    Code("E_EMPTY_NAME", "error", "a record has no name", "give every read a name"),
    Code("E_NAME_LENGTH", "error", "a name is longer than 256 characters", "shorten the names"),
    Code("E_NAME_CHARACTER", "error", "a control character in a name", "use printable ASCII characters in names"),
    Code("E_NONASCII", "error", "a byte that is not ASCII", "write the file in plain ASCII"),
    Code("E_EMPTY_SEQ", "error", "a record has no sequence", "leave out reads of length 0"),
    Code("E_BASE", "error", "a character that is no base", "only IUPAC nucleotide letters are allowed", gsa="211"),
    Code(
        "W_IUPAC",
        "warning",
        "lower case, `.` or letters of several bases",
        "accepted; the archive's own check refuses other than A, C, G, T, N",
        gsa="211",
    ),
    Code(
        "W_URACIL", "warning", "U in the sequence: direct RNA", "accepted; write T where the library is cDNA", gsa="211"
    ),
    Code("E_MIXED_TU", "error", "T and U in one sequence", "write one of them"),
    Code(
        "E_MOSTLY_N",
        "error",
        "more than half of the bases are not A, C, G, T or U",
        "such data cannot be used; leave out masked reads",
    ),
    Code("E_QUAL_RANGE", "error", "a quality character outside ! to ~", "qualities are ASCII 33 to 126"),
    Code("I_PHRED64", "info", "qualities have offset 64", "convert to offset 33 if your tools ask for it"),
    Code("I_SOLEXA64", "info", "qualities are Solexa odds with offset 64", "convert to Phred with offset 33"),
    Code(
        "W_PHRED_RANGE",
        "warning",
        "qualities of two encodings in one file",
        "check whether files of two runs were joined",
    ),
    Code("W_NAME_STYLES", "warning", "names of two styles in one file", "check whether files of two runs were joined"),
    Code("E_DUP_NAME", "error", "the same name twice", "each read has a name of its own", gsa="210"),
    Code("I_INTERLEAVED", "info", "both reads of each pair stand in this file", "declare the file as interleaved"),
    Code(
        "E_PAIR_COUNT",
        "error",
        "the files of the set differ in their number of reads",
        "send complete files",
        gsa="202",
    ),
    Code(
        "E_PAIR_SYNC",
        "error",
        "the files of the set do not name the same reads in the same order",
        "keep the order of the sequencer in all files",
        gsa="209",
    ),
    Code(
        "E_PAIR_MARK",
        "error",
        "a mate mark does not agree with the file's place",
        "R1 carries 1, R2 carries 2; the same file may have been sent twice",
        gsa="205, 208",
    ),
    Code(
        "W_PAIR_OFFSET",
        "warning",
        "the files of the set differ in quality offset",
        "convert them to one offset",
        gsa="204",
    ),
    Code(
        "E_PAIR_SAME",
        "error",
        "two files of the set hold the very same reads",
        "one file was sent twice: send its mate",
        gsa="205",
    ),
    Code(
        "I_SET_ORDER",
        "info",
        "the files of the set do not stand in the order of archives",
        "give R1, R2, I1, I2, or R1, R2, R3, I1",
    ),
    Code(
        "I_INDEXES",
        "info",
        "names carry several index sequences",
        "reads of one sample differ by misread bases only; if these do not, split the file by sample",
    ),
)
