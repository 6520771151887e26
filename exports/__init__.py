"""What leaves the graph in other forms than answers to queries.

`rdf` writes the graph, or one node of it, as N-Triples, Turtle or JSON-LD by the schema's mapping. `anonymity` reads
what a store shows of individuals, so that nobody can be found in what is written.

Exports read a store through `graph_store.protocol` and know no command line and no web; they import
`graph_store` and the layers below it. Start with `rdf.graph.export` and `docs/rdf.md`.
"""
