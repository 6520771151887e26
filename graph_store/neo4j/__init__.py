"""The store on a Neo4j server: a query plan as Cypher, records as nodes and relationships.

Start at `store` (the protocol over Bolt). Reading: `emit` (a plan as one statement) with `rows` (lists, pages, counts),
`conditions` (filters, steps, orders), `lead` (filters asked from their far end), `ordered` (pages along an index), `graph` (full text,
neighbourhoods, counts) and `labels`. Writing: `write` (a
batch in one transaction) with `known` (what is there) and `properties` (slots as properties). Beside them: `driver`
(address and errors), `query` (running a statement), `writer` (the one writer's lock), `layout` (constraints and indexes of
`schema.cypher`, generated), `scan` (streams, counts, checks). A server of one's own: `server`, run from the jars
`artifact` fetches. May import `graph_schema` and the plain modules of `graph_store`, never `sqlite`.
"""
