"""SAM, BAM and CRAM: headers, records, order, mates, read groups.

All three: `header` reads headers and `header_values` knows what their fields may hold; `sample` compares read groups
with the metadata; `references` recognises an assembly; `order`, `mates` (with `mate_pairs`, `mate_sums`, `name_keys`,
`second_reading`), `read_groups`, `counts` and `metrics` work on columns of records; `faults` notes what kernels find;
`window` moves over decoded bytes and `words` loads numbers from them; `index` looks at indexes beside a file.

SAM: `sam` goes through the text, `sam_kernel` tests lines with `sam_text`, `sam_cigar`, `optional_kernel`, `sam_counts`
and the tables of `characters`; of lines with a fault (`sam_faults`), `sam_lines` says what `fields` and `aux_tags` find.
BAM: `bam` with `bam_header`, `bam_kernel`, `bam_cigar`, `bam_aux`, `bam_sequence`.
CRAM: `cram` with `cram_container`, `cram_slices`, `cram_numbers`, `cram_reference`, `cram_decoder`, `cram_source`.

Imports `qc.sequence`. Start at `sam.check_sam` or `bam.check_bam`.
"""
