"""What the reads of a run are of: profiles by shared k-mers, a reference database, and what they say of a run.

`references` reads FASTA, `taxdump` and `tree` the taxonomy, `building` writes a `database`. `sampling` picks blocks of
a stream (`alignments` for BAM), `hashing` and `spots` are the compiled kernels, `gathering` asks sourmash, `profile`
puts it together; `counts` is the profile as a value. `judging` compares with the declared organism, `records` makes
nodes, `check` is what `gsagraph qc` calls. Imports `graph_schema`, `qc.report` and of `qc.sequence` its remarks and
compiler. Start at `profile`.
"""
