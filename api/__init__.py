"""The web service: GraphQL, and the pages that ask it. Start with `app.create_app`.

A request goes `graphql` (HTTP, with `negotiation`, `viewer`) → `execute` → `documents` (parsed,
measured by `limits`, validated) → `roots` and `compile` (with `selection`, `arguments`, `layout`,
`objects`) → `session` (the store) → one statement a root → shapes → JSON. The schema itself is
`schema`, made of `types`, `inputs`, `scalars` by `building`, from what `fields` shows of the model.
`similar` searches the codes of images, which `image_index` keeps; `uploads` reads files sent with a question.
`resolvers` answers the same questions slowly, object by object, to prove the compiled way.
`settings`, `errors`, `logs`, `headers` serve all; `graphiql`, `pages` and `ui` face people.
May import exports, loaders, graph_store, qc, graph_schema, ontologies; never cli.
"""
