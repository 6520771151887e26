"""Identity checks from genotypes, asked for with `--sites`: fingerprints at the sites of a panel, and what they say.

`sites` reads a panel; `variants` takes genotypes from VCF and BCF, `pileup` from aligned reads; `fingerprint` keeps them
as three planes of bits and as bytes; `comparison` counts IBS0 of one sample against many; `judgement` tells of one
person under two names, two under one, and exchanged samples. Fingerprints are genetic data: who stores them does so in
controlled scope only. Imports `qc.sequence` and pysam. Start at `fingerprint.fingerprints`.
"""
