"""De-identification of DICOM objects (PS3.15 annex E): what leaves here names nobody.

`engine` takes the bytes of one file and gives `outcome.Rewritten`, or says why not: `rewrite` makes the new file with
`rewriting`, reading by `file`, deciding by `profile` and cleaning by `text`; `codestream` (with `codestream_jpeg`,
`codestream_jpeg2000`, `codestream_rle`) and `pixel_words` free pixels of what is no image. `keys` derives UIDs,
pseudonyms and date offsets from the custodian's key, `person` spells identifiers in one way, `crosswalk` ties pseudonyms
to accessions. `pixels` judges images and claims clean ones after review, `folder` does whole folders.
Imports `qc.finding`, `graph_schema` and below. Start at `outcome`, then `engine` and `profile`.
"""
