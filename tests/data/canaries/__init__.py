"""Planted files: every channel by which a DICOM file may tell who, where and when, each with a secret of its own.

Start with `folder` (`build` writes a set; `python -m tests.data.canaries OUT` from the shell, see `__main__`).
`bases` are the files that are planted, `canary` is one of them, `values` draws the secrets and `search` finds them
again. `elements` writes any bytes as DICOM. The channels: `attributes`, `descriptors`, `nested`, `private`,
`graphics`, `codestreams` and `wrapper`. `evidence` gathers everything a run put out, to be searched. Nothing here imports the engine: what it should have removed is said here
a second time. It may import pydicom, nibabel and the table of `dicom-anonymizer`.
"""
