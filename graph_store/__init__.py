"""Where the graph lives: one contract, two stores.

`open.open_store(url)` (also here as `graph_store.open_store`) gives a store; `protocol` says what every
store does, `plan` in which words it is asked. `statement` holds the rules of writing, by which `merge` takes a batch, and `words` those of
full text as pure functions, so that the stores agree; `cursor` turns positions into opaque text, `shape`
positional answers into objects, `resolve` accessions into what is known of them, `backup` copies and restores. The stores are
`sqlite` (embedded, one file) and `neo4j` (a server). Start with `protocol` and `plan`.
Imports `qc`, `graph_schema` and below; never `loaders`, nor anything above.
"""

from graph_store.open import open_store

__all__ = ["open_store"]
