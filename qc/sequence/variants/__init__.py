"""VCF 4.1 to 4.5 and BCF 2.1 and 2.2, checked by the text of the version a file declares.

`rules`, `reserved` and `definition` hold what each version says, as data. `teller` says remarks with their place. `lines` cuts the
stream, `meta` and `meta_lines` read the meta-information, `header` collects it. `alleles`, `columns`, `values`,
`info`, `structural`, `genotype`, `format` and `local` check one record, `order` and `equal_alleles` what holds between
records, `reference` the bases of the reference, `metrics` counts. `body` brings them together; `vcf` and `bcf` are the
two entries, `bcf_values`, `bcf_record` and `bcf_samples` decode the binary form.
Imports `qc.sequence` only. Start at `vcf.check_vcf`, then `body`.
"""
