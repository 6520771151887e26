"""Words and faces in pixels: which images may leave, which are kept back, and what a person has to look at.

`rules` judges an image by its kind, `screens` by what its header says of saved screens, `devices` holds rules for single devices; `frames` decodes within bounds
(`stream_size` reads what a code stream claims), `grey` makes a frame ready to be looked at, `morphology` finds words by
their strokes, `series` by what stays the same in all images, `words` reads them (extra `ocr`), `faces` tells heads.
`blanking` sets a `rectangle` to background, `spliced` exchanges elements of a file and declares a review. `review`
is the list for a person, `sheets` draws its pictures. Imports `qc.dicom` and below. Start at `inspection`.
"""
