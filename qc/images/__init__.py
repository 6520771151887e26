"""What an image shows, as 64 bits, and which images show much the same: codes, search, thumbnails.

A file goes `picture` (decoded by `qc.dicom.pixels.frames`, one frame) → `normalise` (grey values, window, body,
size) → `features` (gradients) → `code` by a `model` (untrained, or made by `training`); `search` compares codes.
`thumbnail` draws the same grey values as PNG, `series` names the image that stands for a series, `plane` how it
lies in the patient, and `query` makes the code of an image that somebody sends, de-identified before it is
decoded; what only GDCM decodes then goes through a process `apart`.
Imports `qc.dicom`, `qc.finding`, `graph_schema` and below. Start at `picture`.
"""
