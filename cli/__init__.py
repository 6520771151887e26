"""The command `gsagraph`: `main` joins the verbs, one module each.

`load` (with `load_pipeline`, `load_report`, `report_scopes` and `representatives`), `images` (with `image_files`,
`thumbnails`), `qc` (with `qc_options`, `qc_inputs` and `qc_md5` before the checks, `qc_run` and `qc_progress` at
them, `qc_table`, `qc_reports`, `qc_documents` and `qc_graph` after them, `qc_inbox` for a folder that is watched),
`taxonomy`, `deidentify` (with `deidentify_report`), `keys` (with `keys_link`), `anonymity`, `export`, `resolve`,
`serve`, `stats`, `store`;
`refusal` tells errors in words, `terminal` how wide tables are. `cli` joins loaders, rules and stores;
it imports everything below and never `api`, which `serve` starts by name.
"""
