"""The metrics of reports: the name of each, of which formats, of which form, and what it means with its unit.

One table, from which the JSON Schema and the documentation are made; a test compares it with real reports.
"""

from dataclasses import dataclass
from typing import Any

COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
NUMBER: dict[str, Any] = {"type": "number"}
WORD: dict[str, Any] = {"type": "string"}
WORDS: dict[str, Any] = {"type": "array", "items": WORD}
FLAG: dict[str, Any] = {"type": "boolean"}
COUNTS: dict[str, Any] = {"type": "object", "additionalProperties": COUNT}
RANGES: dict[str, Any] = {
    "type": "array",
    "items": {"type": "array", "items": COUNT, "minItems": 3, "maxItems": 3},
}
OBJECT: dict[str, Any] = {"type": "object"}
OBJECTS: dict[str, Any] = {"type": "array", "items": OBJECT}

ALIGNED = "sam bam cram"
READS = f"fastq {ALIGNED}"
VARIANTS = "vcf bcf"
SIGNAL = "fast5 pod5 bas_h5"
ALL = f"{READS} fasta {VARIANTS} {SIGNAL}"


def or_null(form: dict[str, Any]) -> dict[str, Any]:
    """The form, or null where the figure is not known."""
    return {**form, "type": [form["type"], "null"]}


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure: name, formats that have it, form as JSON Schema, and what it means with its unit."""

    name: str
    formats: str
    form: dict[str, Any]
    meaning: str


TABLE = (
    Metric("seconds", ALL, NUMBER, "Time the check took, in seconds; nothing else of a report differs between runs"),
    Metric("reads", f"{READS} {SIGNAL}", COUNT, "Reads; of alignments the primary records"),
    Metric("records", f"{ALIGNED} fasta {VARIANTS}", COUNT, "Records, of whatever kind"),
    Metric("spots", "fastq", COUNT, "Of a set: reads of its first file"),
    Metric("bases", f"{READS} fasta bas_h5", COUNT, "Bases of all reads or records"),
    Metric("base_counts", f"{READS} fasta", COUNTS, "Bases by letter, upper and lower case together"),
    Metric("gc_content", f"{READS} fasta", or_null(SHARE), "G and C over A, C, G and T"),
    Metric("gc_content_all", f"{READS} fasta", or_null(SHARE), "G and C over all bases: the archive's own figure"),
    Metric("gc_histogram", READS, {"type": "array", "items": COUNT}, "Reads by GC in percent, 0 to 100"),
    Metric(
        "length",
        f"{READS} fasta fast5 pod5",
        OBJECT,
        "Lengths, of signals in samples: min, mean, sd, median, n50, max; empty where none is known",
    ),
    Metric("length_histogram", f"{READS} fasta fast5 pod5", RANGES, "Reads by length: from, to (included), count"),
    Metric("q20_fraction", READS, SHARE, "Bases of quality 20 or more over all with a quality"),
    Metric("q30_fraction", READS, SHARE, "Bases of quality 30 or more over all with a quality"),
    Metric("mean_quality", READS, or_null(NUMBER), "Mean of the qualities of all bases, Phred"),
    Metric("quality_histogram", READS, COUNTS, "Bases by quality"),
    Metric("reads_mean_q30_fraction", READS, SHARE, "Reads whose mean quality is 30 or more"),
    Metric("reads_with_quality", ALIGNED, COUNT, "Reads that have qualities"),
    Metric("quality_offset", "fastq", or_null(COUNT), "33 or 64, decided from the whole file"),
    Metric("quality_encoding", "fastq", or_null(WORD), "phred33, phred64 or solexa64"),
    Metric(
        "per_position",
        "fastq",
        OBJECT,
        "By position in the read (from, to), over a sample of reads: mean and quantiles of quality, shares of bases",
    ),
    Metric("name_style", "fastq", or_null(WORD), "Which program or machine named the reads; null where it is unknown"),
    Metric("instruments", "fastq", WORDS, "Instruments in the names"),
    Metric("runs", "fastq fast5 pod5", WORDS, "Runs in the names, of signals in the tracking data"),
    Metric("flowcells", "fastq", WORDS, "Flow cells in the names"),
    Metric("lanes", "fastq", {"type": "array", "items": COUNT}, "Lanes in the names"),
    Metric(
        "indexes", "fastq bam cram", WORDS, "Of FASTQ: index barcodes in the names; else: index files beside the file"
    ),
    Metric("duplicate_names", "fastq", COUNT, "Records whose name stood before"),
    Metric("duplicate_mode", "fastq", or_null(WORD), "How equal names were looked for: ordered or hash"),
    Metric("compression_ratio", "fastq", NUMBER, "Decoded bytes over stored bytes"),
    Metric("roles", "fastq", WORDS, "Of a set: what each file is (R1, R2, I1 …)"),
    Metric("per_file", "fastq", OBJECTS, "Of a set: the metrics of each file"),
    Metric("molecule", "fasta", WORD, "nucleotide, protein, or mixed: nucleotides with a few letters of proteins"),
    Metric("letter_counts", "fasta", COUNTS, "Letters of the sequences"),
    Metric("lower_case", "fasta", COUNT, "Bases in lower case"),
    Metric("gaps", "fasta", COUNT, "Gap characters"),
    Metric("primary", ALIGNED, COUNT, "Records that are neither secondary nor supplementary"),
    Metric("secondary", ALIGNED, COUNT, "Secondary alignments (flag 0x100)"),
    Metric("supplementary", ALIGNED, COUNT, "Supplementary alignments (flag 0x800)"),
    Metric("duplicates", ALIGNED, COUNT, "Records marked as duplicates (flag 0x400)"),
    Metric("qc_failed", ALIGNED, COUNT, "Records marked as failing quality control (flag 0x200)"),
    Metric("mapped", ALIGNED, COUNT, "Mapped records"),
    Metric("mapped_fraction", ALIGNED, or_null(SHARE), "Mapped over all records"),
    Metric("primary_mapped", ALIGNED, COUNT, "Mapped primary records"),
    Metric("paired", ALIGNED, COUNT, "Primary records of pairs"),
    Metric("read1", ALIGNED, COUNT, "First reads of pairs"),
    Metric("read2", ALIGNED, COUNT, "Second reads of pairs"),
    Metric("properly_paired", ALIGNED, COUNT, "Mapped reads marked as properly paired"),
    Metric("both_mapped", ALIGNED, COUNT, "Mapped reads with a mapped mate"),
    Metric("singletons", ALIGNED, COUNT, "Mapped reads whose mate is not mapped"),
    Metric("reverse", ALIGNED, COUNT, "Mapped records on the reverse strand"),
    Metric("mates_on_other_reference", ALIGNED, COUNT, "Reads whose mate is mapped to another reference"),
    Metric("mapq_histogram", ALIGNED, COUNTS, "Mapped records by mapping quality"),
    Metric("cigar_bases", ALIGNED, COUNTS, "Bases by CIGAR operation"),
    Metric("mean_depth", ALIGNED, or_null(NUMBER), "Aligned bases over the length of all references"),
    Metric("insert_size", ALIGNED, OBJECT, "Template lengths of proper pairs: pairs, median, mean, sd, longer"),
    Metric("read_groups", ALIGNED, OBJECTS, "@RG lines: id, sm, pl, pu, lb, records"),
    Metric("records_without_read_group", ALIGNED, COUNT, "Records that name no read group"),
    Metric("programs", ALIGNED, WORDS, "Programs of the @PG lines"),
    Metric("sort_order", ALIGNED, or_null(WORD), "SO of the header"),
    Metric("group_order", ALIGNED, or_null(WORD), "GO of the header"),
    Metric("reference_count", ALIGNED, COUNT, "References in the header"),
    Metric("references", ALIGNED, OBJECTS, "The first references: name, length, md5, mapped"),
    Metric("assembly", ALIGNED, or_null(WORD), "The assembly whose M5 values these are; null where it is unknown"),
    Metric("duplicate_reads", ALIGNED, COUNT, "Primary records whose name and mate number stood before"),
    Metric("mates_missing", ALIGNED, COUNT, "Reads of pairs whose mate is not in the file"),
    Metric("bases_decoded", "cram", FLAG, "Whether the reference was at hand, so that bases could be counted"),
    Metric("cram_version", "cram", WORD, "Version of the format"),
    Metric("containers", "cram", COUNT, "Containers"),
    Metric("fileformat", VARIANTS, WORD, "Version of the format as the file says it"),
    Metric("samples", VARIANTS, COUNT, "Sample columns"),
    Metric("snvs", VARIANTS, COUNT, "Alternative alleles of one base for one"),
    Metric("indels", VARIANTS, COUNT, "Alternative alleles longer or shorter than REF"),
    Metric("mnvs", VARIANTS, COUNT, "Alternative alleles of several bases for as many"),
    Metric("breakends", VARIANTS, COUNT, "Breakends"),
    Metric("symbolic", VARIANTS, COUNT, "Symbolic alleles"),
    Metric("symbolic_types", VARIANTS, COUNTS, "Symbolic alleles by name"),
    Metric("reference_sites", VARIANTS, COUNT, "Records without an alternative allele"),
    Metric("overlapped", VARIANTS, COUNT, "Alleles * (overlapped by a deletion)"),
    Metric("multiallelic", VARIANTS, COUNT, "Records with several alternative alleles"),
    Metric("transitions", VARIANTS, COUNT, "A–G and C–T exchanges"),
    Metric("transversions", VARIANTS, COUNT, "Other exchanges"),
    Metric("transition_ratio", VARIANTS, or_null(NUMBER), "Transitions over transversions"),
    Metric("passed", VARIANTS, COUNT, "Records whose FILTER is PASS"),
    Metric("genotyped", VARIANTS, COUNT, "Records with genotypes"),
    Metric("with_frequency", VARIANTS, COUNT, "Records with allele frequencies or counts"),
    Metric("contigs", VARIANTS, COUNT, "Contigs that records stand on"),
    Metric("contigs_declared", VARIANTS, COUNT, "##contig lines"),
    Metric("signal_samples", "fast5 pod5", COUNT, "Measured values of all signals"),
    Metric("file_version", "fast5 pod5", WORD, "Version of the format; empty where the file does not say"),
    Metric("multi_read", "fast5", FLAG, "Whether the file is of the form for many reads"),
    Metric("sample_rates", "pod5", {"type": "array", "items": COUNT}, "Measured values per second"),
    Metric("movie", "bas_h5", WORD, "Name of the movie; empty where the file does not say"),
    Metric("wells", "bas_h5", COUNT, "Wells of the cell"),
    Metric("parts", "bas_h5", WORDS, "Names of the files that hold the base calls, of a file that holds none"),
    Metric("taxonomy", "fastq bam", OBJECT, "With --taxonomy: the profile, by taxon"),
    Metric("genotypes", f"{ALIGNED} {VARIANTS}", OBJECT, "With --sites: sites of the panel known of each sample"),
)
"""Every metric, in the order of the documentation."""
