"""The model: what nodes, relationships and slots there are, and what a record of them may hold.

`gsagraph.yaml` and `vocabularies.yaml` are the schema (LinkML); `generators` write everything that
follows from it, first of all `model`, tables of the tuples in `definition`. `record` is one node as
one source tells it, `validation` says what the model refuses about it, `accession` and `iri` know
identifiers and addresses, `vocabulary` maps literals to values, `names` holds the text keys every
room shares, `errors` the tree of errors. May import `ontologies` and nothing above.
Start with `docs/data-model.md`, then `definition`.
"""
