"""From the archives' formats to records: one module a format, all streaming, none knowing the store.

`source` opens inputs within the bounds of `limits`; `content` tells what they are, `detect` who reads them.
Readers of containers: `workbook` (sheets), `xml` (objects), `delimited`, `dicom` (with `image_pixels`). `draft` turns
literals into what the model takes, with `text`, `release`, `mend`, `columns`, `personal`; shared nodes are made by
`taxon`, `publication`, `organization`; `sample_attributes` knows the names of sample attributes. Formats: `gsa` (with
`gsa_files`, `gsa_datasets`), `gsa_human` (with `gsa_human_context`, `gsa_human_dataset`, `governance`, `individual`),
`omix`, `obia`, `deidentified` (the manifest of `gsagraph deidentify`, with `deidentified_lines`, `deidentified_header`,
`deidentified_levels`; `caution` keeps images in review), `links` (the custodian's table), `insdc`, `run_document`, `bioproject`,
`biosample`, `records`; taxonomic profiles of runs: `tax_analysis`, `run_taxonomy`. Imports `qc`, `graph_schema` and below. Start at `detect` and `gsa`.
"""

from loaders.detect import read
from loaders.source import open_source

__all__ = ["open_source", "read"]
