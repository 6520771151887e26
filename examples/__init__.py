"""The example: an invented sepsis project in the archives' real formats, built from readable tables.

`tables/` holds one folder of tab-separated sheets for each workbook, `files/` what is loaded as it
stands (BioProject, BioSample and SRA XML, OMIX tables, records as JSON Lines), `queries/` the
questions it answers as GraphQL. `workbooks` turns sheets into .xlsx, `images` turns pydicom's own
test files into a de-identified OBIA collection, `build` writes all of it into one folder, and
`python -m examples` builds that folder and loads it. Every build gives the same bytes.
Start with README.md. It imports nothing of the program but the command line, to load.
"""
