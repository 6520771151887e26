"""VCF and BCF: header, columns, values, genotypes."""

from qc.sequence.codes.code import Code

TABLE = (
    Code("E_NOT_VCF", "error", "the content is not VCF", "check what the file is"),
    Code("E_NOT_BCF", "error", "the content is not BCF", "check what the file is"),
    Code("E_VCF_ORDER", "error", "positions descend", "sort the file by contig and position"),
    Code("E_VCF_COLUMNS", "error", "a line has not the columns of the header", "check the tabs of the line"),
    Code("E_VCF_GT", "error", "a genotype that is none, or an allele the record does not have", "check the GT field"),
    Code("W_VCF_GT", "warning", "a genotype names allele 1 where ALT is missing", "name the allele in ALT"),
    Code("E_VCF_REF", "error", "a REF that is no sequence of bases", "REF holds A, C, G, T, N"),
    Code("E_VCF_HEADER", "error", "the header breaks the specification", "begin with ##fileformat=VCFv4.x"),
    Code("E_VCF_DUP_SAMPLE", "error", "two columns of one sample name", "each sample once"),
    Code("W_VCF_CONTIG", "warning", "a contig that the header does not declare", "add its ##contig line"),
    Code("E_VCF_PAST_END", "error", "POS lies past the end of the contig", "check which reference was used"),
    Code("W_VCF_PAST_END", "warning", "REF reaches past the end of the contig", "check which reference was used"),
    Code("E_VCF_VERSION", "error", "##fileformat is none of VCFv4.1 to VCFv4.5", "write the version the file follows"),
    Code(
        "W_VCF_VERSION", "warning", "the version is read by its neighbour's rules", "convert the file to 4.1 or newer"
    ),
    Code("E_VCF_META", "error", "a meta-information line is not well-formed", "see the text on meta-information lines"),
    Code("W_VCF_META", "warning", "a meta-information line departs from the text", "see the text on its fields"),
    Code("E_VCF_META_ID", "error", "an ID that cannot be one", "see which signs an ID may have"),
    Code("W_VCF_META_ID", "warning", "an ID that records or newer versions cannot use", "rename it"),
    Code("E_VCF_META_NUMBER", "error", "a Number that is none", "a number, a dot, A, R (4.2) or G; more for FORMAT"),
    Code("W_VCF_META_NUMBER", "warning", "a Number this version does not have, or of a flag not 0", "see Number"),
    Code("E_VCF_META_TYPE", "error", "a Type that is none", "Integer, Float, Character, String, or Flag in INFO"),
    Code(
        "E_VCF_META_RESERVED", "error", "a reserved key is declared otherwise", "declare it as reserved, or rename it"
    ),
    Code(
        "W_VCF_META_RESERVED", "warning", "a reserved key is declared otherwise", "declare it as reserved, or rename it"
    ),
    Code("E_VCF_META_DUP", "error", "an ID is declared twice, differently", "declare each ID once within its kind"),
    Code("W_VCF_META_DUP", "warning", "an ID is declared twice", "declare each ID once within its kind"),
    Code("E_VCF_META_URL", "error", "a URL that is none", "correct the URL"),
    Code("W_VCF_META_URL", "warning", "no URL where one is expected", "give the URL of the file"),
    Code("E_VCF_CHROM", "error", "a name that no contig may have", "see which signs a contig's name may have"),
    Code("W_VCF_CHROM", "warning", "a name that no contig may have since 2019", "rename the contig"),
    Code("E_VCF_POS", "error", "POS is no position", "POS is a whole number, 0 or more"),
    Code("E_VCF_ID", "error", "ID is no list of identifiers", "identifiers without blanks, semicolons between"),
    Code("W_VCF_ID", "warning", "an identifier stands twice in ID", "each identifier once"),
    Code("E_VCF_ALT", "error", "an alternate allele that cannot be one", "bases, <ID>, *, or a breakend"),
    Code("W_VCF_ALT", "warning", "an alternate allele is listed twice", "each allele once"),
    Code("W_VCF_ALT_UNDECLARED", "warning", "a symbolic allele is not declared", "add its ##ALT line"),
    Code("E_VCF_QUAL", "error", "QUAL is no number, or negative", "a phred-scaled quality, or a dot"),
    Code("E_VCF_FILTER", "error", "FILTER is no list of filters", "PASS, a dot, or filters with semicolons between"),
    Code("W_VCF_FILTER", "warning", "FILTER says two things", "PASS alone, or each failed filter once"),
    Code("W_VCF_FILTER_UNDECLARED", "warning", "a filter is not declared", "add its ##FILTER line"),
    Code("E_VCF_INFO_KEY", "error", "an INFO key that cannot be one", "letters, digits, `_` and `.`"),
    Code(
        "E_VCF_INFO", "error", "an INFO field that is not well-formed", "key=value, semicolons between, each key once"
    ),
    Code(
        "W_VCF_INFO", "warning", "an INFO field departs from the text", "percent-encode what has a meaning of its own"
    ),
    Code(
        "E_VCF_INFO_NUMBER", "error", "an INFO field has not the number of values declared", "check Number and values"
    ),
    Code("W_VCF_INFO_NUMBER", "warning", "an INFO field has no value, or a comma in its text", "see its Number"),
    Code("E_VCF_INFO_TYPE", "error", "an INFO value is not of the type declared", "check Type and value"),
    Code("W_VCF_INFO_TYPE", "warning", "an INFO integer does not fit 32 bits", "declare it as Float"),
    Code("E_VCF_INFO_VALUE", "error", "a value that a reserved INFO key cannot have", "see the meaning of the key"),
    Code(
        "W_VCF_INFO_VALUE", "warning", "a value that a reserved INFO key cannot have", "write a dot for what is unknown"
    ),
    Code("W_VCF_INFO_UNDECLARED", "warning", "an INFO key is not declared", "add its ##INFO line"),
    Code("E_VCF_FORMAT", "error", "FORMAT is no list of keys", "GT first, colons between, each key once"),
    Code(
        "W_VCF_FORMAT",
        "warning",
        "a FORMAT key stands twice, or there is none",
        "each key once; GT where nothing is told",
    ),
    Code("W_VCF_FORMAT_UNDECLARED", "warning", "a FORMAT key is not declared", "add its ##FORMAT line"),
    Code("E_VCF_SAMPLE", "error", "a sample's fields are not those of FORMAT", "compare the sample with FORMAT"),
    Code("W_VCF_SAMPLE", "warning", "a sample's field is empty", "write a dot for a missing value"),
    Code("E_VCF_SAMPLE_NUMBER", "error", "a sample's field has not the number of values declared", "check Number"),
    Code("W_VCF_SAMPLE_NUMBER", "warning", "a comma in a sample's text", "see its Number"),
    Code("E_VCF_SAMPLE_TYPE", "error", "a sample's value is not of the type declared", "check Type and value"),
    Code("W_VCF_SAMPLE_TYPE", "warning", "a sample's integer does not fit 32 bits", "declare it as Float"),
    Code("E_VCF_SAMPLE_VALUE", "error", "a value that a reserved FORMAT key cannot have", "see the meaning of the key"),
    Code("W_VCF_SAMPLE_VALUE", "warning", "a value that a reserved FORMAT key cannot have", "write a dot if unknown"),
    Code("E_VCF_LOCAL", "error", "local alleles without a sound LAA", "LAA lists the sample's alternates, each once"),
    Code("E_VCF_SV", "error", "keys of a structural variant contradict its alleles", "see the section on these keys"),
    Code("W_VCF_SV", "warning", "keys of a structural variant depart from the text", "see the section on these keys"),
    Code(
        "E_VCF_CONTIGUOUS", "error", "records of a contig are not in one block", "sort the file by contig and position"
    ),
    Code("E_VCF_DUPLICATE", "error", "a variant stands in two records", "each variant once"),
    Code("W_VCF_DUPLICATE", "warning", "a variant stands in two records", "each variant once"),
    Code("E_VCF_REF_MISMATCH", "error", "REF is not the reference's sequence", "check which reference was used"),
    Code("W_VCF_REFERENCE", "warning", "REF could not be compared with the reference", "give the FASTA with its index"),
    Code("E_VCF_CHARACTER", "error", "a character that no VCF may hold", "write UTF-8 without control characters"),
    Code("W_VCF_CHARACTER", "warning", "a control character", "write text without control characters"),
    Code("E_VCF_BLANK_LINE", "error", "blank lines between lines", "remove them"),
    Code("W_VCF_BLANK_END", "warning", "blank lines at the end", "remove them"),
    Code("E_VCF_NO_LF", "error", "the last line has no line feed", "the file may be cut: compare its md5"),
    Code("W_VCF_NO_LF", "warning", "the last line has no line feed", "the file may be cut: compare its md5"),
    Code("E_VCF_LINE_LENGTH", "error", "a line of more than 64 MiB", "check the line breaks"),
    Code("E_BCF_TRUNCATED", "error", "the file ends within its header or a record", "the file is cut: send it again"),
    Code("E_BCF_RECORD", "error", "a record's bytes contradict each other", "check the program that wrote the file"),
    Code("E_BCF_DICTIONARY", "error", "a key that the header's dictionary lacks", "write the header and body together"),
    Code("W_BCF_VERSION", "warning", "the version is neither 2.1 nor 2.2", "convert the file to BCF 2.2"),
    Code("W_BCF_RLEN", "warning", "rlen is not the length of REF", "write the file anew: regions are found by rlen"),
    Code("I_VCF_CRLF", "info", "lines end with CR and LF", "allowed; older readers expect LF alone"),
    Code("W_VCF_NO_RECORDS", "warning", "there is no record", "check that the file is whole"),
    Code("I_VCF_NO_EVIDENCE", "info", "neither genotypes nor allele frequencies", "give AF or AC, or the genotypes"),
)
