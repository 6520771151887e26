"""Duplicate names, found exactly: no false alarm, nothing missed, in memory that does not grow with the file.

One pass over the file gives *candidates*: reads that may share a name. `ordered` (with `ordered_kernel`) tests
coordinates tile by tile, as sequencers write them; `hashed` finds equal 64-bit hashes of names in any order; both rest
on the compiled loops of `partition`, and `spill` holds what exceeds the memory in a file without a name. Only if there
are candidates is the file read again (`reading`): `selection` picks their records, `comparison` compares full names.
`finder` chooses the mode, changes it when the order breaks down, and tells. No Bloom filter takes part: one that errs
once in 10^9 needs 43 bits for each name in memory and still a second reading; the hash needs 64 on disk, is exact, and
costs less time. Imports `qc.sequence.fastq.columns` and `.reader`, `remarks`, `options`. Start at `finder.Finder`.
"""
