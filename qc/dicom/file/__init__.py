"""DICOM files as spans of bytes (PS3.5 chapter 7, PS3.10 chapter 7): what is read is positions, never objects of values.

`transfer_syntax` names the encodings that are known; `encoding` reads and writes element headers of one encoding;
`dictionary` gives the value representation of public attributes; `elements` walks a data set into spans;
`part10` finds preamble, meta and data set of a file; `meta` builds a new group 0002; `deflate` inflates within
a bound; `identity` reads the few UIDs that tell one object from another.
Imports only `qc.dicom.outcome`. Whatever cannot be read as the standard demands raises `Quarantined`.
Start with `part10.open_file`, then `elements.walk`.
"""
