"""Stored bytes to decoded blocks: what compresses a sequence file, its checksums, and what is wrong with its shell.

`stream` opens a file and gives its decoded bytes; `stored` reads the file and has the checksums computed on the way,
by `digests`, of large files in the compiled loop of `digest_kernel`;
`magic` tells the compression by the first bytes, `extension` by the name; `gzip_members`, `bgzf`, `bzip2_xz` and `zstd`
decode, `plain` only reads; `faults` are the ways a shell breaks and the remarks they become.
May import `qc.sequence.remarks`, `options` and `graph_schema.errors`; of formats it knows their names, by `sniff`.
Start at `stream.open_stream`.
"""
