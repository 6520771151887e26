"""Quality control of sequence files: FASTQ, FASTA, SAM, BAM, CRAM, VCF, BCF, FAST5, POD5.

`check` does one unit, a file or a set, and gives a `checked` value: `container` opens and decodes, `sniff` tells the
format, then its room is asked: `fastq` (with `duplicates`), `fasta`, `alignment`, `variants`, `signal`; `beside` asks for
taxonomy and, by `genotype`, for fingerprints. What is said are `remarks` of `codes`, as `options` ask for.
`units` spreads many over processes, `cluster` over machines; `stored` is a report as a line, `figures` and `lengths` count alike for all
formats, `metrics` is the table of figures, `contract` their documents, `report` their forms for people, programs and the graph. Kernels are `compiled`
and kept by `kernel_cache`. Imports `qc.finding`, `qc.workers`, `graph_schema` and below. Start at `check`.
"""
