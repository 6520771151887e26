"""The command `gsagraph`: `main` joins the verbs, one module each.

`load` (with `load_pipeline`, `load_report`, `report_scopes` and `representatives`), `images` (with `image_files`,
`thumbnails`), `deidentify` (with `deidentify_report`), `keys` (with `keys_link`), `anonymity`, `export`, `resolve`,
`serve`, `stats`, `store`;
`refusal` tells errors in words, `terminal` how wide tables are. `cli` joins loaders, rules and stores;
it imports everything below and never `api`, which `serve` starts by name.
"""
