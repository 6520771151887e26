"""The embedded store: one SQLite file, no server.

Start with `store` (the `Store` of `graph_store.protocol`: readers per thread, one writer). A plan
becomes one SQL statement in `emit`, with its parts in `column` (slots as expressions), `step`
(relationships), `where` (filters), `page` (orders and positions) and `graph` (search, neighbourhood,
statistics). `write` upserts batches of statements over what `known` has read, `rows` turns slots into
rows and back; `database` opens connections and lays out the file (`schema.sql` is generated from the
model), `lock` keeps a second writer process out, `care` checks, backs up and restores, `scan` streams
for exports. Imports `graph_schema` and the neighbours in `graph_store`, nothing above.
"""
