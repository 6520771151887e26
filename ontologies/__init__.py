"""Data, and one thin reader: what the outer world calls things.

`prefixes.json` lists every kind of accession in resolver order; `prefix_map.json` is the extended
prefix map of CURIEs; `synonyms.tsv`, `instruments.tsv`, `missing_values.tsv` hold spellings;
`mappings/*.sssom.tsv` join our vocabularies to ontology terms (SSSOM). The context, the shapes and
the vocabulary beside them are generated from `graph_schema/gsagraph.yaml`.

`reader` gives these files as typed tuples and knows nothing else. This package imports nothing of
ours. Start with `docs/accessions.md` and `docs/vocabularies.md`.
"""
