"""Whole folders of DICOM files: input in, OUT with published files, review, manifest and report out.

`batch` joins all: `walk` lists the input, `first_pass` finds series and duplicates, `series` works one of them
in a process of `qc.workers`, `resumption` says what an earlier run did of it. `settings` and `run` are what a run is
told and has at hand, `content` maps a file, `catalogue` keeps the list of files with flat memory. `output` is OUT's
layout, `journal` what was done, `manifest` what was published, `review` what a person looks at and decides,
`originals` copies of what was kept back, `report` and `page` how it went. `check` verifies a folder that claims to be
de-identified: each file by `check_file`, its claims by `check_claims`, its elements by `check_elements`.
Imports the rest of `qc.dicom`. Start at `batch`.
"""
