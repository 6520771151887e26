"""Text of DICOM objects: read it, recognise who it speaks of, keep the words of imaging, find what should be gone.

`charsets` turns bytes to words and back under any Specific Character Set; `folding` makes spellings comparable.
`days` finds dates, `forms` phone numbers, identifiers and names by their shape; `identifiers` holds what names one
object's person and finds its echoes. `vocabulary` knows the words of imaging (`imaging_terms.tsv`, English and
Chinese), `words` cuts text into judged pieces, and `descriptors` cleans free text with both.
`residual` searches a finished file for every value that was removed, by the byte strings of `traces` and in one pass
of `search`.
Imports nothing of the project outside this folder. Start with `descriptors.clean`.
"""
