"""Writes everything that follows from `gsagraph.yaml`; run `python -m graph_schema.generators`.

`source` reads the YAML and `tables` turns it into the model's tables (`relation_fields` the ways
between node types). One module per output: `python_model`, `sqlite_tables`, `neo4j_indexes`,
`linkml_outputs` (context, SHACL, OWL), `record_schema`, `er_diagram`, `reference_pages`. All are
functions from schema to text: no clock, no network, the same bytes each time.
Needs the development dependencies (LinkML, PyYAML); nothing of the program imports it.
"""
