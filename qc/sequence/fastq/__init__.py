"""FASTQ: records, names, qualities, duplicates, pairs and sets.

Start at `check`. `reader` reads one file: `text` holds a window of it, `kernel` takes whole records at vector speed
(`vector`, `naming`) and fills `rows`, `careful` looks at those with something to be said of them, `places` finds where,
`records` judges what is not in the four-line form by its `lines`. `columns` is what the reader gives of each name.
`figures` sums up, with `positions` and `offset`.
Several files: `sets`, with `pairs`, `roles` and `totals`; one file of pairs: `interleaved`; who wrote the names:
`name_styles`. Imports `qc.sequence.container`, `qc.sequence.duplicates` and what is below them.
"""
